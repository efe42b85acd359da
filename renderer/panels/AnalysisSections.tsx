/** The sections by class: how much of the clip each is, which are unsure, which were set by hand. A press leads to the next one. */
import { Hand, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Analysis, Section } from '../../model/analysis';
import { type Clip, clockOf } from '../../model/clip';
import { indexAt, sectionChoicesOf, sectionsOf } from '../state/analyses';
import { dispatch, useWorkspace, workspace } from '../state/store';
import { CADENCE_LETTERS, sectionName } from '../timeline/cadenceWords';
import { countText } from '../ui/words';
import { countSections, handText, type SectionCount, shareText } from './analysisWords';

interface SectionsProps {
  clip: Clip;
  analysis: Analysis;
  isOnTimeline: boolean;
}

export function Sections({ clip, analysis, isOnTimeline }: SectionsProps) {
  const choices = useWorkspace(({ project }) => sectionChoicesOf(project, clip.id));
  const sections = sectionsOf(analysis, choices);
  const jump = (isWanted: (section: Section) => boolean) =>
    isOnTimeline ? () => jumpToNext(sections, isWanted) : null;
  const byHand = sections.filter(isByHand).length;
  const unsure = sections.filter(isUnsure).length;
  return (
    <>
      {byHand > 0 ? (
        <SectionRemark says={handText(byHand)} next="Next section set by hand" onNext={jump(isByHand)}>
          <Hand aria-hidden />
        </SectionRemark>
      ) : null}
      <ul className="section-counts" aria-label="Sections by class">
        {countSections(sections, clockOf(clip)).map((count) => (
          <CountRow
            key={count.name}
            count={count}
            onJump={jump((section) => sectionName(section) === count.name)}
          />
        ))}
      </ul>
      {unsure > 0 ? (
        <SectionRemark
          kind="warning"
          says={`${countText(unsure, 'section')} unsure, please look`}
          next="Next unsure section"
          onNext={jump(isUnsure)}
        >
          <TriangleAlert aria-hidden />
        </SectionRemark>
      ) : null}
    </>
  );
}

const isByHand = ({ isChosen }: Section) => isChosen;
const isUnsure = ({ confidence }: Section) => confidence === 'unsure';

interface SectionRemarkProps {
  kind?: 'warning';
  says: string;
  /** What the button leads to. */
  next: string;
  /** Null where the clip is not on the timeline. */
  onNext: (() => void) | null;
  /** The icon. */
  children: ReactNode;
}

function SectionRemark({ kind, says, next, onNext, children }: SectionRemarkProps) {
  return (
    <p className={`remark ${kind ?? ''}`}>
      {children}
      <span>{says}</span>
      {onNext ? (
        <button type="button" className="button remark-next" aria-label={next} onClick={onNext}>
          Next
        </button>
      ) : null}
    </p>
  );
}

export function jumpTo(frame: number): void {
  dispatch({ type: 'play/stopped' });
  dispatch({ type: 'playhead/moved', frame });
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
