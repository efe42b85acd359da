/**
 * Dissolves and fades: stretches in which the whole picture changes evenly into another one, or into a plain colour. Pure.
 *
 * A dissolve moves every cell of the thumbnail on a straight line, all at the same pace, and begins and ends at once; a pan or a moving thing does not.
 * Looked for within shots only: a cut is no dissolve. Where the shot begins is the middle of the dissolve, or the plainest frame of a fade.
 */
import type { Shot } from '../../model/analysis';
import type { Span } from '../../model/time';
import { type FrameTraces, THUMB_CELLS } from './frameTraces';

/** Lengths tried, frames; what lies between is found by the nearest one. */
const LENGTHS = [6, 8, 11, 15, 20, 27, 36, 48, 64] as const;
/** Mean change over all cells, codes of 8 bits. */
const LEAST_CHANGE = 9;
/** How far the way may stray from the straight line, as a share of the change. */
const MOST_BEND = 0.14;
/** Two pictures that agree more than this are one scene that got lighter or darker. */
const MOST_ALIKE = 0.85;
/** Spread of a plain picture's cells, codes. */
const PLAIN = 3;
/** Before and behind, the pace must be less than this share of the pace within. */
const QUIET = 0.4;
/** Fade out and fade in belong together when they are no further apart than this, frames. */
const LONGEST_PLAIN = 75;

export interface Transition extends Span {
  kind: 'dissolve' | 'fade';
  /** Where the new shot begins. */
  middle: number;
}

/** Shots with their dissolves and fades; frames of `traces` are counted from `offset`. */
export function addDissolves(shots: readonly Shot[], traces: FrameTraces, offset: number): Shot[] {
  return shots.flatMap((shot) => {
    const within = { from: shot.from - offset, to: Math.min(shot.to - offset, traces.count) };
    const found = findTransitions(traces, within).map((each) => ({
      ...each,
      from: each.from + offset,
      to: each.to + offset,
      middle: each.middle + offset,
    }));
    return splitShot(shot, found);
  });
}

function splitShot(shot: Shot, transitions: readonly Transition[]): Shot[] {
  const shots = [shot];
  for (const { kind, from, to, middle } of transitions) {
    const last = shots.at(-1) ?? shot;
    const transition = { from, to };
    // A fade in at the head of a shot is how this shot begins; after a cut from black too.
    if (kind === 'fade' && middle <= last.from) {
      shots[shots.length - 1] = { ...last, start: 'fade', transition };
    } else if (middle > last.from && middle < last.to) {
      shots[shots.length - 1] = { ...last, to: middle };
      shots.push({ from: middle, to: last.to, start: kind, isMidFrame: false, transition });
    }
  }
  return shots;
}

/** Those within a span without cuts, in order. */
export function findTransitions(traces: FrameTraces, within: Span): Transition[] {
  const ramps = findRamps(traces, within);
  return ramps.flatMap((ramp, index): Transition[] => {
    const next = ramps[index + 1];
    const before = ramps[index - 1];
    if (ramp.into === 'plain') {
      // Fade out: one transition with the fade in that follows, or the end of the clip's pictures.
      if (next?.outOf !== 'plain' || next.from - ramp.to > LONGEST_PLAIN) return [];
      return [{ kind: 'fade', from: ramp.from, to: next.to, middle: Math.ceil((ramp.to + next.from) / 2) }];
    }
    if (ramp.outOf === 'plain') {
      if (before?.into === 'plain' && ramp.from - before.to <= LONGEST_PLAIN) return [];
      return [
        {
          kind: 'fade',
          from: ramp.from,
          to: ramp.to,
          middle: headOfPlain(traces, ramp.from, within.from),
        },
      ];
    }
    return [
      {
        kind: 'dissolve',
        from: ramp.from,
        to: ramp.to,
        middle: Math.round((ramp.from + ramp.to) / 2),
      },
    ];
  });
}

/** Where the plain stretch before a fade in begins: there the new shot starts, if only in black. */
function headOfPlain(traces: FrameTraces, from: number, least: number): number {
  let frame = from;
  while (frame > least && from - frame < LONGEST_PLAIN && spreadOf(traces.thumbAt(frame - 1)) < PLAIN)
    frame--;
  return frame;
}

interface Ramp extends Span {
  outOf: 'picture' | 'plain';
  into: 'picture' | 'plain';
  bend: number;
}

function findRamps(traces: FrameTraces, within: Span): Ramp[] {
  const ramps: Ramp[] = [];
  let frame = within.from;
  while (frame < within.to - LENGTHS[0]) {
    const ramp = rampAt(traces, frame, within);
    if (ramp) ramps.push(ramp);
    frame = ramp ? ramp.to : frame + 1;
  }
  return ramps;
}

/** The straightest ramp that begins at about this frame; null where there is none. */
function rampAt(traces: FrameTraces, start: number, within: Span): Ramp | null {
  let best: Ramp | null = null;
  for (const length of LENGTHS) {
    const end = start + length;
    if (end >= within.to) break;
    const bend = bendOf(traces, start, end);
    if (bend === null || bend > MOST_BEND) continue;
    const ramp = fitRamp(traces, { from: start, to: end }, within);
    if (ramp && (!best || ramp.bend < best.bend)) best = { ...ramp, bend };
  }
  return best;
}

