/** The table of frames: times, numbers, and whether the rate is constant. */
import { describe, expect, test } from 'vitest';
import { FrameTable } from '../../../native-pipeline/clips/frameTable';

function tableOf(times: number[], timeBase = { n: 1, d: 1000 }): FrameTable {
  const table = new FrameTable();
  table.timeBase = timeBase;
  for (const time of times) table.addFrame(time, null);
  return table;
}

describe('constant rate', () => {
  test("29.97 in Matroska's milliseconds is constant", () => {
    const times = Array.from({ length: 300 }, (_, frame) => Math.round((frame * 1001) / 30));
    expect(tableOf(times).hasConstantRate()).toBe(true);
  });

  test('3:2 pulldown by flags is constant', () => {
    const times = Array.from({ length: 40 }, (_, frame) => Math.floor(frame * 2.5));
    expect(tableOf(times, { n: 1001, d: 60000 }).hasConstantRate()).toBe(true);
  });

  test('a frame left out is not constant', () => {
    const times = [0, 1, 2, 3, 5, 6, 7, 8];
    expect(tableOf(times, { n: 1, d: 25 }).hasConstantRate()).toBe(false);
  });
});

describe('numbers and times', () => {
  test('a time is found only where a frame has it exactly', () => {
    const table = tableOf([-40, 0, 40, 80]);
    expect([-40, 40, 41, -41, 100].map((ticks) => table.frameAtTicks(ticks))).toEqual([0, 2, -1, -1, -1]);
  });

  test('seconds are counted from the first frame', () => {
    expect(tableOf([900, 940]).secsAt(1)).toBeCloseTo(0.04, 9);
  });

  test('many frames keep their places when the arrays grow and are trimmed', () => {
    const table = tableOf(Array.from({ length: 1000 }, (_, frame) => frame * 3));
    table.trim();
    table.addFrame(3000, 'I');
    expect([table.count, table.ticksAt(999), table.ticksAt(1000), table.typeAt(1000)]).toEqual([
      1001,
      2997,
      3000,
      'I',
    ]);
  });
});
