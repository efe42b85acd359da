/** How far a section's explanation is ahead of the next best one over the same frames, and what to call that. Pure. */
import type { Confidence } from '../../../model/analysis';
import type { Span } from '../../../model/time';
import type { FrameRecords } from '../fields/frameRecords';
import { type CadenceState, isLikeVideo } from './cadenceStates';
import { leadOfPattern } from './filmUnderVideo';
import type { HybridSection } from './hybridSections';
import { Likelihood } from './likelihood';
import { patternAt } from './patterns';
import type { Tally } from './tally';

/** Nats. Below the first a section wants a look, above the second none was wrong (docs/CADENCE.md). */
export const LIKELY = 8;
const SURE = 20;
/** Mean weight of a section's frames. */
const [LEAST_CLARITY, FAIR_CLARITY] = [0.05, 0.25];

/**
 * Null for still sections. The field order is the clip's, so only explanations of that order compete; where video lies over film, only those of film, for the video
 * has been found in its own parts.
 */
export function measureMargins(
  sections: readonly HybridSection[],
  states: readonly CadenceState[],
  records: FrameRecords,
): (number | null)[] {
  const marginIn = createMarginMeter(states, records);
  return sections.map((section) => {
    if (!section.state) return null;
    if (section.lead !== undefined) return section.lead;
    const margin = marginIn(section, section.state);
    return section.isHybrid ? Math.max(margin, leadUnder(section, section.state, records)) : margin;
  });
}

/** Where titles cover most of what moves, the film shows in what they leave. */
function leadUnder(span: Span, state: CadenceState, records: FrameRecords): number {
  const pattern = patternAt(state, span.from);
  return pattern ? leadOfPattern(span, pattern, records) : 0;
}

/**
 * No explanation is sure where motion hardly stands out of the noise: coded grain moves with the period of the coding, and what fits it by chance does so for
 * long.
 */
export function confidenceOf(margin: number | null, { clarity }: Tally): Confidence {
  if (margin === null || margin < LIKELY || clarity < LEAST_CLARITY) return 'unsure';
  return margin < SURE || clarity < FAIR_CLARITY ? 'likely' : 'sure';
}

/** Measures how far a section's explanation is ahead of the next best one, in nats; below 0 where another is ahead. */
export function createMarginMeter(
  states: readonly CadenceState[],
  records: FrameRecords,
): (section: HybridSection, state: CadenceState) => number {
  const likelihood = new Likelihood(states, records);
  const fits = new Float64Array(states.length);
  const measure = (frame: number): void => likelihood.measure(frame, fits);
  return (section, state) => marginOf(section, state, states, measure, fits);
}

function marginOf(
  { from, to, isHybrid }: HybridSection,
  own: CadenceState,
  states: readonly CadenceState[],
  measure: (frame: number) => void,
  fits: Float64Array,
): number {
  // Scores stand under the state that each explanation has reached; every frame moves them on by one.
  const begun = states.findIndex(
    (state) => state.order === own.order && isSameAs(state, own) && state.position === own.position,
  );
  let scores = new Float64Array(states.length);
  let origins = states.map((_, s) => s);
  for (let frame = from; frame < to; frame++) {
    measure(frame);
    if (frame > from) {
      const [old, oldOrigins] = [scores, origins];
      scores = Float64Array.from(states, (state) => old[state.before] as number);
      origins = states.map((state) => oldOrigins[state.before] as number);
    }
    for (let s = 0; s < states.length; s++) scores[s] = (scores[s] as number) + (fits[s] as number);
  }
  let best = Number.NEGATIVE_INFINITY;
  let score = 0;
  states.forEach((state, s) => {
    if (origins[s] === begun) score = scores[s] as number;
    else if (state.order === own.order && !(isHybrid && isLikeVideo(state)))
      best = Math.max(best, scores[s] as number);
  });
  return score - best;
}

function isSameAs(a: CadenceState, b: CadenceState): boolean {
  // The pictures of soft telecine are whole frames.
  if (b.pulldown === 'soft') return a.cadence === 'video-progressive';
  return a.cadence === b.cadence && a.pulldown === b.pulldown;
}
