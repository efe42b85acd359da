/**
 * How well a stretch of frames fits pictures that were brought from another rate by mixing. Pure.
 *
 * How sharply luma turns depends on the motion as well, which comes and goes slowly: a slow curve is taken off first. What is left beats as the conversion
 * has it, or it does not.
 */
import { type BlendRate, PLACES } from './blendRates';

/** How sharply luma turns, frame by frame, and how much each frame says, 0 to 1. */
export interface BendCurve {
  bends: Float64Array;
  weights: Float64Array;
  /** Log2 of a frame's detail over that of its neighbours, and the weights of those that are known. */
  standings: Float64Array;
  standingWeights: Float64Array;
}

export interface BlendFit {
  rate: BlendRate;
  /** Where the first frame lies between two source pictures, 0 to 1. */
  place: number;
  /** 1: luma turns as much as the conversion has it. Motion and coding make it a little more or less. */
  strength: number;
  /** Share of what the slow curve leaves that the beat explains, 0 to 1; of `fitBoth` the sum of two correlations, 0 to 2. */
  share: number;
}

const PLACES_TRIED = 20;

/** The best fit of all; null where nothing beats. `order`: of the slow curve. */
export function fitBlend(
  { bends, weights }: BendCurve,
  rates: readonly BlendRate[],
  order: number,
): BlendFit | null {
  const slow = slowCurves(weights, order);
  const seen = bends.map((bend, i) => bend * Math.sqrt(weights[i] ?? 0));
  takeOff(seen, slow);
  const energy = dot(seen, seen);
  let best: BlendFit | null = null;
  const expected = new Float64Array(bends.length);
  for (const rate of rates) {
    for (let i = 0; i < PLACES_TRIED; i++) {
      const place = i / PLACES_TRIED;
      fillExpected(expected, weights, { by: rate.bends, step: rate.step }, place);
      takeOff(expected, slow);
      const own = dot(expected, expected);
      const both = dot(expected, seen);
      const share = (both * both) / (own * energy);
      if (both > 0 && share > (best?.share ?? 0)) best = { rate, place, strength: both / own, share };
    }
  }
  return best;
}

/** Detail comes and goes with what is shown, but not as often. */
const DETAIL_ORDER = 2;
/** Correlations that each must have for the other to count. */
const [LEAST_BENDS, LEAST_STANDINGS] = [0.28, 0.15] as const;

/**
 * As fitBlend, for a beat that is weak: that of the frames' detail must go with it. What motion does to the one it does not do to the other, nor does a codec's
 * order of frames.
 */
export function fitBoth(curve: BendCurve, rates: readonly BlendRate[], order: number): BlendFit | null {
  const bends = beatIn(curve.bends, curve.weights, order);
  const standings = beatIn(curve.standings, curve.standingWeights, DETAIL_ORDER);
  let best: BlendFit | null = null;
  for (const rate of rates) {
    for (let i = 0; i < PLACES_TRIED; i++) {
      const place = i / PLACES_TRIED;
      const bend = bends(rate.bends, rate.step, place);
      const standing = standings(rate.standings, rate.step, place);
      const isBoth = bend.likeness >= LEAST_BENDS && standing.likeness >= LEAST_STANDINGS;
      const share = isBoth ? bend.likeness + standing.likeness : 0;
      if (share >= (best?.share ?? 0)) best = { rate, place, strength: bend.strength, share };
    }
  }
  return best;
}

type Beat = (
  by: Float64Array,
  step: number,
  place: number,
) => {
  /** Correlation with what is expected, -1 to 1. */
  likeness: number;
  strength: number;
};

function beatIn(values: Float64Array, weights: Float64Array, order: number): Beat {
  const slow = slowCurves(weights, order);
  const seen = values.map((value, i) => value * Math.sqrt(weights[i] ?? 0));
  takeOff(seen, slow);
  const energy = dot(seen, seen);
  const expected = new Float64Array(values.length);
  return (by, step, place) => {
    fillExpected(expected, weights, { by, step }, place);
    takeOff(expected, slow);
    const own = dot(expected, expected);
    const both = dot(expected, seen);
    return { likeness: own * energy > 0 ? both / Math.sqrt(own * energy) : 0, strength: both / own };
  };
}

function fillExpected(
  into: Float64Array,
  weights: Float64Array,
  { by, step }: { by: Float64Array; step: number },
  place: number,
): void {
  for (let frame = 0; frame < into.length; frame++) {
    const at = Math.round(PLACES * (place + frame * step)) % PLACES;
    into[frame] = (by[at] ?? 0) * Math.sqrt(weights[frame] ?? 0);
  }
}

/** Polynomials up to the order, orthonormal under the weights. */
function slowCurves(weights: Float64Array, order: number): Float64Array[] {
  const curves: Float64Array[] = [];
  for (let power = 0; power <= order; power++) {
    const curve = weights.map((weight, i) => Math.sqrt(weight) * ((2 * i) / weights.length - 1) ** power);
    takeOff(curve, curves);
    const length = Math.sqrt(dot(curve, curve));
    if (length > 1e-6) curves.push(curve.map((value) => value / length));
  }
  return curves;
}

function takeOff(from: Float64Array, curves: readonly Float64Array[]): void {
  for (const curve of curves) {
    const amount = dot(from, curve);
    for (let i = 0; i < from.length; i++) from[i] = (from[i] ?? 0) - amount * (curve[i] ?? 0);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
