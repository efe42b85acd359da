/**
 * Chroma shift: how far colour edges lie from the edges of brightness they belong to. Pure.
 *
 * The lag at which the slopes of chroma and luma along a line agree best, over the whole picture and those just before in its shot: the soft colour of composite video
 * gives too little in one. Each line of chroma is held against a luma line of the same field beside it, so that it makes no difference whether chroma was
 * halved by fields or by frames. Shifts up or down are not measured.
 */
import type { ActivePicture } from '../../../model/analysis';
import type { Siting } from '../../../model/clip';
import { grown } from '../../../model/grown';
import type { LookPicture, LookPlane } from './lookPicture';

/** Farthest shift looked for, luma samples. */
const REACH = 12;
const LAGS = 2 * REACH + 1;
/** Rise of both chroma planes together over an edge, codes of 8 bits: below, there is no colour edge but noise. */
const LEAST_RISE = 16;
/** One glaring edge must not outvote the others. */
const MOST_RISE = 80;
const MOST_LUMA_SLOPE = 60;
const LEAST_EDGES = 150;
/** How far agreement at the best lag must stand over the mean of all lags: below, colour and brightness have nothing to do with each other. */
const LEAST_CONTRAST = 1.2;
/** What is left of a picture's evidence when the next one comes. */
const MEMORY = 0.8;

/** Looks at pictures of one clip in order. `siting` says where chroma samples belong: a wrong one shows as half a sample. */
export class ChromaShift {
  /** Of the picture that is looked at. */
  private readonly agreement = new Float64Array(LAGS);
  private edges = 0;
  /** What every picture showed: `edges`, and `agreement` in 255ths of its largest value. */
  private count = 0;
  private counts = new Uint32Array(64);
  private most = new Float32Array(64);
  private shares = new Uint8Array(64 * LAGS);
  /** Luma samples for one of chroma; 0 where nothing has been told yet. */
  private ratio = 0;

  constructor(private readonly siting: Siting) {}

  add({ luma, chroma, unit }: LookPicture, area: ActivePicture): void {
    this.agreement.fill(0);
    this.edges = 0;
    if (chroma && area.width >= 4 * REACH) {
      const ratio = Math.max(1, Math.round(luma.width / chroma[0].width));
      const ratioY = Math.max(1, Math.round(luma.height / chroma[0].height));
      this.ratio = ratio;
      const end = Math.floor((area.top + area.height) / ratioY);
      for (let line = Math.ceil(area.top / ratioY); line < end; line++) {
        // Even chroma lines belong to the top field, as do even luma lines.
        const lumaLine = ratioY === 1 ? line : ratioY * line + (line & 1);
        if (lumaLine < luma.height) this.addLine({ luma, chroma, ratio, line, lumaLine, area, unit });
      }
    }
    this.keep();
  }

  /**
   * For every picture the luma samples by which chroma lies to the right of luma (negative: to the left), in it and a few before of its shot; null where they
   * show no colour edges, or none that go with luma's. `beginsShot`: whether a picture lies in another shot than the one before.
   */
  shifts(beginsShot: (picture: number) => boolean): (number | null)[] {
    const agreement = new Float64Array(LAGS);
    let edges = 0;
    return Array.from({ length: this.count }, (_, picture) => {
      const kept = beginsShot(picture) ? 0 : MEMORY;
      const scale = (this.most[picture] as number) / 255;
      edges = edges * kept + (this.counts[picture] as number);
      for (let lag = 0; lag < LAGS; lag++) {
        const own = scale * (this.shares[picture * LAGS + lag] as number);
        agreement[lag] = (agreement[lag] as number) * kept + own;
      }
      const lag = edges < LEAST_EDGES ? null : bestLag(agreement);
      // Chroma sample c stands at luma sample ratio * c; centred, further right.
      return lag === null ? null : (/left/.test(this.siting) ? 0 : (this.ratio - 1) / 2) - lag;
    });
  }

