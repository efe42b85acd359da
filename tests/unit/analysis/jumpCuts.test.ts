import { expect, test } from 'vitest';
import { markJumpCuts } from '../../../native-pipeline/analysis/cadence/jumpCuts';
import {
  CUT_BOTTOM,
  CUT_TOP,
  FrameRecords,
  NUMBER_COUNT,
} from '../../../native-pipeline/analysis/fields/frameRecords';

const BOTH = CUT_TOP | CUT_BOTTOM;

/** Twenty frames; `numbers` are those of frame 10: top, bottom, own, and the two across the frames. */
function cutsWith(numbers: readonly number[], sections = [10], known?: number): number[] {
  const records = new FrameRecords();
  for (let frame = 0; frame < 20; frame++) records.add();
  records.numbers.set(numbers, 10 * NUMBER_COUNT);
  if (known !== undefined) records.cuts[known] = BOTH;
  markJumpCuts(
    [0, ...sections].map((from) => ({ from, to: 20 })),
    records,
  );
  return [...records.cuts.subarray(0, 20).entries()].filter(([, cut]) => cut !== 0).map(([frame]) => frame);
}

test('a section that begins far from all that was before begins a shot', () => {
  expect(cutsWith([2.7, 2.75, 0.2, 2.7, 2.8])).toEqual([10]);
});

test('motion begins no shot, however fast: its numbers are not alike, or not so large', () => {
  expect(cutsWith([2.7, 2.7, 0.9, 1.8, 2.7])).toEqual([]);
  expect(cutsWith([1.9, 1.9, 0.1, 1.9, 1.9])).toEqual([]);
});

test('no shot begins within a section, beside a known cut, or where nothing is known', () => {
  const far = [2.7, 2.7, 0.2, 2.7, 2.7];
  expect(cutsWith(far, [12])).toEqual([]);
  expect(cutsWith(far, [10], 11)).toEqual([11]);
  expect(cutsWith([Number.NaN, 2.7, 0.2, 2.7, 2.7])).toEqual([]);
});
