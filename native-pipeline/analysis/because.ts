/** Says for people why a section is what it is, in numbers that were measured. Pure. */
import { cycleOf } from '../../model/analysis';
import { filmOfFields } from '../../model/pulldown';
import { type CadenceState, EXPECTED } from './cadenceStates';
import { type FrameRecords, NUMBER_COUNT, OWN } from './frameRecords';
import type { HybridSection } from './hybridSections';

/** One sentence. */
export function becauseOf(
  section: HybridSection,
  states: readonly CadenceState[],
  path: Uint8Array,
  records: FrameRecords,
): string {
  const { state } = section;
  if (!state) return 'Hardly anything moves here, and what stands before and behind it is not of one kind.';
  const seen = tally(section, states, path, records);
  if (section.isHybrid) {
    return `Most of what moves follows the ${state.pulldown} pattern, but parts of the picture move in every field: video over film, as scrolling titles are.`;
  }
  if (state.pulldown === 'soft') {
    return `The flags show the frames for three fields and two in turn, and both fields of each frame show the same moment (they differ by ${percent(seen.own)} of a frame's motion).`;
  }
  if (seen.frames === 0) return `Hardly anything moves here; it is taken for what its neighbours are.`;
  const own = percent(seen.own);
  if (state.cadence === 'video-progressive') {
    return `Both fields of each frame show the same moment (they differ by ${own} of a frame's motion), and every frame shows another one.`;
  }
  if (state.cadence === 'video-interlaced') {
    return `Every field shows a moment of its own: no field repeats, and the two fields of a frame differ by ${own} of a frame's motion.`;
  }
  if (state.pulldown === '2:2') {
    return `Each frame's fields belong to neighbouring film frames: the first field matches the second field of the frame before (they differ by ${percent(seen.same)} of a frame's motion).`;
  }
  return `${patternText(state)}: those repeats and matching fields differ by ${percent(seen.same)} of a frame's motion, the others by ${percent(seen.other)}.`;
}

function patternText({ pulldown }: CadenceState): string {
  if (pulldown === 'euro')
    return 'One film frame in twelve is shown for three fields instead of two (Euro pulldown)';
  const cycle = cycleOf(pulldown);
  const repeats: number[] = [];
  for (let place = 0; place < cycle; place++) {
    const [first, second] = filmOfFields(pulldown ?? '3:2', place);
    const [oldFirst, oldSecond] = filmOfFields(pulldown ?? '3:2', place - 1);
    if (first === oldFirst || second === oldSecond) repeats.push(place);
  }
  return `Two of every five frames show a repeated field, at positions ${repeats.join(' and ')} of the ${pulldown} pattern`;
}

interface Tally {
  /** Frames with motion. */
  frames: number;
  /** Means of the numbers that should be nothing, of those that should be one frame or more, and of the fields of one frame. */
  same: number;
  other: number;
  own: number;
}

function tally(
  { from, to }: HybridSection,
  states: readonly CadenceState[],
  path: Uint8Array,
  records: FrameRecords,
): Tally {
  const sums = { same: 0, sameWeight: 0, other: 0, otherWeight: 0, own: 0, ownWeight: 0, frames: 0 };
  for (let frame = from; frame < to; frame++) {
    const weight = records.weight[frame] as number;
    if (weight < 0.2) continue;
    sums.frames++;
    const state = states[path[frame] as number] as CadenceState;
    for (let i = 0; i < NUMBER_COUNT; i++) {
      const number = records.numbers[frame * NUMBER_COUNT + i] as number;
      if (Number.isNaN(number)) continue;
      const kind = EXPECTED[state.expected[i] as number];
      const group = kind === 'same' ? 'same' : 'other';
      sums[group] += weight * number;
      sums[`${group}Weight`] += weight;
      if (i === OWN) sums.own += weight * number;
      if (i === OWN) sums.ownWeight += weight;
    }
  }
  return {
    frames: sums.frames,
    same: sums.same / (sums.sameWeight || 1),
    other: sums.other / (sums.otherWeight || 1),
    own: sums.own / (sums.ownWeight || 1),
  };
}

function percent(share: number): string {
  return `${Math.max(0, Math.round(100 * share))} %`;
}
