import { expect, test } from 'vitest';
import { statesFor } from '../../../native-pipeline/analysis/cadence/cadenceStates';
import { takeBackUnshown } from '../../../native-pipeline/analysis/cadence/unshown';
import { FrameRecords, NUMBER_COUNT } from '../../../native-pipeline/analysis/fields/frameRecords';

const STATES = statesFor(30);
const stateOf = (cadence: string) =>
  STATES.find((state) => state.cadence === cadence && state.order === 'top-first') ?? null;

test('a section of fields in a clip that shows no order is taken for whole frames, and joins its neighbours', () => {
  const records = recordsOf(60, 1);
  const sections = [
    { from: 0, to: 20, state: stateOf('video-progressive') },
    { from: 20, to: 40, state: stateOf('video-interlaced') },
    { from: 40, to: 60, state: stateOf('video-progressive') },
  ];
  const settled = takeBackUnshown(sections, STATES, records, 2);
  expect(settled.map(({ from, to, state }) => [from, to, state?.cadence])).toEqual([
    [0, 60, 'video-progressive'],
  ]);
  expect(takeBackUnshown(sections, STATES, records, 200)).toEqual(sections);
});

test('where nothing moves nothing is known', () => {
  const sections = [{ from: 0, to: 1, state: stateOf('video-interlaced') }];
  expect(takeBackUnshown(sections, STATES, recordsOf(1, 0), 0)).toEqual([{ from: 0, to: 1, state: null }]);
});

/** Frames that look the same in either order. */
function recordsOf(count: number, weight: number): FrameRecords {
  const records = new FrameRecords();
  for (let frame = 0; frame < count; frame++) {
    records.add();
    records.weight[frame] = weight;
    records.presence[frame] = 255;
    records.slack[frame] = 0.1;
    records.combTrust[frame] = 255;
    for (let i = 0; i < NUMBER_COUNT; i++) records.numbers[frame * NUMBER_COUNT + i] = 0.5;
  }
  return records;
}
