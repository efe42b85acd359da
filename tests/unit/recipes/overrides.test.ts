/** Overrides as plans see them: which settings hold where, and what is said against an override before ffmpeg could. */
import { describe, expect, test } from 'vitest';
import { heldByClip } from '../../../model/overrides';
import {
  type Override,
  parseRecipe,
  type SettingDeclaration,
  type SettingValue,
  type Step,
} from '../../../model/recipe';
import { settleSettings } from '../../../model/settings';
import { STEPS } from '../../../model/steps';
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

test('one that changes nothing yet is read, and plans as if it were not there', () => {
  const empty = [{ from: 4, to: 9, steps: [] }];
  const recipe = { ...RECIPE, steps: [SHARPEN], overrides: empty };
  expect(parseRecipe(JSON.stringify(recipe)).overrides).toEqual(empty);
  const plan = planRecipe(recipe, FILM, FULL_BUILD);
  expect(plan).toEqual(planRecipe({ ...RECIPE, steps: [SHARPEN] }, FILM, FULL_BUILD));
});

describe('a step that is off in the recipe', () => {
  const off: Step = { kind: 'sharpen', isOn: false, settings: { amount: 0.4 } };
  const planned = (steps: Step[], overrides: Override[]) =>
    planRecipe({ ...RECIPE, steps, overrides }, FILM, FULL_BUILD);

  test('runs where a span switches it on, with what the recipe says of it', () => {
    const plan = planned([off], [one('sharpen')]);
    expect(plan.objections).toEqual([]);
    expect(plan.graph).toMatch(/cas=.*between\(n\+0e1\\,0\\,9\)/);
  });

  test('costs nothing where no span does', () => {
    const stays = { ...one('sharpen'), steps: [off] };
    expect(planned([off], [stays]).graph).toBe(planned([], []).graph);
  });

  test('is refused where it would change the size', () => {
    const plan = planned([{ ...step('enlarge'), isOn: false }], [one('enlarge')]);
    expect(plan.objections).toMatchObject([{ step: 0, severity: 'refuse' }]);
  });
});

describe('what is said to hold for the whole clip is what the engine refuses', () => {
  /** Settings with which a step does something by itself. */
  const DOING: Record<string, Record<string, SettingValue>> = { crop: { left: 8 }, tags: { shape: '16:9' } };
  /** What makes all its settings tell. */
  const BEFORE: Record<string, Step[]> = { enlarge: [step('crop', { top: 60 })] };
  test.each(STEPS.map(({ kind }) => kind))('%s', (kind) => {
    const base = step(kind, DOING[kind]);
    const steps = [...(BEFORE[kind] ?? []), base];
    const isRefused = (other: Step) => {
      const overrides = [{ from: 0, to: 10, steps: [other] }];
      const { objections } = planRecipe({ ...RECIPE, steps, overrides }, FILM, FULL_BUILD);
      return objections.some(({ says }) => /changes the size|cannot change within it/.test(says));
    };
    const { settings } = settleSettings(base);
    for (const setting of STEPS.find((known) => known.kind === kind)?.settings ?? []) {
      const { name } = setting;
      const now = settings[name];
      const other = otherValue(setting, now);
      expect([name, isRefused(step(kind, { [name]: other }))]).toEqual([
        name,
        heldByClip(kind, name) !== null,
      ]);
    }
    expect(isRefused({ ...base, isOn: false })).toBe(heldByClip(kind, 'isOn') !== null);
  });

  function otherValue(setting: SettingDeclaration, now: SettingValue | undefined): SettingValue {
    if (setting.type === 'switch') return !now;
    if (setting.type === 'choice') return setting.options.find(({ value }) => value !== now)?.value ?? '';
    return now === setting.max ? setting.min : Number(now) + setting.step;
  }
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
