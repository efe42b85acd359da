/** Overrides as plans see them: which settings hold where, and what is said against an override before ffmpeg could. */
import { describe, expect, test } from 'vitest';
import { type Override, parseRecipe, type SettingValue, type Step } from '../../../model/recipe';
import { changesOf } from '../../../native-pipeline/recipes/overrides';
import { planRecipe } from '../../../native-pipeline/recipes/plan';
import { FULL_BUILD, madeClip } from '../../helpers/madeClip';

const FILM = madeClip({ scan: 'progressive', rate: { n: 24000, d: 1001 } });
const SHARPEN: Step = { kind: 'sharpen', isOn: true, settings: { method: 'cas', amount: 0.2 } };

test('spans of the same settings share one change, neighbours grow together, the later of two wins', () => {
  const overrides = [over(0, 100, 0.5), over(40, 60, 0.9), over(60, 70, 0.9), over(300, 310, 0.5)];
  expect(changesOf(SHARPEN, overrides).map(({ step, spans }) => [step.settings.amount, spans])).toEqual([
    [
      0.5,
      [
        { from: 0, to: 40 },
        { from: 70, to: 100 },
        { from: 300, to: 310 },
      ],
    ],
    [0.9, [{ from: 40, to: 70 }]],
  ]);
});

test('settings that an override does not name stay; one that changes nothing is no change', () => {
  expect(changesOf(SHARPEN, [over(0, 10, 0.2)])).toEqual([]);
  expect(changesOf(SHARPEN, [over(0, 10, 0.7)])[0]?.step.settings).toEqual({ method: 'cas', amount: 0.7 });
  expect(changesOf(SHARPEN, [over(0, 100, 0.7), over(20, 30, 0.2)])[0]?.spans).toEqual([
    { from: 0, to: 20 },
    { from: 30, to: 100 },
  ]);
});

test('a plan counts pictures, not source frames, behind a bob', () => {
  const steps = [step('deinterlace'), SHARPEN];
  const plan = planRecipe({ ...RECIPE, steps, overrides: [over(10, 20, 0.9)] }, madeClip(), FULL_BUILD);
  expect(plan.graph).toMatch(/enable=between\(n\+0e2\\,20\\,39\)/);
});

describe('refused, in words a person understands', () => {
  test.each<[string, Override, string]>([
    ['a span without a frame', over(20, 20, 0.5), 'holds no frame'],
    ['a step that the recipe does not have', one('denoise'), 'the recipe has no step "Denoise"'],
    ['a step that does not exist', one('magic'), 'there is no step "magic"'],
    ['field work', one('detelecine'), 'cannot change within it'],
    ['another height', one('enlarge', { lines: 720 }), 'changes the size, shape, rate or colours'],
    [
      'an enlargement switched off',
      { ...one('enlarge'), steps: [{ ...step('enlarge'), isOn: false }] },
      'changes the size',
    ],
    ['a value beyond its limits', over(0, 10, 4), 'In frames 0 to 9: "Amount" goes from 0 to 1'],
  ])('%s', (_name, override, says) => {
    const recipe = { ...RECIPE, steps: [step('enlarge'), SHARPEN], overrides: [override] };
    const { objections } = planRecipe(recipe, FILM, FULL_BUILD);
    const found = objections.find((objection) => objection.says.includes(says));
    expect(found, JSON.stringify(objections)).toMatchObject({ severity: 'refuse' });
    expect(found?.hint).not.toBe('');
  });

  test('more sets of settings than can run at once', () => {
    const overrides = Array.from({ length: 9 }, (_, n) => over(n, n + 1, 0.5 + n / 20));
    const { objections } = planRecipe({ ...RECIPE, steps: [SHARPEN], overrides }, FILM, FULL_BUILD);
    expect(objections[0]).toMatchObject({ step: 0, severity: 'refuse' });
    expect(objections[0]?.says).toContain('9 different sets of settings');
  });

  test('a misspelled key, where a recipe is read', () => {
    const text = JSON.stringify({
      steps: [],
      overrides: [{ from: 0, to: 9, steps: [{ kind: 'sharpen', on: false }] }],
    });
    expect(() => parseRecipe(text)).toThrow('holds "on", which means nothing here');
  });
});

test('a span beyond the clip is only warned of', () => {
  const { objections } = planRecipe(
    { ...RECIPE, steps: [SHARPEN], overrides: [over(200, 900, 0.5)] },
    FILM,
    FULL_BUILD,
  );
  expect(objections).toMatchObject([{ step: null, severity: 'warn' }]);
});

const RECIPE = { id: '', title: '', says: '', interpret: {} };

function step(kind: string, settings: Record<string, SettingValue> = {}): Step {
  return { kind, isOn: true, settings };
}

function one(kind: string, settings: Record<string, SettingValue> = {}): Override {
  return { from: 0, to: 10, steps: [step(kind, settings)] };
}

function over(from: number, to: number, amount: number): Override {
  return { from, to, steps: [step('sharpen', { amount })] };
}
