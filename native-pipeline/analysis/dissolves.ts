/**
 * Dissolves and fades: stretches in which the whole picture changes evenly into another one, or into a plain colour. Pure.
 *
 * Two signs together. The thumbnail goes from one picture to the other on a straight line at an even pace; a pan or a thing that passes may do that too. And
 * the detail of both pictures goes with the square of their share: half of it is gone in the middle (Alattar, 1993); motion, light and focus do not do that.
 * Looked for within shots only. A shot begins in the middle of its dissolve, or where a fade is plainest.
 */
import type { Shot } from '../../model/analysis';
import type { Span } from '../../model/time';
import { type FrameTraces, THUMB_CELLS } from './frameTraces';

/** Lengths tried, frames; what lies between is found by the nearest one. */
const LENGTHS = [6, 8, 11, 15, 20, 27, 36, 48, 64] as const;
/** Mean change over all cells, codes of 8 bits. */
const LEAST_CHANGE = 9;
/** How far the way may stray from the straight line, as a share of it: things move while they dissolve. */
const MOST_BEND = 0.2;
/** How far single cells may stray from it, on average: what enters or passes changes some cells at a stroke. */
const MOST_STRAY = 0.35;
/** Of the mean change, half of the cells must have this share at least: a dissolve takes the whole picture. */
const LEAST_SPREAD = 0.3;
/** How far detail may stray from what the shares of two unrelated pictures give. */
const MOST_DETAIL_ERROR = 0.22;
/** Two pictures that agree more than this are one scene that got lighter or darker. */
const MOST_ALIKE = 0.85;
/** Spread of a plain picture's cells, codes. */
const PLAIN = 3;
/** Detail that noise alone has, codes squared. */
const NOISE_DETAIL = 6;
/** Before and behind, the pace must be less than this share of the pace within. */
const QUIET = 0.5;
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
  misfit: number;
}

function findRamps(traces: FrameTraces, within: Span): Ramp[] {
  const ramps: Ramp[] = [];
  let frame = within.from;
  while (frame < within.to - LENGTHS[0]) {
    let ramp = rampAt(traces, frame, within);
    if (ramp) {
      // The first sign of a ramp may hold a part of it only.
      const last = ramp.to;
      for (let next = frame + 1; next < last; next++) ramp = better(ramp, rampAt(traces, next, within));
      ramps.push(withTrueEnds(traces, ramp, within));
    }
    frame = Math.max(frame + 1, ramp?.to ?? 0);
  }
  return ramps;
}

/** The best ramp that begins at about this frame; null where there is none. */
function rampAt(traces: FrameTraces, start: number, within: Span): Ramp | null {
  let best: Ramp | null = null;
  for (const length of LENGTHS) {
    const end = start + length;
    if (end >= within.to) break;
    if (misfitOf(traces, start, end) === null) continue;
    const ramp = fitRamp(traces, { from: start, to: end }, within);
    if (ramp) best = best ? better(best, ramp) : ramp;
  }
  return best;
}

/** The one that explains more frames, the surer the more; another ramp that only touches this one is none of its business. */
function better(one: Ramp, other: Ramp | null): Ramp {
  const length = ({ from, to }: Ramp): number => to - from;
  const worth = (ramp: Ramp): number => length(ramp) * (1.2 - ramp.misfit);
  if (!other || worth(other) <= worth(one)) return one;
  const shared = Math.min(one.to, other.to) - Math.max(one.from, other.from);
  return 2 * shared > Math.min(length(one), length(other)) ? other : one;
}

/** How far the frames between two are from a dissolve of them, 0 to 1; null where it is none. */
function misfitOf(traces: FrameTraces, start: number, end: number): number | null {
  const [first, last] = [traces.thumbAt(start), traces.thumbAt(end)];
  const change = distance(first, last);
  if (change < LEAST_CHANGE || middleChange(first, last) < LEAST_SPREAD * change) return null;
  let misfit = 0;
  for (const share of [0.5, 0.25, 0.75]) {
    const frame = start + Math.round(share * (end - start));
    const part = (frame - start) / (end - start);
    const thumb = traces.thumbAt(frame);
    const bend = Math.abs(placeOnWay(thumb, first, last) - part) / MOST_BEND;
    const stray = strayFrom(thumb, first, last, part) / change / MOST_STRAY;
    const error = detailError(traces, { start, frame, end, part }) / MOST_DETAIL_ERROR;
    misfit = Math.max(misfit, bend, stray, error);
    if (misfit > 1) return null;
  }
  return misfit;
}

interface DetailPlace {
  start: number;
  frame: number;
  end: number;
  part: number;
}

