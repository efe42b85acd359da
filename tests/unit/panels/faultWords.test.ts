/** A fault's numbers beside its graph: its ends, and what is under the pointer. */
import { describe, expect, it } from 'vitest';
import { faultAt, faultRange, faultValue } from '../../../renderer/panels/analysisWords';
import { madeAnalysis } from '../../ui/madeAnalysis';

const RATE = { n: 30000, d: 1001 };
const [made] = madeAnalysis().faults;
if (!made) throw new Error('no fault');
const series = { ...made, unit: 'codes', frames: [0, 70], values: [1, 2.3456] };

describe('a fault’s graph', () => {
  it('stands on nothing, unless it goes below', () => {
    expect(faultRange([1.5, 4, 2])).toEqual({ least: 0, most: 4 });
    expect(faultRange([-1.5, -3])).toEqual({ least: -3, most: 0 });
    expect(faultRange([])).toEqual({ least: 0, most: 0 });
  });

  it('says time, frame and value under the pointer, and nothing where there is none', () => {
    expect(faultAt(series, 1, RATE)).toBe('00:00:02;10 frame 70: 2.35 codes');
    expect(faultAt(series, -1, RATE)).toBe('');
    expect(faultAt(series, 2, RATE)).toBe('');
  });

  it('has three figures that count, with the unit where there is one', () => {
    expect([faultValue(0, 'codes'), faultValue(0.012345, ''), faultValue(123456, 'px')]).toEqual([
      '0 codes',
      '0.0123',
      '123000 px',
    ]);
  });
});
