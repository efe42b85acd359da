/** Cropping to the active picture that was measured, as an edit of the recipe. Pure. */
import type { ActivePicture } from '../../model/analysis';
import { type Clip, uprightSize } from '../../model/clip';
import type { Recipe, SettingValue } from '../../model/recipe';
import { EMPTY_RECIPE, withNewStep, withSetting } from './recipeEdits';

const EDGES = ['left', 'right', 'top', 'bottom'] as const;
type Crop = Record<(typeof EDGES)[number], number>;

/** What has to be cut on each side, in even numbers: rounded inwards, so that no bar is left. */
export function cropOf(active: ActivePicture, clip: Pick<Clip, 'codedSize' | 'rotation'>): Crop {
  const { width, height } = uprightSize(clip);
  const cut = {
    left: active.left,
    right: width - active.left - active.width,
    top: active.top,
    bottom: height - active.top - active.height,
  };
  const entries = EDGES.map((edge) => [edge, Math.max(0, evenFrom(cut[edge]))] as const);
  return Object.fromEntries(entries) as Crop;
}

/** Two samples share a colour: behind an odd crop the rest of the recipe would have to run in 4:4:4. */
function evenFrom(samples: number): number {
  return Math.ceil(samples / 2) * 2;
}

/** The recipe with its crop (one is added in its place where there is none) cutting exactly that, and on. */
export function withCrop(recipe: Recipe | null, crop: Crop): Recipe {
  const base = recipe ?? EMPTY_RECIPE;
  const isThere = base.steps.some(({ kind }) => kind === 'crop');
  const cropped = isThere ? base : withNewStep(base, 'crop');
  const index = cropped.steps.findIndex(({ kind }) => kind === 'crop');
  const set = EDGES.reduce((next, edge) => withSetting(next, index, edge, crop[edge]), cropped);
  return { ...set, steps: set.steps.map((step, at) => (at === index ? { ...step, isOn: true } : step)) };
}

/** True where the recipe cuts just that already; nothing to cut counts as cut. */
export function isCropped(recipe: Recipe | null, crop: Crop): boolean {
  const settings: Record<string, SettingValue> =
    recipe?.steps.find(({ kind, isOn }) => kind === 'crop' && isOn)?.settings ?? {};
  return EDGES.every((edge) => (settings[edge] ?? 0) === crop[edge]);
}
