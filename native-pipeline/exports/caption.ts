/** Captions: a bar below the picture, never on it. Pure. */
import type { RgbPicture } from '../frames/rgb';
import { createCanvas, placePicture } from './canvas';
import { drawText, fitText, LETTER_HEIGHT, textWidth } from './letters';

/** Lines of text for each side from left to right: one column, or two of equal width. */
export type Caption = readonly (readonly string[])[];

const BAR_LEVEL = 24;
const TEXT_LEVEL = 208;
/** Space around the text and between lines, in dots of the font. */
const MARGIN = 5;
const LEADING = 3;

/** The same picture with a bar of text below; a line too long for its column goes on below, for its numbers are what it is there for. */
export function addCaption(picture: RgbPicture, caption: Caption): RgbPicture {
  const scale = letterScale(picture.height);
  const columnWidth = Math.floor(picture.width / Math.max(1, caption.length));
  const columns = wrapColumns(caption, columnWidth - 2 * MARGIN * scale, scale);
  const lines = Math.max(1, ...columns.map((column) => column.length));
  const barHeight = evenUp((2 * MARGIN + lines * LETTER_HEIGHT + (lines - 1) * LEADING) * scale);
  const canvas = createCanvas(picture.width, picture.height + barHeight, picture.bitDepth, BAR_LEVEL);
  placePicture(canvas, picture, { x: 0, y: 0 });
  for (const [n, column] of columns.entries()) {
    for (const [line, text] of column.entries()) {
      const x = n * columnWidth + MARGIN * scale;
      const y = picture.height + (MARGIN + line * (LETTER_HEIGHT + LEADING)) * scale;
      drawText(canvas, text, { x, y }, scale, TEXT_LEVEL);
    }
  }
  return canvas;
}

/** Lines that fit; the same line of both columns begins at the same height. */
function wrapColumns(caption: Caption, width: number, scale: number): string[][] {
  const count = Math.max(0, ...caption.map((column) => column.length));
  const columns: string[][] = caption.map(() => []);
  for (let line = 0; line < count; line++) {
    const wrapped = caption.map((column) => wrapText(column[line] ?? '', width, scale));
    const height = Math.max(...wrapped.map((parts) => parts.length));
    for (const [n, parts] of wrapped.entries()) {
      columns[n]?.push(...parts, ...Array.from({ length: height - parts.length }, () => ''));
    }
  }
  return columns;
}

/** Breaks between the parts of a line, which end in two spaces or a comma; a single part that is too long ends in …. */
export function wrapText(text: string, width: number, scale: number): string[] {
  const lines: string[] = [];
  for (const part of text.split(/(?<= {2}|, )/)) {
    const joined = `${lines.at(-1) ?? ''}${part}`;
    if (lines.length > 0 && textWidth(joined.trimEnd(), scale) <= width) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines.map((line) => fitText(line.trimEnd(), width, scale));
}

/** Letters of 14 pixels on SD, 21 on 1080 lines, 42 on 2160: about a fiftieth of the height, in whole dots. */
function letterScale(height: number): number {
  return Math.max(2, Math.round(height / 360));
}

function evenUp(pixels: number): number {
  return pixels + (pixels % 2);
}
