/** Comparing thumbnails: mean luma of the cells of a frame, in codes of 8 bits. Pure. */
import { THUMB_CELLS } from '../oddFrames/frameTraces';

/** Spread of a plain picture's cells, codes. */
const PLAIN = 3;

/** Where a picture stands between two others: 0 is the first, 1 the last. */
export function placeOnWay(thumb: Uint8Array, first: Uint8Array, last: Uint8Array): number {
  let way = 0;
  let gone = 0;
  for (let cell = 0; cell < THUMB_CELLS; cell++) {
    const change = (last[cell] ?? 0) - (first[cell] ?? 0);
    way += change * change;
    gone += change * ((thumb[cell] ?? 0) - (first[cell] ?? 0));
  }
  return way === 0 ? 0 : gone / way;
}

/** Mean change of the cells. */
export function distance(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let cell = 0; cell < THUMB_CELLS; cell++) sum += Math.abs((a[cell] ?? 0) - (b[cell] ?? 0));
  return sum / THUMB_CELLS;
}

/** Mean distance of the cells from where a straight way would have them. */
export function strayFrom(thumb: Uint8Array, first: Uint8Array, last: Uint8Array, part: number): number {
  let sum = 0;
  for (let cell = 0; cell < THUMB_CELLS; cell++) {
    const [start, end] = [first[cell] ?? 0, last[cell] ?? 0];
    sum += Math.abs((thumb[cell] ?? 0) - start - part * (end - start));
  }
  return sum / THUMB_CELLS;
}

/** The change that half of the cells reach. */
export function middleChange(a: Uint8Array, b: Uint8Array): number {
  const changes = Array.from(a, (value, cell) => Math.abs(value - (b[cell] ?? 0)));
  return changes.sort((x, y) => x - y)[THUMB_CELLS >> 1] ?? 0;
}

/** True where all of it is about the same: black, white, or any plain colour. */
export function isPlain(thumb: Uint8Array): boolean {
  return spreadOf(thumb) < PLAIN;
}

/** Standard deviation of the cells. */
function spreadOf(thumb: Uint8Array): number {
  let sum = 0;
  let sum2 = 0;
  for (const value of thumb) {
    sum += value;
    sum2 += value * value;
  }
  return Math.sqrt(Math.max(0, sum2 / THUMB_CELLS - (sum / THUMB_CELLS) ** 2));
}

/** Correlation of the cells. */
export function likeness(a: Uint8Array, b: Uint8Array): number {
  const mean = (thumb: Uint8Array): number => thumb.reduce((sum, value) => sum + value, 0) / THUMB_CELLS;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, ownA, ownB] = [0, 0, 0];
  for (let cell = 0; cell < THUMB_CELLS; cell++) {
    const [x, y] = [(a[cell] ?? 0) - meanA, (b[cell] ?? 0) - meanB];
    both += x * y;
    ownA += x * x;
    ownB += y * y;
  }
  return ownA === 0 || ownB === 0 ? 0 : both / Math.sqrt(ownA * ownB);
}
