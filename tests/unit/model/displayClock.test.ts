import { describe, expect, it } from 'vitest';
import {
  countAt,
  type DisplayClock,
  frameAtCount,
  frameAtSecs,
  secsAtFrame,
} from '../../../model/displayClock';
import { formatTimecode, parseTimecode } from '../../../model/time';
import { findDisplayClock } from '../../../native-pipeline/clips/displayClock';

const NTSC = { n: 30000, d: 1001 };

/** A clip whose frames stay for these fields; Matroska's clock rounds to milliseconds. */
function tableOf(stays: readonly number[], isRounded = false, fieldSecs = 1001 / 60_000) {
  const fields = [0];
  for (const stay of stays) fields.push((fields.at(-1) ?? 0) + stay);
  const secsAt = (frame: number): number => {
    const secs = (fields[frame] ?? 0) * fieldSecs;
    return isRounded ? Math.round(secs * 1000) / 1000 : secs;
  };
  return { count: fields.length, secsAt, fields };
}

const film = (frames: number) => Array.from({ length: frames }, (_, n) => (n % 2 === 0 ? 3 : 2));
const video = (frames: number) => Array.from({ length: frames }, () => 2);
const MIXED = [...film(1201), ...video(900), ...film(7), 5, ...video(301)];

describe('the display’s clock of film and video in one clip', () => {
  it.each([
    ['exact', false],
    ['rounded to milliseconds', true],
  ])('gives every frame the time that its fields have, with times that are %s', (_, isRounded) => {
    const table = tableOf(MIXED, isRounded);
    const clock = clockFor(table);
    expect(clock.rate).toEqual(NTSC);
    expect(clock.runs.length).toBeLessThan(10);
    for (let frame = 0; frame < table.count; frame++) {
      const field = table.fields[frame] ?? 0;
      expect(countAt(frame, clock)).toBe(Math.floor(field / 2));
      expect(frameAtCount(countAt(frame, clock), clock)).toBe(frame);
      expect(secsAtFrame(frame, clock)).toBeCloseTo((field * 1001) / 60_000, 9);
      expect(frameAtSecs(secsAtFrame(frame, clock) + 0.0005, clock)).toBe(frame);
      expect(parseTimecode(formatTimecode(frame, clock), clock)).toBe(frame);
    }
  });

  it('labels a frame by the time on the clock, drop-frame', () => {
    const clock = clockFor(tableOf(MIXED));
    // 1200 film frames are 3000 fields, 50.05 s.
    expect(formatTimecode(1200, clock)).toBe('00:00:50;00');
    expect(parseTimecode('00:00:50;00', clock)).toBe(1200);
    // A bare number is always the clip's own frame.
    expect(parseTimecode('1200', clock)).toBe(1200);
    // While a frame stays, every count leads to it.
    expect([1497, 1498, 1499, 1500].map((count) => frameAtCount(count, clock))).toEqual([
      1198, 1198, 1199, 1200,
    ]);
  });

  it('goes on behind the end, where lists name the frame after the last', () => {
    const clock = clockFor(tableOf(video(10).concat(film(20))));
    expect(countAt(31, clock)).toBe(10 + 26);
  });

  it('is not made up where frames follow no display: other steps, or fields of their own', () => {
    expect(findDisplayClock(tableOf([2, 2, 2.5, 2, 3]))).toBeNull();
    expect(findDisplayClock(tableOf([2, 1, 2, 2]))).toBeNull();
  });

  it('is that of PAL where frames are missing at 25', () => {
    const clock = findDisplayClock(tableOf([2, 2, 4, 2], true, 1 / 50));
    expect(clock?.rate).toEqual({ n: 25, d: 1 });
    expect(clock && [0, 1, 2, 3, 4].map((frame) => countAt(frame, clock))).toEqual([0, 1, 2, 4, 5]);
  });
});

function clockFor(table: Parameters<typeof findDisplayClock>[0]): DisplayClock {
  const clock = findDisplayClock(table);
  if (!clock) throw new Error('no clock');
  return clock;
}
