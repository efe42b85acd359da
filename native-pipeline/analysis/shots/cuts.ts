/**
 * Finds picture cuts, for each field on its own: a cut may fall between the two fields of a frame.
 *
 * A field is the first of a shot where its block means jump away from those of the field before it far more than is usual around, and look unlike them;
 * unless the picture from before comes back at once, which is a flash. Bars around the picture are left out. docs/CADENCE.md.
 */
import type { BlockGrid } from '../fields/blockGrid';
import { CUT_BOTTOM, CUT_TOP, type FrameRecords } from '../fields/frameRecords';
import { type FrameRing, RING_FRAMES } from '../fields/frameRing';
import { percentileOf, sortShort } from '../fields/order';
import { type BlockArea, litArea } from './litBlocks';

/** Frames around that tell what is usual. */
const REACH = 7;
/** Codes of mean difference. Below, a cut between two dark shots may be missed and a fade is no cut. */
const LEAST_JUMP = 3.4;
const USUAL_SHARE = 0.75;
const USUAL_TIMES = 2.2;
const USUAL_PLUS = 1.3;
/** Two shots hardly ever look more alike than this, two neighbouring fields of one shot hardly ever less. */
const UNLIKE = 0.93;
/** Two takes of one scene are up to this alike; a jump so many times what the liveliest moments around do is one. 37 cuts were, in 250 clips, and nothing else. */
const UNLIKE_ALONE = 0.97;
const ALONE_TIMES = 7;
const LIVELY_SHARE = 0.85;
/** Codes of rounding and coding that a still picture jumps by. */
const STILL_JUMP = 0.05;
/** What comes back after a flash is as alike as this. */
const SAME_AGAIN = 0.97;
/** Of the blocks that are not black, this share changes least; where those go on as before, something happens in a part of the picture: an explosion, a door. */
const REST_SHARE = 0.4;
const REST_SAME = 0.996;
const BLACK = 28;
/** Fewer blocks than these, or flatter ones (codes²), cannot show that the picture goes on. */
const REST_BLOCKS = 40;
const REST_SPREAD = 60;
/** A field whose partner has a clear cut needs only this share of the jump. */
const PARTNER_SHARE = 0.5;

type Means = 'topMeans' | 'bottomMeans';

export class CutFinder {
  /** Mean jump of the block means, by frame in the ring. */
  private readonly jumps = {
    topMeans: new Float32Array(RING_FRAMES),
    bottomMeans: new Float32Array(RING_FRAMES),
  };
  /** Jump over what would be a cut; above 1 it is one. `plain`: before looking at likeness. */
  private readonly strength = {
    topMeans: new Float32Array(RING_FRAMES),
    bottomMeans: new Float32Array(RING_FRAMES),
  };
  private readonly plain = {
    topMeans: new Float32Array(RING_FRAMES),
    bottomMeans: new Float32Array(RING_FRAMES),
  };
  private readonly around = new Float32Array(2 * REACH + 1);
  private judged = 0;
  private decided = 0;

  constructor(
    private readonly ring: FrameRing,
    private readonly grid: BlockGrid,
    private readonly records: FrameRecords,
  ) {}

  /** Frames whose cuts are decided; their ring places hold the shots of their fields. */
  get known(): number {
    return this.decided;
  }

  /** Takes the newest frame of the ring. */
  add(): void {
    const frame = this.ring.count - 1;
    this.setJump(frame, 'topMeans');
    this.setJump(frame, 'bottomMeans');
    while (this.judged + REACH < this.ring.count) this.judge();
    while (this.decided + 1 < this.judged) this.decide();
  }

  /** Decides the last frames too: no more will come. */
  end(): void {
    while (this.judged < this.ring.count) this.judge();
    while (this.decided < this.judged) this.decide();
  }

  private setJump(frame: number, parity: Means): void {
    const jumps = this.jumps[parity];
    if (frame === 0) {
      jumps[0] = 0;
      return;
    }
    const now = this.ring.at(frame).measures[parity];
    const before = this.ring.at(frame - 1).measures[parity];
    const area = litArea(now, before, this.grid);
    let sum = 0;
    for (let row = area.top; row < area.bottom; row++) {
      for (let column = area.left; column < area.right; column++) {
        const block = row * this.grid.columns + column;
        sum += Math.abs((now[block] as number) - (before[block] as number));
      }
    }
    jumps[frame % RING_FRAMES] = sum / ((area.bottom - area.top) * (area.right - area.left));
  }

  private judge(): void {
    const frame = this.judged++;
    for (const parity of ['topMeans', 'bottomMeans'] as const) {
      const plain = (this.jumps[parity][frame % RING_FRAMES] as number) / this.threshold(frame, parity);
      this.plain[parity][frame % RING_FRAMES] = plain;
      const isCut = plain > 1 && this.isUnlike(frame, parity) && !this.isFlash(frame, parity);
      this.strength[parity][frame % RING_FRAMES] = isCut ? plain : 0;
    }
  }

  private threshold(frame: number, parity: Means): number {
    const usual = this.jumpAround(frame, parity, USUAL_SHARE);
    return Math.max(LEAST_JUMP, USUAL_TIMES * usual + USUAL_PLUS);
  }

  /** The jump that this share of the frames around does not exceed, this one among them. */
  private jumpAround(frame: number, parity: Means, share: number): number {
    let count = 0;
    const last = Math.min(this.ring.count - 1, frame + REACH);
    for (let other = Math.max(1, frame - REACH); other <= last; other++) {
      this.around[count++] = this.jumps[parity][other % RING_FRAMES] as number;
    }
    sortShort(this.around, count);
    return percentileOf(this.around, count, share);
  }

