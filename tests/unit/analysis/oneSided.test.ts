/** Native video that noise makes look like whole frames: told by its pairings, which lean to one side over the shot. */
import { describe, expect, test } from 'vitest';
import { statesFor } from '../../../native-pipeline/analysis/cadence/cadenceStates';
import { takeBackWhole } from '../../../native-pipeline/analysis/cadence/oneSided';
import {
  CUT_BOTTOM,
  CUT_TOP,
  FrameRecords,
  NUMBER_COUNT,
} from '../../../native-pipeline/analysis/fields/frameRecords';
import { openRandom } from '../../../scripts/samples/noise';

const STATES = statesFor(30);
const WHOLE = STATES.find(({ cadence }) => cadence === 'video-progressive') ?? null;

/** Two shots of 30 noisy frames; in the second the pairings' ratio is `lean` on average. `isClear`: the fields of a frame hardly differ, the frames do. */
function recordsOf(lean: number, isClear = false, slack = isClear ? 0.06 : 0.17): FrameRecords {
  const random = openRandom(3);
  const records = new FrameRecords();
  for (let frame = 0; frame < 60; frame++) {
    records.add();
    const ratio = (frame < 30 ? 0 : lean) + (isClear ? 0.5 : 0.3) * (random() - 0.5);
    const numbers = [0.7, 0.7, isClear ? 0 : 0.2, 0.6 * Math.exp(ratio / 2), 0.6 * Math.exp(-ratio / 2)];
    records.numbers.set(numbers, frame * NUMBER_COUNT);
    records.weight[frame] = 0.8;
    records.presence[frame] = 255;
    records.combTrust[frame] = 255;
    records.slack[frame] = slack;
  }
  records.cuts[30] = CUT_TOP | CUT_BOTTOM;
  return records;
}

function told(records: FrameRecords, order: 'top-first' | 'bottom-first' | null): string[] {
  return takeBackWhole([{ from: 0, to: 60, state: WHOLE }], STATES, records, order).map(
    ({ from, to, state, lead }) =>
      `${from}-${to} ${state?.cadence}${lead === undefined ? '' : ` by ${lead > 20 ? 'far' : 'little'}`}`,
  );
}

describe('a shot of whole frames', () => {
  test('is native video where its pairings always lean to the side of the clip’s order', () => {
    expect(told(recordsOf(0.5), 'bottom-first')).toEqual([
      '0-30 video-progressive',
      '30-60 video-interlaced by far',
    ]);
    expect(told(recordsOf(-0.5), 'top-first')).toEqual([
      '0-30 video-progressive',
      '30-60 video-interlaced by far',
    ]);
  });

  test('stays what it is where they lean to the other side, hardly, or nothing shows the order', () => {
    expect(told(recordsOf(-0.5), 'bottom-first')).toEqual(['0-60 video-progressive']);
    expect(told(recordsOf(0.05), 'bottom-first')).toEqual(['0-60 video-progressive']);
    expect(told(recordsOf(0.5), null)).toEqual(['0-60 video-progressive']);
  });

  test('stays what it is without noise, where the picture itself may lean', () => {
    expect(told(recordsOf(0.5, false, 0.01), 'bottom-first')).toEqual(['0-60 video-progressive']);
  });

  test('stays what it is where more speaks for it otherwise', () => {
    expect(told(recordsOf(0.14, true), 'bottom-first')).toEqual(['0-60 video-progressive']);
  });
});
