import { expect, test } from 'vitest';
import { cycleOf, PULLDOWNS, type Pulldown } from '../../../model/analysis';
import { filmOfFields, filmPerCycle } from '../../../model/pulldown';

/** First fields, then second fields, of one cycle. */
const EURO_FIRST = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23];
const EURO_SECOND = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 23,
];
const PATTERNS: readonly [Pulldown, boolean, number[], number[], number][] = [
  ['3:2', false, [0, 1, 1, 2, 3], [0, 1, 2, 3, 3], 4],
  ['2:3:3:2', false, [0, 1, 1, 2, 3], [0, 1, 2, 2, 3], 4],
  ['2:2', false, [0], [0], 1],
  ['2:2', true, [0], [1], 1],
  ['euro', false, EURO_FIRST, EURO_SECOND, 24],
  ['soft', false, [0], [0], 1],
];

test.each(PATTERNS)(
  '%s (shifted: %s) shows its film frames as everybody draws it',
  (pulldown, isShifted, first, second, films) => {
    expect([first.length, films]).toEqual([cycleOf(pulldown), filmPerCycle(pulldown)]);
    first.forEach((film, position) => {
      expect(filmOfFields(pulldown, position, isShifted)).toEqual([film, second[position]]);
      // The next cycle goes on counting.
      const next = filmOfFields(pulldown, position + first.length, isShifted);
      expect(next).toEqual([film + films, (second[position] ?? 0) + films]);
    });
  },
);

test('fields are shown in the order of the film: no pulldown goes back', () => {
  for (const pulldown of PULLDOWNS) {
    for (const isShifted of pulldown === '2:2' ? [false, true] : [false]) {
      const shown = Array.from({ length: 60 }, (_, position) =>
        filmOfFields(pulldown, position, isShifted),
      ).flat();
      for (let field = 1; field < shown.length; field++) {
        expect(shown[field]).toBeGreaterThanOrEqual(shown[field - 1] ?? 0);
      }
    }
  }
});
