/** What is done with overrides from more than one place: choosing one (the list, the lane), going to it. */
import type { Span } from '../../model/time';
import { overridesOf } from '../state/overrideEdits';
import { frameOnSide, playheadFor } from '../state/pair';
import { dispatch, workspace } from '../state/store';
import type { SideName } from '../state/workspace';

/** The recipe tab edits it from now on; the playhead goes there where it stands outside. Null: the whole clip. */
export function editOverride(side: SideName, at: number | null): void {
  // A side's list is chosen before its place in it (reduce.ts).
  dispatch({ type: 'preference/changed', preference: { editedSide: side } });
  dispatch({ type: 'preference/changed', preference: { editedOverride: at } });
  const override = at === null ? undefined : overridesOf(workspace.getState().project[side]?.recipe)[at];
  const frame = frameOnSide(workspace.getState(), side);
  if (override && (frame < override.from || frame >= override.to)) goTo(side, override);
}

/** To its first frame. */
export function goTo(side: SideName, { from }: Span): void {
  dispatch({ type: 'play/stopped' });
  dispatch({ type: 'playhead/moved', frame: playheadFor(workspace.getState(), side, from) });
}
