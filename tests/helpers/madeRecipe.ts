/** Recipes for tests: presets, and recipes of the steps that a test is about and nothing else. */
import { findPreset } from '../../model/presets';
import type { Recipe, SettingValue } from '../../model/recipe';

export type MadeStep = readonly [kind: string, settings?: Record<string, SettingValue>];

export function recipeOf(steps: readonly MadeStep[]): Recipe {
  const made = steps.map(([kind, settings]) => ({ kind, isOn: true, settings: settings ?? {} }));
  return { id: 'made', title: '', says: '', interpret: {}, steps: made };
}

/** A preset by its id; throws for an unknown one, so that a renamed preset is noticed. */
export function presetOf(id: string): Recipe {
  const recipe = findPreset(id);
  if (!recipe) throw new Error(`There is no preset ${id}.`);
  return recipe;
}

/** A small recipe of one enlargement, for tests that only need another size. */
export function enlargeTo(lines: number): Recipe {
  return {
    ...presetOf('plain'),
    id: `lines-${lines}`,
    title: `${lines} lines`,
    steps: [{ kind: 'enlarge', isOn: true, settings: { kernel: 'spline36', lines } }],
  };
}
