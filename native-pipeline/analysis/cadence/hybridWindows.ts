/** What the windows of a clip showed, in flat lists: 94 bytes a window of fifteen frames, where objects take five times that. */
import { grown } from '../../../model/grown';
import type { Span } from '../../../model/time';
import { PATTERNS, type Pattern } from './patterns';

export interface HybridWindow extends Span {
  /** Blocks that do not know the pattern, and blocks that follow it, by place in PATTERNS. */
  native: Uint16Array;
  film: Uint16Array;
  whole: WholeBlocks;
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

  add(
    { from, to }: Span,
    countBlocks: (pattern: Pattern) => [native: number, film: number],
    { topFirst, bottomFirst, film: whole }: WholeBlocks,
  ): void {
    if (this.count * 2 === this.limits.length) this.grow();
    this.limits.set([from, to], this.count * 2);
    const at = this.count * COUNTS;
    PATTERNS.forEach((pattern, i) => {
      const [native, film] = countBlocks(pattern);
      this.counts[at + i] = native;
      this.counts[at + PATTERNS.length + i] = film;
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
      found.push({ from: start, to: end, native, film, whole: { topFirst, bottomFirst, film: whole } });
    }
    return found;
  }

  private grow(): void {
    const windows = Math.ceil(this.count * 1.25);
    this.limits = grown(this.limits, windows * 2);
    this.counts = grown(this.counts, windows * COUNTS);
  }
}
