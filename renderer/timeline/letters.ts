/** The match letter of a frame: with which neighbour its fields make a film frame. Pure. */
import { cycleOf, type Pulldown, phaseAt, type Section } from '../../model/analysis';
import { filmOfFields } from '../../model/pulldown';

/**
 * As in fieldmatch: `c` the frame is whole, `p` its film frame is completed by the frame before, `n` by the one behind.
 * `x`: both its film frames are whole elsewhere, so it is dropped.
 */
export type MatchLetter = 'p' | 'c' | 'n' | 'x';

type Patterned = Pick<Section, 'from' | 'cadence' | 'pulldown' | 'phase'>;

/** Null where fields are not matched: every field of native video is a moment of its own, and where nothing moves nobody can tell. */
export function matchLetter(section: Patterned, frame: number): MatchLetter | null {
  if (section.cadence === 'video-progressive') return 'c';
  if (section.cadence !== 'film' && section.cadence !== 'hybrid') return null;
  const { pulldown } = section;
  if (pulldown === null || pulldown === 'soft') return 'c';
  const isShifted = pulldown === '2:2' && section.phase === 1;
  // One cycle on, so that the frame before the first has a position too.
  return letterAt(pulldown, cycleOf(pulldown) + phaseAt(section, frame), isShifted);
}

function letterAt(pulldown: Pulldown, position: number, isShifted: boolean): MatchLetter {
  const filmAt = (at: number) => filmOfFields(pulldown, at, isShifted);
  const [first, second] = filmAt(position);
  if (first === second) return 'c';
  const isWhole = (film: number) =>
    [-2, -1, 1, 2].some((by) => filmAt(position + by).every((shown) => shown === film));
  const isSharedWith = ([otherFirst, otherSecond]: [number, number]) =>
    (second === otherFirst && !isWhole(second)) || (first === otherSecond && !isWhole(first));
  if (isSharedWith(filmAt(position + 1))) return 'n';
  return isSharedWith(filmAt(position - 1)) ? 'p' : 'x';
}

/** What a letter means for this frame, naming the fields: 'top field of frame 13 with the bottom field of frame 12'. */
export function sayMatch(section: Section, frame: number): string {
  const letter = matchLetter(section, frame);
  if (letter === null) return '';
  if (letter === 'c') return 'c: both fields show the same moment';
  if (letter === 'x') return 'x: both moments are whole in other frames, this one is dropped';
  const [first, second] = section.fieldOrder === 'bottom-first' ? ['bottom', 'top'] : ['top', 'bottom'];
  // The film frame begins with the second field of the earlier frame and ends with the first field of the later one.
  const [earlier, later] = letter === 'n' ? [frame, frame + 1] : [frame - 1, frame];
  return `${letter}: the ${second} field of frame ${earlier} with the ${first} field of frame ${later}`;
}
