/**
 * Edits of a recipe's overrides, as pure functions from one recipe to the next. An override is named by its place in the list, for of two the later wins.
 *
 * An override keeps only what differs from the rest of the clip: what is put back to the clip's value is no longer in it.
 */
import { overrideOf } from '../../model/overrides';
import type { Override, Recipe, SettingValue, Step } from '../../model/recipe';
import { type Settings, settleSettings } from '../../model/settings';
import type { Span } from '../../model/time';
import { newStepPlace, ownRecipe } from './recipeEdits';

/** As many as a recipe may hold (model/recipe.ts). */
export const MOST_OVERRIDES = 200;

const NONE: readonly Override[] = [];

export function overridesOf(recipe: Recipe | null | undefined): readonly Override[] {
  return recipe?.overrides ?? NONE;
}

/** A new one behind all others, which changes nothing yet. */
export function withNewOverride(recipe: Recipe, { from, to }: Span): Recipe {
  return withOverrides(recipe, [...overridesOf(recipe), { from, to, steps: [] }]);
}

export function withoutOverride(recipe: Recipe, at: number): Recipe {
  return withOverrides(
    recipe,
    overridesOf(recipe).filter((_one, index) => index !== at),
  );
}

/** Limits brought into the clip, a frame apart at least. `frames`: of the clip, null where nobody knows. */
export function withLimits(recipe: Recipe, at: number, limits: Partial<Span>, frames: number | null): Recipe {
  const end = frames ?? Number.MAX_SAFE_INTEGER;
  return change(recipe, at, (override) => {
    const from = clamp(limits.from ?? override.from, 0, end - 1);
    const to = clamp(limits.to ?? override.to, 1, end);
    if (from < to) return { ...override, from, to };
    // The limit that was typed stands, the other one gives way.
    return limits.from === undefined
      ? { ...override, from: to - 1, to }
      : { ...override, from, to: from + 1 };
  });
}

function clamp(frame: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, frame));
}

/** What an override says of a step, changed in part. */
export function withOverridden(
  recipe: Recipe,
  at: number,
  step: Step,
  part: Partial<Omit<Step, 'kind'>>,
): Recipe {
  return change(recipe, at, (override) => {
    const now = overrideOf(step, override);
    const next = { ...now, ...part, settings: { ...now.settings, ...part.settings } };
    return withEntry(override, step, next);
  });
}

/** A step as the rest of the clip has it, or one setting of it. */
export function withClipsOwn(recipe: Recipe, at: number, step: Step, setting?: string): Recipe {
  return change(recipe, at, (override) => {
    if (setting === undefined) return withEntry(override, step, step);
    const now = overrideOf(step, override);
    const { [setting]: value = settleSettings(step).settings[setting] } = step.settings;
    const settings = value === undefined ? now.settings : { ...now.settings, [setting]: value };
    return withEntry(override, step, { ...now, settings });
  });
}

/** A step that runs in these frames only: in the recipe it is switched off. */
export function withStepInSpan(recipe: Recipe, at: number, kind: string): Recipe {
  const place = newStepPlace(recipe, kind);
  const step: Step = { kind, isOn: false, settings: {} };
  const steps = [...recipe.steps.slice(0, place), step, ...recipe.steps.slice(place)];
  return withOverridden(ownRecipe(recipe, steps), at, step, { isOn: true });
}

export interface Differences {
  isOn: boolean;
  /** Names, in the order in which they are declared. */
  settings: readonly string[];
}

export function differencesOf(step: Step, override: Override): Differences {
  const other = overrideOf(step, override);
  return { isOn: other.isOn !== step.isOn, settings: Object.keys(differing(step, other)) };
}

export function isOverridden(step: Step, override: Override): boolean {
  const { isOn, settings } = differencesOf(step, override);
  return isOn || settings.length > 0;
}

function differing(step: Step, other: Step): Settings {
  const [own, others] = [settleSettings(step).settings, settleSettings(other).settings];
  const entries = Object.entries(others).filter(([name, value]) => own[name] !== value);
  return Object.fromEntries(entries);
}

/** The override of another recipe, as one of this: what it says of each step, where that differs here. */
export function withOwnDifferences({ steps }: Recipe, override: Override): Override {
  return steps.reduce((next, step) => withEntry(next, step, overrideOf(step, next)), override);
}

function withEntry(override: Override, step: Step, next: Step): Override {
  const others = override.steps.filter(({ kind }) => kind !== step.kind);
  const settings: Record<string, SettingValue> = { ...differing(step, next) };
  const isSame = next.isOn === step.isOn && Object.keys(settings).length === 0;
  const entry: Step = { kind: step.kind, isOn: next.isOn, settings };
  return { ...override, steps: isSame ? others : [...others, entry] };
}

function change(recipe: Recipe, at: number, edit: (override: Override) => Override): Recipe {
  return withOverrides(
    recipe,
    overridesOf(recipe).map((one, index) => (index === at ? edit(one) : one)),
  );
}

/** Without any, the list goes altogether, so that taking all back leaves the recipe as it was. */
export function withOverrides(recipe: Recipe, overrides: readonly Override[]): Recipe {
  const { overrides: _old, ...rest } = ownRecipe(recipe, recipe.steps);
  return overrides.length > 0 ? { ...rest, overrides: [...overrides] } : rest;
}
