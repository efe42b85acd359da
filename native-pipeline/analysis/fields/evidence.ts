/**
 * Turns a frame's block differences into five numbers: 0 for "the same moment", 1 for "one frame of motion apart", with a weight and an uncertainty.
 *
 * Each block is held against its own quiet and its own lively moments within six frames of the same shot, so that neither content nor noise nor detail has an
 * absolute threshold; blocks count by the square of how clearly they move. docs/CADENCE.md.
 */
import type { BlockGrid } from './blockGrid';
import { BOTTOM, BOTTOM_BEFORE, type FrameRecords, NUMBER_COUNT, OWN, TOP, TOP_BEFORE } from './frameRecords';
import type { FrameRing, RingFrame } from './frameRing';
import type { NoiseFloor } from './noise';
import { percentileOf, sortShort } from './order';

const REACH = 6;
const WINDOW = 2 * REACH + 1;
/** In film one difference in five is quiet; motion is what three in ten exceed. Higher swallows slow native motion (notes: 13 points lost at 0.85). */
const QUIET_SHARE = 0.2;
const LIVELY_SHARE = 0.7;
/** A block's own quiet may not exceed the clip's by more than this: in a steady native pan no moment is quiet. */
const QUIET_TIMES = 2.5;
/** Squared codes: below, rounding is all there is. */
const LEAST_QUIET = 0.04;
const LEAST_MOTION = 0.4;
/**
 * In every cadence at least a third of all pairings across parities lies a frame or more apart. A block in which those comb no more than the others has no
 * vertical likeness to lose (grain, fine noise), so its combing says nothing. Shares of the block's motion.
 */
const COMBED_SHARE = 0.85;
const [LEAST_SWING, FULL_SWING] = [0.15, 0.5];
const MAX_CLARITY = 30;
/** Motion over noise at which a frame begins to count and counts in full. Below, coding noise with the period of a GOP looks like motion. */
const [LEAST_CLARITY, FULL_CLARITY] = [1.5, 4];
const [LOWEST, HIGHEST] = [-0.3, 3];
/** Differences that a window holds before its percentiles count in full: a shot of five frames. */
const ENOUGH = 8;

export class Evidence {
  private readonly quietSort = new Float32Array(2 * WINDOW);
  private readonly combSort = new Float32Array(3 * WINDOW);
  private readonly sums = new Float64Array(NUMBER_COUNT);
  /** Frames of the window, and which of their numbers lie within the shot (bits by place in NUMBERS). */
  private readonly window: RingFrame[] = [];
  private readonly valid = new Uint8Array(WINDOW);
  private differences = 0;

  constructor(
    private readonly ring: FrameRing,
    private readonly grid: BlockGrid,
    private readonly noise: NoiseFloor,
    private readonly records: FrameRecords,
  ) {}

  /** Writes a frame's numbers into the records. Six frames behind it and their cuts must be known, unless the clip ends. */
  measure(frame: number): void {
    const own = this.openWindow(frame);
    this.sums.fill(0);
    let [weights, combWeights, uncertainty, used, clarity] = [0, 0, 0, 0, 0];
    const now = this.ring.at(frame).measures;
    for (let block = 0; block < this.grid.blocks; block++) {
      const luma = ((now.topMeans[block] as number) + (now.bottomMeans[block] as number)) / 2;
      const count = this.gather(block);
      const lively = percentileOf(this.quietSort, count, LIVELY_SHARE);
      const usual = this.noise.floorAt(luma);
      const quiet = Math.max(
        LEAST_QUIET,
        Math.min(percentileOf(this.quietSort, count, QUIET_SHARE), QUIET_TIMES * usual),
      );
      if (lively <= 2 * quiet + LEAST_MOTION) continue;
      const motion = lively - quiet;
      const clear = Math.min(MAX_CLARITY, motion / quiet);
      const weight = clear * clear;
      const combs = this.gatherCombs(block);
      const comb = percentileOf(this.combSort, combs, QUIET_SHARE);
      const swing = (percentileOf(this.combSort, combs, COMBED_SHARE) - comb) / motion;
      const combWeight =
        weight * Math.min(1, Math.max(0, (swing - LEAST_SWING) / (FULL_SWING - LEAST_SWING)));
      combWeights += combWeight;
      for (let i = 0; i < NUMBER_COUNT; i++) {
        const floor = i < OWN ? quiet : comb;
        const number = ((now.differences[i] as Float32Array)[block] as number) - floor;
        this.sums[i] = (this.sums[i] as number) + weight * bounded(number, motion);
      }
      weights += weight;
      clarity += weight * clear;
      uncertainty += weight * (quiet / motion);
      used++;
    }
    this.keep(frame, own, weights, combWeights);
    const share = Math.min(
      1,
      Math.max(0, (clarity / (weights || 1) - LEAST_CLARITY) / (FULL_CLARITY - LEAST_CLARITY)),
    );
    const presence = Math.min(1, used / 5) * Math.min(1, this.differences / ENOUGH);
    this.records.presence[frame] = Math.round(255 * presence);
    this.records.weight[frame] = share * presence;
    this.records.slack[frame] = weights > 0 ? (0.5 * uncertainty) / weights : 1;
  }

