/** Objections: what the engine has against a step, or against the whole recipe, with what to do about it. */
import { OctagonX, TriangleAlert } from 'lucide-react';
import type { Objection } from '../../model/recipe';
import { useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';

const NONE: readonly Objection[] = [];

/** Those about the recipe as a whole; the others stand at their step. */
export function RecipeRemarks({ side }: { side: SideName }) {
  const objections = useObjections(side);
  return <Remarks objections={objections.filter(({ step }) => step === null)} />;
}

export function useObjections(side: SideName): readonly Objection[] {
  return useWorkspace(({ engine }) => engine.plan[side]?.objections ?? NONE);
}

export function Remarks({ objections, id }: { objections: readonly Objection[]; id?: string }) {
  if (objections.length === 0) return null;
  return (
    <ul id={id} className="remarks" aria-label="Objections">
      {objections.map(({ severity, says, hint }) => (
        <li key={says} className={`remark ${severity === 'refuse' ? 'error' : 'warning'}`}>
          {severity === 'refuse' ? (
            <OctagonX role="img" aria-label="Cannot run" />
          ) : (
            <TriangleAlert role="img" aria-label="Warning" />
          )}
          <span className="selectable">
            {says} <span className="quiet">{hint}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
