/**
 * Finds native video in parts of the picture over telecined film: titles that scroll by fields, logos that move.
 *
 * Frame by frame this cannot be told, so every block is held against every 3:2 pattern over fifteen frames: does it stand still where the pattern repeats a field,
 * or not? docs/CADENCE.md, "Hybrid". Over whole frames a native block is known by its pairings across frames, of which one lies three times as far
 * apart as the other. Kept: two counts per pattern and window and where in it the native blocks move, three counts for whole frames.
 */
import type { Span } from '../../../model/time';
import type { BlockGrid } from '../fields/blockGrid';
import { BOTTOM, BOTTOM_BEFORE, type FrameRecords, OWN, TOP, TOP_BEFORE } from '../fields/frameRecords';
import type { FrameRing } from '../fields/frameRing';
import type { NoiseFloor } from '../fields/noise';
import { HybridWindows, type PatternBlocks, type WholeBlocks } from './hybridWindows';
import type { Pattern } from './patterns';

export const WINDOW_FRAMES = 15;
/** Shorter ends of shots say too little. */
const LEAST_FRAMES = 10;
/** A block moves when it differs by so many floors. */
const MOVING_FLOORS = 6;
/** Repeats at least as lively as this, compared with the rest: the block does not know the pattern. At most as lively as that, each of them: it follows it. */
const NATIVE_SHARE = 0.7;
const FILM_SHARE = 0.3;
/** So many native blocks must move for there to be titles. */
const STIRRED_BLOCKS = 3;
/** Squared codes below which coding makes pairings of whole frames unlike. Titles move by more. */
const PLAIN_MOTION = 2;
/** By so much of its motion and own combing a block's pairings across frames differ in native video; by so much of its motion both exceed its own in whole frames. */
const [UNLIKE_SHARE, WHOLE_SHARE] = [0.3, 0.4];

/** Lists of sums: top fields by frame modulo five, then bottom fields. */
const ALL = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
/** Of NUMBERS, those across parities. */
const PAIRINGS = [OWN, TOP_BEFORE, BOTTOM_BEFORE] as const;

interface NativeBlock {
  block: number;
  /** Squared codes from which it moves. */
  moving: number;
}

export class HybridMeter {
  readonly windows = new HybridWindows();
  private from = 0;
  private frames = 0;
  /** Sums and largest values by frame modulo five, top and bottom fields: ten lists of blocks each. */
  private readonly sums: Float32Array[];
  private readonly most: Float32Array[];
  private readonly counts = new Uint8Array(10);
  /** Sums of each of PAIRINGS by block. */
  private readonly pairings: Float32Array[];
  private readonly quiet: Float32Array;

  constructor(
    private readonly ring: FrameRing,
    private readonly grid: BlockGrid,
    private readonly noise: NoiseFloor,
    private readonly records: FrameRecords,
  ) {
    this.sums = Array.from({ length: 10 }, () => new Float32Array(grid.blocks));
    this.most = Array.from({ length: 10 }, () => new Float32Array(grid.blocks));
    this.quiet = new Float32Array(grid.blocks);
    this.pairings = PAIRINGS.map(() => new Float32Array(grid.blocks));
  }

  /** Takes the next frame, whose cuts are known and which is still in the ring. */
  add(frame: number): void {
    const isCut = (this.records.cuts[frame] as number) !== 0;
    if (isCut || this.frames === WINDOW_FRAMES) this.close(frame);
    this.frames++;
    if (isCut || frame === 0) return;
    const { differences } = this.ring.at(frame).measures;
    this.gather(frame % 5, differences[TOP] as Float32Array);
    this.gather(5 + (frame % 5), differences[BOTTOM] as Float32Array);
    PAIRINGS.forEach((pairing, i) => {
      const sums = this.pairings[i] as Float32Array;
      const values = differences[pairing] as Float32Array;
      for (let block = 0; block < values.length; block++) {
        sums[block] = (sums[block] as number) + (values[block] as number);
      }
    });
  }

  end(): void {
    this.close(this.records.count);
  }

  private gather(place: number, differences: Float32Array): void {
    const [sums, most] = [this.sums[place] as Float32Array, this.most[place] as Float32Array];
    this.counts[place] = (this.counts[place] as number) + 1;
    for (let block = 0; block < differences.length; block++) {
      const value = differences[block] as number;
      sums[block] = (sums[block] as number) + value;
      if (value > (most[block] as number)) most[block] = value;
    }
  }

  private close(frame: number): void {
    if (this.frames >= LEAST_FRAMES) {
      const span = { from: this.from, to: frame };
      this.windows.add(span, (pattern) => this.blocksOf(pattern, frame - 1), this.countWhole(frame - 1));
    }
    for (const list of [...this.sums, ...this.most, ...this.pairings]) list.fill(0);
    this.counts.fill(0);
    this.from = frame;
    this.frames = 0;
  }

