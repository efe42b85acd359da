import { expect, test } from 'vitest';
import { cycleOf, PULLDOWNS, patternOf } from '../../../model/analysis';
import { filmOfFields, filmPerCycle } from '../../../model/pulldown';

test.each(PULLDOWNS)('%s is undone by the very pattern that it is found by', (pulldown) => {
  for (const phase of pulldown === '2:2' ? [0, 1] : [0]) {
    const { first, second, films } = patternOf(pulldown, phase);
    expect([first.length, films]).toEqual([cycleOf(pulldown), filmPerCycle(pulldown)]);
    first.forEach((film, position) => {
      const found = filmOfFields(pulldown, pulldown === '2:2' ? 0 : position, phase === 1);
      expect([film, second[position]]).toEqual(found);
    });
  }
});

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
