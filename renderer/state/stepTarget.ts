/**
 * What the form of a step shows and changes: the step as it is in the whole clip, or as it is in the frames of one override. Pure; the form itself
 * does not know which.
 */
import { heldByClip, overrideOf } from '../../model/overrides';
import type { Recipe, SettingValue, Step } from '../../model/recipe';
import { type Settings, settleSettings } from '../../model/settings';
import { differencesOf, overridesOf, withClipsOwn, withOverridden } from './overrideEdits';
import { resetSettings, withSetting, withStepOn } from './recipeEdits';

export interface StepTarget {
  step: Step;
  /** What a double click sets; the declared default where a setting is not named. */
  resetTo: Settings;
  /** The clip's own, where this is the step in a span; null for the whole clip. */
  clip: Step | null;
  /** Settings that differ from the clip's own. */
  differs: readonly string[];
  isOnDiffers: boolean;
  /** Why a setting ('isOn': whether it runs) cannot be changed here; null where it can. */
  held(setting: string): string | null;
  withSetting(name: string, value: SettingValue): Recipe;
  withOn(isOn: boolean): Recipe;
  /** As in the rest of the clip; of one setting, or of the whole step. */
  withClipsOwn(setting?: string): Recipe;
}

/** `at`: place of the override in the list; null for the whole clip. Null where there is no such step. */
export function stepTarget(recipe: Recipe, index: number, at: number | null): StepTarget | null {
  const step = recipe.steps[index];
  const override = at === null ? undefined : overridesOf(recipe)[at];
  if (!step) return null;
  if (!override || at === null) return wholeClip(recipe, index, step);
  const differences = differencesOf(step, override);
  return {
    step: overrideOf(step, override),
    resetTo: settleSettings(step).settings,
    clip: step,
    differs: differences.settings,
    isOnDiffers: differences.isOn,
    held: (setting) => heldIn(recipe, step, setting),
    withSetting: (name, value) => withOverridden(recipe, at, step, { settings: { [name]: value } }),
    withOn: (isOn) => withOverridden(recipe, at, step, { isOn }),
    withClipsOwn: (setting) => withClipsOwn(recipe, at, step, setting),
  };
}

function wholeClip(recipe: Recipe, index: number, step: Step): StepTarget {
  return {
    step,
    resetTo: resetSettings(recipe, index),
    clip: null,
    differs: [],
    isOnDiffers: false,
    held: () => null,
    withSetting: (name, value) => withSetting(recipe, index, name, value),
    withOn: (isOn) => withStepOn(recipe, index, isOn),
    withClipsOwn: () => recipe,
  };
}

function heldIn(recipe: Recipe, step: Step, setting: string): string | null {
  const alike = recipe.steps.filter(({ kind }) => kind === step.kind).length;
  if (alike > 1)
    return `The recipe has this step ${alike} times: leave one, so that it is clear which is meant.`;
  return heldByClip(step.kind, setting);
}
