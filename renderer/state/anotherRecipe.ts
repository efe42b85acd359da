/**
 * Another recipe in place of the one there: what of the old one stays, and what is lost. Pure.
 *
 * Choices against the findings and overrides speak of the clip, its sections and shots, which have not changed. So they stay; of overrides, what the
 * new recipe has a step for. The rest is lost, and that is told.
 */
import { findPreset } from '../../model/presets';
import type { Override, Recipe, Step } from '../../model/recipe';
import { countText } from '../ui/words';
import { overridesOf, withOverrides, withOwnDifferences } from './overrideEdits';
import { nameBehind } from './recipeEdits';

export function presetFor(id: string, current: Recipe | null): Recipe | null {
  const preset = findPreset(id);
  return preset && inPlaceOf(current, preset);
}

/** No steps; what was chosen against the findings stays. Null where nothing was. */
export function sourceFor(current: Recipe | null): Recipe | null {
  const interpret = current?.interpret ?? {};
  if (Object.keys(interpret).length === 0) return null;
  return { id: 'source', title: '', says: '', interpret, steps: [] };
}

/** A recipe that says nothing of this clip by itself, with what the one there says of it. */
export function inPlaceOf(current: Recipe | null, next: Recipe): Recipe {
  const told = { ...next, interpret: { ...next.interpret, ...current?.interpret } };
  const kept = overridesOf(current).flatMap((override): Override[] => {
    const steps = override.steps.filter(({ kind }) => hasStep(next, kind));
    const isLost = override.steps.length > 0 && steps.length === 0;
    return isLost ? [] : [withOwnDifferences(next, { ...override, steps })];
  });
  return kept.length > 0 ? withOverrides(told, kept) : told;
}

/** What a recipe is called that stands in place of another: ' (keeps 2 overrides)' behind its title where it has taken any over. */
export function keptText(recipe: Recipe | null): string {
  const kept = overridesOf(recipe).length;
  return kept > 0 ? ` (keeps ${countText(kept, 'override')})` : '';
}

/** What is told when overrides were lost by another recipe. */
export interface LostOverrides {
  /** Gone altogether. */
  dropped: number;
  /** Still there, but without some of their steps. */
  thinned: number;
  /** Steps that the new recipe lacks, in the order of the old one. */
  kinds: readonly string[];
  /** Of the new recipe. */
  title: string;
}

/** Null where nothing was lost. */
export function lostOverrides(before: Recipe | null, after: Recipe | null): LostOverrides | null {
  const fates = overridesOf(before).map((override) => fateOf(override, after));
  const count = (fate: Fate) => fates.filter((one) => one === fate).length;
  const [dropped, thinned] = [count('dropped'), count('thinned')];
  if (dropped + thinned === 0) return null;
  const named = new Set(overridesOf(before).flatMap(({ steps }) => steps.map(({ kind }) => kind)));
  const kinds = (before?.steps ?? []).map(({ kind }) => kind);
  return {
    dropped,
    thinned,
    kinds: [...new Set(kinds)].filter((kind) => named.has(kind) && !hasStep(after, kind)),
    title: nameBehind(after?.title ?? '') || 'Source, untouched',
  };
}

type Fate = 'kept' | 'thinned' | 'dropped';

function fateOf({ from, to, steps }: Override, after: Recipe | null): Fate {
  const now = overridesOf(after).find((other) => other.from === from && other.to === to);
  if (!now) return 'dropped';
  return steps.every(({ kind }) => hasStep(after, kind)) ? 'kept' : 'thinned';
}

function hasStep(recipe: { steps: readonly Step[] } | null, kind: string): boolean {
  return recipe?.steps.some((step) => step.kind === kind) ?? false;
}
