/** What is to be played, derived from the workspace. Pure. */
import { framesPerSecond } from '../../model/time';
import { shownOn } from '../state/judgedStep';
import { clipOf, clockRate, frameCount, frameOnSide } from '../state/pair';
import type { SideName, Workspace } from '../state/workspace';
import { type Wanted, wantedPictures } from './frameRequests';
import type { Run, SideRun } from './playback';

/** More pictures a second than this are not shown one by one: no screen would. */
const MOST_PER_SECOND = 60;

export interface PlannedRun extends Run {
  /** The frame of A's clip at a run index, and its addresses. */
  frameAt(index: number): number;
  wantedAt(index: number): Wanted;
  /** Where to go on at the end; null: stop there. */
  loopsTo: number | null;
}

export function planRun(state: Workspace): PlannedRun | null {
  const { playhead, speed, span } = state.session;
  const wanted = wantedPictures(state);
  if (!wanted.a && !wanted.b) return null;
  const isInSpan = span !== null && playhead >= span.from && playhead < span.to;
  const to = Math.min(isInSpan ? span.to : frameCount(state), frameCount(state));
  const perSecond = framesPerSecond(clockRate(state)) * speed;
  const step = Math.max(1, Math.ceil(perSecond / MOST_PER_SECOND));
  const frameAt = (index: number): number => playhead + index * step;
  const length = Math.max(1, Math.ceil((to - playhead) / step));
  return {
    a: sideRun(state, 'a', wanted, length, step),
    b: sideRun(state, 'b', wanted, length, step),
    length,
    periodMs: (1000 * step) / perSecond,
    frameAt,
    wantedAt: (index) => wantedPictures(state, frameAt(index)),
    loopsTo: isInSpan && span.to - span.from > 1 ? span.from : null,
  };
}

/** A side of the same clip steps with A; a side of another clip streams all its frames, and each moment takes the one that belongs to it. */
function sideRun(
  state: Workspace,
  side: SideName,
  wanted: Wanted,
  length: number,
  step: number,
): SideRun | null {
  const address = wanted[side];
  if (!address) return null;
  const from = address.frame;
  const shown = shownOn(state, side)?.of ?? side;
  if (clipOf(state, shown)?.id === clipOf(state, 'a')?.id) {
    return { address, from, to: from + (length - 1) * step + 1, step, indexOf: (index) => index };
  }
  const frameOf = (index: number): number => {
    const session = { ...state.session, playhead: state.session.playhead + index * step };
    return frameOnSide({ ...state, session }, shown);
  };
  return { address, from, to: frameOf(length - 1) + 1, step: 1, indexOf: (index) => frameOf(index) - from };
}
