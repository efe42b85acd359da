/** pixelmatch on RGB pictures: how many pixels differ, and where. */
import pixelmatch from 'pixelmatch';
import pixelmatchPackage from 'pixelmatch/package.json' with { type: 'json' };
import type { Size } from '../../model/clip';
import type { Tool } from '../../model/compare';

/** Versions differ in how they measure colour, so a count without its version says little. */
export const PIXELMATCH: Tool = { name: 'pixelmatch', version: pixelmatchPackage.version };

export interface PixelDifference {
  /** Pixels that differ by more than the threshold and are no antialiasing. */
  pixels: number;
  /** Pixels that differ but look like antialiasing: not counted. */
  antialiased: number;
  /** One byte for each pixel: one of MASK. */
  mask: Uint8Array<ArrayBuffer>;
}

/** What the mask's bytes mean. */
export const MASK = { equal: 0, antialiased: 128, differs: 255 } as const;

/** `a` and `b` are interleaved 8-bit RGB of this size; `threshold` is pixelmatch's own, 0 to 1. */
export function measurePixels(a: Uint8Array, b: Uint8Array, size: Size, threshold: number): PixelDifference {
  const { width, height } = size;
  const drawn = new Uint8Array(width * height * 4);
  // Colours that tell the three kinds apart by one channel each; alpha 0 paints equal pixels white.
  const pixels = pixelmatch(withAlpha(a), withAlpha(b), drawn, width, height, {
    threshold,
    alpha: 0,
    diffColor: [255, 0, 0],
    aaColor: [255, 255, 0],
  });
  return { pixels, ...readDrawn(drawn) };
}

function readDrawn(drawn: Uint8Array): Pick<PixelDifference, 'antialiased' | 'mask'> {
  const mask = new Uint8Array(drawn.length / 4);
  let antialiased = 0;
  for (let n = 0, i = 0; n < mask.length; n++, i += 4) {
    if (drawn[i + 2] === 255) continue;
    const isAntialiased = drawn[i + 1] === 255;
    if (isAntialiased) antialiased += 1;
    mask[n] = isAntialiased ? MASK.antialiased : MASK.differs;
  }
  return { antialiased, mask };
}

function withAlpha(rgb: Uint8Array): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] as number;
    rgba[to + 1] = rgb[from + 1] as number;
    rgba[to + 2] = rgb[from + 2] as number;
    rgba[to + 3] = 255;
  }
  return rgba;
}
