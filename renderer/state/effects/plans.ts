/**
 * Keeps the plans of both sides true: whenever a side's recipe or its clip's findings change, the engine is asked again.
 *
 * One question per side is on its way at a time; what changed meanwhile is asked next, so a dragged slider never queues up.
 */
import type { Objection, Plan, Recipe } from '../../../model/recipe';
import { findStep } from '../../../model/steps';
import { clipOf } from '../pair';
import { EMPTY_RECIPE, newStepPlace, withNewStep } from '../recipeEdits';
import { dispatch, workspace } from '../store';
import type { SideName, Workspace } from '../workspace';
import { attempt, door } from './door';

export function watchPlans(): () => void {
  const sides = [planner('a'), planner('b')];
  const look = (state: Workspace) => {
    for (const side of sides) side(state);
  };
  look(workspace.getState());
  return workspace.subscribe(look);
}

function planner(side: SideName): (state: Workspace) => void {
  let asked: string | null = null;
  let isBusy = false;
  return function look(state: Workspace): void {
    const wanted = wantedPlan(state, side);
    if (isBusy || wanted === asked) return;
    asked = wanted;
    isBusy = true;
    void makePlan(state, side).then((plan) => {
      isBusy = false;
      // An answer that is no longer wanted is still nearer to the truth than the one before it.
      dispatch({ type: 'plan/made', side, plan });
      look(workspace.getState());
    });
  };
}

/** Names all that decides a plan; null while nothing stands on the side. */
function wantedPlan(state: Workspace, side: SideName): string | null {
  const clip = clipOf(state, side);
  return clip && JSON.stringify([clip.id, clip.revision, state.project[side]?.recipe ?? null]);
}

async function makePlan(state: Workspace, side: SideName): Promise<Plan | null> {
  const shown = state.project[side];
  if (!shown || !clipOf(state, side)) return null;
  const { clipId, recipe } = shown;
  const plan = await attempt('Planning the recipe', () => door().client.planRecipe({ clipId, recipe }));
  return plan ?? null;
}

/**
 * What speaks against each kind of step on a side: the engine plans the recipe with the step added, so that neither filters nor clips are
 * judged here. Kinds that may be added are not in the answer; where the engine cannot be asked, nothing is refused.
 */
export async function refusedSteps(
  side: SideName,
  kinds: readonly string[],
  add: (recipe: Recipe, kind: string) => Recipe = withNewStep,
): Promise<Map<string, string>> {
  const state = workspace.getState();
  const shown = state.project[side];
  if (!shown) return new Map();
  const { clipId } = shown;
  const base = shown.recipe ?? EMPTY_RECIPE;
  const known = state.engine.plan[side]?.objections ?? [];
  const tried = kinds.map(async (kind) => {
    const at = newStepPlace(base, kind);
    const plan = await door().client.planRecipe({ clipId, recipe: add(base, kind) });
    const says = refusalIn(plan.objections, { recipe: base, at, known });
    return says === null ? [] : [[kind, says] as const];
  });
  const answers = await attempt('Trying the steps', () => Promise.all(tried));
  return new Map(answers?.flat());
}

interface Tried {
  /** Before the step was added. */
  recipe: Recipe;
  /** Where it was put in. */
  at: number;
  /** What was objected to the recipe without it. */
  known: readonly Objection[];
}

/** Why a step cannot be added: it is refused itself, or makes the engine refuse a step behind it that had been fine. */
function refusalIn(objections: readonly Objection[], { recipe, at, known }: Tried): string | null {
  const refusals = objections.filter(({ severity }) => severity === 'refuse');
  const own = refusals.find(({ step }) => step === at);
  const behind = refusals.find(
    ({ step, says }) =>
      step !== null && step > at && !known.some((old) => old.step === step - 1 && old.says === says),
  );
  if (own) return own.says;
  if (!behind || behind.step === null) return null;
  const spoiled = recipe.steps[behind.step - 1]?.kind ?? '';
  return `Not together with "${findStep(spoiled)?.title ?? spoiled}", which is in the recipe. ${behind.says}`;
}
