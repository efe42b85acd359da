/**
 * RGB pictures as PNG files, lossless: 8 bits a sample, or 16 where the picture is deeper. Slow (0.1 to 0.7 s): runs in the stills' thread.
 *
 * No gAMA, cHRM or cICP chunk: browsers and editors would change the values. No pHYs chunk for samples that are not square either: ffmpeg
 * and the PNG specification disagree about which way round it is, so half of all programs would show the wrong shape; the sidecar says it.
 */
import { PNG } from 'pngjs';
import type { RgbPicture } from '../frames/rgb';

const RGB = 2;
/** Paeth on every line and zlib's "filtered" strategy: as small as trying all filters on film-like pictures, in half the time (measured). */
const OPTIONS = {
  colorType: RGB,
  inputColorType: RGB,
  inputHasAlpha: false,
  filterType: 4,
  deflateLevel: 6,
  deflateStrategy: 1,
} as const;

export function formatPng({ width, height, bitDepth, data }: RgbPicture): Uint8Array<ArrayBuffer> {
  const picture = new PNG({ width: 1, height: 1 });
  Object.assign(picture, { width, height });
  // pngjs reads 16-bit samples from the array's own memory, so a bare Buffer view will do for both depths.
  picture.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return new Uint8Array(PNG.sync.write(picture, { ...OPTIONS, bitDepth }));
}
