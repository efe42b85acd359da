/**
 * Turns light into film: bloom and halation in the emulsion, the curve of a print, grain.
 */
import { openRandom } from './noise';
import type { Picture } from './paint';

/** Adds the light that spreads: three sizes of bloom, and the red ring that light makes on the back of the film. */
export function spreadLight(picture: Picture): void {
  const small = shrink(picture, 4);
  const unitPx = picture.height / 1080;
  addSpread(picture, small, 1.2 * unitPx, [0.09, 0.085, 0.08]);
  addSpread(picture, small, 4 * unitPx, [0.085, 0.04, 0.024]);
  addSpread(picture, small, 16 * unitPx, [0.022, 0.02, 0.023]);
}

/** Display values 0..1 from linear light, with grain; `frame` chooses the grain, 0 strength leaves it out. */
export function developFilm(picture: Picture, frame: number, grain: number): void {
  const { rgb, width, height } = picture;
  const random = openRandom(frame * 7919 + 13);
  const shiftX = Math.floor(random() * tileSize);
  const shiftY = Math.floor(random() * tileSize);
  const strength = grain * Math.min(1, height / 1080);
  for (let y = 0; y < height; y += 1) {
    const row = ((y + shiftY) % tileSize) * tileSize;
    for (let x = 0; x < width; x += 1) {
      const speck = tile[row + ((x + shiftX) % tileSize)] as number;
      const at = 3 * (y * width + x);
      for (let i = 0; i < 3; i += 1) {
        const value = printed(rgb[at + i] as number);
        const own = tile[
          ((row + 97 * (i + 1) * tileSize) % tile.length) + ((x + shiftX) % tileSize)
        ] as number;
        const amount = strength * (0.2 + 3.2 * value * (1 - value));
        rgb[at + i] = value + amount * (0.8 * speck + 0.35 * own);
      }
    }
  }
}

const tileSize = 509;
const tile = makeTile();
const curveSize = 4096;
const curve = makeCurve();

/** The print's curve by table: toe, shoulder, and black that is not quite black. */
function printed(light: number): number {
  const at = Math.sqrt(Math.min(15.9, Math.max(0, light)) / 16) * (curveSize - 2);
  const low = Math.floor(at);
  const a = curve[low] as number;
  return a + ((curve[low + 1] as number) - a) * (at - low);
}

function makeCurve(): Float32Array {
  const out = new Float32Array(curveSize);
  for (let i = 0; i < curveSize; i += 1) {
    const light = 16 * (i / (curveSize - 2)) ** 2;
    const x = light * 0.72;
    const held = (x * (2.3 * x + 0.05)) / (x * (2.25 * x + 0.62) + 0.16);
    out[i] = 0.012 + 0.985 * Math.min(1, held) ** (1 / 2.2);
  }
  return out;
}

/** Noise with the size of grain, mean 0, deviation 1; joined to itself at its edges. */
function makeTile(): Float32Array {
  const random = openRandom(1995);
  const raw = new Float32Array(tileSize * tileSize);
  for (let i = 0; i < raw.length; i += 1) raw[i] = random() + random() + random() - 1.5;
  const across = wrapBlur(raw, 1);
  const out = wrapBlur(across, tileSize);
  const power = out.reduce((sum, value) => sum + value * value, 0) / out.length;
  return out.map((value) => value / Math.sqrt(power));
}

function wrapBlur(from: Float32Array, step: number): Float32Array {
  const { length } = from;
  return from.map((value, at) => {
    const before = from[(at - step + length) % length] as number;
    return value + 0.62 * (before + (from[(at + step) % length] as number));
  });
}

function shrink(picture: Picture, by: number): Picture {
  const width = Math.ceil(picture.width / by);
  const height = Math.ceil(picture.height / by);
  const rgb = new Float32Array(width * height * 3);
  for (let y = 0; y < picture.height; y += 1) {
    const row = Math.floor(y / by) * width;
    for (let x = 0; x < picture.width; x += 1) {
      const from = 3 * (y * picture.width + x);
      const to = 3 * (row + Math.floor(x / by));
      for (let i = 0; i < 3; i += 1) {
        // The lens spreads everything a little, but only what is bright is seen to glow.
        const light = Math.min(12, picture.rgb[from + i] as number);
        rgb[to + i] = (rgb[to + i] as number) + (light * light) / (light + 0.8) / (by * by);
      }
    }
  }
  return { width, height, rgb };
}

function addSpread(
  picture: Picture,
  small: Picture,
  sigma: number,
  weight: readonly [number, number, number],
): void {
  const soft = blur(small, sigma);
  const { width, height, rgb } = picture;
  const by = width / small.width;
  for (let y = 0; y < height; y += 1) {
    const sy = Math.min(small.height - 1.001, Math.max(0, (y + 0.5) / by - 0.5));
    for (let x = 0; x < width; x += 1) {
      const sx = Math.min(small.width - 1.001, Math.max(0, (x + 0.5) / by - 0.5));
      addBilinear(soft, sx, sy, rgb, 3 * (y * width + x), weight);
    }
  }
}

function addBilinear(
  from: Picture,
  x: number,
  y: number,
  to: Float32Array,
  at: number,
  weight: readonly number[],
) {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const fx = x - xi;
  const fy = y - yi;
  const a = 3 * (yi * from.width + xi);
  const b = a + 3 * from.width;
  const { rgb } = from;
  for (let i = 0; i < 3; i += 1) {
    const upper = (rgb[a + i] as number) * (1 - fx) + (rgb[a + 3 + i] as number) * fx;
    const lower = (rgb[b + i] as number) * (1 - fx) + (rgb[b + 3 + i] as number) * fx;
    to[at + i] = (to[at + i] as number) + (weight[i] as number) * (upper * (1 - fy) + lower * fy);
  }
}

function blur(from: Picture, sigma: number): Picture {
  const across = blurLines(from.rgb, from.height, from.width, 3 * from.width, 3, sigma);
  const rgb = blurLines(across, from.width, from.height, 3, 3 * from.width, sigma);
  return { ...from, rgb };
}

function blurLines(
  from: Float32Array,
  lines: number,
  length: number,
  line: number,
  step: number,
  sigma: number,
) {
  const reach = Math.ceil(sigma * 3);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-(((i - reach) / sigma) ** 2) / 2));
  const total = kernel.reduce((sum, value) => sum + value, 0);
  const out = new Float32Array(from.length);
  for (let n = 0; n < lines; n += 1) {
    for (let i = 0; i < length; i += 1) {
      for (let c = 0; c < 3; c += 1) {
        let sum = 0;
        for (let k = -reach; k <= reach; k += 1) {
          const place = Math.min(length - 1, Math.max(0, i + k));
          sum += (kernel[k + reach] as number) * (from[n * line + place * step + c] as number);
        }
        out[n * line + i * step + c] = sum / total;
      }
    }
  }
  return out;
}
