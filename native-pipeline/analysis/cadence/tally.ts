/** Sums up the numbers of a section by what its explanation expects of them. Pure. */
import type { Span } from '../../../model/time';
import {
  BOTTOM_BEFORE,
  type FrameRecords,
  NUMBER_COUNT,
  OWN,
  TELLING_WEIGHT,
  TOP_BEFORE,
} from '../fields/frameRecords';
import { type CadenceState, EXPECTED } from './cadenceStates';

/** What a section's frames came to. */
export interface Tally {
  /** Frames with motion, and how clearly motion stands out of the noise over all frames, 0 to 1. */
  frames: number;
  clarity: number;
  /** Means of the numbers that should be nothing, of those that should be one frame or more, and of the fields of one frame. */
  same: number;
  other: number;
  own: number;
  /** How many times as far apart one pairing across frames lies as the other. */
  unlike: number;
}

/** Frames are counted from the start of the analysed span. */
export function tallyOf(
  { from, to }: Span,
  states: readonly CadenceState[],
  path: Uint8Array,
  records: FrameRecords,
): Tally {
  const sums = {
    same: 0,
    sameWeight: 0,
    other: 0,
    otherWeight: 0,
    own: 0,
    ownWeight: 0,
    frames: 0,
    all: 0,
    byTop: 0,
    byBottom: 0,
  };
  for (let frame = from; frame < to; frame++) {
    const weight = records.weight[frame] as number;
    sums.all += weight;
    if (weight < TELLING_WEIGHT) continue;
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
      if (i === TOP_BEFORE) sums.byTop += weight * number;
      if (i === BOTTOM_BEFORE) sums.byBottom += weight * number;
      if (i === OWN) sums.ownWeight += weight;
    }
  }
  return {
    frames: sums.frames,
    clarity: sums.all / Math.max(1, to - from),
    same: sums.same / (sums.sameWeight || 1),
    other: sums.other / (sums.otherWeight || 1),
    own: sums.own / (sums.ownWeight || 1),
    unlike: Math.max(sums.byTop, sums.byBottom) / Math.max(1e-6, Math.min(sums.byTop, sums.byBottom)),
  };
}
