/** One step of a recipe: on or off, its place, its settings (folded open), and what speaks against it. */
import { ArrowDown, ArrowUp, ChevronRight, Columns2, Trash2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { Recipe, Step } from '../../model/recipe';
import { findStep } from '../../model/steps';
import { judgedStepOf } from '../state/judgedStep';
import { resetSettings, withoutStep, withSetting, withStepMoved, withStepOn } from '../state/recipeEdits';
import { dispatch, useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { Switch } from '../ui/Switch';
import { Tip } from '../ui/Tip';
import { Remarks, useObjections } from './RecipeRemarks';
import { StepForm } from './StepForm';

interface StepCardProps {
  recipe: Recipe;
  index: number;
  side: SideName;
  onChange(recipe: Recipe, gesture?: string): void;
}

export function StepCard({ recipe, index, side, onChange }: StepCardProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const objections = useObjections(side).filter((objection) => objection.step === index);
  const step = recipe.steps[index];
  if (!step) return null;
  const title = findStep(step.kind)?.title ?? step.kind;
  return (
    <li className={step.isOn ? 'step' : 'step off'}>
      <div className="step-head">
        <button
          type="button"
          className="button plain step-title"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight aria-hidden className="fold" />
          <span>{title}</span>
        </button>
        <JudgeButton side={side} index={index} step={step} title={title} />
        <Switch
          label={`${title} is on`}
          isOn={step.isOn}
          onChange={(isOn) => onChange(withStepOn(recipe, index, isOn))}
        />
      </div>
      <JudgedNote side={side} index={index} />
      <Remarks objections={objections} />
      <div id={id} className="step-body" hidden={!isOpen}>
        <StepForm
          step={step}
          resetTo={resetSettings(recipe, index)}
          onChange={(name, value, gesture) => onChange(withSetting(recipe, index, name, value), gesture)}
        />
        <StepActions recipe={recipe} index={index} title={title} onChange={onChange} />
      </div>
    </li>
  );
}

interface JudgeProps {
  side: SideName;
  index: number;
  step: Step;
  title: string;
}

/** Before and after of this step alone; the recipe stays as it is. */
function JudgeButton({ side, index, step, title }: JudgeProps) {
  const isJudged = useIsJudged(side, index);
  const judgedStep = isJudged ? null : { side, index, kind: step.kind };
  return (
    <Tip
      says={isJudged ? 'Show the whole recipe again (Esc)' : 'See this step alone: A before it, B with it'}
    >
      <button
        type="button"
        className="button icon"
        aria-label={`See ${title} alone`}
        aria-pressed={isJudged}
        disabled={!step.isOn}
        onClick={() => dispatch({ type: 'preference/changed', preference: { judgedStep } })}
      >
        <Columns2 />
      </button>
    </Tip>
  );
}

function JudgedNote({ side, index }: { side: SideName; index: number }) {
  if (!useIsJudged(side, index)) return null;
  return (
    <p className="quiet step-judged" role="status">
      The viewer shows the recipe up to here: A before this step, B with it. Esc shows the whole again.
    </p>
  );
}

function useIsJudged(side: SideName, index: number): boolean {
  return useWorkspace((state) => {
    const judged = judgedStepOf(state);
    return judged?.side === side && judged.index === index;
  });
}

interface StepActionsProps {
  recipe: Recipe;
  index: number;
  title: string;
  onChange(recipe: Recipe): void;
}

function StepActions({ recipe, index, title, onChange }: StepActionsProps) {
  return (
    <div className="step-actions">
      <Action
        says="Run this step earlier"
        name={`Move ${title} up`}
        isDisabled={index === 0}
        onPress={() => onChange(withStepMoved(recipe, index, -1))}
      >
        <ArrowUp />
      </Action>
      <Action
        says="Run this step later"
        name={`Move ${title} down`}
        isDisabled={index === recipe.steps.length - 1}
        onPress={() => onChange(withStepMoved(recipe, index, 1))}
      >
        <ArrowDown />
      </Action>
      <Action
        says="Take this step out"
        name={`Remove ${title}`}
        onPress={() => onChange(withoutStep(recipe, index))}
      >
        <Trash2 />
      </Action>
    </div>
  );
}

interface ActionProps {
  says: string;
  name: string;
  isDisabled?: boolean;
  onPress(): void;
  children: ReactNode;
}

function Action({ says, name, isDisabled, onPress, children }: ActionProps) {
  return (
    <Tip says={says} isDisabled={isDisabled}>
      <button type="button" className="button icon" aria-label={name} disabled={isDisabled} onClick={onPress}>
        {children}
      </button>
    </Tip>
  );
}
