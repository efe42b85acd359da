/**
 * Edits of a recipe, as pure functions from one recipe to the next.
 *
 * An edited preset is no preset any more: it loses the id and says in its title what it came from.
 */
import { findPreset, PRESETS } from '../../model/presets';
import type { Recipe, SettingValue, Step } from '../../model/recipe';
import { settleSettings } from '../../model/settings';
import { stepRank } from '../../model/steps';

const CHANGED = ', changed';

export function withSetting(recipe: Recipe, index: number, name: string, value: SettingValue): Recipe {
  return changeStep(recipe, index, (step) => ({ ...step, settings: { ...step.settings, [name]: value } }));
}

export function withStepOn(recipe: Recipe, index: number, isOn: boolean): Recipe {
  return changeStep(recipe, index, (step) => ({ ...step, isOn }));
}

/** What overrides say of a step goes with the last of its kind: the engine would refuse it. */
export function withoutStep(recipe: Recipe, index: number): Recipe {
  const steps = recipe.steps.filter((_step, at) => at !== index);
  const next = ownRecipe(recipe, steps);
  if (!next.overrides) return next;
  const isThere = (step: Step) => steps.some(({ kind }) => kind === step.kind);
  return { ...next, overrides: next.overrides.map((one) => ({ ...one, steps: one.steps.filter(isThere) })) };
}

/** Where the order of repair wants a new step: before the first step of later rank. */
export function newStepPlace(recipe: Recipe, kind: string): number {
  const later = recipe.steps.findIndex((step) => stepRank(step.kind) > stepRank(kind));
  return later < 0 ? recipe.steps.length : later;
}

export function withNewStep(recipe: Recipe, kind: string): Recipe {
  const at = newStepPlace(recipe, kind);
  const step: Step = { kind, isOn: true, settings: {} };
  return ownRecipe(recipe, [...recipe.steps.slice(0, at), step, ...recipe.steps.slice(at)]);
}

/** Moves a step one place up (-1) or down (1); at the ends nothing happens. */
export function withStepMoved(recipe: Recipe, index: number, by: 1 | -1): Recipe {
  const steps = [...recipe.steps];
  const [step, other] = [steps[index], steps[index + by]];
  if (!step || !other) return recipe;
  steps[index] = other;
  steps[index + by] = step;
  return ownRecipe(recipe, steps);
}

/** The id of the preset that a recipe still is, '' for the user's own, 'source' for none. */
export function presetIdOf(recipe: Recipe | null): string {
  if (recipe === null || recipe.id === 'source') return 'source';
  const preset = PRESETS.find(({ id }) => id === recipe.id);
  const isPlain = (recipe.overrides ?? []).length === 0;
  return preset && isPlain && isSame(preset.steps, recipe.steps) ? preset.id : '';
}

/** Whether two recipes do the same to the whole clip, whatever they are called. Steps that are off do nothing; a setting that is not named is its default. */
export function hasSameSteps(one: Recipe | null, other: Recipe | null): boolean {
  const settled = (recipe: Recipe | null) =>
    recipe?.steps.filter(({ isOn }) => isOn).map((step) => [step.kind, settleSettings(step).settings]) ?? [];
  return isSame(settled(one), settled(other));
}

/**
 * What a step's settings are reset to: those of the preset that the recipe is, or came from; the step's own defaults where there is none.
 * A step is found again by its kind and the how-manieth of it.
 */
export function resetSettings(recipe: Recipe, index: number): Readonly<Record<string, SettingValue>> {
  const step = recipe.steps[index];
  const isAlike = ({ kind }: Step) => kind === step?.kind;
  const nth = recipe.steps.slice(0, index).filter(isAlike).length;
  return presetBehind(recipe)?.steps.filter(isAlike)[nth]?.settings ?? {};
}

/** An edited preset lost its id; its title still tells. */
function presetBehind({ id, title }: Recipe): Recipe | null {
  return findPreset(id) ?? PRESETS.find((preset) => preset.title === nameBehind(title)) ?? null;
}

/** What an edited recipe was called before. */
export function nameBehind(title: string): string {
  return title.endsWith(CHANGED) ? title.slice(0, -CHANGED.length) : title;
}

export const EMPTY_RECIPE: Recipe = { id: '', title: 'Own recipe', says: '', interpret: {}, steps: [] };

function changeStep(recipe: Recipe, index: number, change: (step: Step) => Step): Recipe {
  return ownRecipe(
    recipe,
    recipe.steps.map((step, at) => (at === index ? change(step) : step)),
  );
}

/** The recipe with these steps, and as the user's own: no preset any more. */
export function ownRecipe(recipe: Recipe, steps: Step[]): Recipe {
  const base = recipe.id === 'source' ? EMPTY_RECIPE : recipe;
  const title = base.id === '' || base.title.endsWith(CHANGED) ? base.title : `${base.title}${CHANGED}`;
  return { ...base, id: '', title, interpret: recipe.interpret, steps };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
