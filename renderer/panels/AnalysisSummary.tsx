/** What the analysis found, in the order in which somebody decides: contradictions, proposal, sections, shots, picture, faults. */
import { TriangleAlert } from 'lucide-react';
import type { Analysis, Section } from '../../model/analysis';
import type { Clip } from '../../model/clip';
import type { Recipe } from '../../model/recipe';
import { indexAt, proposedFor, sectionChoicesOf, sectionsOf, sideOfClip } from '../state/analyses';
import { cropOf, isCropped, withCrop } from '../state/cropEdit';
import { dispatch, useWorkspace, workspace } from '../state/store';
import type { SideName } from '../state/workspace';
import { CADENCE_LETTERS, sectionName } from '../timeline/cadenceWords';
import { CommandButton } from '../ui/CommandButton';
import { countText } from '../ui/words';
import { Faults } from './AnalysisFaults';
import {
  countSections,
  measuredBeliefs,
  type SectionCount,
  shareText,
  transitionsText,
} from './analysisWords';
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

function jumpTo(frame: number): void {
  dispatch({ type: 'play/stopped' });
  dispatch({ type: 'playhead/moved', frame });
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
  const isTaken = JSON.stringify(recipe?.steps) === JSON.stringify(suggestion.recipe.steps);
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

interface SectionsProps extends SummaryProps {
  isOnTimeline: boolean;
}

function Sections({ clip, analysis, isOnTimeline }: SectionsProps) {
  const choices = useWorkspace(({ project }) => sectionChoicesOf(project, clip.id));
  const sections = sectionsOf(analysis, choices);
  const unsure = sections.filter(({ confidence }) => confidence === 'unsure').length;
  const jump = (isWanted: (section: Section) => boolean) => jumpToNext(sections, isWanted);
  return (
    <>
      <ul className="section-counts" aria-label="Sections by class">
        {countSections(sections).map((count) => (
          <CountRow
            key={count.name}
            count={count}
            onJump={isOnTimeline ? () => jump((section) => sectionName(section) === count.name) : null}
          />
        ))}
      </ul>
      {unsure > 0 ? (
        <p className="remark warning">
          <TriangleAlert aria-hidden />
          <span>{countText(unsure, 'section')} unsure, please look</span>
          {isOnTimeline ? (
            <button
              type="button"
              className="button unsure-next"
              onClick={() => jump(({ confidence }) => confidence === 'unsure')}
            >
              Next
            </button>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

/** Round and round: behind the last one comes the first. */
function jumpToNext(sections: readonly Section[], isWanted: (section: Section) => boolean): void {
  const here = indexAt(sections, workspace.getState().session.playhead);
  const next = [...sections.slice(here + 1), ...sections.slice(0, here + 1)].find(isWanted);
  if (next) jumpTo(next.from);
}

function CountRow({ count, onJump }: { count: SectionCount; onJump: (() => void) | null }) {
  const { name, cadence, sections, frames, share } = count;
  const about = `${countText(sections, 'section')}, ${countText(frames, 'frame')}`;
  const content = (
    <>
      <span className={`swatch ${cadence}`} aria-hidden>
        {CADENCE_LETTERS[cadence]}
      </span>
      <span className="count-name">{name}</span>
      <span className="number">{shareText(share)}</span>
      <span className="unit count-about">{about}</span>
    </>
  );
  return (
    <li>
      {onJump ? (
        <button type="button" className="count-row" title={`Next: ${name}`} onClick={onJump}>
          {content}
        </button>
      ) : (
        <div className="count-row">{content}</div>
      )}
    </li>
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
