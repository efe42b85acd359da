/**
 * The timeline's scale: which frames are in sight, where a frame stands, which marks the ruler has. Pure.
 *
 * A frame is a stretch, not a point: frame n reaches from n to n + 1, so the last frame of a clip can be pointed at.
 */
import { type Clock, countAt, frameAtCount, rateOf } from '../../model/displayClock';
import { formatTimecode, framesPerSecond, type Span } from '../../model/time';

/** Fewer frames than this across the timeline and each would be as wide as a button. */
const FEWEST_SHOWN = 24;

/** 0–1 across what is shown; outside for frames out of sight. */
export function shareOfFrame(frame: number, shown: Span): number {
  return (frame - shown.from) / (shown.to - shown.from);
}

/** The frame under a place 0–1 across what is shown. */
export function frameAtShare(share: number, shown: Span): number {
  const frame = Math.floor(shown.from + share * (shown.to - shown.from));
  return Math.min(shown.to - 1, Math.max(shown.from, frame));
}

/** Zooms by a factor around a place that stays where it is. `frames`: length of the clip. */
export function zoomShown(shown: Span, share: number, factor: number, frames: number): Span {
  const length = shown.to - shown.from;
  const next = Math.round(Math.min(frames, Math.max(Math.min(FEWEST_SHOWN, frames), length * factor)));
  const from = Math.round(shown.from + share * (length - next));
  return placeShown(from, next, frames);
}

/** Shifts by a share of what is shown. */
export function shiftShown(shown: Span, share: number, frames: number): Span {
  const length = shown.to - shown.from;
  return placeShown(shown.from + Math.round(share * length), length, frames);
}

/** The same stretch, moved on by whole pages until the frame is in it. */
export function followFrame(shown: Span, frame: number, frames: number): Span {
  if (frame >= shown.from && frame < shown.to) return shown;
  const length = shown.to - shown.from;
  return placeShown(frame - Math.floor(length / 8), length, frames);
}

function placeShown(from: number, length: number, frames: number): Span {
  const start = Math.min(Math.max(0, from), Math.max(0, frames - length));
  return { from: start, to: start + length };
}

export interface Tick {
  frame: number;
  /** Null for the small marks between. */
  label: string | null;
}

/**
 * Marks for the ruler: labels at round times about `apart` of the width from each other, four or so small marks between.
 *
 * Steps are whole seconds (or whole frames below one second), so that each label is a round timecode; where the display counts other than the clip, the mark stands at the
 * frame that is on screen then.
 */
export function ticksOf(shown: Span, clock: Clock, apart: number): Tick[] {
  const base = Math.max(1, Math.round(framesPerSecond(rateOf(clock))));
  const [from, to] = [countAt(shown.from, clock), countAt(shown.to, clock)];
  const wanted = (to - from) * apart;
  const { step, small } = pickStep(wanted, base);
  const ticks: Tick[] = [];
  for (let count = Math.ceil(from / small) * small; count < to; count += small) {
    const frame = frameAtCount(count, clock);
    // Film stays for more than one count: its mark is the first of them.
    if (frame === ticks.at(-1)?.frame) continue;
    // A label that would reach over the end is left out rather than cut.
    const isLabelled = count % step === 0 && shareOfFrame(frame, shown) < 1 - apart * 0.8;
    ticks.push({ frame, label: isLabelled ? formatTimecode(frame, clock) : null });
  }
  return ticks;
}

/** Steps that people count in: 1-2-5 frames and half seconds, then seconds, minutes, hours. Each with its small marks. */
function pickStep(wanted: number, base: number): { step: number; small: number } {
  const steps: { step: number; small: number }[] = [
    { step: 1, small: 1 },
    { step: 2, small: 1 },
    { step: 5, small: 1 },
    { step: 10, small: 2 },
    { step: base, small: Math.max(1, Math.round(base / 5)) },
    ...[
      [2, 1],
      [5, 1],
      [10, 2],
      [30, 5],
      [60, 10],
      [120, 30],
      [300, 60],
      [600, 120],
      [1800, 300],
      [3600, 600],
      [7200, 1800],
    ].map(([step = 1, small = 1]) => ({ step: step * base, small: small * base })),
  ];
  return steps.find(({ step }) => step >= wanted) ?? { step: 14400 * base, small: 3600 * base };
}
