/**
 * Native video that noise and soft pictures make look like whole frames. Pure.
 *
 * Frame by frame both pairings of fields across frames comb nearly alike there. But in whole frames chance says which of the two combs more, and in native video
 * it is always the one that lies one and a half frames apart: over a shot that tells them apart. Of 179 shots of whole frames none leans by more than 0.1 towards
 * its clip's order, of 26 shots of native video taken for whole frames all lean to that side, 0.18 in the middle. Fine detail that moves up or down leans too, so
 * only what noise may hide is looked at, and what speaks for whole frames otherwise is weighed against it.
 */
import type { FieldOrder } from '../../../model/clip';
import type { Span } from '../../../model/time';
import {
  BOTTOM_BEFORE,
  type FrameRecords,
  NUMBER_COUNT,
  TELLING_WEIGHT,
  TOP_BEFORE,
} from '../fields/frameRecords';
import type { CadenceState } from './cadenceStates';
import { createMarginMeter } from './margins';
import { type FoundSection, shotsOf } from './sections';

/** Mean logarithm of the pairings' ratio, how many standard errors that is, and in how many frames. */
const LEAST_LEAN = 0.11;
const LEAST_ERRORS = 2.5;
const LEAST_FRAMES = 6;
/** Mean share of a number that noise may be: where there is less, nothing is hidden, and what leans is a pattern in the picture. */
const LEAST_SLACK = 0.05;
/** In frames of motion: pairings below say nothing; added to both, for two nearly equal nothings have no ratio. */
const LEAST_COMB = 0.2;
const ADDED = 0.05;
/** Of the ratio's logarithm, where a few frames agree by chance. */
const LEAST_SPREAD = 0.02;

/** Sections with those shots made native video of the clip's order. Null: nothing shows that order, and all stays. */
export function takeBackWhole(
  sections: readonly FoundSection[],
  states: readonly CadenceState[],
  records: FrameRecords,
  clipOrder: FieldOrder | null,
): FoundSection[] {
  const native = states.find(({ cadence, order }) => cadence === 'video-interlaced' && order === clipOrder);
  if (!native) return [...sections];
  const marginIn = createMarginMeter(states, records);
  return sections.flatMap((section) => {
    const { state } = section;
    if (state?.cadence !== 'video-progressive') return [section];
    return shotsOf(section, records).reduce<FoundSection[]>((parts, { from, to }) => {
      const errors = leanOf({ from, to }, native.order, records);
      const whole = { from, to, state, isHybrid: false };
      // By so much likelier is the lean where the pairings do lie apart, than by chance.
      const lead = errors && errors ** 2 / 2 - marginIn(whole, state);
      const last = parts.at(-1);
      if (lead && lead > 0) parts.push({ from, to, state: native, lead });
      else if (last && last.lead === undefined) last.to = to;
      else parts.push({ from, to, state });
      return parts;
    }, []);
  });
}

/** Standard errors by which a shot leans to native video of an order; null where it does not, or hardly. */
function leanOf({ from, to }: Span, order: FieldOrder, records: FrameRecords): number | null {
  const sign = order === 'bottom-first' ? 1 : -1;
  const ratios: number[] = [];
  let slack = 0;
  for (let frame = from + 1; frame < to; frame++) {
    const byTop = records.numbers[frame * NUMBER_COUNT + TOP_BEFORE] as number;
    const byBottom = records.numbers[frame * NUMBER_COUNT + BOTTOM_BEFORE] as number;
    const isTelling = (records.weight[frame] as number) >= TELLING_WEIGHT;
    if (!isTelling || !(Math.max(byTop, byBottom) >= LEAST_COMB)) continue;
    slack += records.slack[frame] as number;
    ratios.push(sign * Math.log((Math.max(0, byTop) + ADDED) / (Math.max(0, byBottom) + ADDED)));
  }
  if (ratios.length < LEAST_FRAMES || slack < LEAST_SLACK * ratios.length) return null;
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (ratios.length - 1);
  const errors = (mean / Math.max(LEAST_SPREAD, Math.sqrt(variance))) * Math.sqrt(ratios.length);
  return mean >= LEAST_LEAN && errors >= LEAST_ERRORS ? errors : null;
}
