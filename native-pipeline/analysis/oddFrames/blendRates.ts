/**
 * What pictures look like that were brought from another rate by mixing: how sharply luma turns in time, frame by frame. Pure.
 *
 * A frame shown `place` of the way from one source picture to the next is a mix of both. Where something passes, source pictures have nothing in common, so
 * the energies of the frames' second differences and of their changes follow from the shares alone: a frame that falls on a source picture stands out of its
 * neighbours, one between two source pictures hardly does.
 */
import { framesPerSecond, type Rational } from '../../../model/time';

export interface BlendRate {
  /** Pictures a second before the conversion, for people. */
  source: number;
  /** Source pictures from one frame to the next. */
  step: number;
  /** By place between two source pictures, in PLACES parts: log2 of the energy of the second difference over that of the change across two frames. */
  bends: Float64Array;
  /** By place: log2 of a frame's detail over that of its neighbours, of things that pass. */
  standings: Float64Array;
}

export const PLACES = 40;

/** Rates that footage is made in. Silent film has 16⅔ to 20. */
const SOURCES = [15, 50 / 3, 18, 20, 24, 25, 30, 50, 60] as const;
/** Those that NTSC slows by a thousandth. */
const SLOWED: readonly number[] = [15, 24, 30, 60];
/** At fewer source pictures a frame hardly any is whole; nearly one, and the beat is slower than motion itself. */
const [LEAST_STEP, MOST_STEP, NEAR_ONE] = [0.45, 1.3, 0.1] as const;
/** What coding and noise leave of a frame that is the very middle of its neighbours. */
const LEAST_BEND = -3;

/** The conversions that can have made a clip of this rate. */
export function blendRatesFor(rate: Rational): BlendRate[] {
  const shown = framesPerSecond(rate);
  const isSlow = rate.d === 1001 || Math.abs(shown % 25) < 0.01;
  return SOURCES.flatMap((source): BlendRate[] => {
    const step = (isSlow && SLOWED.includes(source) ? source / 1.001 : source) / shown;
    // The beat of 20 in 25 is that of 30 in 25, and nobody films at 20 for 25.
    const isLikely = step >= LEAST_STEP && step <= MOST_STEP && !(shown === 25 && source <= 20);
    return isLikely && Math.abs(step - 1) > NEAR_ONE
      ? [{ source, step, bends: bendsOf(step), standings: standingsOf(step) }]
      : [];
  });
}

function bendsOf(step: number): Float64Array {
  return Float64Array.from({ length: PLACES }, (_, i) => {
    const [before, here, after] = [-1, 0, 1].map((frame) => sharesAt(i / PLACES + frame * step));
    if (!before || !here || !after) return 0;
    let [bend, change] = [0, 0];
    for (let picture = -3; picture <= 4; picture++) {
      const [a, b, c] = [before, here, after].map((shares) => shares(picture)) as [number, number, number];
      bend += (a - 2 * b + c) ** 2;
      change += (c - a) ** 2;
    }
    return Math.max(LEAST_BEND, Math.log2(bend / change));
  });
}

/** A mix of two pictures that have nothing in common has the sum of the squared shares of their detail. */
function standingsOf(step: number): Float64Array {
  const detailAt = (place: number): number => {
    const share = place - Math.floor(place);
    return share * share + (1 - share) * (1 - share);
  };
  return Float64Array.from({ length: PLACES }, (_, i) => {
    const place = i / PLACES;
    return Math.log2((2 * detailAt(place)) / (detailAt(place - step) + detailAt(place + step)));
  });
}

/** The share of each source picture in what is shown at this moment. */
function sharesAt(moment: number): (picture: number) => number {
  return (picture) => Math.max(0, 1 - Math.abs(moment - picture));
}
