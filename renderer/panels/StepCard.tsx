/** One step of a recipe, in the whole clip or in the frames of an override: on or off, its place, its settings (folded open), and what speaks against it. */
import { ArrowDown, ArrowUp, ChevronRight, Trash2, Undo2 } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Recipe, Step } from '../../model/recipe';
import { findStep } from '../../model/steps';
import { isOverridden, overridesOf } from '../state/overrideEdits';
import { withoutStep, withStepMoved } from '../state/recipeEdits';
import { type StepTarget, stepTarget } from '../state/stepTarget';
import type { SideName } from '../state/workspace';
import { IconButton } from '../ui/IconButton';
import { Switch } from '../ui/Switch';
import { countText } from '../ui/words';
import { Remarks, useObjections } from './RecipeRemarks';
import { StepForm } from './StepForm';
import { JudgeButton, JudgedNote } from './StepJudged';

interface StepCardProps {
  recipe: Recipe;
  index: number;
  /** Place of the override that is edited; null: the whole clip. */
  override: number | null;
  side: SideName;
  /** It was added, or asked for: it unfolds, comes into view and takes the focus. */
  isSought: boolean;
  onFound(): void;
  onChange(recipe: Recipe, gesture?: string): void;
}

export function StepCard({ recipe, index, override, side, isSought, onFound, onChange }: StepCardProps) {
  const id = useId();
  const { isOpen, setOpen, card } = useFold(isSought, onFound);
  const objections = useObjections(side).filter((objection) => objection.step === index);
  const target = stepTarget(recipe, index, override);
  if (!target) return null;
  const { step } = target;
  const title = findStep(step.kind)?.title ?? step.kind;
  const differs = target.isOnDiffers || target.differs.length > 0;
  return (
    <li ref={card} className={step.isOn ? 'step' : 'step off'}>
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
        {differs ? <span className="tag measured">differs</span> : null}
        {override === null ? <SpansTag recipe={recipe} step={step} /> : null}
        <JudgeButton side={side} index={index} step={step} title={title} />
        <OnSwitch target={target} title={title} onChange={onChange} />
      </div>
      <JudgedNote side={side} index={index} />
      <Remarks objections={objections} />
      <div id={id} className="step-body" hidden={!isOpen}>
        <StepForm
          target={target}
          onChange={(name, value, gesture) => onChange(target.withSetting(name, value), gesture)}
          onClipsOwn={(name) => onChange(target.withClipsOwn(name))}
        />
        {override === null ? (
          <StepActions recipe={recipe} index={index} title={title} onChange={onChange} />
        ) : (
          <ClipsOwnButton
            isDisabled={!differs}
            title={title}
            onPress={() => onChange(target.withClipsOwn())}
          />
        )}
      </div>
    </li>
  );
}

function useFold(isSought: boolean, onFound: () => void) {
  const [isOpen, setOpen] = useState(false);
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isSought) return;
    // Only what is unfolded has the height that is to come into view.
    if (!isOpen) return setOpen(true);
    card.current?.scrollIntoView?.({ block: 'nearest' });
    card.current?.querySelector('button')?.focus({ preventScroll: true });
    onFound();
  }, [isSought, isOpen, onFound]);
  return { isOpen, setOpen, card };
}

/** Where the whole clip is edited: that the step is another one in some frames. */
function SpansTag({ recipe, step }: { recipe: Recipe; step: Step }) {
  const count = overridesOf(recipe).filter((override) => isOverridden(step, override)).length;
  if (count === 0) return null;
  return (
    <span className="tag" title="Spans in which overrides change this step">
      {countText(count, 'span')}
    </span>
  );
}

interface OnSwitchProps {
  target: StepTarget;
  title: string;
  onChange(recipe: Recipe): void;
}

function OnSwitch({ target, title, onChange }: OnSwitchProps) {
  const held = target.held('isOn');
  const label = `${title} is on${target.clip ? ' in these frames' : ''}`;
  return (
    <span title={held ?? undefined}>
      <Switch
        label={held ? `${label}. ${held}` : label}
        isOn={target.step.isOn}
        isDisabled={held !== null}
        onChange={(isOn) => onChange(target.withOn(isOn))}
      />
    </span>
  );
}

function ClipsOwnButton({
  title,
  isDisabled,
  onPress,
}: {
  title: string;
  isDisabled: boolean;
  onPress(): void;
}) {
  return (
    <div className="step-actions">
      <button
        type="button"
        className="button"
        aria-label={`As in the whole clip: ${title}`}
        disabled={isDisabled}
        onClick={onPress}
      >
        <Undo2 />
        As in the whole clip
      </button>
    </div>
  );
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
      <IconButton
        says="Run this step earlier"
        name={`Move ${title} up`}
        isDisabled={index === 0}
        onPress={() => onChange(withStepMoved(recipe, index, -1))}
      >
        <ArrowUp />
      </IconButton>
      <IconButton
        says="Run this step later"
        name={`Move ${title} down`}
        isDisabled={index === recipe.steps.length - 1}
        onPress={() => onChange(withStepMoved(recipe, index, 1))}
      >
        <ArrowDown />
      </IconButton>
      <IconButton
        says="Take this step out"
        name={`Remove ${title}`}
        onPress={() => onChange(withoutStep(recipe, index))}
      >
        <Trash2 />
      </IconButton>
    </div>
  );
}