  private isUnlike(frame: number, parity: Means): boolean {
    if (frame === 0) return false;
    const likeness = this.likeness(frame, frame - 1, parity);
    if (likeness >= (this.isAlone(frame, parity) ? UNLIKE_ALONE : UNLIKE)) return false;
    return !goesOn(this.ring.at(frame).measures[parity], this.ring.at(frame - 1).measures[parity]);
  }

  private isAlone(frame: number, parity: Means): boolean {
    const lively = this.jumpAround(frame, parity, LIVELY_SHARE);
    return (this.jumps[parity][frame % RING_FRAMES] as number) >= ALONE_TIMES * (lively + STILL_JUMP);
  }

  private isFlash(frame: number, parity: Means): boolean {
    for (let ahead = frame; ahead <= frame + 2; ahead++) {
      for (let behind = frame - 3; behind < frame; behind++) {
        if (ahead >= this.ring.count || behind < 0 || ahead - behind < 2) continue;
        if (this.likeness(ahead, behind, parity) > SAME_AGAIN) return true;
      }
    }
    return false;
  }

  private likeness(a: number, b: number, parity: Means): number {
    const [one, other] = [this.ring.at(a).measures[parity], this.ring.at(b).measures[parity]];
    const area = litArea(one, other, this.grid);
    return correlation(partOf(one, area, this.grid), partOf(other, area, this.grid));
  }

  /** Both fields of a cut are found, or it is none. */
  private decide(): void {
    const frame = this.decided++;
    const [top, bottom] = [this.isCut(frame, 'topMeans'), this.isCut(frame, 'bottomMeans')];
    if (top && bottom) this.mark(frame, CUT_TOP | CUT_BOTTOM);
    else if (top) this.pair(frame, 'topMeans');
    else if (bottom) this.pair(frame, 'bottomMeans');
    this.setShots(frame);
  }

  /** A cut of one field alone: its partner follows in the next frame, or it is weak, or there is no cut. */
  private pair(frame: number, parity: Means): void {
    const [own, other] = parity === 'topMeans' ? [CUT_TOP, CUT_BOTTOM] : [CUT_BOTTOM, CUT_TOP];
    const partner = parity === 'topMeans' ? 'bottomMeans' : 'topMeans';
    if (((this.records.cuts[frame] as number) & own) !== 0) return;
    const here = this.plain[partner][frame % RING_FRAMES] as number;
    const next = frame + 1 < this.judged ? (this.plain[partner][(frame + 1) % RING_FRAMES] as number) : 0;
    if (Math.max(here, next) < PARTNER_SHARE) return;
    this.mark(frame, own);
    this.mark(here >= next ? frame : frame + 1, other);
  }

  /** False where the field's cut is already the partner of one in the frame before. */
  private isCut(frame: number, parity: Means): boolean {
    const bit = parity === 'topMeans' ? CUT_TOP : CUT_BOTTOM;
    const isTaken = ((this.records.cuts[frame] as number) & bit) !== 0;
    return !isTaken && (this.strength[parity][frame % RING_FRAMES] as number) > 1;
  }

  private mark(frame: number, bits: number): void {
    if (frame < this.records.count) this.records.cuts[frame] = (this.records.cuts[frame] as number) | bits;
  }

  private setShots(frame: number): void {
    const bits = this.records.cuts[frame] as number;
    const place = this.ring.at(frame);
    const before = frame > 0 ? this.ring.at(frame - 1) : { topShot: 0, bottomShot: 0 };
    place.topShot = before.topShot + (bits & CUT_TOP ? 1 : 0);
    place.bottomShot = before.bottomShot + (bits & CUT_BOTTOM ? 1 : 0);
  }
}

function partOf(means: Float32Array, { top, bottom, left, right }: BlockArea, grid: BlockGrid): Float32Array {
  const { columns, rows } = grid;
  if (bottom - top === rows && right - left === columns) return means;
  const width = right - left;
  const part = new Float32Array(width * (bottom - top));
  for (let row = top; row < bottom; row++) {
    part.set(means.subarray(row * columns + left, row * columns + right), (row - top) * width);
  }
  return part;
}

/** True where all but the most changed part of the picture is as before. */
function goesOn(now: Float32Array, before: Float32Array): boolean {
  const lit = [...now.keys()].filter((i) => Math.max(now[i] as number, before[i] as number) > BLACK);
  const changeOf = (i: number): number => Math.abs((now[i] as number) - (before[i] as number));
  const rest = lit.sort((a, b) => changeOf(a) - changeOf(b)).slice(0, Math.floor(REST_SHARE * lit.length));
  if (rest.length < REST_BLOCKS) return false;
  const [a, b] = [now, before].map((means) => Float32Array.from(rest, (i) => means[i] as number));
  if (!a || !b || spreadOf(a) < REST_SPREAD || spreadOf(b) < REST_SPREAD) return false;
  return correlation(a, b) > REST_SAME;
}

function spreadOf(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/** Pearson's, of two lists of block means; 1 where neither varies. */
function correlation(a: Float32Array, b: Float32Array): number {
  const count = a.length;
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    sumA += x;
    sumB += y;
    sumAA += x * x;
    sumBB += y * y;
    sumAB += x * y;
  }
  const varianceA = sumAA - (sumA * sumA) / count;
  const varianceB = sumBB - (sumB * sumB) / count;
  // Half a code of spread, so that two black pictures are alike.
  const least = count * 0.25;
  if (varianceA < least && varianceB < least) return 1;
  const product = Math.sqrt(Math.max(varianceA, least) * Math.max(varianceB, least));
  return (sumAB - (sumA * sumB) / count) / product;
}
