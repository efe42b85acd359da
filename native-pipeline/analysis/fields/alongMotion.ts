/**
 * Holds a block against itself some lines above or below: in the frame before, or across the parities. Sums of squared codes over every second column. Pure.
 */
import type { BlockGrid } from './blockGrid';

/** Lines around a block that may be looked at: twelve up or down, and the next one of the same parity to interpolate between. */
const AROUND = 14;

export interface FramePair {
  /** Luma of the narrow frame, and of the one before. */
  now: Uint8Array;
  before: Uint8Array;
  grid: BlockGrid;
}

/** Squared differences of one field's lines to those of the frame before, `step` lines below; not summed up beyond `enough`. */
export function leftAlong(
  { now, before, grid }: FramePair,
  block: number,
  parity: number,
  step: number,
  enough: number,
): number {
  const { width, blockWidth } = grid;
  const { from, lines } = placeOf(grid, block);
  let sum = 0;
  for (let line = parity; line < lines && sum < enough; line += 2) {
    const at = from + line * width;
    const other = at + step * width;
    for (let x = 0; x < blockWidth; x += 2) {
      const left = (now[at + x] as number) - (before[other + x] as number);
      sum += left * left;
    }
  }
  return sum;
}

/** Squared differences between top lines and what bottom lines show `rise` lines below them; by an even number of lines that is between two of them. */
export function combingAt(
  top: Uint8Array,
  bottom: Uint8Array,
  grid: BlockGrid,
  block: number,
  rise: number,
): number {
  const { width, blockWidth } = grid;
  const { from, lines } = placeOf(grid, block);
  let sum = 0;
  for (let line = 0; line < lines; line += 2) {
    const here = from + line * width;
    const there = here + rise * width;
    for (let x = 0; x < blockWidth; x += 2) {
      const left =
        rise % 2 !== 0
          ? (top[here + x] as number) - (bottom[there + x] as number)
          : smoothed(top, here + x, width) - between(bottom, there + x, width);
      sum += left * left;
      if (rise % 2 !== 0) continue;
      const other =
        between(top, here + width + x + 1, width) - smoothed(bottom, there + width + x + 1, width);
      sum += other * other;
    }
  }
  return rise % 2 !== 0 ? 2 * sum : sum;
}

/** First sample of a block, and its lines; of the outermost rows those that have enough lines around them. */
function placeOf(
  { width, rows, columns, blockWidth, blockLines }: BlockGrid,
  block: number,
): { from: number; lines: number } {
  const row = Math.floor(block / columns);
  const skipped = row === 0 ? AROUND : 0;
  const from = (2 * row * blockLines + skipped) * width + (block % columns) * blockWidth;
  return { from, lines: 2 * blockLines - (row === 0 || row === rows - 1 ? AROUND : 0) };
}

/** What a line of a field shows, smoothed as much as what lies between two of its lines. */
function smoothed(luma: Uint8Array, at: number, width: number): number {
  return ((luma[at - 2 * width] as number) + 4 * (luma[at] as number) + (luma[at + 2 * width] as number)) / 6;
}

function between(luma: Uint8Array, at: number, width: number): number {
  return ((luma[at - width] as number) + (luma[at + width] as number)) / 2;
}
