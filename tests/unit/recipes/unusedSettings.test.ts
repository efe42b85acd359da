/** What the forms say of settings that a method does not use, held against the plans: what is declared unused changes none, all else does. */
import { expect, it } from 'vitest';
import type { SettingDeclaration, SettingValue, StepDeclaration } from '../../../model/recipe';
import { settleSettings, unusedBecause } from '../../../model/settings';
import { findStep, STEPS } from '../../../model/steps';
import { planRecipe } from '../../../native-pipeline/recipes/plan';
import { madeAnalysis } from '../../helpers/analysed';
import { FULL_BUILD, madeClip } from '../../helpers/madeClip';
import { recipeOf } from '../../helpers/madeRecipe';

const BUILD = {
  ...FULL_BUILD,
  extras: { nnediWeights: 'weights.bin', placebo: 'memory', placeboShader: null } as const,
};
/** One of each kind, and a film frame of which the cut left one field. */
const ANALYSIS = madeAnalysis([
  [0, 43, 'film', '3:2', 0],
  [43, 75, 'film', '3:2', 1],
  [75, 103, 'video-interlaced'],
  [103, 163, 'hybrid', '3:2', 2],
]);
type Settings = Record<string, SettingValue>;

it.each(STEPS.map((step) => [step.title, step] as const))(
  '%s: each setting counts with each choice of another, unless it is declared not to',
  (_title, step) => {
    for (const settings of choicesOf(step)) {
      for (const setting of step.settings) {
        if (setting.name in settings) continue;
        const plans = valuesOf(setting).map((value) =>
          planned(step.kind, { ...settings, [setting.name]: value }),
        );
        const isUsed = new Set(plans).size > 1;
        const because = unusedBecause(
          setting,
          step.kind,
          settleSettings({ kind: step.kind, settings }).settings,
        );
        expect({ settings, name: setting.name, isUsed }).toEqual({
          settings,
          name: setting.name,
          isUsed: because === null,
        });
      }
    }
  },
);

it('says in a sentence what a setting is not used with', () => {
  const says = (kind: string, name: string, settings: Settings) => {
    const setting = findStep(kind)?.settings.find((one) => one.name === name);
    return setting && unusedBecause(setting, kind, settings);
  };
  expect(says('denoise', 'temporal', { method: 'nlmeans' })).toBe('Not used with “Method: nlmeans (slow)”.');
  expect(says('denoise', 'temporal', { method: 'hqdn3d' })).toBeNull();
  expect(says('enlarge', 'lines', { isSquareOnly: true })).toBe(
    'Not used while “Square samples only” is on.',
  );
});

/** Each value of each choice and switch, all else as it is by default. */
function choicesOf(step: StepDeclaration): Settings[] {
  const discrete = step.settings.filter(({ type }) => type !== 'number');
  return [
    {},
    ...discrete.flatMap((setting) => valuesOf(setting).map((value) => ({ [setting.name]: value }))),
  ];
}

function valuesOf(setting: SettingDeclaration): SettingValue[] {
  if (setting.type === 'switch') return [false, true];
  if (setting.type === 'choice') return setting.options.map(({ value }) => value);
  return [setting.default, setting.default + 2 * setting.step];
}

/** All of a plan that pictures come from. Something is cropped before, so that an enlargement has a choice of what to fill. */
function planned(kind: string, settings: Settings): string {
  const crop = kind === 'enlarge' ? [['crop', { top: 60 }] as const] : [];
  const frames = ANALYSIS.sections.at(-1)?.to ?? 0;
  const clip = madeClip();
  const seen = { analysis: ANALYSIS, frames, secsAt: (frame: number) => (frame * 1001) / 30000 };
  const {
    objections,
    memory: _memory,
    ...plan
  } = planRecipe(recipeOf([...crop, [kind, settings]]), clip, BUILD, null, seen);
  expect(objections.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  return JSON.stringify(plan);
}
