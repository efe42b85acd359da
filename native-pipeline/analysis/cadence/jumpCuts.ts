/**
 * Jump cuts: a cut within a scene leaves the picture nearly as it was, so it does not show among the cuts. Where it breaks the cadence it shows there: a section
 * begins with a frame whose fields are all equally far from all fields before, and farther than motion goes. Pure.
 */
import type { Span } from '../../../model/time';
import {
  BOTTOM,
  BOTTOM_BEFORE,
  CUT_BOTTOM,
  CUT_TOP,
  type FrameRecords,
  NUMBER_COUNT,
  TOP,
  TOP_BEFORE,
} from '../fields/frameRecords';

/** In frames of motion. Of 67 sections begun by jump cuts in one scene 57 are beyond, of 87 begun by a frame left out or doubled two. */
const LEAST = 2.2;
/** Times the least of the four. */
const ALIKE = 1.1;

/** Adds a cut to the records where a section begins with one that was not found. */
export function markJumpCuts(sections: readonly Span[], { count, cuts, numbers }: FrameRecords): void {
  for (const { from } of sections) {
    const isKnown = [from - 1, from, from + 1].some((frame) => frame < count && (cuts[frame] ?? 0) !== 0);
    if (from === 0 || isKnown) continue;
    const across = [TOP, BOTTOM, TOP_BEFORE, BOTTOM_BEFORE].map(
      (i) => numbers[from * NUMBER_COUNT + i] as number,
    );
    const least = Math.min(...across);
    if (least >= LEAST && Math.max(...across) <= ALIKE * least) cuts[from] = CUT_TOP | CUT_BOTTOM;
  }
}
