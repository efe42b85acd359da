/** The cadence lane: what each section of the clip is. Point to see why, press to override; E does the same for the section at the playhead. */
import { type PointerEvent, useCallback, useRef, useState } from 'react';
import type { Section } from '../../model/analysis';
import type { Span } from '../../model/time';
import { indexAt, timelineSections } from '../state/analyses';
import { timelineClock } from '../state/pair';
import { dispatch, useWorkspace } from '../state/store';
import { frameLines, sectionLines, sectionName } from './cadenceWords';
import { drawCadence } from './drawCadence';
import { LaneCanvas, type LaneSurface } from './LaneCanvas';
import { type LaneHint, LaneTip } from './LaneTip';
import { SectionEditor } from './SectionEditor';
import { frameAtShare, shareOfFrame } from './scale';

export function CadenceLane({ shown }: { shown: Span }) {
  const sections = useWorkspace(timelineSections);
  const { from, to } = shown;
  const draw = useCallback(
    (lane: LaneSurface) => drawCadence(lane, sections, { from, to }),
    [sections, from, to],
  );
  const { hint, point, leave } = useHint(sections, shown);
  const open = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || event.target instanceof HTMLButtonElement) return;
    const frame = frameUnder(event, shown);
    if (indexAt(sections, frame) >= 0) dispatch({ type: 'section/opened', frame });
  };
  return (
    <div className="lane cadence-lane">
      {/* The editor stands beside it: what is pressed in a popover bubbles to whatever holds it in React. */}
      <div className="lane-places" onPointerMove={point} onPointerLeave={leave} onPointerUp={open}>
        <LaneCanvas draw={draw} />
        <SectionHere sections={sections} shown={shown} />
      </div>
      <EditedSection sections={sections} shown={shown} />
      <LaneTip hint={hint} />
    </div>
  );
}

/** The section at the playhead is a real button over its drawing: the lane's way in for keyboards and screen readers. */
function SectionHere({ sections, shown }: LaneProps) {
  const index = useWorkspace(({ session }) => indexAt(sections, session.playhead));
  const clock = useWorkspace(timelineClock);
  const section = sections[index];
  if (!section) return null;
  return (
    <button
      type="button"
      className="section-here"
      style={placeOf(section, shown)}
      aria-label={`Override the section at the playhead: ${sectionName(section)}. ${sectionLines(section, clock).join('. ')}`}
      onClick={() => dispatch({ type: 'section/opened', frame: section.from })}
    />
  );
}

interface LaneProps {
  sections: readonly Section[];
  shown: Span;
}

function EditedSection({ sections, shown }: LaneProps) {
  const frame = useWorkspace(({ session }) => session.sectionEdited);
  const section = frame === null ? undefined : sections[indexAt(sections, frame)];
  if (!section || frame === null) return null;
  return <AnchoredEditor key={frame} section={section} shown={shown} />;
}

/** It stays where it was opened: fields that wander off while their limits are typed would be hard to follow. */
function AnchoredEditor({ section, shown }: { section: Section; shown: Span }) {
  const anchor = useRef<HTMLDivElement>(null);
  const [place] = useState(() => placeOf(section, shown));
  return (
    <>
      <div className="section-anchor" ref={anchor} style={place} />
      <SectionEditor section={section} anchor={anchor} />
    </>
  );
}

/** Only another section (or, zoomed in, another frame) under the pointer is news. */
function useHint(sections: readonly Section[], shown: Span) {
  const clock = useWorkspace(timelineClock);
  const [hint, setHint] = useState<LaneHint | null>(null);
  const last = useRef('');
  const isByFrame = shown.to - shown.from <= FRAMES_TOLD_APART;
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const frame = frameUnder(event, shown);
    const index = indexAt(sections, frame);
    const section = sections[index];
    const place = `${index} ${isByFrame ? frame : ''}`;
    if (place === last.current && hint) return;
    last.current = place;
    const share = shareUnder(event);
    const lines = section && (isByFrame ? frameLines(section, frame, clock) : sectionLines(section, clock));
    setHint(section && lines ? { title: sectionName(section), lines, share } : null);
  };
  return { hint, point, leave: () => setHint(null) };
}

/** Few enough that a single frame can be pointed at. */
const FRAMES_TOLD_APART = 200;

function shareUnder(event: PointerEvent<HTMLDivElement>): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)));
}

function frameUnder(event: PointerEvent<HTMLDivElement>, shown: Span): number {
  return frameAtShare(shareUnder(event), shown);
}

function placeOf(span: Span, shown: Span): { left: string; width: string } {
  const left = Math.min(1, Math.max(0, shareOfFrame(span.from, shown)));
  const right = Math.min(1, Math.max(0, shareOfFrame(span.to, shown)));
  return { left: `${left * 100}%`, width: `${(right - left) * 100}%` };
}
