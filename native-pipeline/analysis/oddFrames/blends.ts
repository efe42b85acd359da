/**
 * Spans whose frames were mixed from pictures of another rate (docs/CADENCE.md). Pure.
 *
 * Looked for in windows of a section of whole frames. Windows agree where they tell the same rate and the place goes on from one to the next; a still stretch
 * between two that agree is mixed as they are, though nobody sees it.
 */
import type { Span } from '../../../model/time';
import { type BendCurve, type BlendFit, fitBlend, fitBoth } from './blendFit';
import type { BlendRate } from './blendRates';
import type { FrameTraces } from './frameTraces';

export interface Blend extends Span {
  rate: BlendRate;
  /** Share of the later source picture in a frame, 0 to 1. */
  shareAt(frame: number): number;
}

interface WindowLaw {
  length: number;
  /** Of the slow curve that motion makes: it must not follow the beat. */
  order: number;
  /** What the beat must explain, in two windows at least or in one alone; with half of it a window says nothing for or against. */
  share: number;
  lone: number;
  /** 1: as strong as the conversion has it. */
  strengths: readonly [least: number, most: number];
  fit: typeof fitBlend;
}

/**
 * Fewer source pictures than frames: the beat is strong. On whole frames it explains 0.53 at most, and never with the strength: 0.5 at most, on mixed ones 0.65
 * to 1.3.
 */
const STRONG: WindowLaw = {
  ...{ length: 48, order: 3, share: 0.35, lone: 0.55, strengths: [0.6, 1.6], fit: fitBlend },
};
/**
 * More source pictures than frames: every frame holds much of two, and the beat is weak; that of detail must go with it. On whole frames both make 0.78 at most,
 * and then in no two windows that agree; on mixed ones 0.6 to 1.4.
 */
const WEAK: WindowLaw = {
  ...{ length: 76, order: 4, share: 0.72, lone: 0.85, strengths: [0.55, 1.8], fit: fitBoth },
};
/** A window tells in so much of its length, frames of full weight. */
const LEAST_TELLING = 0.4;
/** From so many places on a frame counts in full; below the other it is a guess. */
const [FULL_PLACES, LEAST_PLACES] = [40, 8] as const;
/** In slow motion luma turns less than this, log2; whole frames that move fast have about -0.5. */
const FAST_BEND = -1.7;
/** Of a source picture. */
const SAME_PLACE = 0.15;

type Verdict = { kind: 'blend'; from: number; fit: BlendFit } | { kind: 'none' | 'silent'; from: number };

/** `isOut`: cuts and transitions, which are told apart. Frames are counted from the start of the analysed span. */
export function findBlends(
  traces: FrameTraces,
  section: Span,
  rates: readonly BlendRate[],
  isOut: (frame: number) => boolean,
): Blend[] {
  const find = (law: WindowLaw, isFor: (rate: BlendRate) => boolean): Blend[] => {
    const wanted = rates.filter(isFor);
    if (wanted.length === 0) return [];
    return joinWindows(judgeWindows(traces, section, { law, rates: wanted, isOut }), section, law);
  };
  const strong = find(STRONG, ({ step }) => step < 1);
  return strong.length > 0 ? strong : find(WEAK, ({ step }) => step > 1);
}

interface Search {
  law: WindowLaw;
  rates: readonly BlendRate[];
  isOut: (frame: number) => boolean;
}

/** Windows overlap by half; the last one ends with the section. */
function judgeWindows(traces: FrameTraces, { from, to }: Span, search: Search): Verdict[] {
  const { length } = search.law;
  const verdicts: Verdict[] = [];
  if (to - from < length) return verdicts;
  const hop = length / 2;
  for (let start = from; start + hop < to; start += hop) {
    verdicts.push(judgeWindow(traces, Math.min(start, to - length), search));
  }
  return verdicts;
}

