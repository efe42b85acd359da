/** The recipe of one side: which preset, for which frames, its steps, what comes out. The picture follows while a slider moves. */
import { useCallback, useState } from 'react';
import type { Recipe } from '../../model/recipe';
import { overridesOf, withStepInSpan } from '../state/overrideEdits';
import { editedOverride } from '../state/overrideSpans';
import { EMPTY_RECIPE, withNewStep } from '../state/recipeEdits';
import { dispatch, useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { Segments } from '../ui/Segments';
import { AddStep } from './AddStep';
import { OverrideScope, OverridesPanel } from './OverridesPanel';
import { spanText } from './overrideWords';
import { PlanResult } from './PlanResult';
import { PresetChoice } from './PresetChoice';
import { RecipeRemarks } from './RecipeRemarks';
import { StepCard } from './StepCard';

const SIDES = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
] as const;

export function RecipeTab() {
  const side = useWorkspace(({ session }) => session.editedSide);
  const shown = useWorkspace(({ project }) => project[side]);
  const at = useWorkspace(editedOverride);
  // The kind of step whose card is to be brought into view.
  const [sought, setSought] = useState<string | null>(null);
  const onFound = useCallback(() => setSought(null), []);
  if (!shown) return <p className="panel-empty quiet">Open a clip to give it a recipe.</p>;
  const { recipe } = shown;
  const change = (next: Recipe | null, gesture: string | null = null) =>
    dispatch({ type: 'recipe/changed', side, recipe: next, gesture });
  const add = (before: Recipe, kind: string) =>
    at === null ? withNewStep(before, kind) : withStepInSpan(before, at, kind);
  return (
    <>
      <div className="recipe-head">
        <Segments label="Whose recipe" options={SIDES} value={side} onChange={chooseSide} />
        <span className="side-label">{shown.label}</span>
      </div>
      <PresetChoice recipe={recipe} side={side} />
      <RecipeRemarks side={side} />
      <OverridesPanel recipe={recipe} side={side} onChange={change} />
      <OverrideScope recipe={recipe} side={side} />
      <ol className="steps" aria-label={stepsLabel(recipe, at)}>
        {(recipe?.steps ?? []).map((step, index) => (
          // A step has no name of its own: its place and kind are what tells it apart.
          <StepCard
            key={`${step.kind} ${ordinal(recipe, index)}`}
            recipe={recipe ?? EMPTY_RECIPE}
            index={index}
            override={at}
            side={side}
            isSought={sought === step.kind && ordinal(recipe, index) === 0}
            onFound={onFound}
            onChange={change}
          />
        ))}
      </ol>
      <AddStep
        side={side}
        override={at}
        add={add}
        onAdd={(kind) => {
          change(add(recipe ?? EMPTY_RECIPE, kind));
          setSought(kind);
        }}
        onGoTo={setSought}
      />
      <PlanResult side={side} />
    </>
  );
}

function stepsLabel(recipe: Recipe | null, at: number | null): string {
  const override = at === null ? undefined : overridesOf(recipe)[at];
  return override
    ? `Steps in ${spanText(override).toLowerCase()}, in the order they run`
    : 'Steps, in the order they run';
}

function chooseSide(editedSide: SideName): void {
  dispatch({ type: 'preference/changed', preference: { editedSide } });
}

/** The how-manieth of its kind: a moved step keeps its key, and with it the focus. */
function ordinal(recipe: Recipe | null, index: number): number {
  const kind = recipe?.steps[index]?.kind;
  return recipe?.steps.slice(0, index).filter((step) => step.kind === kind).length ?? 0;
}
