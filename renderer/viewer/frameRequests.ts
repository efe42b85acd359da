/**
 * Which pictures the viewer wants, derived from the workspace each time anew. Pure: nothing here asks for anything.
 */
import type { PictureAddress } from '../../model/compare';
import { type JudgedStep, judgedStepOf, shownOn } from '../state/judgedStep';
import { addressOf, frameCount, measuredPair } from '../state/pair';
import type { SideName, Workspace } from '../state/workspace';

/** A moment of the comparison: both sides belong to the same frame of A's clip. Null: nothing to show on that side. */
export interface Wanted {
  frame: number;
  a: PictureAddress | null;
  b: PictureAddress | null;
  /** The step that these show alone. */
  judged: JudgedStep | null;
}

/** The pictures at `frame` of A's clip (the playhead, unless told otherwise). */
export function wantedPictures(state: Workspace, frame = state.session.playhead): Wanted {
  const at =
    frame === state.session.playhead ? state : { ...state, session: { ...state.session, playhead: frame } };
  const b = addressOnSide(at, 'b');
  // A difference needs two pictures of one size; the same two that are measured.
  const pair = at.session.view === 'difference' && b ? measuredPair(at) : null;
  const a = pair?.a ?? addressOnSide(at, 'a');
  return { frame, a, b: pair?.b ?? b, judged: judgedStepOf(state) };
}

/** Null where there is no clip, or where its plan says that the recipe cannot be run: asking would only bring the same refusal as an error. */
function addressOnSide(state: Workspace, side: SideName): PictureAddress | null {
  const shown = shownOn(state, side);
  if (!shown) return null;
  const isRefused = state.engine.plan[shown.of]?.objections.some(
    ({ severity, step }) => severity === 'refuse' && (step === null || step < shown.until),
  );
  return isRefused && shown.recipe ? null : addressOf(state, side);
}

/** A pair whose differing pixels are to be marked. */
export interface WantedMask {
  a: PictureAddress;
  b: PictureAddress;
  threshold: number;
}

/** The mask over whatever view there is, or null where none is to be seen. */
export function wantedMask(state: Workspace): WantedMask | null {
  const { isMaskShown, isPlaying, threshold } = state.session;
  if (!isMaskShown || isPlaying) return null;
  const pair = measuredPair(state);
  return pair && { ...pair, threshold };
}

/** The frame to have ready at rest: one further in the direction of the last step, or null at either end. */
export function nextFrame(state: Workspace, previous: number | null): number | null {
  const { playhead } = state.session;
  const next = previous !== null && previous > playhead ? playhead - 1 : playhead + 1;
  return next >= 0 && next < frameCount(state) ? next : null;
}

/** The same text for the same pixels: the recipe's name does not count. */
export function keyOf(address: PictureAddress | null): string {
  if (!address) return '';
  const { clipId, revision, frame, clock, recipe, size } = address;
  return JSON.stringify([
    clipId,
    revision,
    frame,
    clock,
    recipe && [recipe.interpret, recipe.steps, recipe.overrides],
    size,
  ]);
}

export function isSameMoment(one: Wanted | null, other: Wanted | null): boolean {
  if (!one || !other) return one === other;
  return one.frame === other.frame && keyOf(one.a) === keyOf(other.a) && keyOf(one.b) === keyOf(other.b);
}
