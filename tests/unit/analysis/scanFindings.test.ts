import { expect, test } from 'vitest';
import type { Section } from '../../../model/analysis';
import { findScan } from '../../../native-pipeline/analysis/cadence/scanFindings';
import { CUT_BOTTOM, CUT_TOP, FrameRecords } from '../../../native-pipeline/analysis/fields/frameRecords';
import { shotsFromCuts } from '../../../native-pipeline/analysis/shots/shots';

const CLAIMS = {
  scan: { value: 'interlaced', source: 'tagged', because: 'The stream says so.' },
  fieldOrder: { value: 'top-first', source: 'tagged', because: 'The stream says so.' },
} as const;

function section(part: Partial<Section>): Section {
  return {
    ...{ from: 0, to: 100, cadence: 'film', pulldown: '3:2', phase: 0, fieldOrder: 'bottom-first' },
    ...{ confidence: 'sure', margin: 100, because: '', isChosen: false, ...part },
  };
}

test('an order against the file’s flag is told with the number of sections that show it', () => {
  const { fieldOrder, notices } = findScan([section({}), section({ from: 100, to: 200 })], -300, CLAIMS);
  expect(fieldOrder).toMatchObject({ value: 'bottom-first', source: 'measured' });
  expect(notices).toEqual([
    'The file says the top field first; motion shows the bottom field first in 2 of 2 moving sections.',
  ]);
});

test('whole frames show no order, and nothing is contradicted', () => {
  const whole = section({ cadence: 'video-progressive', pulldown: null, phase: null, fieldOrder: null });
  const { scan, fieldOrder, notices } = findScan([whole], 0, CLAIMS);
  expect(scan.value).toBe('progressive');
  expect(fieldOrder.value).toBeNull();
  expect(notices).toEqual([]);
});

test('soft telecine is made of whole frames', () => {
  expect(findScan([section({ pulldown: 'soft', fieldOrder: null })], 0, CLAIMS).scan.value).toBe(
    'progressive',
  );
});

test('film and native video in one clip are mixed', () => {
  const video = section({ cadence: 'video-interlaced', pulldown: null, phase: null });
  expect(findScan([section({}), video], -50, CLAIMS).scan.value).toBe('mixed');
});

test('a clip in which nothing moves keeps the file’s claim', () => {
  const still = section({ cadence: 'static', pulldown: null, phase: null, fieldOrder: null });
  expect(findScan([still], 0, CLAIMS).scan).toMatchObject({ value: 'interlaced', source: 'tagged' });
});

test('a cut between the two fields of a frame makes one shot, that begins with that frame', () => {
  const records = new FrameRecords();
  for (let frame = 0; frame < 30; frame++) records.add();
  records.cuts[10] = CUT_TOP | CUT_BOTTOM;
  records.cuts[20] = CUT_BOTTOM;
  records.cuts[21] = CUT_TOP;
  const shots = shotsFromCuts(records, 100);
  expect(shots.map(({ from, to, start, isMidFrame }) => [from, to, start, isMidFrame])).toEqual([
    [100, 110, 'clip', false],
    [110, 120, 'cut', false],
    [120, 130, 'cut', true],
  ]);
});
