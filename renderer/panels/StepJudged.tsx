/** A step shown alone in the viewer: the button that does it, and what the viewer then shows. */
import { Columns2 } from 'lucide-react';
import type { Step } from '../../model/recipe';
import { judgedStepOf } from '../state/judgedStep';
import { dispatch, useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { IconButton } from '../ui/IconButton';

interface JudgeProps {
  side: SideName;
  index: number;
  /** As it is in the frames that are edited. */
  step: Step;
  title: string;
}

/** Before and after of this step alone, with its overrides in their frames; the recipe stays as it is. */
export function JudgeButton({ side, index, step, title }: JudgeProps) {
  const isJudged = useIsJudged(side, index);
  const judgedStep = isJudged ? null : { side, index, kind: step.kind };
  return (
    <IconButton
      name={`See ${title} alone`}
      says={isJudged ? 'Show the whole recipe again (Esc)' : 'See this step alone: A before it, B with it'}
      isPressed={isJudged}
      isDisabled={!step.isOn && !isJudged}
      onPress={() => dispatch({ type: 'preference/changed', preference: { judgedStep } })}
    >
      <Columns2 />
    </IconButton>
  );
}

export function JudgedNote({ side, index }: { side: SideName; index: number }) {
  const isCrop = useWorkspace((state) => judgedStepOf(state)?.kind === 'crop');
  if (!useIsJudged(side, index)) return null;
  return (
    <p className="quiet step-judged" role="status">
      The viewer shows the recipe up to here: A before this step, B with it
      {isCrop ? ', in its place within A' : ''}. Esc shows the whole again.
    </p>
  );
}

function useIsJudged(side: SideName, index: number): boolean {
  return useWorkspace((state) => {
    const judged = judgedStepOf(state);
    return judged?.side === side && judged.index === index;
  });
}
