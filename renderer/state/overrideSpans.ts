/** Where overrides are and could be: those at the playhead, the one that is edited, spans to make a new one for. Pure derivations. */
import type { Override } from '../../model/recipe';
import type { Span } from '../../model/time';
import { indexAt, sectionChoicesOf, sectionsOf } from './analyses';
import { overridesOf } from './overrideEdits';
import { clipOf, frameOnSide } from './pair';
import type { SideName, Workspace } from './workspace';

/** Place in the list of the override that the recipe tab edits; null: the whole clip. */
export function editedOverride({ project, session }: Workspace): number | null {
  const { editedSide, editedOverride: at } = session;
  return at !== null && at < overridesOf(project[editedSide]?.recipe).length ? at : null;
}

/** Places in the list of those that hold at a frame; where two change one step, the last of them wins. */
export function overridesAt(overrides: readonly Override[], frame: number): number[] {
  return overrides.flatMap(({ from, to }, at) => (frame >= from && frame < to ? [at] : []));
}

export const PROPOSALS = ['section', 'shot', 'span'] as const;
export type Proposal = (typeof PROPOSALS)[number];

/** The frames that a new override would be for, or in words why there are none. */
export function proposeSpan(state: Workspace, side: SideName, proposal: Proposal): Span | string {
  const clip = clipOf(state, side);
  if (!clip) return 'Open a clip first.';
  const { project, session, engine } = state;
  if (proposal === 'span') {
    if (project.a?.clipId !== clip.id) return 'In and out count the frames of the other side’s clip.';
    return session.span ?? 'Set in (I) and out (O) first.';
  }
  const analysis = engine.analyses[clip.id];
  if (!analysis) return 'Analyse the clip first (Shift+A).';
  const spans =
    proposal === 'shot' ? analysis.shots : sectionsOf(analysis, sectionChoicesOf(project, clip.id));
  return spans[indexAt(spans, frameOnSide(state, side))] ?? 'The analysis has none at the playhead.';
}

/** The side whose overrides the timeline shows: the edited one if it has any, else the other. They count its own clip's frames, so it must be A's. */
export function overriddenSide({ project, session }: Workspace): SideName | null {
  const sides = [session.editedSide, session.editedSide === 'a' ? 'b' : 'a'] as const;
  const has = (side: SideName) =>
    overridesOf(project[side]?.recipe).length > 0 && project[side]?.clipId === project.a?.clipId;
  return sides.find(has) ?? null;
}
