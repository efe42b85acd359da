import { expect, test } from 'vitest';
import { createPlayClock } from '../../../renderer/viewer/playClock';

const PERIOD = 1001 / 24;

test('each picture is shown for its own time', () => {
  const clock = createPlayClock(PERIOD);
  const shown = Array.from({ length: 120 }, (_none, tick) => clock.due((tick * 1000) / 60, 1000));
  expect(new Set(shown).size).toBe(48);
  expect(clock.starved).toBe(0);
});

test('the clock starts with the first picture, not before', () => {
  const clock = createPlayClock(PERIOD);
  expect(clock.due(0, 0)).toBeNull();
  expect(clock.due(500, 1)).toBe(0);
  expect(clock.due(500 + PERIOD * 1.1, 5)).toBe(1);
});

test('where pictures come too late the run plays slower and does not rush afterwards', () => {
  const clock = createPlayClock(PERIOD);
  clock.due(0, 1);
  expect(clock.due(PERIOD * 1.1, 1)).toBe(0);
  expect(clock.due(PERIOD * 9, 1)).toBe(0);
  expect(clock.due(PERIOD * 10, 20)).toBe(1);
  expect(clock.due(PERIOD * 11.1, 20)).toBe(2);
  expect(clock.starved).toBe(1);
});

test('a picture that is late by less than half a period is not starvation', () => {
  const clock = createPlayClock(PERIOD);
  clock.due(0, 1);
  clock.due(PERIOD * 1.1, 1);
  expect(clock.due(PERIOD * 1.4, 2)).toBe(1);
  expect(clock.starved).toBe(0);
});

test('a screen that is too slow skips pictures instead of falling behind', () => {
  const clock = createPlayClock(10);
  const shown = [0, 25, 50, 75].map((now) => clock.due(now, 100));
  expect(shown).toEqual([0, 2, 5, 7]);
});
