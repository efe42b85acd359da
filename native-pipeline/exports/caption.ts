/** Captions: a bar below the picture, never on it. Pure. */
import type { RgbPicture } from '../frames/rgb';
import { createCanvas, placePicture } from './canvas';
import { drawText, fitText, LETTER_HEIGHT } from './letters';

/** Lines of text for each side from left to right: one column, or two of equal width. */
export type Caption = readonly (readonly string[])[];

const BAR_LEVEL = 24;
const TEXT_LEVEL = 208;
/** Space around the text and between lines, in dots of the font. */
const MARGIN = 5;
const LEADING = 3;

/** The same picture with a bar of text below; what is too long for its column ends in …. */
export function addCaption(picture: RgbPicture, caption: Caption): RgbPicture {
  const scale = letterScale(picture.height);
  const lines = Math.max(1, ...caption.map((column) => column.length));
  const barHeight = evenUp((2 * MARGIN + lines * LETTER_HEIGHT + (lines - 1) * LEADING) * scale);
  const canvas = createCanvas(picture.width, picture.height + barHeight, picture.bitDepth, BAR_LEVEL);
  placePicture(canvas, picture, { x: 0, y: 0 });
  const columnWidth = Math.floor(picture.width / Math.max(1, caption.length));
  for (const [n, column] of caption.entries()) {
    for (const [line, text] of column.entries()) {
      const x = n * columnWidth + MARGIN * scale;
      const y = picture.height + (MARGIN + line * (LETTER_HEIGHT + LEADING)) * scale;
      drawText(canvas, fitText(text, columnWidth - 2 * MARGIN * scale, scale), { x, y }, scale, TEXT_LEVEL);
    }
  }
  return canvas;
}

/** Letters of 14 pixels on SD, 21 on 1080 lines, 42 on 2160: about a fiftieth of the height, in whole dots. */
function letterScale(height: number): number {
  return Math.max(2, Math.round(height / 360));
}

function evenUp(pixels: number): number {
  return pixels + (pixels % 2);
}
