/** Plans a recipe for an open clip, with all that is known of it: claims, index, analysis. */
import type { Size } from '../../model/clip';
import type { Recipe } from '../../model/recipe';
import { secsFromFrame } from '../../model/time';
import type { OpenClip } from '../clips/catalog';
import type { Build } from '../recipes/pictureState';
import { planRecipe, type WorkedPlan } from '../recipes/plan';
import type { Seen } from '../recipes/seen';

export function planVariant(
  open: OpenClip,
  recipe: Recipe | null,
  build: Build,
  size: Size | null = null,
): WorkedPlan {
  return planRecipe(recipe, open.clip, build, size, seenOf(open));
}

/** Null where the clip has not been analysed. */
function seenOf({ analysis, clip, index }: OpenClip): Seen | null {
  if (!analysis) return null;
  const frames = index?.table.count ?? clip.frames ?? analysis.span.to;
  const isConstant = clip.isConstantRate === true;
  // Counted where the rate is constant: containers round their times.
  const secsAt = (frame: number): number =>
    isConstant || !index ? secsFromFrame(frame, clip.rate) : index.table.secsAt(Math.min(frame, frames - 1));
  return { analysis, frames, secsAt };
}