function judgeWindow(traces: FrameTraces, from: number, { law, rates, isOut }: Search): Verdict {
  const curve = readCurve(traces, { from, to: from + law.length }, isOut);
  const telling = curve.weights.reduce((sum, weight) => sum + weight, 0);
  if (telling < LEAST_TELLING * law.length) return { kind: 'silent', from };
  const fit = law.fit(curve, rates, law.order);
  // A beat of another strength is that of half a window, and slow motion hides it: both speak neither for nor against.
  if (!fit || fit.share < law.share / 2) return { kind: isFast(curve, telling) ? 'none' : 'silent', from };
  const [least, most] = law.strengths;
  const isLike = fit.strength >= least && fit.strength <= most;
  return isLike && fit.share >= law.share ? { kind: 'blend', from, fit } : { kind: 'silent', from };
}

function isFast({ bends, weights }: BendCurve, telling: number): boolean {
  return bends.reduce((sum, bend, i) => sum + bend * (weights[i] ?? 0), 0) / telling > FAST_BEND;
}

function readCurve(traces: FrameTraces, { from, to }: Span, isOut: (frame: number) => boolean): BendCurve {
  const bends = new Float64Array(to - from);
  const weights = new Float64Array(to - from);
  const standings = new Float64Array(to - from);
  const standingWeights = new Float64Array(to - from);
  for (let frame = from; frame < to; frame++) {
    const { bend, places } = traces.bendAt(frame);
    if (places < LEAST_PLACES || isOut(frame)) continue;
    bends[frame - from] = bend;
    weights[frame - from] = Math.min(1, places / FULL_PLACES);
    const standing = traces.standingAt(frame);
    standings[frame - from] = standing ?? 0;
    standingWeights[frame - from] = standing === null ? 0 : (weights[frame - from] ?? 0);
  }
  return { bends, weights, standings, standingWeights };
}

type Told = Extract<Verdict, { kind: 'blend' }>;

function joinWindows(verdicts: readonly Verdict[], section: Span, law: WindowLaw): Blend[] {
  const runs: { told: Told[]; limits: Span }[] = [];
  let [told, from]: [Told[], number] = [[], section.from];
  const end = (to: number): void => {
    if (told.length > 0) runs.push({ told, limits: { from, to } });
    told = [];
    from = to;
  };
  for (const verdict of verdicts) {
    const last: Told | undefined = told.at(-1);
    if (verdict.kind === 'blend') {
      if (last && !goesOn(last, verdict)) end(verdict.from + law.length / 4);
      told.push(verdict);
    } else if (verdict.kind === 'none') {
      // What overlaps with a window that tells is the better half of this one.
      if (last) end(Math.max(last.from + law.length / 2, verdict.from));
      from = Math.max(from, verdict.from + law.length / 2);
    }
  }
  end(section.to);
  const isClear = ({ told: all }: { told: Told[] }): boolean =>
    all.length > 1 || (all[0]?.fit.share ?? 0) >= law.lone;
  return runs.filter(isClear).map(({ told: all, limits }) => blendOf(all, limits));
}

function goesOn(last: Told, next: Told): boolean {
  if (last.fit.rate !== next.fit.rate) return false;
  const off = Math.abs(placeIn(last, next.from) - next.fit.place);
  return Math.min(off, 1 - off) <= SAME_PLACE;
}

/** Where a frame lies between two source pictures, as one window has it. */
function placeIn({ from, fit }: Told, frame: number): number {
  const place = fit.place + (frame - from) * fit.rate.step;
  return place - Math.floor(place);
}

function blendOf(told: readonly Told[], limits: Span): Blend {
  const [first] = told as [Told, ...Told[]];
  return { ...limits, rate: first.fit.rate, shareAt: (frame) => placeIn(lastBefore(told, frame), frame) };
}

/** The last window that begins at or before a frame, or the first of all. */
function lastBefore(told: readonly Told[], frame: number): Told {
  let [low, high] = [0, told.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((told[middle] as Told).from <= frame) low = middle;
    else high = middle - 1;
  }
  return told[low] as Told;
}
