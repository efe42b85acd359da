/** How two pictures of one size stand in one still, at full size whatever the window shows. Pure. */
import { MASK, measurePixels } from '../compare/pixelDifference';
import { eightBitRgb, type RgbPicture } from '../frames/rgb';
import { createCanvas, equaliseDepth, placePicture } from './canvas';

/**
 * Between the sides: a few columns of dark grey, so that neither the blanking nor a black scene of one side is taken for the other's.
 * Even, as encoders like widths to be.
 */
export const GAP_PX = 8;
const GAP_LEVEL = 64;

/** A on the left, B on the right, a gap between. */
export function layoutSideBySide(sideA: RgbPicture, sideB: RgbPicture): RgbPicture {
  const [a, b] = equaliseDepth([sideA, sideB]) as [RgbPicture, RgbPicture];
  const canvas = createCanvas(a.width + GAP_PX + b.width, a.height, a.bitDepth, GAP_LEVEL);
  placePicture(canvas, a, { x: 0, y: 0 });
  placePicture(canvas, b, { x: a.width + GAP_PX, y: 0 });
  return canvas;
}

/** One side left of the edge, the other from the edge on; no line is drawn between, for every pixel belongs to a picture. */
export function layoutWipe(leftSide: RgbPicture, rightSide: RgbPicture, wipeAt: number): RgbPicture {
  const [left, right] = equaliseDepth([leftSide, rightSide]) as [RgbPicture, RgbPicture];
  const { width, height } = left;
  const edge = wipeColumn(width, wipeAt);
  const canvas = createCanvas(width, height, left.bitDepth);
  placePicture(canvas, left, { x: 0, y: 0 }, { x: 0, y: 0, width: edge, height });
  placePicture(canvas, right, { x: edge, y: 0 }, { x: edge, y: 0, width: width - edge, height });
  return canvas;
}

/** First column of the right side, as in the window: 0 shows all of it, 1 none. */
export function wipeColumn(width: number, wipeAt: number): number {
  return Math.round(wipeAt * width);
}

/** Share of its brightness that side B keeps under the mask. */
const DIMMED = 0.3;

/** What pixelmatch counts in red, what it takes for antialiasing in yellow, over side B in dim grey. Always 8 bits: it is a drawing. */
export function layoutDifference(sideA: RgbPicture, sideB: RgbPicture, threshold: number): RgbPicture {
  const [a, b] = [eightBitRgb(sideA), eightBitRgb(sideB)];
  const { mask } = measurePixels(a.data, b.data, b, threshold);
  const data = new Uint8Array(b.data.length);
  for (let n = 0, i = 0; n < mask.length; n++, i += 3) {
    const grey = mask[n] === MASK.equal ? dimmedGrey(b.data, i) : 0;
    data[i] = mask[n] === MASK.equal ? grey : 255;
    data[i + 1] = mask[n] === MASK.antialiased ? 255 : grey;
    data[i + 2] = grey;
  }
  return { width: b.width, height: b.height, bitDepth: 8, data };
}

/** BT.709's shares; exact enough for a backdrop. */
function dimmedGrey(data: Uint8Array, at: number): number {
  const [r, g, b] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
  return Math.round(DIMMED * (0.2126 * r + 0.7152 * g + 0.0722 * b));
}
