/**
 * What the workspace says about the pair on screen: clips, counts, rates and the addresses of the two pictures.
 *
 * Pure derivations, read by panels, effects and commands alike, so that all of them speak of the same frame.
 */
import { type Clip, clockOf } from '../../model/clip';
import type { PictureAddress } from '../../model/compare';
import { type Clock, frameAtSecs, secsAtFrame } from '../../model/displayClock';
import { framesPerSecond, type Rational } from '../../model/time';
import { judgedStepOf, shownOn } from './judgedStep';
import type { SideName, Workspace } from './workspace';

/** NTSC video: a harmless clock for a window without a clip. */
const NO_RATE: Rational = { n: 30000, d: 1001 };

export function clipOf({ project, engine }: Workspace, side: SideName): Clip | null {
  const shown = project[side];
  return shown ? (engine.clips[shown.clipId] ?? null) : null;
}

/** Frames of side A's clip; while its index is being made, what its duration promises. 0 where nothing is open. */
export function frameCount(state: Workspace): number {
  const clip = clipOf(state, 'a');
  if (!clip) return 0;
  return clip.frames ?? Math.max(1, Math.round((clip.durationSecs ?? 0) * framesPerSecond(clip.rate)));
}

/** Frames of the timeline a second, on the whole: side A's own rate. */
export function clockRate(state: Workspace): Rational {
  return clipOf(state, 'a')?.rate ?? NO_RATE;
}

/** What the timeline's timecode counts by: side A's own clock. */
export function timelineClock(state: Workspace): Clock {
  const clip = clipOf(state, 'a');
  return clip ? clockOf(clip) : NO_RATE;
}

/**
 * The source frame of a side that belongs to the playhead. The same clip: the same frame. Another clip: the one on screen after the same
 * time from its first frame, clamped to its end; true alignment is work of its own.
 */
export function frameOnSide(state: Workspace, side: SideName): number {
  const { playhead } = state.session;
  const [a, clip] = [clipOf(state, 'a'), clipOf(state, side)];
  if (!a || !clip || a.id === clip.id) return playhead;
  // Half a millisecond of grace, so that rounding never shows the frame before.
  const frame = frameAtSecs(secsAtFrame(playhead, clockOf(a)) + 0.0005, clockOf(clip));
  return Math.min(frame, Math.max(0, (clip.frames ?? Number.MAX_SAFE_INTEGER) - 1));
}

/** Where the playhead stands for a source frame of a side: the way back of `frameOnSide`. */
export function playheadFor(state: Workspace, side: SideName, frame: number): number {
  const [a, clip] = [clipOf(state, 'a'), clipOf(state, side)];
  if (!a || !clip || a.id === clip.id) return frame;
  const secs = secsAtFrame(frame, clockOf(clip)) - 0.0005;
  const before = frameAtSecs(secs, clockOf(a));
  return secsAtFrame(before, clockOf(a)) < secs ? before + 1 : before;
}

/**
 * The two pictures that numbers speak of: A enlarged to B's size, so that what is compared is one enlargement against the other.
 * Null while a side or B's plan is missing.
 */
export function measuredPair(state: Workspace): { a: PictureAddress; b: PictureAddress } | null {
  const b = addressOf(state, 'b');
  const before = addressOf(state, 'a');
  // Before a crop there is more to see than behind it: only what both show can be held against each other.
  const a = before && b && judgedStepOf(state)?.kind === 'crop' ? { ...before, recipe: b.recipe } : before;
  const size = state.engine.plan[shownOn(state, 'b')?.of ?? 'b']?.size;
  return a && b && size ? { a: { ...a, size }, b: { ...b, size } } : null;
}

/** The picture that a side of the viewer shows at the playhead. */
export function addressOf(state: Workspace, side: SideName): PictureAddress | null {
  const shown = shownOn(state, side);
  const clip = shown && clipOf(state, shown.of);
  if (!clip) return null;
  const { id: clipId, revision } = clip;
  return {
    clipId,
    revision,
    frame: frameOnSide(state, shown.of),
    clock: 'source',
    recipe: shown.recipe,
    size: null,
  };
}