  private keep(): void {
    if (this.count === this.counts.length) {
      const size = Math.ceil(this.count * 1.25);
      this.counts = grown(this.counts, size);
      this.most = grown(this.most, size);
      this.shares = grown(this.shares, size * LAGS);
    }
    const most = this.agreement.reduce((largest, value) => Math.max(largest, value), 0);
    this.counts[this.count] = this.edges;
    this.most[this.count] = most;
    for (let lag = 0; lag < LAGS && most > 0; lag++)
      this.shares[this.count * LAGS + lag] = Math.round((255 * (this.agreement[lag] as number)) / most);
    this.count++;
  }

  private addLine({ luma, chroma: [u, v], ratio, line, lumaLine, area, unit }: ChromaLine): void {
    const first = Math.ceil((area.left + REACH) / ratio) + 4;
    const last = Math.floor((area.left + area.width - REACH) / ratio) - 5;
    const [least, most] = [LEAST_RISE * unit, MOST_RISE * unit];
    const chromaAt = line * u.width;
    const riseAt = (c: number): number =>
      (smoothRise(u.samples, chromaAt + c) + smoothRise(v.samples, chromaAt + c)) / 3;
    let before = riseAt(first - 1);
    let here = riseAt(first);
    for (let c = first; c < last; c++) {
      const after = riseAt(c + 1);
      // The middle of an edge only: its flanks would smear the answer.
      if (here >= least && here >= before && here > after) {
        this.edges++;
        const place = c + (after - before) / (2 * (2 * here - before - after));
        const at = lumaLine * luma.width + place * ratio;
        this.addEdge(luma.samples, at, {
          ratio,
          weight: Math.min(most, here),
          limit: MOST_LUMA_SLOPE * unit,
        });
      }
      before = here;
      here = after;
    }
  }

  /** `at` lies between two samples: both get their part. */
  private addEdge(luma: Uint16Array, at: number, { ratio, weight, limit }: EdgeWeight): void {
    const { agreement } = this;
    const whole = Math.floor(at);
    const rest = at - whole;
    let here = Math.min(limit, slopeAt(luma, whole - REACH, ratio));
    for (let lag = 0; lag <= 2 * REACH; lag++) {
      const next = Math.min(limit, slopeAt(luma, whole - REACH + lag + 1, ratio));
      agreement[lag] = (agreement[lag] ?? 0) + weight * (here * (1 - rest) + next * rest);
      here = next;
    }
  }
}

interface ChromaLine {
  luma: LookPlane;
  chroma: readonly [LookPlane, LookPlane];
  /** Luma samples for one of chroma. */
  ratio: number;
  line: number;
  lumaLine: number;
  area: ActivePicture;
  unit: number;
}

interface EdgeWeight {
  ratio: number;
  weight: number;
  limit: number;
}

/** Three times the rise over an edge, smoothed so that a sharp one has a single middle. */
function smoothRise(samples: Uint16Array, at: number): number {
  const outer = (samples[at + 2] ?? 0) - (samples[at - 2] ?? 0);
  const inner = (samples[at + 1] ?? 0) - (samples[at - 1] ?? 0);
  return Math.abs(outer + 2 * inner);
}

/** Over `distance` samples to both sides. */
function slopeAt(samples: Uint16Array, at: number, distance: number): number {
  return Math.abs((samples[at + distance] ?? 0) - (samples[at - distance] ?? 0));
}

/** The middle of the hill of agreement, at three quarters of its height; null where none stands out, or it leaves the reach. */
function bestLag(agreement: Float64Array): number | null {
  const mean = agreement.reduce((sum, value) => sum + value, 0) / agreement.length;
  const top = agreement.reduce((most, value) => Math.max(most, value), 0);
  if (mean === 0 || top < LEAST_CONTRAST * mean) return null;
  const level = mean + 0.75 * (top - mean);
  const best = agreement.indexOf(top);
  const [left, right] = [crossing(agreement, best, -1, level), crossing(agreement, best, 1, level)];
  return left === null || right === null ? null : (left + right) / 2 - REACH;
}

/** Where the values fall below a level, going on from `from`; between two lags in proportion. */
function crossing(values: Float64Array, from: number, step: 1 | -1, level: number): number | null {
  for (let at = from; at + step >= 0 && at + step < values.length; at += step) {
    const [here, next] = [values[at] ?? 0, values[at + step] ?? 0];
    if (next < level) return at + (step * (here - level)) / (here - next);
  }
  return null;
}
