/**
 * What dissolves and odd frames are found in: a thumbnail of every frame, how much detail it has, whether it is a mix of its two neighbours, how
 * sharply luma turns in it, and how far motion jumps before it. 39 bytes a frame.
 *
 * Frames are counted from the start of the analysed span.
 */

import type { NarrowFrame } from '../pass';
import { JumpFinder } from './jumpFinder';
import { type Bend, MixFinder, type MixSeen } from './mixFinder';
import type { StepsSeen } from './stepsSeen';
import { StepWatch } from './stepWatch';

export const THUMB_COLUMNS = 8;
export const THUMB_ROWS = 4;
export const THUMB_CELLS = THUMB_COLUMNS * THUMB_ROWS;

const [LEAST_BEND, MOST_BEND] = [-4, 2.5] as const;
const BEND_STEPS = 39;
const JUMP_STEPS = 50;
/** Detail as logarithm, in two bytes: so many steps to an octave, from the lowest on. 0 stands for none. */
const [DETAIL_STEPS, LOWEST_DETAIL] = [2048, -10] as const;
/** Octaves by which detail may stand out of its neighbours', and steps to an octave; 0 stands for nothing known. */
const [MOST_STANDING, STANDING_STEPS, STANDING_ZERO] = [2, 63, 128] as const;
/** One byte holds the jump, or what the blocks' steps tell instead. */
const [MOST_JUMP, MISSING, TIMES_STEPS] = [194, 200, 10] as const;
const KINDS: Partial<Record<number, StepsSeen>> = {
  195: { kind: 'unsteady' },
  196: { kind: 'moving' },
  197: { kind: 'turning' },
};
const CODES = { unclear: 0, unsteady: 195, moving: 196, turning: 197 } as const;
/** Places near a doubled frame where something passes. */
const LEAST_PLACES = 8;
/** Jumps from this on are looked at block by block: a lesser one is no missing frame. */
const DOUBTED_JUMP = 0.4;

/** Traces grow by pieces of so many frames, so that no old piece is copied. */
const PIECE = 4096;

export class FrameTraces {
  count = 0;
  private readonly pieces: ReturnType<typeof createPiece>[] = [];
  private readonly mixer = new MixFinder();
  private readonly jumper = new JumpFinder();
  private readonly watch = new StepWatch();

  push(frame: NarrowFrame): void {
    if (this.count % PIECE === 0) {
      this.pieces.push(createPiece());
    }
    const piece = this.pieces[Math.floor(this.count / PIECE)];
    if (piece) {
      fillThumb(piece.thumbs, (this.count % PIECE) * THUMB_CELLS, frame);
      piece.details[this.count % PIECE] = detailCode(detailOf(frame));
    }
    // The frame before has both its neighbours only now.
    const seen = this.mixer.push(frame);
    if (this.count > 0) this.note(this.count - 1, seen);
    this.jumper.push(frame);
    this.watch.push(frame);
    if (this.count > 1) this.noteJump(this.count - 2);
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
    const code = this.pieces[Math.floor(frame / PIECE)]?.details[frame % PIECE] ?? 0;
    return code === 0 ? 0 : 2 ** (LOWEST_DETAIL + code / DETAIL_STEPS);
  }

  /** Log2 of how much more detail the frame has than its neighbours where something changes; null where nobody can tell. */
  standingAt(frame: number): number | null {
    const code = this.pieces[Math.floor(frame / PIECE)]?.standings[frame % PIECE] ?? 0;
    return code === 0 ? null : (code - STANDING_ZERO) / STANDING_STEPS;
  }

  /** Percent of the frame behind that is mixed into this one; 0 where nobody can tell, NO_MIX where it is none for sure. */
  mixAt(frame: number): number {
    return this.pieces[Math.floor(frame / PIECE)]?.mixes[frame % PIECE] ?? 0;
  }

  /** Steps of motion by which the frame is further from the one before than frames are around: 0 as they are or nobody can tell, about 1 where one is missing. */
  jumpAt(frame: number): number {
    const code = this.jumpCode(frame);
    return code > MOST_JUMP ? 0 : code / JUMP_STEPS;
  }

  /** What the steps of the blocks tell, where the frame was looked at so closely. */
  stepsAt(frame: number): StepsSeen {
    const code = this.jumpCode(frame);
    if (code >= MISSING) return { kind: 'missing', times: (code - MISSING) / TIMES_STEPS };
    return KINDS[code] ?? { kind: 'unclear' };
  }

  private jumpCode(frame: number): number {
    return this.pieces[Math.floor(frame / PIECE)]?.jumps[frame % PIECE] ?? 0;
  }

  bendAt(frame: number): Bend {
    const piece = this.pieces[Math.floor(frame / PIECE)];
    const places = piece?.places[frame % PIECE] ?? 0;
    return { places, bend: (piece?.bends[frame % PIECE] ?? 0) / BEND_STEPS + LEAST_BEND };
  }

  private noteJump(frame: number): void {
    const piece = this.pieces[Math.floor(frame / PIECE)];
    if (!piece) return;
    const jump = this.jumper.jump();
    const isDoubted = jump >= DOUBTED_JUMP;
    const seen = isDoubted
      ? this.watch.jump()
      : this.jumper.isRest() && this.isSeenToMove(frame)
        ? this.watch.rest()
        : null;
    piece.jumps[frame % PIECE] =
      seen && seen.kind !== 'unclear' ? codeOf(seen) : Math.min(MOST_JUMP, Math.round(JUMP_STEPS * jump));
  }

  /** An unsteady hand stands still for a frame now and then: nobody sees that, and nobody asks. */
  isSeenToMove(frame: number): boolean {
    return [-2, -1, 0, 1, 2].some((step) => this.bendAt(frame + step).places >= LEAST_PLACES);
  }

  private note(frame: number, { mix, bend, places, detail }: MixSeen): void {
    const piece = this.pieces[Math.floor(frame / PIECE)];
    if (!piece) return;
    const at = frame % PIECE;
    piece.mixes[at] = mix;
    piece.places[at] = Math.min(255, places);
    const standing = Math.max(-MOST_STANDING, Math.min(MOST_STANDING, detail ?? 0));
    piece.standings[at] = detail === null ? 0 : STANDING_ZERO + Math.round(STANDING_STEPS * standing);
    piece.bends[at] = Math.round(BEND_STEPS * (Math.min(MOST_BEND, Math.max(LEAST_BEND, bend)) - LEAST_BEND));
  }
}

function codeOf(seen: StepsSeen): number {
  return seen.kind === 'missing'
    ? MISSING + Math.round(TIMES_STEPS * Math.min(5, seen.times))
    : CODES[seen.kind];
}

function createPiece() {
  return {
    thumbs: new Uint8Array(PIECE * THUMB_CELLS),
    details: new Uint16Array(PIECE),
    standings: new Uint8Array(PIECE),
    mixes: new Uint8Array(PIECE),
    bends: new Uint8Array(PIECE),
    places: new Uint8Array(PIECE),
    jumps: new Uint8Array(PIECE),
  };
}

function detailCode(detail: number): number {
  const octaves = Math.log2(Math.max(detail, 1e-9)) - LOWEST_DETAIL;
  return Math.max(0, Math.min(65535, Math.round(DETAIL_STEPS * octaves)));
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
