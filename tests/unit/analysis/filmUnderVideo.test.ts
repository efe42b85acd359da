/** Film under titles that cover nearly everything: told by where the whole picture differs less. */
import { describe, expect, test } from 'vitest';
import { findFilmUnder } from '../../../native-pipeline/analysis/cadence/filmUnderVideo';
import { PATTERNS } from '../../../native-pipeline/analysis/cadence/patterns';
import { FrameRecords } from '../../../native-pipeline/analysis/fields/frameRecords';
import { openRandom } from '../../../scripts/samples/noise';

/** Titles' motion of about six codes, by chance a twentieth more or less, and less by the share `dip` where the pattern repeats a field. */
function recordsOf(frames: number, dip: number, pattern = PATTERNS[0]): FrameRecords {
  const random = openRandom(5);
  return recordsBy(frames, (frame, parity) => {
    const place = parity === 0 ? pattern?.top : pattern?.bottom;
    return 6 * (0.95 + 0.1 * random()) * (frame % 5 === place ? 1 - dip : 1);
  });
}

function recordsBy(frames: number, moveOf: (frame: number, parity: 0 | 1) => number): FrameRecords {
  const records = new FrameRecords();
  for (let frame = 0; frame < frames; frame++) {
    records.add();
    records.noteMoves(frame, { top: moveOf(frame, 0), bottom: moveOf(frame, 1) });
  }
  return records;
}

describe('film under titles', () => {
  for (const pattern of PATTERNS) {
    const { pulldown, order, phase } = pattern;
    test(`is known by its repeats: ${pulldown}, phase ${phase}, ${order}`, () => {
      expect(findFilmUnder({ from: 0, to: 90 }, order, recordsOf(90, 0.1, pattern))).toBe(pattern);
    });
  }

  test('is not seen in motion that differs by chance, nor in a few frames', () => {
    expect(findFilmUnder({ from: 0, to: 300 }, 'top-first', recordsOf(300, 0))).toBeNull();
    expect(findFilmUnder({ from: 0, to: 24 }, 'top-first', recordsOf(24, 0.1))).toBeNull();
  });

  test('is not seen in dips of a percent, however regular they are', () => {
    expect(findFilmUnder({ from: 0, to: 900 }, 'top-first', recordsOf(900, 0.015))).toBeNull();
  });

  test('is not seen in what moves by a cycle of five frames of its own', () => {
    const levels = [
      [80, 67, 37, 57, 60],
      [48, 71, 60, 86, 48],
    ];
    const records = recordsBy(90, (frame, parity) => (levels[parity]?.[frame % 5] ?? 0) / 10);
    expect(findFilmUnder({ from: 0, to: 90 }, 'top-first', records)).toBeNull();
    expect(findFilmUnder({ from: 0, to: 90 }, 'bottom-first', records)).toBeNull();
  });

  test('is not seen where every fifth frame is coded coarser, for that holds for both its fields', () => {
    const random = openRandom(7);
    const records = recordsBy(150, (frame) => 6 * (0.95 + 0.1 * random()) * (frame % 5 === 0 ? 0.85 : 1));
    expect(findFilmUnder({ from: 0, to: 150 }, 'top-first', records)).toBeNull();
    expect(findFilmUnder({ from: 0, to: 150 }, 'bottom-first', records)).toBeNull();
  });

  test('is not seen where nothing moves', () => {
    expect(
      findFilmUnder(
        { from: 0, to: 90 },
        'top-first',
        recordsBy(90, () => 0),
      ),
    ).toBeNull();
  });
});
