/** The source as a variant of it is cropped: held side by side, both must show the same part of the picture. Pure. */
import type { Recipe } from './recipe';

interface OneSide {
  clipId: string;
  /** Null: the source itself. */
  recipe: Recipe | null;
}

/**
 * The recipe of the source beside a variant of the same clip. Null where nothing is cropped, or it is no such pair: the side stays as it is. Also where an odd
 * number of lines is cut above or below, which frames of two fields cannot follow.
 */
export function croppedSource(own: OneSide, beside: OneSide | null): Recipe | null {
  if (own.recipe !== null || own.clipId !== beside?.clipId) return null;
  const variant = beside.recipe;
  const crops = variant?.steps.filter(({ kind, isOn, settings }) => {
    return kind === 'crop' && isOn && Object.values(settings).some((samples) => Number(samples) > 0);
  });
  if (!variant || !crops || crops.length === 0) return null;
  const isEven = crops.every(({ settings }) =>
    [settings.top, settings.bottom].every((n) => Number(n ?? 0) % 2 === 0),
  );
  return isEven
    ? { ...variant, id: 'source', title: 'Source, cropped alike', interpret: {}, steps: crops, overrides: [] }
    : null;
}

/** True for the source, cropped or not: nothing else was done to it. */
export function isSourceOnly(recipe: Recipe | null): boolean {
  return recipe === null || recipe.steps.every(({ kind, isOn }) => !isOn || kind === 'crop');
}
