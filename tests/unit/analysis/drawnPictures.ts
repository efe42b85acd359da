/** Pictures drawn by arithmetic, so that the right value of every measure is known. */
import type { ActivePicture } from '../../../model/analysis';
import type { LookPicture, LookPlane } from '../../../native-pipeline/analysis/pictures/lookPicture';
import { openRandom } from '../../../scripts/samples/noise';

export const [WIDTH, HEIGHT] = [720, 480];
export const WHOLE: ActivePicture = { left: 0, top: 0, width: WIDTH, height: HEIGHT };

export type Draw = (x: number, y: number) => number;

export function drawPicture(
  luma: Draw,
  options: { bitDepth?: number; u?: Draw; v?: Draw } = {},
): LookPicture {
  const unit = 2 ** ((options.bitDepth ?? 8) - 8);
  const { u, v } = options;
  const half = { width: WIDTH / 2, height: HEIGHT / 2 };
  return {
    frame: 0,
    unit,
    luma: drawPlane({ width: WIDTH, height: HEIGHT }, luma, unit),
    chroma: u && v ? [drawPlane(half, u, unit), drawPlane(half, v, unit)] : null,
  };
}

function drawPlane(
  { width, height }: { width: number; height: number },
  draw: Draw,
  unit: number,
): LookPlane {
  const samples = new Uint16Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      samples[y * width + x] = Math.max(0, Math.min(256 * unit - 1, Math.round(draw(x, y) * unit)));
    }
  }
  return { width, height, samples };
}

/** Gaussian noise of that standard deviation. */
export function createNoise(sigma: number, seed = 1): () => number {
  const random = openRandom(seed);
  return () => sigma * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A step from 0 to 1 at 0, blurred by a Gaussian of that width; sharp for 0. */
export function edge(x: number, sigma: number): number {
  return sigma === 0 ? Number(x >= 0) : (1 + erf(x / sigma / Math.SQRT2)) / 2;
}

/** Abramowitz and Stegun, 7.1.26. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const y =
    1 -
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) *
      t *
      Math.exp(-x * x);
  return x < 0 ? -y : y;
}

/** Upright bars 60 wide, dark and light in turn, with edges of that blur. */
export function bars(x: number, sigma: number, low = 50, high = 170): number {
  const at = (x % 120) - 30;
  return low + (high - low) * (edge(at, sigma) - edge(at - 60, sigma));
}
