/**
 * What is kept of every frame until the whole clip is decided: a few numbers in typed arrays, about 33 bytes a frame.
 *
 * Frames are counted from the start of the analysed span.
 */
import { grown } from '../../../model/grown';
import type { FieldMoves } from './fieldMoves';

/** The five numbers of a frame, each 0 for "the same moment" and about 1 for "one frame of motion apart". */
export const NUMBERS = ['top', 'bottom', 'own', 'topBefore', 'bottomBefore'] as const;
/**
 * Places in NUMBERS: the top field against the top field before, the bottom field against the bottom field before, the two fields of the frame against each
 * other, the top field against the bottom field before, the bottom field against the top field before.
 */
export const [TOP, BOTTOM, OWN, TOP_BEFORE, BOTTOM_BEFORE] = [0, 1, 2, 3, 4] as const;
export const NUMBER_COUNT = 5;

/** Frames that weigh less hardly move, and say nothing worth believing. */
export const TELLING_WEIGHT = 0.2;

/** Of `moves`: so many to one code. */
const MOVE_UNITS = 256;

/** Bits of `cuts`: a cut lies before this frame's top field, before its bottom field. */
export const CUT_TOP = 1;
export const CUT_BOTTOM = 2;

export class FrameRecords {
  count = 0;
  /** NUMBER_COUNT per frame. */
  numbers = new Float32Array(256 * NUMBER_COUNT);
  /** How uncertain the numbers are, in their own unit. */
  slack = new Float32Array(256);
  /** 0: nothing moves, the numbers say nothing. 1: they count in full. */
  weight = new Float32Array(256);
  /** How much of a frame there is to judge by, in 255ths: blocks that move, and frames of the same shot around. */
  presence = new Uint8Array(256);
  /** How far the three numbers across parities can be trusted, in 255ths: grain moves, but differs from line to line in either case. */
  combTrust = new Uint8Array(256);
  /** By how much the top and the bottom field differ from those of the frame before, in MOVE_UNITS. Two per frame. */
  private moves = new Uint16Array(256 * 2);
  /** Bits CUT_TOP and CUT_BOTTOM. */
  cuts = new Uint8Array(256);

  /** Makes room for one more frame and returns its number. */
  add(): number {
    if (this.count === this.weight.length) this.grow();
    return this.count++;
  }

  noteMoves(frame: number, { top, bottom }: FieldMoves): void {
    this.moves[2 * frame] = Math.round(MOVE_UNITS * top);
    this.moves[2 * frame + 1] = Math.round(MOVE_UNITS * bottom);
  }

  /** In codes; 0 in the first frame, which has none before. */
  moveOf(frame: number, parity: 0 | 1): number {
    return (this.moves[2 * frame + parity] as number) / MOVE_UNITS;
  }

  private grow(): void {
    // By a quarter: doubling would hold up to twice the bytes that hours of frames need.
    const size = Math.ceil(this.count * 1.25);
    this.numbers = grown(this.numbers, size * NUMBER_COUNT);
    this.slack = grown(this.slack, size);
    this.weight = grown(this.weight, size);
    this.presence = grown(this.presence, size);
    this.combTrust = grown(this.combTrust, size);
    this.moves = grown(this.moves, size * 2);
    this.cuts = grown(this.cuts, size);
  }
}
