import { expect, test } from 'vitest';
import { statesFor } from '../../../native-pipeline/analysis/cadence/cadenceStates';
import type { FoundSection } from '../../../native-pipeline/analysis/cadence/sections';
import { applySoftRuns, findSoftRuns } from '../../../native-pipeline/analysis/cadence/softTelecine';

const FIELD = 1001 / 60_000;
const WHOLE = { from: 0, to: 40, isStartOpen: false, isEndOpen: false };

/** A table of frames that stay for so many fields each. */
function tableOf(fields: readonly number[], rounding = 0) {
  let sum = 0;
  const starts = fields.map((count) => {
    sum += count;
    return sum - count;
  });
  const round = (secs: number): number => (rounding ? Math.round(secs / rounding) * rounding : secs);
  return { count: fields.length, secsAt: (frame: number) => round((starts[frame] ?? 0) * FIELD) };
}

function repeat(pattern: readonly number[], times: number): number[] {
  return Array.from({ length: times }, () => pattern).flat();
}

function stateOf(name: string, position = 0) {
  const found = statesFor(30).find(
    (state) =>
      (state.pulldown ?? state.cadence) === name &&
      state.position === position &&
      state.order === 'top-first',
  );
  if (!found) throw new Error(`no state ${name} at ${position}`);
  return found;
}

test('frames that stay for three fields and two in turn are a run, also in milliseconds', () => {
  const fields = repeat([3, 2], 20);
  expect(findSoftRuns(tableOf(fields), { from: 0, to: 40 })).toEqual([WHOLE]);
  expect(findSoftRuns(tableOf(fields, 0.001), { from: 0, to: 40 })).toEqual([WHOLE]);
});

test('frames of constant length are no run, whatever their rate', () => {
  expect(findSoftRuns(tableOf(repeat([2], 40)), { from: 0, to: 40 })).toEqual([]);
  expect(findSoftRuns(tableOf(repeat([2.5], 40), 0.001), { from: 0, to: 40 })).toEqual([]);
});

test('hard and soft telecine in one file are told apart to within a frame', () => {
  const fields = [...repeat([2], 30), ...repeat([3, 2], 20), ...repeat([2], 30)];
  // A frame of two fields before one of three may belong to either.
  expect(findSoftRuns(tableOf(fields), { from: 0, to: 100 })).toEqual([
    { from: 29, to: 70, isStartOpen: true, isEndOpen: true },
  ]);
});

test('a span counts its runs from its own first frame', () => {
  const fields = [...repeat([2], 30), ...repeat([3, 2], 20)];
  expect(findSoftRuns(tableOf(fields), { from: 20, to: 70 })).toEqual([
    { from: 9, to: 50, isStartOpen: true, isEndOpen: false },
  ]);
});

test('whole frames under such flags are soft film; the first whole frames of hard telecine behind them are not left over', () => {
  const sections: FoundSection[] = [
    { from: 0, to: 42, state: stateOf('video-progressive') },
    { from: 42, to: 90, state: stateOf('3:2', 2) },
  ];
  const found = applySoftRuns(sections, [WHOLE], () => 1);
  expect(found.map(({ from, to, state }) => [from, to, state?.pulldown, state?.position])).toEqual([
    [0, 40, 'soft', 0],
    [40, 90, '3:2', 0],
  ]);
});

test('a frame of two fields at an end of a run goes with the pictures beside it', () => {
  const run = { from: 29, to: 71, isStartOpen: true, isEndOpen: true };
  const limitsWith = (start: number, end: number): number[] => {
    const sections: FoundSection[] = [
      { from: 0, to: start, state: stateOf('3:2') },
      { from: start, to: end, state: stateOf('video-progressive') },
      { from: end, to: 100, state: stateOf('video-interlaced') },
    ];
    return applySoftRuns(sections, [run], () => 1).map(({ from }) => from);
  };
  expect(limitsWith(30, 70)).toEqual([0, 30, 70]);
  expect(limitsWith(29, 71)).toEqual([0, 29, 71]);
});

test('flags that lie are not followed: interlaced pictures stay what they look like', () => {
  const sections: FoundSection[] = [{ from: 0, to: 40, state: stateOf('video-interlaced') }];
  expect(applySoftRuns(sections, [WHOLE], () => 1)).toEqual(sections);
});