/** Detail of a frame against what the shares of the pictures at both ends give, as a share of the larger one. */
function detailError(traces: FrameTraces, { start, frame, end, part }: DetailPlace): number {
  const [first, last] = [traces.detailAt(start), traces.detailAt(end)];
  const expected = (1 - part) ** 2 * first + part ** 2 * last;
  // Without a mix it would be about this; a dip that noise could make shows nothing.
  const unmixed = (1 - part) * first + part * last;
  if (unmixed - expected < NOISE_DETAIL) return 1;
  return Math.abs(traces.detailAt(frame) - expected) / unmixed;
}

/** The true ends of a ramp that was met somewhere along its way, and what it leads from and to. */
function fitRamp(traces: FrameTraces, met: Span, within: Span): Ramp | null {
  const ends = widen(traces, met, within);
  const misfit = misfitOf(traces, ends.from, ends.to);
  if (misfit === null || !isQuiet(traces, ends, within)) return null;
  const [from, to] = [traces.thumbAt(ends.from), traces.thumbAt(ends.to)];
  const outOf = spreadOf(from) < PLAIN ? 'plain' : 'picture';
  const into = spreadOf(to) < PLAIN ? 'plain' : 'picture';
  if (outOf === into && (into === 'plain' || likeness(from, to) > MOST_ALIKE)) return null;
  // The first frame that is mixed, and the first one that is whole again.
  return { from: ends.from + 1, to: ends.to, outOf, into, misfit };
}

/** Pushes both ends out as long as the picture goes on along the same line at half the pace at least, and in where it stands. */
function widen(traces: FrameTraces, { from, to }: Span, within: Span): Span {
  const [first, last] = [traces.thumbAt(from), traces.thumbAt(to)];
  const pace = 1 / (to - from);
  // Over two frames: film in fields moves in jerks.
  const paceAt = (frame: number): number =>
    (placeOnWay(traces.thumbAt(frame + 2), first, last) - placeOnWay(traces.thumbAt(frame), first, last)) / 2;
  let start = from;
  let end = to;
  while (start - 2 >= within.from && paceAt(start - 2) > pace / 2) start--;
  while (end + 2 < within.to && paceAt(end) > pace / 2) end++;
  while (end - start > LENGTHS[0] && paceAt(start) < pace / 2) start++;
  while (end - start > LENGTHS[0] && paceAt(end - 2) < pace / 2) end--;
  return { from: start, to: end };
}

/** The ends as the straight middle of the ramp tells them: at its ends it is too slight to be seen. */
function withTrueEnds(traces: FrameTraces, ramp: Ramp, within: Span): Ramp {
  const [before, behind] = [Math.max(within.from, ramp.from - REST), Math.min(within.to - 1, ramp.to + REST)];
  const [first, last] = [traces.thumbAt(before), traces.thumbAt(behind)];
  let [count, sumT, sumP, sumTT, sumTP] = [0, 0, 0, 0, 0];
  for (let frame = before; frame <= behind; frame++) {
    const place = placeOnWay(traces.thumbAt(frame), first, last);
    if (place < 0.15 || place > 0.85) continue;
    count++;
    sumT += frame;
    sumP += place;
    sumTT += frame * frame;
    sumTP += frame * place;
  }
  const pace = (count * sumTP - sumT * sumP) / (count * sumTT - sumT * sumT);
  if (count < 3 || !(pace > 0)) return ramp;
  const start = (sumT - sumP / pace) / count;
  const from = Math.max(before + 1, Math.floor(start + 1e-6) + 1);
  const to = Math.min(behind, Math.ceil(start + 1 / pace - 1e-6));
  return to - from < LENGTHS[0] - 2 ? ramp : { ...ramp, from, to };
}

const REST = 4;

/** True where the picture stands before and behind, seen along the ramp's way; the ends of a shot count as standing. */
function isQuiet(traces: FrameTraces, { from, to }: Span, within: Span): boolean {
  const [first, last] = [traces.thumbAt(from), traces.thumbAt(to)];
  const limit = (QUIET * REST) / (to - from);
  const [before, behind] = [Math.max(within.from, from - REST), Math.min(within.to - 1, to + REST)];
  const isStanding = placeOnWay(traces.thumbAt(before), first, last) > -limit;
  return isStanding && placeOnWay(traces.thumbAt(behind), first, last) < 1 + limit;
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

/** Mean distance of the cells from where a straight way would have them. */
function strayFrom(thumb: Uint8Array, first: Uint8Array, last: Uint8Array, part: number): number {
  let sum = 0;
  for (let cell = 0; cell < THUMB_CELLS; cell++) {
    const [start, end] = [first[cell] ?? 0, last[cell] ?? 0];
    sum += Math.abs((thumb[cell] ?? 0) - start - part * (end - start));
  }
  return sum / THUMB_CELLS;
}

/** The change that half of the cells reach. */
function middleChange(a: Uint8Array, b: Uint8Array): number {
  const changes = Array.from(a, (value, cell) => Math.abs(value - (b[cell] ?? 0)));
  return changes.sort((x, y) => x - y)[THUMB_CELLS >> 1] ?? 0;
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
