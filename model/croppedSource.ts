/** The source as a variant of it is cropped: held side by side, both must show the same part of the picture. Pure. */
import type { Recipe } from './recipe';

/**
 * Null where the variant crops nothing and the source stays as it is; also where an odd number of lines is cut at the top, which frames of two fields
 * cannot follow.
 */
export function croppedSource(variant: Recipe | null): Recipe | null {
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
