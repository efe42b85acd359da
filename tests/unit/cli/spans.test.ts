import { expect, test } from 'vitest';
import { parseWhole } from '../../../cli/arguments';

test('a span is given in frames: a time is told so, other words are only refused', () => {
  expect(parseWhole('250', '--from')).toBe(250);
  expect(() => parseWhole('00:00:10:00', '--from')).toThrow(/number of a frame, not a time/);
  expect(() => parseWhole('1.5', '--to')).toThrow(/number of a frame, not a time/);
  expect(() => parseWhole('-5', '--to')).toThrow(/^--to takes a whole number from 0, not "-5"$/);
});
