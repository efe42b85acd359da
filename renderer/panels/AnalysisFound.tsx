/** What the analysis found, in the order in which somebody decides: sections, shots, picture, faults. */
import type { Analysis } from '../../model/analysis';
import type { Clip } from '../../model/clip';
import type { Recipe } from '../../model/recipe';
import { sideOfClip } from '../state/analyses';
import { cropOf, isCropped, withCrop } from '../state/cropEdit';
import { forgetAnalysis } from '../state/effects';
import { dispatch, useWorkspace } from '../state/store';
import { CommandButton } from '../ui/CommandButton';
import { countText } from '../ui/words';
import { Faults } from './AnalysisFaults';
import { jumpTo, Sections } from './AnalysisSections';
import { measuredBeliefs, transitionsText } from './analysisWords';
import { BeliefRow } from './Findings';

export function AnalysisFound({ clip }: { clip: Clip }) {
  const analysis = useWorkspace(({ engine }) => engine.analyses[clip.id]);
  return analysis ? <Found clip={clip} analysis={analysis} /> : null;
}

interface FoundProps {
  clip: Clip;
  analysis: Analysis;
}

function Found({ clip, analysis }: FoundProps) {
  const side = useWorkspace((state) => sideOfClip(state, clip.id));
  const recipe = useWorkspace(({ project }) => (side ? (project[side]?.recipe ?? null) : null));
  const isOnTimeline = useWorkspace(({ project }) => project.a?.clipId === clip.id);
  const take = (next: Recipe) =>
    side && dispatch({ type: 'recipe/changed', side, recipe: next, gesture: null });
  return (
    <section className="analysis found" aria-label="Found in the pictures">
      <h3>Found in the pictures</h3>
      <Sections clip={clip} analysis={analysis} isOnTimeline={isOnTimeline} />
      <Shots analysis={analysis} isOnTimeline={isOnTimeline} />
      <Picture clip={clip} analysis={analysis} recipe={recipe} onTake={take} />
      <Faults analysis={analysis} onJump={isOnTimeline ? jumpTo : null} />
      <button type="button" className="button quiet-button" onClick={() => forgetAnalysis(clip.id)}>
        Delete the analysis
      </button>
    </section>
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

interface PictureProps extends FoundProps {
  recipe: Recipe | null;
  onTake(recipe: Recipe): void;
}

function Picture({ clip, analysis, recipe, onTake }: PictureProps) {
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