/** Largest distance from the straight way between two frames, as a share of the whole change; null where hardly anything changes. */
function bendOf(traces: FrameTraces, start: number, end: number): number | null {
  const [from, to] = [traces.thumbAt(start), traces.thumbAt(end)];
  const change = distance(from, to);
  if (change < LEAST_CHANGE) return null;
  let bend = 0;
  for (const share of [0.25, 0.5, 0.75]) {
    const frame = start + Math.round(share * (end - start));
    const part = (frame - start) / (end - start);
    bend = Math.max(bend, strayFrom(traces.thumbAt(frame), from, to, part) / change);
    if (bend > MOST_BEND) return bend;
  }
  return bend;
}

/** The true ends of a ramp that was met somewhere along its way, and what it leads from and to. */
function fitRamp(traces: FrameTraces, met: Span, within: Span): Ramp | null {
  const ends = widen(traces, met, within);
  const [from, to] = [traces.thumbAt(ends.from), traces.thumbAt(ends.to)];
  const bend = bendOf(traces, ends.from, ends.to);
  if (bend === null || bend > MOST_BEND) return null;
  const pace = distance(from, to) / (ends.to - ends.from);
  if (
    !isQuiet(traces, ends.from - 4, ends.from, pace, within) ||
    !isQuiet(traces, ends.to, ends.to + 4, pace, within)
  )
    return null;
  const outOf = spreadOf(from) < PLAIN ? 'plain' : 'picture';
  const into = spreadOf(to) < PLAIN ? 'plain' : 'picture';
  if (outOf === into && (into === 'plain' || likeness(from, to) > MOST_ALIKE)) return null;
  // The first frame that is mixed, and the first one that is whole again.
  return { from: ends.from + 1, to: ends.to, outOf, into, bend };
}

/** Pushes both ends outwards as long as the picture goes on changing along the same line at the same pace. */
function widen(traces: FrameTraces, { from, to }: Span, within: Span): Span {
  const [first, last] = [traces.thumbAt(from), traces.thumbAt(to)];
  const pace = 1 / (to - from);
  const placeOf = (frame: number): number => placeOnWay(traces.thumbAt(frame), first, last);
  let start = from;
  while (start > within.from && placeOf(start) - placeOf(start - 1) > pace / 2) start--;
  let end = to;
  while (end < within.to - 1 && placeOf(end + 1) - placeOf(end) > pace / 2) end++;
  while (end - start > LENGTHS[0] && placeOf(start + 1) - placeOf(start) < pace / 3) start++;
  while (end - start > LENGTHS[0] && placeOf(end) - placeOf(end - 1) < pace / 3) end--;
  return { from: start, to: end };
}

/** True where the pictures hardly change compared with the ramp's pace; the ends of a shot count as quiet. */
function isQuiet(traces: FrameTraces, from: number, to: number, pace: number, within: Span): boolean {
  const [start, end] = [Math.max(within.from, from), Math.min(within.to - 1, to)];
  if (end - start < 2) return true;
  return distance(traces.thumbAt(start), traces.thumbAt(end)) / (end - start) < QUIET * pace;
}

/** Where a picture stands between two others: 0 is the first, 1 the last. */
function placeOnWay(thumb: Uint8Array, first: Uint8Array, last: Uint8Array): number {
  let way = 0;
  let gone = 0;
  for (let cell = 0; cell < THUMB_CELLS; cell++) {
    const change = (last[cell] ?? 0) - (first[cell] ?? 0);
    way += change * change;
    gone += change * ((thumb[cell] ?? 0) - (first[cell] ?? 0));
  }
  return way === 0 ? 0 : gone / way;
}

function distance(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let cell = 0; cell < THUMB_CELLS; cell++) sum += Math.abs((a[cell] ?? 0) - (b[cell] ?? 0));
  return sum / THUMB_CELLS;
}

function strayFrom(thumb: Uint8Array, from: Uint8Array, to: Uint8Array, part: number): number {
  let sum = 0;
  for (let cell = 0; cell < THUMB_CELLS; cell++) {
    const [start, end] = [from[cell] ?? 0, to[cell] ?? 0];
    sum += Math.abs((thumb[cell] ?? 0) - start - part * (end - start));
  }
  return sum / THUMB_CELLS;
}

/** Standard deviation of the cells. */
function spreadOf(thumb: Uint8Array): number {
  let sum = 0;
  let sum2 = 0;
  for (const value of thumb) {
    sum += value;
    sum2 += value * value;
  }
  return Math.sqrt(Math.max(0, sum2 / THUMB_CELLS - (sum / THUMB_CELLS) ** 2));
}

/** Correlation of the cells. */
function likeness(a: Uint8Array, b: Uint8Array): number {
  const mean = (thumb: Uint8Array): number => thumb.reduce((sum, value) => sum + value, 0) / THUMB_CELLS;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, ownA, ownB] = [0, 0, 0];
  for (let cell = 0; cell < THUMB_CELLS; cell++) {
    const [x, y] = [(a[cell] ?? 0) - meanA, (b[cell] ?? 0) - meanB];
    both += x * y;
    ownA += x * x;
    ownB += y * y;
  }
  return ownA === 0 || ownB === 0 ? 0 : both / Math.sqrt(ownA * ownB);
}
