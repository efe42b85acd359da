/**
 * Blur and ringing, both read at the strong upright edges of the picture. Pure.
 *
 * Blur is the width of edges (after Marziliano et al., A no-reference perceptual blur metric, 2002), here height over steepness: for a Gaussian it is the
 * rise from 10 to 90 %. Ringing, or halo, is how far the picture shoots over the plateau behind an edge, as a share of the edge. Along lines only.
 */
import type { ActivePicture } from '../../../model/analysis';
import type { LookPicture } from './lookPicture';

export interface EdgeLook {
  /** Width of the sharper quarter of the edges, samples; 1 is the sharpest there is. Null where there are too few edges. */
  blur: number | null;
  /** Median overshoot over both sides of the edges, percent of their height; 0 is none. Null where there are too few plateaus. */
  ringing: number | null;
}

/** Codes of 8 bits that an edge must rise, and how many more for each code of noise: else noise makes edges, and overshoots. */
const LEAST_RISE = 30;
const RISE_FOR_NOISE = 10;
/** Slope, codes a sample, from which an edge is looked for. */
const LEAST_SLOPE = 2;
/** An edge ends where the slope has fallen to this share of its steepest. */
const END_OF_EDGE = 0.08;
const LONGEST_EDGE = 32;
/** Where the plateau beside an edge is read, samples from the edge's end: behind the first swing of ringing. */
const PLATEAU_FROM = 5;
const PLATEAU_TO = 11;
/** What a plateau may vary, as a share of the edge. */
const UNEVEN_PLATEAU = 0.2;
/** Fewer edges say nothing. */
const LEAST_EDGES = 24;

/** `noise`: what measureNoise found, codes. */
export function measureEdges({ luma, unit }: LookPicture, area: ActivePicture, noise: number): EdgeLook {
  const widths = new Counts(0, 0.05, 700);
  const overshoots = new Counts(-50, 0.5, 500);
  const least = (LEAST_RISE + RISE_FOR_NOISE * noise) * unit;
  // Neighbouring lines show the same edges; an odd step takes both fields in turn.
  const step = area.height > 300 ? 5 : 3;
  for (let y = area.top + 1; y < area.top + area.height; y += step) {
    const from = y * luma.width + area.left;
    readLine({ samples: luma.samples, from, last: from + area.width - 2, least, unit, widths, overshoots });
  }
  const ringing = overshoots.quantile(0.5);
  // Below zero the plateaus go on rising: no overshoot at all.
  return { blur: widths.quantile(0.25), ringing: ringing === null ? null : Math.max(0, ringing) };
}

interface Line {
  samples: Uint16Array;
  from: number;
  last: number;
  /** Rise of an edge, sample steps. */
  least: number;
  unit: number;
  widths: Counts;
  overshoots: Counts;
}

function readLine(line: Line): void {
  const { samples, from, last, unit } = line;
  const least = LEAST_SLOPE * unit;
  let at = from + 1;
  while (at < last) {
    const slope = (samples[at + 1] ?? 0) - (samples[at] ?? 0);
    at = slope < least && -slope < least ? at + 1 : readEdge(line, at, slope > 0 ? 1 : -1);
  }
}

/** Reads the edge that begins at `at`; returns where to go on. */
function readEdge(line: Line, at: number, sign: 1 | -1): number {
  const { samples, from, last } = line;
  let peak = at;
  let steepest = 0;
  let end = at;
  for (; end <= last; end++) {
    const slope = sign * ((samples[end + 1] ?? 0) - (samples[end] ?? 0));
    if (slope > steepest) {
      steepest = slope;
      peak = end;
    } else if (slope < steepest * END_OF_EDGE) break;
  }
  const tail = steepest * END_OF_EDGE;
  let start = peak;
  while (start > from && sign * ((samples[start] ?? 0) - (samples[start - 1] ?? 0)) > tail) start--;
  const rise = sign * ((samples[end] ?? 0) - (samples[start] ?? 0));
  if (rise < line.least || end - start > LONGEST_EDGE) return end + 1;
  line.widths.add(rise / steepest);
  readOvershoot(line, start, end, sign);
  return end + 1;
}

/** Both sides together: what shoots over, halved, against the step between the plateaus. Only where both plateaus are flat. */
function readOvershoot(line: Line, start: number, end: number, sign: 1 | -1): void {
  const { samples, from, last, least, overshoots } = line;
  if (start - PLATEAU_TO < from || end + PLATEAU_TO > last) return;
  const rise = farthest(samples, end, 1, sign) + farthest(samples, start, -1, -sign);
  const most = rise * UNEVEN_PLATEAU;
  const low = plateauOf(samples, start - PLATEAU_TO, start - PLATEAU_FROM, most);
  const high = plateauOf(samples, end + PLATEAU_FROM, end + PLATEAU_TO, most);
  const step = sign * (high - low);
  // Also false where a plateau is none.
  if (step >= least * 0.7) overshoots.add((50 * (rise - step)) / step);
}

/** The farthest that the first swing beside an edge goes, with `sign` for up or down. */
function farthest(samples: Uint16Array, at: number, direction: 1 | -1, sign: number): number {
  let found = sign * (samples[at] ?? 0);
  for (let step = 1; step < PLATEAU_FROM - 1; step++) {
    const value = sign * (samples[at + step * direction] ?? 0);
    if (value > found) found = value;
  }
  return found;
}

/** Mean of the samples; NaN where they differ by more than `most`. */
function plateauOf(samples: Uint16Array, from: number, to: number, most: number): number {
  let sum = 0;
  let low = 65535;
  let high = 0;
  for (let at = from; at <= to; at++) {
    const value = samples[at] ?? 0;
    sum += value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low > most ? Number.NaN : sum / (to - from + 1);
}

/** Values counted in equal bins, so that thousands of edges make no garbage. */
class Counts {
  private readonly bins: Uint32Array;
  private total = 0;

  constructor(
    private readonly low: number,
    private readonly step: number,
    bins: number,
  ) {
    this.bins = new Uint32Array(bins);
  }

  add(value: number): void {
    const bin = Math.max(0, Math.min(this.bins.length - 1, Math.floor((value - this.low) / this.step)));
    this.bins[bin] = (this.bins[bin] ?? 0) + 1;
    this.total++;
  }

  quantile(share: number): number | null {
    if (this.total < LEAST_EDGES) return null;
    let left = share * this.total;
    const bin = this.bins.findIndex((count) => {
      left -= count;
      return left <= 0;
    });
    return this.low + (bin + 0.5) * this.step;
  }
}
