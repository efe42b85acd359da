/** A shot is of one kind: what its clear parts are, the parts that look alike either way are too. */
import { describe, expect, test } from 'vitest';
import { type CadenceState, statesFor } from '../../../native-pipeline/analysis/cadence/cadenceStates';
import { settleShots } from '../../../native-pipeline/analysis/cadence/oneKind';
import {
  CUT_BOTTOM,
  CUT_TOP,
  FrameRecords,
  NUMBER_COUNT,
} from '../../../native-pipeline/analysis/fields/frameRecords';

const STATES = statesFor(30);

function stateOf(cadence: string, pulldown: string | null = null, position = 0): CadenceState {
  const found = STATES.find(
    (state) =>
      state.cadence === cadence &&
      state.pulldown === pulldown &&
      state.position === position &&
      state.order === 'top-first',
  );
  if (!found) throw new Error(`There is no state ${cadence}.`);
  return found;
}

const WHOLE = stateOf('video-progressive');
const NATIVE = stateOf('video-interlaced');
const SHIFTED = stateOf('film', '2:2', 1);

/** Top, bottom, own, and the two pairings across frames, of which in native video shown top first the second is the far one. */
const NATIVE_FRAME = [1, 1, 0.3, 0.3, 1.5];
/** Slow: combs by chance as much one way as the other. */
const SLOW_FRAME = [0.25, 0.25, 0.12, 0.25, 0.25];
const WHOLE_FRAME = [1, 1, 0, 1, 1];
const SHIFTED_FRAME = [1, 1, 1, 0.02, 1.6];
const SMOOTHED_FRAME = [1, 1, 0.4, 0.25, 1.3];

function recordsOf(
  ...frames: readonly (readonly [count: number, numbers: readonly number[]])[]
): FrameRecords {
  const records = new FrameRecords();
  for (const [count, numbers] of frames) {
    for (let i = 0; i < count; i++) {
      const frame = records.add();
      records.numbers.set(numbers, frame * NUMBER_COUNT);
      records.weight[frame] = 1;
      records.presence[frame] = 255;
      records.combTrust[frame] = 255;
      records.slack[frame] = 0.1;
    }
  }
  return records;
}

function settled(
  records: FrameRecords,
  parts: readonly (readonly [to: number, state: CadenceState])[],
): string[] {
  let from = 0;
  const sections = parts.map(([to, state]) => {
    const section = { from, to, state };
    from = to;
    return section;
  });
  return settleShots(sections, STATES, records, 'top-first').map(
    ({ from: start, to, state }) => `${start}-${to} ${state?.pulldown ?? state?.cadence}`,
  );
}

describe('a shot', () => {
  test('of native video that slows down stays native video', () => {
    const records = recordsOf([30, NATIVE_FRAME], [8, SLOW_FRAME], [30, NATIVE_FRAME]);
    const parts = [
      [30, NATIVE],
      [38, WHOLE],
      [68, NATIVE],
    ] as const;
    expect(settled(records, parts)).toEqual(['0-68 video-interlaced']);
  });

  test('has whole frames beside native video only where they are clearly whole, as in a dissolve', () => {
    const records = recordsOf([30, NATIVE_FRAME], [30, WHOLE_FRAME]);
    expect(
      settled(records, [
        [30, NATIVE],
        [60, WHOLE],
      ] as const),
    ).toEqual(['0-30 video-interlaced', '30-60 video-progressive']);
  });

  test('is nothing to the shot behind a cut', () => {
    const records = recordsOf([30, NATIVE_FRAME], [8, SLOW_FRAME]);
    records.cuts[30] = CUT_TOP | CUT_BOTTOM;
    expect(
      settled(records, [
        [30, NATIVE],
        [38, WHOLE],
      ] as const),
    ).toEqual(['0-30 video-interlaced', '30-38 video-progressive']);
  });

  test('of shifted fields that a coding has smoothed is no native video', () => {
    const records = recordsOf([20, SHIFTED_FRAME], [20, SMOOTHED_FRAME]);
    expect(
      settled(records, [
        [20, SHIFTED],
        [40, NATIVE],
      ] as const),
    ).toEqual(['0-40 2:2']);
  });

  test('goes over from shifted fields to native video where its own fields comb no more than those across frames', () => {
    const records = recordsOf([20, SHIFTED_FRAME], [20, NATIVE_FRAME]);
    expect(
      settled(records, [
        [20, SHIFTED],
        [40, NATIVE],
      ] as const),
    ).toEqual(['0-20 2:2', '20-40 video-interlaced']);
  });
});
