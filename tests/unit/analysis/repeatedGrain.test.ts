/** Film of which only the grain moves: told by the fields that the pulldown repeats. */
import { describe, expect, test } from 'vitest';
import { statesFor } from '../../../native-pipeline/analysis/cadence/cadenceStates';
import { PATTERNS, patternAt } from '../../../native-pipeline/analysis/cadence/patterns';
import { takeFilmByGrain } from '../../../native-pipeline/analysis/cadence/repeatedGrain';
import { FrameRecords } from '../../../native-pipeline/analysis/fields/frameRecords';
import { openRandom } from '../../../scripts/samples/noise';

const STATES = statesFor(30);
const WHOLE = STATES.find(({ cadence }) => cadence === 'video-progressive') ?? null;

/** A still shot whose fields differ by two codes of grain, and where the pattern repeats one by the share `repeat` of that: what the coding leaves. */
function recordsOf(frames: number, repeat: number, pattern = PATTERNS[0]): FrameRecords {
  const random = openRandom(7);
  const records = new FrameRecords();
  const moveOf = (frame: number, place: number | undefined): number =>
    2 * (0.95 + 0.1 * random()) * (frame % 5 === place ? repeat : 1);
  for (let frame = 0; frame < frames; frame++) {
    records.add();
    records.noteMoves(frame, { top: moveOf(frame, pattern?.top), bottom: moveOf(frame, pattern?.bottom) });
  }
  return records;
}

describe('film that stands still', () => {
  for (const pattern of PATTERNS) {
    test(`is known by its grain: ${pattern.pulldown}, phase ${pattern.phase}, ${pattern.order}`, () => {
      const sections = [{ from: 0, to: 40, state: WHOLE }];
      const [found, ...rest] = takeFilmByGrain(sections, STATES, recordsOf(40, 0.6, pattern), pattern.order);
      expect(rest).toEqual([]);
      expect(found?.state && patternAt(found.state, 0)).toBe(pattern);
      expect(found?.lead).toBeGreaterThan(8);
    });
  }

  test('is not known where noise came after the pulldown, in a few frames, or where the clip shows no order', () => {
    const stays = [{ from: 0, to: 40, state: null }];
    expect(takeFilmByGrain(stays, STATES, recordsOf(40, 1), 'top-first')).toEqual(stays);
    const short = [{ from: 0, to: 12, state: null }];
    expect(takeFilmByGrain(short, STATES, recordsOf(12, 0.6), 'top-first')).toEqual(short);
    expect(takeFilmByGrain(stays, STATES, recordsOf(40, 0.6), null)).toEqual(stays);
  });
});
