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
import type { FrameRecords } from '../fields/frameRecords';
import type { CadenceState } from './cadenceStates';
import { createMarginMeter } from './margins';
import { leanOver } from './pairingLeans';
import { type FoundSection, shotsOf } from './sections';

/** Mean logarithm of the pairings' ratio, and how many standard errors that is. */
const LEAST_LEAN = 0.11;
const LEAST_ERRORS = 2.5;
/** Mean share of a number that noise may be: where there is less, nothing is hidden, and what leans is a pattern in the picture. */
const LEAST_SLACK = 0.05;
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

/** Standard errors by which a noisy shot leans to native video of an order; null where it does not, or hardly. */
function leanOf(shot: Span, order: FieldOrder, records: FrameRecords): number | null {
  const lean = leanOver(shot, order, records, 'far');
  if (!lean || lean.slack < LEAST_SLACK) return null;
  return lean.mean >= LEAST_LEAN && lean.errors >= LEAST_ERRORS ? lean.errors : null;
}