  private blocksOf(pattern: Pattern, frame: number): PatternBlocks {
    const { top, bottom } = pattern;
    const { blocks } = this.grid;
    const repeats = [top, 5 + bottom];
    const repeatCount = this.countOf(repeats);
    const otherCount = this.countOf(ALL) - repeatCount;
    const never = { native: 0, film: 0, stir: { from: 0, to: this.frames } };
    if (repeatCount < 4) return never;
    for (let block = 0; block < blocks; block++) this.quiet[block] = this.sumOf(repeats, block) / repeatCount;
    const median = Float32Array.from(this.quiet).sort()[blocks >> 1] as number;
    const { topMeans } = this.ring.at(frame).measures;
    const native: NativeBlock[] = [];
    let film = 0;
    for (let block = 0; block < blocks; block++) {
      const floor = this.floorAt(topMeans[block] as number) + median / 2;
      const repeat = this.quiet[block] as number;
      const other = (this.sumOf(ALL, block) - repeat * repeatCount) / otherCount;
      if (Math.max(repeat, other) < MOVING_FLOORS * floor) continue;
      const most = Math.max(
        (this.most[top] as Float32Array)[block] as number,
        (this.most[5 + bottom] as Float32Array)[block] as number,
      );
      if (repeat > NATIVE_SHARE * other) native.push({ block, moving: MOVING_FLOORS * floor });
      else if (most < FILM_SHARE * other) film++;
    }
    const stir = native.length >= STIRRED_BLOCKS ? this.stirOf(native, pattern) : never.stir;
    return { native: native.length, film, stir };
  }

  /**
   * Where in the window those blocks move in fields that the pattern repeats: from behind the last still repeat up to the next one. One that moves alone is a key
   * frame of the coding.
   */
  private stirOf(native: readonly NativeBlock[], { top, bottom }: Pattern): Span {
    const repeats: { offset: number; isStirred: boolean }[] = [];
    for (let offset = 0; offset < this.frames; offset++) {
      const frame = this.from + offset;
      const isCut = frame === 0 || (this.records.cuts[frame] as number) !== 0;
      const number = frame % 5 === top ? TOP : frame % 5 === bottom ? BOTTOM : null;
      if (number === null || isCut) continue;
      const differences = this.ring.at(frame).measures.differences[number] as Float32Array;
      const moving = native.filter((each) => (differences[each.block] as number) > each.moving).length;
      repeats.push({ offset, isStirred: moving >= STIRRED_BLOCKS });
    }
    const stirred = repeats.flatMap(({ isStirred }, n) =>
      isStirred && repeats[n + 1]?.isStirred ? [n] : [],
    );
    const [first, last] = [stirred[0], stirred.at(-1)];
    if (first === undefined || last === undefined) return { from: 0, to: this.frames };
    return { from: (repeats[first - 1]?.offset ?? -1) + 1, to: repeats[last + 2]?.offset ?? this.frames };
  }

  private countWhole(frame: number): WholeBlocks {
    const { topMeans } = this.ring.at(frame).measures;
    const found = { topFirst: 0, bottomFirst: 0, film: 0 };
    const frames = Math.max(1, this.countOf(ALL) / 2);
    for (let block = 0; block < this.grid.blocks; block++) {
      const motion = this.sumOf(ALL, block) / (2 * frames);
      if (motion < Math.max(PLAIN_MOTION, MOVING_FLOORS * this.floorAt(topMeans[block] as number))) continue;
      const [own, byTop, byBottom] = this.pairings.map((sums) => (sums[block] as number) / frames) as [
        number,
        number,
        number,
      ];
      const wholeness = (Math.min(byTop, byBottom) - own) / motion;
      // The pairing that is one and a half frames apart is that of the later field with the earlier one of the frame before.
      // Where detail combs by itself as much as the block moves, that may lean by as much.
      const lead = (byBottom - byTop) / (motion + own);
      if (lead > UNLIKE_SHARE) found.topFirst++;
      else if (-lead > UNLIKE_SHARE) found.bottomFirst++;
      else if (wholeness > WHOLE_SHARE) found.film++;
    }
    return found;
  }

  /** Squared codes that noise alone may make of a block of this luma. */
  private floorAt(luma: number): number {
    return 0.05 + 1.5 * this.noise.floorAt(luma);
  }

  private countOf(places: readonly number[]): number {
    return places.reduce((sum, place) => sum + (this.counts[place] as number), 0);
  }

  private sumOf(places: readonly number[], block: number): number {
    let sum = 0;
    for (const place of places) sum += (this.sums[place] as Float32Array)[block] as number;
    return sum;
  }
}