  private keep(frame: number, valid: number, weights: number, combWeights: number): void {
    const { numbers, combTrust } = this.records;
    for (let i = 0; i < NUMBER_COUNT; i++) {
      const all = i < OWN ? weights : combWeights;
      const isKnown = all > 0 && (valid & (1 << i)) !== 0;
      numbers[frame * NUMBER_COUNT + i] = isKnown ? (this.sums[i] as number) / all : Number.NaN;
    }
    combTrust[frame] = weights > 0 ? Math.round(255 * Math.min(1, (2 * combWeights) / weights)) : 0;
  }

  /** Finds the frames around that belong to the frame's shot; returns which of the frame's own numbers do. */
  private openWindow(frame: number): number {
    const { topShot, bottomShot } = this.ring.at(frame);
    // In a frame that is cut in two the fields that have a partner are those of the shot before.
    const shot = Math.min(topShot, bottomShot);
    this.window.length = 0;
    this.differences = 0;
    let own = 0;
    const last = Math.min(this.ring.count - 1, frame + REACH);
    for (let other = Math.max(0, frame - REACH); other <= last; other++) {
      const bits = this.bitsWithin(other, shot);
      if (other === frame) own = bits;
      if (bits === 0) continue;
      this.valid[this.window.length] = bits;
      this.window.push(this.ring.at(other));
      this.differences += ((bits >> TOP) & 1) + ((bits >> BOTTOM) & 1);
    }
    return own;
  }

  private bitsWithin(frame: number, shot: number): number {
    const now = this.ring.at(frame);
    const [top, bottom] = [now.topShot === shot, now.bottomShot === shot];
    const own = top && bottom ? 1 << OWN : 0;
    if (frame === 0) return own;
    const before = this.ring.at(frame - 1);
    const [topBefore, bottomBefore] = [before.topShot === shot, before.bottomShot === shot];
    return (
      own |
      (top && topBefore ? 1 << TOP : 0) |
      (bottom && bottomBefore ? 1 << BOTTOM : 0) |
      (top && bottomBefore ? 1 << TOP_BEFORE : 0) |
      (bottom && topBefore ? 1 << BOTTOM_BEFORE : 0)
    );
  }

  /** Sorts the block's differences to the same field before over the window; returns how many there are. */
  private gather(block: number): number {
    let count = 0;
    for (let i = 0; i < this.window.length; i++) {
      const { differences } = (this.window[i] as RingFrame).measures;
      const bits = this.valid[i] as number;
      if (bits & (1 << TOP)) this.quietSort[count++] = (differences[TOP] as Float32Array)[block] as number;
      if (bits & (1 << BOTTOM))
        this.quietSort[count++] = (differences[BOTTOM] as Float32Array)[block] as number;
    }
    sortShort(this.quietSort, count);
    return count;
  }

  /** Sorts the block's differences across parities over the window; returns how many there are. */
  private gatherCombs(block: number): number {
    let count = 0;
    for (let i = 0; i < this.window.length; i++) {
      const { differences } = (this.window[i] as RingFrame).measures;
      const bits = this.valid[i] as number;
      for (let pair = OWN; pair <= BOTTOM_BEFORE; pair++) {
        if (bits & (1 << pair)) this.combSort[count++] = (differences[pair] as Float32Array)[block] as number;
      }
    }
    sortShort(this.combSort, count);
    return count;
  }
}

/** In units of motion. */
function bounded(difference: number, motion: number): number {
  return Math.min(HIGHEST, Math.max(LOWEST, difference / motion));
}
