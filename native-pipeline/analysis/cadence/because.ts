/** Says for people why a section is what it is, in numbers that were measured. Pure. */
import { cycleOf } from '../../../model/analysis';
import { filmOfFields } from '../../../model/pulldown';
import type { CadenceState } from './cadenceStates';
import type { JudgedSection } from './doubtfulShots';
import type { HybridSection } from './hybridSections';
import type { Tally } from './tally';

/** Three times, where motion is steady: one and a half frames against a half. */
const CLEARLY_UNLIKE = 1.5;

/** One sentence, or two. */
export function becauseOf(section: JudgedSection, seen: Tally): string {
  return section.isDoubtful
    ? `${reasonOf(section, seen)} This shot alone hardly shows it: it is taken for what stands around it.`
    : reasonOf(section, seen);
}

function reasonOf(section: HybridSection, seen: Tally): string {
  const { state } = section;
  if (!state) return 'Hardly anything moves here, and what stands beside it does not tell what it is.';
  if (section.isHybrid) {
    const film = state.pulldown ? `follows the ${state.pulldown} pattern` : 'shows whole frames';
    return `Parts of the picture move in every field, as scrolling titles do; the film under them ${film}.`;
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
    const shows =
      seen.unlike > CLEARLY_UNLIKE
        ? `of the two pairings of fields across frames one lies ${timesText(seen.unlike)} as far apart as the other`
        : `the two fields of a frame differ by ${own} of a frame's motion`;
    return `Every field shows a moment of its own: no field repeats, and ${shows}.`;
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

function timesText(times: number): string {
  return times < 10 ? `${times.toFixed(1)} times` : 'ten times or more';
}

function percent(share: number): string {
  return `${Math.max(0, Math.round(100 * share))} %`;
}
