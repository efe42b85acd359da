/** Puts RGB pictures together: copies rows, never resamples. Pure. */
import type { RgbPicture } from '../frames/rgb';

/** Where a rectangle lies in a picture, in pixels from the top left. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A picture of one grey; `level` in 8 bits whatever the depth. */
export function createCanvas(width: number, height: number, bitDepth: 8 | 16, level = 0): RgbPicture {
  const samples = width * height * 3;
  if (bitDepth === 8) return { width, height, bitDepth, data: new Uint8Array(samples).fill(level) };
  return { width, height, bitDepth, data: new Uint16Array(samples).fill(level * 257) };
}

/** Copies `part` of a picture (all of it, unless told) to a place of the canvas. The picture has the canvas's depth and must fit. */
export function placePicture(
  canvas: RgbPicture,
  picture: RgbPicture,
  at: { x: number; y: number },
  part: Rectangle = { x: 0, y: 0, width: picture.width, height: picture.height },
): void {
  for (let row = 0; row < part.height; row++) {
    const from = ((part.y + row) * picture.width + part.x) * 3;
    const to = ((at.y + row) * canvas.width + at.x) * 3;
    canvas.data.set(picture.data.subarray(from, from + part.width * 3), to);
  }
}

/** Colours a rectangle; `colour` in 8 bits. */
export function fillRectangle(canvas: RgbPicture, area: Rectangle, colour: readonly number[]): void {
  const scale = canvas.bitDepth === 8 ? 1 : 257;
  for (let row = area.y; row < area.y + area.height; row++) {
    for (let i = (row * canvas.width + area.x) * 3, n = 0; n < area.width * 3; n++) {
      canvas.data[i + n] = (colour[n % 3] ?? 0) * scale;
    }
  }
}

/** Pictures in one depth, the deepest of them: 8-bit samples become 16-bit ones exactly (× 257). */
export function equaliseDepth(pictures: readonly RgbPicture[]): RgbPicture[] {
  const isDeep = pictures.some(({ bitDepth }) => bitDepth === 16);
  return pictures.map((picture) => {
    if (!isDeep || picture.bitDepth === 16) return picture;
    const { width, height } = picture;
    return { width, height, bitDepth: 16, data: Uint16Array.from(picture.data, (value) => value * 257) };
  });
}
