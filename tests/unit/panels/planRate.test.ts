/** What a plan's rate is called: a variable one is no number. */
import { expect, it } from 'vitest';
import { planRateText } from '../../../renderer/ui/words';

const FILM = { n: 24000, d: 1001 };
const NTSC = { rate: { n: 30000, d: 1001 }, isConstantRate: true };
const map = (isConstantRate: boolean) =>
  ({ kind: 'map', pictures: 330, sourceFrames: 300, isConstantRate }) as const;

it('a variable rate is called so, with the mean where the clip has a clock to count by', () => {
  const plan = { rate: FILM, relation: map(false) };
  expect(planRateText(plan, NTSC)).toEqual({ value: 'variable', unit: '32.97 fps on average' });
  expect(planRateText(plan, { ...NTSC, isConstantRate: null })).toEqual({ value: 'variable', unit: '' });
});

it('a constant rate stays exact, also where the source’s is not', () => {
  const exact = { value: '24000/1001', unit: 'fps' };
  expect(planRateText({ rate: FILM, relation: map(true) }, NTSC)).toEqual(exact);
  expect(planRateText({ rate: FILM, relation: map(true) }, { ...NTSC, isConstantRate: false })).toEqual(
    exact,
  );
});

it('pictures that keep the times of a source of variable rate are variable too', () => {
  const plan = { rate: FILM, relation: { kind: 'same' } } as const;
  expect(planRateText(plan, { ...NTSC, isConstantRate: false }).value).toBe('variable');
  expect(planRateText(plan, NTSC).value).toBe('24000/1001');
});
