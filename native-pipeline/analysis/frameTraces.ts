/**
 * What dissolves and odd frames are found in: a thumbnail of every frame, how much detail it has, and whether it is a mix of its two
 * neighbours. 37 bytes a frame.
 *
 * Frames are counted from the start of the analysed span.
 */
import type { NarrowFrame } from './pass';

export const THUMB_COLUMNS = 8;
export const THUMB_ROWS = 4;
export const THUMB_CELLS = THUMB_COLUMNS * THUMB_ROWS;

export const NO_MIX = 255;

/** Traces grow by pieces of so many frames, so that no old piece is copied. */
const PIECE = 4096;

export class FrameTraces {
  count = 0;
  private readonly pieces: { thumbs: Uint8Array; details: Float32Array; mixes: Uint8Array }[] = [];
  private readonly mixer = new MixFinder();

  push(frame: NarrowFrame): void {
    if (this.count % PIECE === 0) {
      this.pieces.push(createPiece());
    }
    const piece = this.pieces[Math.floor(this.count / PIECE)];
    if (piece) {
      fillThumb(piece.thumbs, (this.count % PIECE) * THUMB_CELLS, frame);
      piece.details[this.count % PIECE] = detailOf(frame);
    }
    // The frame before has both its neighbours only now.
    const mix = this.mixer.push(frame);
    if (this.count > 0) this.setMix(this.count - 1, mix);
    this.count++;
  }

  /** Mean luma of the frame's cells, row by row. Valid for good: a view into the trace. */
  thumbAt(frame: number): Uint8Array {
    const at = (frame % PIECE) * THUMB_CELLS;
    return (
      this.pieces[Math.floor(frame / PIECE)]?.thumbs.subarray(at, at + THUMB_CELLS) ??
      new Uint8Array(THUMB_CELLS)
    );
  }

  /** Mean square of the slopes along lines, codes squared: a dissolve halves it, a fade takes it away. */
  detailAt(frame: number): number {
    return this.pieces[Math.floor(frame / PIECE)]?.details[frame % PIECE] ?? 0;
  }

  /** Percent of the frame behind that is mixed into this one; 0 where nobody can tell, NO_MIX where it is none for sure. */
  mixAt(frame: number): number {
    return this.pieces[Math.floor(frame / PIECE)]?.mixes[frame % PIECE] ?? 0;
  }

  private setMix(frame: number, mix: number): void {
    const piece = this.pieces[Math.floor(frame / PIECE)];
    if (piece) piece.mixes[frame % PIECE] = mix;
  }
}

function createPiece() {
  return {
    thumbs: new Uint8Array(PIECE * THUMB_CELLS),
    details: new Float32Array(PIECE),
    mixes: new Uint8Array(PIECE),
  };
}

/** Every third line: odd, so that both fields have their part. */
const LINE_STEP = 3;

function fillThumb(thumbs: Uint8Array, at: number, { luma, width, height }: NarrowFrame): void {
  for (let row = 0; row < THUMB_ROWS; row++) {
    const top = Math.floor((row * height) / THUMB_ROWS);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / THUMB_ROWS));
    for (let column = 0; column < THUMB_COLUMNS; column++) {
      const left = Math.floor((column * width) / THUMB_COLUMNS);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / THUMB_COLUMNS));
      let sum = 0;
      let count = 0;
      for (let y = top; y < bottom && y < height; y += LINE_STEP) {
        for (let x = y * width + left; x < y * width + right; x++) sum += luma[x] ?? 0;
        count += right - left;
      }
      thumbs[at + row * THUMB_COLUMNS + column] = count === 0 ? 0 : Math.round(sum / count);
    }
  }
}

function detailOf({ luma, width, height }: NarrowFrame): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y += LINE_STEP) {
    for (let at = y * width + 2; at < (y + 1) * width; at++) {
      const slope = (luma[at] ?? 0) - (luma[at - 2] ?? 0);
      sum += slope * slope;
    }
    count += Math.max(0, width - 2);
  }
  return count === 0 ? 0 : sum / count;
}

/** Every second line of the top field. */
const FIELD_STEP = 4;
/** What a place must change from the frame before to the frame behind, codes: well above noise. */
const LEAST_CHANGE = 16;
const LEAST_PLACES = 120;
/** What may be left of a true mix, as a share of the change. A moved edge leaves a quarter. */
const MOST_REST = 0.04;
const REST_OF_NO_MIX = 0.12;
const [LEAST_MIX, MOST_MIX] = [0.2, 0.8] as const;

/**
 * Tells whether the middle one of three frames is a mix of the others, in the top field alone.
 *
 * Only places count that change more than they differ from what stands beside them: there something passed by altogether, and a true picture shows what
 * was before or what comes, while a mix shows both. A slow move or a soft edge says nothing.
 */
class MixFinder {
  private fields: [Uint8Array, Uint8Array, Uint8Array] = [
    new Uint8Array(0),
    new Uint8Array(0),
    new Uint8Array(0),
  ];
  private count = 0;

  /** Percent of the newest frame in the one before it; 0 where that cannot be told, NO_MIX for none. */
  push({ luma, width, height }: NarrowFrame): number {
    const lines = Math.ceil(height / FIELD_STEP);
    const [oldest, before, last] = this.fields;
    const newest = oldest.length === lines * width ? oldest : new Uint8Array(lines * width);
    for (let line = 0; line < lines; line++) {
      const from = line * FIELD_STEP * width;
      newest.set(luma.subarray(from, from + width), line * width);
    }
    this.fields = [before, last, newest];
    this.count++;
    return this.count < 3 ? 0 : mixOf(before, last, newest);
  }
}

function mixOf(before: Uint8Array, middle: Uint8Array, after: Uint8Array): number {
  let places = 0;
  let change2 = 0;
  let both = 0;
  let moved2 = 0;
  for (let at = 1; at < middle.length - 1; at++) {
    const from = before[at] ?? 0;
    const to = after[at] ?? 0;
    const change = to - from;
    const size = Math.abs(change);
    if (size < LEAST_CHANGE) continue;
    const slope =
      Math.abs((before[at + 1] ?? 0) - (before[at - 1] ?? 0)) +
      Math.abs((after[at + 1] ?? 0) - (after[at - 1] ?? 0));
    if (size < 2 * slope) continue;
    const moved = (middle[at] ?? 0) - from;
    places++;
    change2 += change * change;
    both += change * moved;
    moved2 += moved * moved;
  }
  if (places < LEAST_PLACES) return 0;
  const mix = both / change2;
  const rest = (moved2 - mix * both) / change2;
  if (rest > REST_OF_NO_MIX || mix < LEAST_MIX || mix > MOST_MIX) return NO_MIX;
  return rest < MOST_REST ? Math.round(mix * 100) : 0;
}
