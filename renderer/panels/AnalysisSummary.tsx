/** What the analysis found, in the order in which somebody decides: contradictions, proposal, sections, shots, picture, faults. */
import { TriangleAlert } from 'lucide-react';
import type { Analysis } from '../../model/analysis';
import type { Clip } from '../../model/clip';
import type { Recipe } from '../../model/recipe';
import { proposedFor, sideOfClip } from '../state/analyses';
import { cropOf, isCropped, withCrop } from '../state/cropEdit';
import { hasSameSteps } from '../state/recipeEdits';
import { dispatch, useWorkspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { CommandButton } from '../ui/CommandButton';
import { countText } from '../ui/words';
import { Faults } from './AnalysisFaults';
import { jumpTo, Sections } from './AnalysisSections';
import { measuredBeliefs, transitionsText } from './analysisWords';
import { BeliefRow } from './Findings';

interface SummaryProps {
  clip: Clip;
  analysis: Analysis;
}

export function AnalysisSummary({ clip, analysis }: SummaryProps) {
  const side = useWorkspace((state) => sideOfClip(state, clip.id));
  const recipe = useWorkspace(({ project }) => (side ? (project[side]?.recipe ?? null) : null));
  const isOnTimeline = useWorkspace(({ project }) => project.a?.clipId === clip.id);
  const take = (next: Recipe) =>
    side && dispatch({ type: 'recipe/changed', side, recipe: next, gesture: null });
  return (
    <>
      {analysis.notices.length > 0 ? (
        <ul className="clip-notices" aria-label="Contradictions">
          {analysis.notices.map((notice) => (
            <li key={notice} className="remark warning">
              <TriangleAlert aria-hidden />
              <span className="selectable">{notice}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <Proposal analysis={analysis} side={side} recipe={recipe} />
      <Sections clip={clip} analysis={analysis} isOnTimeline={isOnTimeline} />
      <Shots analysis={analysis} isOnTimeline={isOnTimeline} />
      <Picture clip={clip} analysis={analysis} recipe={recipe} onTake={take} />
      <Faults analysis={analysis} onJump={isOnTimeline ? jumpTo : null} />
    </>
  );
}

interface TakingProps {
  analysis: Analysis;
  recipe: Recipe | null;
  onTake(recipe: Recipe): void;
}

interface ProposalProps {
  analysis: Analysis;
  side: SideName | null;
  recipe: Recipe | null;
}

function Proposal({ analysis, side, recipe }: ProposalProps) {
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
        {isTaken ? 'The proposed recipe is in use' : 'Use the proposed recipe'}
      </button>
    </div>
  );
}

function Shots({ analysis, isOnTimeline }: { analysis: Analysis; isOnTimeline: boolean }) {
  const { shots } = analysis;
  return (
    <div className="analysis-row">
      <span>
        {countText(shots.length, 'shot')} <span className="unit">{transitionsText(shots)}</span>
      </span>
      {isOnTimeline ? <CommandButton command="shots.export" label="Export…" /> : null}
    </div>
  );
}

function Picture({ clip, analysis, recipe, onTake }: SummaryProps & TakingProps) {
  const { picture, levels } = measuredBeliefs(analysis);
  const crop = cropOf(analysis.activePicture.value, clip);
  const isDone = isCropped(recipe, crop);
  const isWhole = Object.values(crop).every((samples) => samples === 0);
  return (
    <>
      <ul className="analysis-findings">
        <BeliefRow belief={picture} />
        <BeliefRow belief={levels} />
      </ul>
      {isWhole ? null : (
        <button
          type="button"
          className="button framed"
          disabled={isDone}
          onClick={() => onTake(withCrop(recipe, crop))}
        >
          {isDone ? 'Cropped to this' : 'Crop to this'}
        </button>
      )}
    </>
  );
}
