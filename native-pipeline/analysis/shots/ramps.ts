/**
 * Ramps: stretches in which the whole picture changes evenly into another one, or into a plain colour. Pure.
 *
 * Two signs together. The thumbnail goes from one picture to the other on a straight line at an even pace; a pan or a thing that passes may do that too. And
 * the detail of both pictures goes with the square of their share: half of it is gone in the middle (Alattar, 1993); motion, light and focus do not do that.
 */
import type { Span } from '../../../model/time';
import type { FrameTraces } from '../oddFrames/frameTraces';
import { distance, isPlain, likeness, middleChange, placeOnWay, strayFrom } from './thumbs';

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
/** Detail that noise alone has, codes squared. */
const NOISE_DETAIL = 6;
/** Before and behind, the pace must be less than this share of the pace within. */
const QUIET = 0.5;
export interface Ramp extends Span {
  outOf: 'picture' | 'plain';
  into: 'picture' | 'plain';
  misfit: number;
}

/** Those within a span without cuts, in order. */
export function findRamps(traces: FrameTraces, within: Span): Ramp[] {
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
  const outOf = isPlain(from) ? 'plain' : 'picture';
  const into = isPlain(to) ? 'plain' : 'picture';
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
