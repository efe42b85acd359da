/** The blind test: chance hides what is what, the tally says what guessing would do. */
import { describe, expect, it } from 'vitest';
import {
  guessingChance,
  sayP,
  sayTally,
  startTest,
  tallyOf,
  withAnswer,
} from '../../../renderer/dialogs/blind';

/** Chance that answers these numbers in turn. */
function throws(...numbers: number[]): () => number {
  let at = 0;
  return () => numbers[at++ % numbers.length] ?? 0;
}

describe('the chance of guessing', () => {
  it('is the one-sided binomial tail with a half', () => {
    expect(guessingChance(5, 5)).toBeCloseTo(1 / 32, 10);
    expect(guessingChance(10, 8)).toBeCloseTo(56 / 1024, 10);
    expect(guessingChance(6, 4)).toBeCloseTo(22 / 64, 10);
    expect(guessingChance(10, 0)).toBe(1);
    expect(guessingChance(0, 0)).toBe(1);
  });

  it('stays a number in long tests', () => {
    expect(guessingChance(2000, 1000)).toBeCloseTo(0.5089, 3);
    expect(guessingChance(2000, 2000)).toBeGreaterThanOrEqual(0);
  });
});

describe('a test', () => {
  it('hides by chance which recipe is A and which one X is, and goes from frame to frame', () => {
    const chance = throws(0.9, 0.1, 0.9);
    const test = startTest([10, 20], chance);
    expect(test).toMatchObject({ isExchanged: false, trials: [{ frame: 10, x: 'a', answer: null }] });
    const next = withAnswer(test, 'b', chance);
    expect(next.trials).toEqual([
      { frame: 10, x: 'a', answer: 'b' },
      { frame: 20, x: 'b', answer: null },
    ]);
  });

  it('counts answers and right ones, not the trial that is still open', () => {
    let test = startTest([0], () => 0.1);
    for (const answer of ['a', 'a', 'b'] as const) test = withAnswer(test, answer, () => 0.1);
    expect(tallyOf(test)).toMatchObject({ answered: 3, right: 2 });
  });

  it('says what the tally is worth, and claims nothing from few answers', () => {
    expect(sayTally({ answered: 3, right: 3, p: 0.125 })).toMatch(/Too few/);
    expect(sayTally({ answered: 10, right: 5, p: 0.62 })).toMatch(/No sign/);
    expect(sayTally({ answered: 10, right: 8, p: 0.0547 })).toMatch(/Not convincing.*5\.5 %/);
    expect(sayTally({ answered: 10, right: 10, p: 0.00098 })).toMatch(
      /You see the difference.*less than 0\.1 %/,
    );
    expect([sayP(0.0312), sayP(0.0001)]).toEqual(['p = 0.031', 'p < 0.001']);
  });
});
