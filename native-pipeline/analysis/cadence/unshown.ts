/**
 * Takes back what the pictures do not bear out: moving fields always show which of them comes first, so in a clip that shows no order a section of
 * fields is a slip of the measure, and its frames are whole. Where nothing moves at all, nothing is known. Pure.
 */

import { type FrameRecords, TELLING_WEIGHT } from '../fields/frameRecords';
import type { CadenceState } from './cadenceStates';
import { Likelihood } from './likelihood';
import { isOrderShown } from './scanFindings';
import type { FoundSection } from './sections';

/** Nats by which a section must show its order where the clip shows none: those of joined files lead by hundreds. */
const SECTION_LEAD = 40;

export function takeBackUnshown(
  sections: readonly FoundSection[],
  states: readonly CadenceState[],
  records: FrameRecords,
  topFirstLead: number,
): FoundSection[] {
  const { count, weight } = records;
  if (!weight.subarray(0, count).some((each) => each >= TELLING_WEIGHT)) {
    return count === 0 ? [] : [{ from: 0, to: count, state: null }];
  }
  if (isOrderShown(topFirstLead)) return [...sections];
  const whole = states.find(({ cadence }) => cadence === 'video-progressive') ?? null;
  // A file joined of two orders shows none as a whole; each of its sections does.
  const settled = sections.map((section) =>
    showsOrder(section, states, records) ? { ...section } : { ...section, state: whole },
  );
  return mergeWhole(settled, whole);
}

function showsOrder(
  { from, to, state }: FoundSection,
  states: readonly CadenceState[],
  records: FrameRecords,
): boolean {
  if (!state || state.cadence === 'video-progressive' || state.pulldown === 'soft') return true;
  const likelihood = new Likelihood(states, records);
  const fits = new Float64Array(states.length);
  let [own, mirrored] = [states.indexOf(state), mirrorOf(state, states)];
  let lead = 0;
  for (let frame = from; frame < to; frame++) {
    likelihood.measure(frame, fits);
    lead += (fits[own] as number) - (fits[mirrored] as number);
    [own, mirrored] = [nextOf(own, states), nextOf(mirrored, states)];
  }
  return lead >= SECTION_LEAD;
}

/** The same explanation with the fields the other way round. */
function mirrorOf(state: CadenceState, states: readonly CadenceState[]): number {
  return states.findIndex(
    ({ cadence, pulldown, position, order }) =>
      cadence === state.cadence &&
      pulldown === state.pulldown &&
      position === state.position &&
      order !== state.order,
  );
}

function nextOf(state: number, states: readonly CadenceState[]): number {
  return states.findIndex(({ before }) => before === state);
}

function mergeWhole(sections: readonly FoundSection[], whole: CadenceState | null): FoundSection[] {
  const merged: FoundSection[] = [];
  for (const section of sections) {
    const last = merged.at(-1);
    const isWhole = section.state?.cadence === 'video-progressive';
    if (isWhole && last?.state?.cadence === 'video-progressive') last.to = section.to;
    else merged.push(isWhole ? { ...section, state: whole } : section);
  }
  return merged;
}
