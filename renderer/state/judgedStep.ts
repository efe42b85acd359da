/**
 * One step alone in the viewer: side A shows a recipe up to just before the step, side B up to and including it. The project stays as it is.
 *
 * Pure. Whoever asks for pictures or names them asks here what a side shows; panels, exports and the file know nothing of it.
 */
import { alikeText, croppedSource } from '../../model/croppedSource';
import { overrideOf } from '../../model/overrides';
import type { Recipe, Step } from '../../model/recipe';
import { findStep } from '../../model/steps';
import type { Session, Side, SideName, Workspace } from './workspace';

export interface JudgedStep {
  /** Whose recipe. */
  side: SideName;
  index: number;
  /** Of the step; where another stands there now, nothing is judged any more. */
  kind: string;
}

export interface Shown extends Side {
  /** The side of the project whose clip and plan it is. */
  of: SideName;
  /** Steps from this index on are not in the picture. */
  until: number;
}

/** What a side of the viewer shows; null where nothing is open. */
export function shownOn(state: Workspace, side: SideName): Shown | null {
  const { project, session } = state;
  const judged = judgedStepOf(state);
  if (!judged) {
    const own = project[side];
    return own && { ...own, ...croppedAlike(state, side), of: side, until: own.recipe?.steps.length ?? 0 };
  }
  const variant = project[judged.side];
  if (!variant?.recipe || !session.judgedStep) return null;
  const until = side === 'a' ? judged.index : judged.index + 1;
  const title = findStep(judged.kind)?.title ?? judged.kind;
  const label = side === 'a' ? `Before “${title}”` : `With “${title}”`;
  return { clipId: variant.clipId, recipe: upTo(variant.recipe, until), label, of: judged.side, until };
}

/** Beside a cropped variant of the same clip the source is cropped too, or the two would not lie on each other. */
function croppedAlike({ project: { a, b }, engine }: Workspace, side: SideName): Partial<Side> {
  // A variant that cannot be made shows no part of the picture.
  const isRefused = engine.plan.b?.objections.some(({ severity }) => severity === 'refuse');
  const recipe = side === 'a' && a && !isRefused ? croppedSource(a, b) : null;
  return recipe && a ? { recipe, label: `${a.label}, ${alikeText(recipe.steps)}` } : {};
}

/** Null where no step is judged, or where it is gone, off in every frame, or another by now. */
export function judgedStepOf({
  project,
  session,
}: Pick<Workspace, 'project' | 'session'>): Session['judgedStep'] {
  const judged = session.judgedStep;
  const recipe = judged && project[judged.side]?.recipe;
  const step = recipe?.steps[judged?.index ?? -1];
  return recipe && step && step.kind === judged?.kind && runsSomewhere(step, recipe) ? judged : null;
}

function runsSomewhere(step: Step, { overrides = [] }: Recipe): boolean {
  return step.isOn || overrides.some((override) => overrideOf(step, override).isOn);
}

/** Null for no steps and no choices: the source itself, which needs no filters. */
function upTo(recipe: Recipe, until: number): Recipe | null {
  const steps = recipe.steps.slice(0, until);
  if (steps.length === 0 && Object.keys(recipe.interpret).length === 0) return null;
  const kinds = new Set(steps.map(({ kind }) => kind));
  const overrides = recipe.overrides
    ?.map((override) => ({ ...override, steps: override.steps.filter(({ kind }) => kinds.has(kind)) }))
    .filter((override) => override.steps.length > 0);
  return { ...recipe, steps, overrides };
}
