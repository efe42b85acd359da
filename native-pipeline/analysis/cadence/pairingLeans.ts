/** Which pairing of a shot's fields combs more than which, and how steadily: it tells apart what frame by frame looks alike. Pure. */
import type { FieldOrder } from '../../../model/clip';
import type { Span } from '../../../model/time';
import {
  BOTTOM_BEFORE,
  type FrameRecords,
  NUMBER_COUNT,
  OWN,
  TELLING_WEIGHT,
  TOP_BEFORE,
} from '../fields/frameRecords';

export interface Lean {
  /** Mean logarithm of the ratio. */
  mean: number;
  /** Standard errors by which that is above nothing. */
  errors: number;
  /** Mean share of a number that noise may be. */
  slack: number;
}

const LEAST_FRAMES = 6;
/** In frames of motion: pairings below say nothing; added to both, for two nearly equal nothings have no ratio. */
const LEAST_COMB = 0.2;
const ADDED = 0.05;
/** Of the ratio's logarithm, where a few frames agree by chance. */
const LEAST_SPREAD = 0.02;

/**
 * How the pairing named leans over the near one, which in native video of that order is half a frame apart across frames. `far`: the other one across frames, one and
 * a half frames apart there. `own`: that of a frame's own fields. Null where too few frames tell.
 */
export function leanOver(
  { from, to }: Span,
  order: FieldOrder,
  records: FrameRecords,
  pairing: 'far' | 'own',
): Lean | null {
  const [near, far] = order === 'top-first' ? [TOP_BEFORE, BOTTOM_BEFORE] : [BOTTOM_BEFORE, TOP_BEFORE];
  const ratios: number[] = [];
  let slack = 0;
  for (let frame = from + 1; frame < to; frame++) {
    const numberOf = (i: number): number => records.numbers[frame * NUMBER_COUNT + i] as number;
    const isTelling = (records.weight[frame] as number) >= TELLING_WEIGHT;
    if (!isTelling || !(Math.max(numberOf(near), numberOf(far)) >= LEAST_COMB)) continue;
    slack += records.slack[frame] as number;
    const other = numberOf(pairing === 'far' ? far : OWN);
    ratios.push(Math.log((Math.max(0, other) + ADDED) / (Math.max(0, numberOf(near)) + ADDED)));
  }
  if (ratios.length < LEAST_FRAMES) return null;
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (ratios.length - 1);
  const errors = (mean / Math.max(LEAST_SPREAD, Math.sqrt(variance))) * Math.sqrt(ratios.length);
  return { mean, errors, slack: slack / ratios.length };
}
