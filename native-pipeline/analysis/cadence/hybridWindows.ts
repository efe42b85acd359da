/** What the windows of a clip showed, in flat lists: 114 bytes a window of fifteen frames, where objects take five times that. */
import { grown } from '../../../model/grown';
import type { Span } from '../../../model/time';
import { PATTERNS, type Pattern } from './patterns';

export interface HybridWindow extends Span {
  /** Blocks that do not know the pattern, and blocks that follow it, by place in PATTERNS. */
  native: Uint16Array;
  film: Uint16Array;
  /** Where in the window the blocks that do not know the pattern move: they may begin or end within it. By place in PATTERNS. */
  stir(place: number): Span;
  whole: WholeBlocks;
}

/** What a window showed of one pattern. `stir`: counted from its first frame, 0 to 15. */
export interface PatternBlocks {
  native: number;
  film: number;
  stir: Span;
}

/** Blocks over whole frames: native ones by the field that they show first, and those that are whole. */
export interface WholeBlocks {
  topFirst: number;
  bottomFirst: number;
  film: number;
}

const WHOLE_AT = 2 * PATTERNS.length;
const COUNTS = WHOLE_AT + 3;

export class HybridWindows {
  private count = 0;
  private limits = new Uint32Array(256 * 2);
  private counts = new Uint16Array(256 * COUNTS);
  /** `stir` of each pattern: 16 times where it begins, and where it ends. */
  private stirs = new Uint8Array(256 * PATTERNS.length);

  add(
    { from, to }: Span,
    blocksOf: (pattern: Pattern) => PatternBlocks,
    { topFirst, bottomFirst, film: whole }: WholeBlocks,
  ): void {
    if (this.count * 2 === this.limits.length) this.grow();
    this.limits.set([from, to], this.count * 2);
    const at = this.count * COUNTS;
    PATTERNS.forEach((pattern, i) => {
      const { native, film, stir } = blocksOf(pattern);
      this.counts[at + i] = native;
      this.counts[at + PATTERNS.length + i] = film;
      this.stirs[this.count * PATTERNS.length + i] = 16 * stir.from + stir.to;
    });
    this.counts.set([topFirst, bottomFirst, whole], at + WHOLE_AT);
    this.count++;
  }

  /** Those that lie in a span, in order. */
  within({ from, to }: Span): HybridWindow[] {
    const found: HybridWindow[] = [];
    for (let n = 0; n < this.count; n++) {
      const [start, end] = [this.limits[n * 2] as number, this.limits[n * 2 + 1] as number];
      if (start < from || end > to) continue;
      const at = n * COUNTS;
      const [native, film] = [
        this.counts.subarray(at, at + PATTERNS.length),
        this.counts.subarray(at + PATTERNS.length, at + WHOLE_AT),
      ];
      const [topFirst = 0, bottomFirst = 0, whole = 0] = this.counts.subarray(at + WHOLE_AT, at + COUNTS);
      const stir = (place: number): Span => {
        const packed = this.stirs[n * PATTERNS.length + place] as number;
        return { from: start + (packed >> 4), to: start + (packed & 15) };
      };
      found.push({ from: start, to: end, native, film, stir, whole: { topFirst, bottomFirst, film: whole } });
    }
    return found;
  }

  private grow(): void {
    const windows = Math.ceil(this.count * 1.25);
    this.limits = grown(this.limits, windows * 2);
    this.counts = grown(this.counts, windows * COUNTS);
    this.stirs = grown(this.stirs, windows * PATTERNS.length);
  }
}
