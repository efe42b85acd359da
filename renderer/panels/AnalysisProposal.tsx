/** What the analysis comes to: what it contradicts, and the recipe that it proposes with its reason. */
import { TriangleAlert } from 'lucide-react';
import type { Analysis } from '../../model/analysis';
import type { Clip } from '../../model/clip';
import { proposedFor, sideOfClip } from '../state/analyses';
import { overridesOf } from '../state/overrideEdits';
import { hasSameSteps } from '../state/recipeEdits';
import { dispatch, useWorkspace } from '../state/store';
import { countText } from '../ui/words';

export function Contradictions({ analysis: { notices } }: { analysis: Analysis }) {
  if (notices.length === 0) return null;
  return (
    <ul className="clip-notices" aria-label="Contradictions">
      {notices.map((notice) => (
        <li key={notice} className="remark warning">
          <TriangleAlert aria-hidden />
          <span className="selectable">{notice}</span>
        </li>
      ))}
    </ul>
  );
}

export function Proposal({ clip, analysis }: { clip: Clip; analysis: Analysis }) {
  const side = useWorkspace((state) => sideOfClip(state, clip.id));
  const recipe = useWorkspace(({ project }) => (side ? (project[side]?.recipe ?? null) : null));
  const { suggestion } = analysis;
  const take = () => side && dispatch({ type: 'recipe/taken', side, recipe: proposedFor(analysis, recipe) });
  const isTaken = side !== null && hasSameSteps(recipe, suggestion.recipe);
  return (
    <div className="proposal">
      <p>
        Proposed: <strong>{suggestion.recipe.title}</strong>
      </p>
      <p className="quiet selectable">{suggestion.because}</p>
      <button type="button" className="button framed" disabled={isTaken} onClick={take}>
        {isTaken ? inUseText(overridesOf(recipe).length) : 'Use the proposed recipe'}
      </button>
    </div>
  );
}

/** With overrides it is not the proposal alone, and is called changed. */
function inUseText(overrides: number): string {
  const own = overrides > 0 ? `, with ${countText(overrides, 'override')}` : '';
  return `The proposed recipe is in use${own}`;
}
