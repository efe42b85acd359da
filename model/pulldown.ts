/**
 * Which film frame each field of a frame shows, for every pulldown and position: the one table that finding, re-weaving and tests share. Pure.
 *
 * Film frames are counted from the first one of the cycle that holds position 0.
 */
import { cycleOf, type Pulldown } from './analysis';

/** Film frames in one cycle. */
export function filmPerCycle(pulldown: Pulldown): number {
  if (pulldown === '3:2' || pulldown === '2:3:3:2') return 4;
  return pulldown === 'euro' ? 24 : 1;
}

/**
 * The film frames shown by the first and the second field at a position; positions beyond one cycle (or before it) go on counting.
 *
 * 3:2 is AA BB BC CD DD. 2:2 at position 1 pairs a frame's first field with the second field of the frame before. Euro pulldown shows every twelfth
 * film frame for three fields: positions 0 to 11 and 24 are whole, 12 to 23 hold the last field of one film frame and the first of the next.
 */
export function filmOfFields(pulldown: Pulldown, position: number, isShifted = false): [number, number] {
  const cycle = cycleOf(pulldown);
  const place = ((position % cycle) + cycle) % cycle;
  const before = Math.floor(position / cycle) * filmPerCycle(pulldown);
  const [first, second] = withinCycle(pulldown, place, isShifted);
  return [before + first, before + second];
}

const TWO_THREE_THREE_TWO: readonly [number, number][] = [
  [0, 0],
  [1, 1],
  [1, 2],
  [2, 2],
  [3, 3],
];

function withinCycle(pulldown: Pulldown, place: number, isShifted: boolean): readonly [number, number] {
  switch (pulldown) {
    case '3:2':
      return [Math.floor(0.8 * place + 0.2), Math.floor(0.8 * place + 0.6)];
    case '2:3:3:2':
      return TWO_THREE_THREE_TWO[place] ?? [0, 0];
    case 'euro':
      return [euroFilm(2 * place), euroFilm(2 * place + 1)];
    case '2:2':
      return isShifted ? [0, 1] : [0, 0];
    case 'soft':
      return [0, 0];
  }
}

/** 25 fields show 12 film frames, the last of them for three fields. */
function euroFilm(field: number): number {
  return 12 * Math.floor(field / 25) + Math.min(11, Math.floor((field % 25) / 2));
}
