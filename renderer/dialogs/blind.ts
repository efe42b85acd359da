/** A blind test of two recipes: trials, tally and what the tally is worth. Pure; chance is handed in. */

export type Letter = 'a' | 'b';

export interface Trial {
  /** Which of the frames is looked at. */
  frame: number;
  /** What X is. */
  x: Letter;
  answer: Letter | null;
}

export interface BlindTest {
  /** True where the first recipe of the setup is called B: who chose them must not know either. */
  isExchanged: boolean;
  frames: readonly number[];
  /** The last one is being judged, until the test is finished. */
  trials: readonly Trial[];
}

/** A number from 0 to below 1. */
export type Chance = () => number;

export function startTest(frames: readonly number[], chance: Chance): BlindTest {
  return withNextTrial({ isExchanged: chance() < 0.5, frames, trials: [] }, chance);
}

/** The answer is taken, and the next trial begins on the next frame. */
export function withAnswer(test: BlindTest, answer: Letter, chance: Chance): BlindTest {
  const trials = test.trials.map((trial, at) =>
    at === test.trials.length - 1 ? { ...trial, answer } : trial,
  );
  return withNextTrial({ ...test, trials }, chance);
}

function withNextTrial(test: BlindTest, chance: Chance): BlindTest {
  const frame = test.frames[test.trials.length % test.frames.length] ?? 0;
  return { ...test, trials: [...test.trials, { frame, x: chance() < 0.5 ? 'a' : 'b', answer: null }] };
}

export interface Tally {
  answered: number;
  right: number;
  /** How often pure guessing does as well or better: one-sided, binomial with a half. 1 without an answer. */
  p: number;
}

export function tallyOf({ trials }: Pick<BlindTest, 'trials'>): Tally {
  const answered = trials.filter(({ answer }) => answer !== null).length;
  const right = trials.filter(({ answer, x }) => answer === x).length;
  return { answered, right, p: guessingChance(answered, right) };
}

/** Sum of C(n, k) / 2^n for k from `right` to `n`. Each term from the one before: no factorial, exact enough for thousands of trials. */
export function guessingChance(n: number, right: number): number {
  if (right <= 0) return 1;
  // Logarithms, because 2^-n is nothing in a float from n = 1075 on.
  let term = -n * Math.LN2;
  let sum = 0;
  for (let k = n; k >= right; k--) {
    sum += Math.exp(term);
    term += Math.log(k) - Math.log(n - k + 1);
  }
  return Math.min(1, sum);
}

/** 5 % is what the field asks for before it believes that somebody sees a difference. */
export const CONVINCING = 0.05;

/** What the tally says, in one sentence. */
export function sayTally({ answered, right, p }: Tally): string {
  if (answered === 0) return 'No answer yet.';
  if (p <= CONVINCING) return `You see the difference: guessing does this well in ${percent(p)} of tests.`;
  if (answered < 5)
    return 'Too few answers to say anything: five right ones of five are the least that counts.';
  if (right * 2 <= answered) return 'No sign that you see a difference.';
  return `Not convincing: guessing does this well in ${percent(p)} of tests.`;
}

function percent(share: number): string {
  return share < 0.001 ? 'less than 0.1 %' : `${Number((share * 100).toPrecision(2))} %`;
}

/** 'p = 0.031', 'p < 0.001'. */
export function sayP(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}
