/** Where nothing odd is told of single frames, for the picture itself changes there. Pure. */
import type { Shot } from '../../../model/analysis';
import type { Span } from '../../../model/time';

/** Frames near which nothing is told: cuts, and transitions. */
export class ShotMarks {
  private readonly spans: readonly Span[];

  constructor(shots: readonly Shot[]) {
    this.spans = shots
      .flatMap(({ from, transition }) => [transition ?? { from, to: from + 1 }])
      .sort((a, b) => a.from - b.from);
  }

  /** True within two frames of one. */
  isNear(frame: number): boolean {
    let [low, high] = [0, this.spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.spans[middle] as Span).from - 2 <= frame) low = middle + 1;
      else high = middle;
    }
    const span = this.spans[low - 1];
    return span !== undefined && frame <= span.to + 1;
  }
}
