/** Film under titles that cover nearly everything: told by where the rest comes to rest. */
import { describe, expect, test } from 'vitest';
import { findFilmUnder } from '../../../native-pipeline/analysis/cadence/filmUnderVideo';
import { PATTERNS } from '../../../native-pipeline/analysis/cadence/patterns';
import {
  FrameRecords,
  REST_UNITS,
  UNKNOWN_REST,
} from '../../../native-pipeline/analysis/fields/frameRecords';
import { openRandom } from '../../../scripts/samples/noise';

/** Motion by chance around one frame's, less by `dip` where the pattern repeats a field. */
function recordsOf(frames: number, dip: number, pattern = PATTERNS[0]): FrameRecords {
  const random = openRandom(5);
  const records = new FrameRecords();
  for (let frame = 0; frame < frames; frame++) {
    records.add();
    for (const [parity, place] of [pattern?.top, pattern?.bottom].entries()) {
      const motion = 0.7 + 0.6 * random() - (frame % 5 === place ? dip : 0);
      records.rests[2 * frame + parity] = Math.round(REST_UNITS * Math.max(0, motion));
    }
  }
  return records;
}

describe('film under titles', () => {
  for (const pattern of PATTERNS) {
    const { pulldown, order, phase } = pattern;
    test(`is known by its repeats: ${pulldown}, phase ${phase}, ${order}`, () => {
      expect(findFilmUnder({ from: 0, to: 90 }, order, recordsOf(90, 0.5, pattern))).toBe(pattern);
    });
  }

  test('is not seen in motion that rests by chance, nor in a few frames', () => {
    expect(findFilmUnder({ from: 0, to: 300 }, 'top-first', recordsOf(300, 0))).toBeNull();
    expect(findFilmUnder({ from: 0, to: 24 }, 'top-first', recordsOf(24, 0.5))).toBeNull();
  });

  test('is not seen in what moves by a cycle of five frames of its own', () => {
    const records = recordsOf(90, 0);
    const levels = [
      [80, 67, 37, 57, 60],
      [48, 71, 60, 86, 48],
    ];
    for (let frame = 0; frame < 90; frame++) {
      for (const parity of [0, 1]) records.rests[2 * frame + parity] = levels[parity]?.[frame % 5] ?? 0;
    }
    expect(findFilmUnder({ from: 0, to: 90 }, 'top-first', records)).toBeNull();
    expect(findFilmUnder({ from: 0, to: 90 }, 'bottom-first', records)).toBeNull();
  });

  test('is not seen where nothing comes to rest', () => {
    const records = recordsOf(90, 0.5);
    records.rests.fill(UNKNOWN_REST);
    expect(findFilmUnder({ from: 0, to: 90 }, 'top-first', records)).toBeNull();
  });
});
