/**
 * Chroma shift: how far colour edges lie from the edges of brightness they belong to. Pure.
 *
 * The lag at which the slopes of chroma and luma along a line agree best, over the whole picture. Each line of chroma is held against a luma line of the
 * same field beside it, so that it makes no difference whether chroma was halved by fields or by frames. Shifts up or down are not measured.
 */
import type { ActivePicture } from '../../model/analysis';
import type { Siting } from '../../model/clip';
import type { LookPicture, LookPlane } from './lookPicture';

/** Farthest shift looked for, luma samples. */
const REACH = 12;
/** Slope of both chroma planes together, codes of 8 bits over two chroma samples: below, there is no colour edge. */
const LEAST_SLOPE = 12;
/** One glaring edge must not outvote the others. */
const SLOPE_LIMIT = 80;
const LEAST_EDGES = 200;
/** How far agreement at the best lag must stand over the mean of all lags: below, colour and brightness have nothing to do with each other. */
const LEAST_CONTRAST = 1.25;

/**
 * Luma samples by which chroma lies to the right of luma (negative: to the left); null where the picture shows no colour edges, or none that
 * go with luma's. `siting` says where chroma samples belong: a wrong one shows as half a sample.
 */
export function measureChromaShift(
  { luma, chroma, unit }: LookPicture,
  area: ActivePicture,
  siting: Siting,
): number | null {
  if (!chroma || area.width < 4 * REACH) return null;
  const ratio = Math.max(1, Math.round(luma.width / chroma[0].width));
  const ratioY = Math.max(1, Math.round(luma.height / chroma[0].height));
  const agreement = new Float64Array(2 * REACH + 1);
  let edges = 0;
  const end = Math.floor((area.top + area.height) / ratioY);
  for (let line = Math.ceil(area.top / ratioY); line < end; line++) {
    // Even chroma lines belong to the top field, as do even luma lines.
    const lumaLine = ratioY === 1 ? line : ratioY * line + (line & 1);
    if (lumaLine < luma.height)
      edges += addLine(agreement, { luma, chroma, ratio, line, lumaLine, area }, unit);
  }
  if (edges < LEAST_EDGES) return null;
  const lag = bestLag(agreement);
  const isLeft = /left/.test(siting);
  // Chroma sample c stands at luma sample ratio * c; centred, further right.
  return lag === null ? null : (isLeft ? 0 : (ratio - 1) / 2) - lag;
}

interface ChromaLine {
  luma: LookPlane;
  chroma: readonly [LookPlane, LookPlane];
  /** Luma samples for one of chroma. */
  ratio: number;
  line: number;
  lumaLine: number;
  area: ActivePicture;
}

/** Adds luma's slopes around each colour edge of a line, by lag; returns how many edges there were. */
function addLine(
  agreement: Float64Array,
  { luma, chroma: [u, v], ratio, line, lumaLine, area }: ChromaLine,
  unit: number,
): number {
  const first = Math.ceil((area.left + REACH) / ratio) + 2;
  const last = Math.floor((area.left + area.width - REACH) / ratio) - 3;
  const [least, most] = [LEAST_SLOPE * unit, SLOPE_LIMIT * unit];
  const chromaAt = line * u.width;
  const slopeOf = (c: number): number =>
    slopeAt(u.samples, chromaAt + c, 1) + slopeAt(v.samples, chromaAt + c, 1);
  let edges = 0;
  let before = slopeOf(first - 1);
  let here = slopeOf(first);
  for (let c = first; c < last; c++) {
    const after = slopeOf(c + 1);
    // The middle of an edge only: its flanks would smear the answer.
    if (here >= least && here >= before && here > after) {
      edges++;
      const place = c + (after - before) / (2 * (2 * here - before - after));
      addEdge(agreement, luma.samples, lumaLine * luma.width + place * ratio, ratio, Math.min(most, here));
    }
    before = here;
    here = after;
  }
  return edges;
}

/** `at` lies between two samples: both get their part. */
function addEdge(
  agreement: Float64Array,
  luma: Uint16Array,
  at: number,
  ratio: number,
  weight: number,
): void {
  const whole = Math.floor(at);
  const rest = at - whole;
  let here = slopeAt(luma, whole - REACH, ratio);
  for (let lag = 0; lag <= 2 * REACH; lag++) {
    const next = slopeAt(luma, whole - REACH + lag + 1, ratio);
    agreement[lag] = (agreement[lag] ?? 0) + weight * (here * (1 - rest) + next * rest);
    here = next;
  }
}

/** Over `distance` samples to both sides. */
function slopeAt(samples: Uint16Array, at: number, distance: number): number {
  return Math.abs((samples[at + distance] ?? 0) - (samples[at - distance] ?? 0));
}

/** The top of a parabola through the five best lags; null where nothing stands out, or only at the end of the reach. */
function bestLag(agreement: Float64Array): number | null {
  const mean = agreement.reduce((sum, value) => sum + value, 0) / agreement.length;
  const best = agreement.indexOf(Math.max(...agreement));
  if (mean === 0 || best < 2 || best > agreement.length - 3) return null;
  const at = (offset: number): number => agreement[best + offset] ?? 0;
  if (at(0) < LEAST_CONTRAST * mean) return null;
  const tilt = (-2 * at(-2) - at(-1) + at(1) + 2 * at(2)) / 10;
  const bend = (2 * at(-2) - at(-1) - 2 * at(0) - at(1) + 2 * at(2)) / 14;
  const shift = bend < 0 ? -tilt / (2 * bend) : 0;
  return best - REACH + Math.max(-1, Math.min(1, shift));
}
