/**
 * From drawn pictures to the samples of a video signal: the HD master's, and the SD master's by way of a telecine.
 */
import type { Picture } from './paint';

export interface Planes {
  width: number;
  height: number;
  y: Uint8Array;
  u: Uint8Array;
  v: Uint8Array;
}

/** Luma weights of red and blue. */
interface Matrix {
  red: number;
  blue: number;
}

const bt709: Matrix = { red: 0.2126, blue: 0.0722 };
const smpte170m: Matrix = { red: 0.299, blue: 0.114 };
export const sdSize = { width: 720, height: 480 };

/**
 * Linear light from BT.709 primaries to those of SMPTE 170M (D65 both): the sums of SMPTE RP 177 worked out for the
 * chromaticities in H.273, tables for values 1 and 6.
 */
const smpteCFrom709 = [
  [1.06537903, -0.05540087, -0.00997816],
  [-0.01963255, 1.03636309, -0.01673054],
  [0.00163205, 0.00441237, 0.99395558],
] as const;

/** What the colourist of the SD master did; written into the truth. */
export const sdGrade = {
  lift: [0.012, 0.014, 0.012],
  gain: [0.985, 0.975, 0.94],
  gamma: 1.04,
  saturation: 0.9,
};

/** 4:2:0 for progressive pictures: BT.709, limited range, chroma level with every other luma sample ("left"). */
export function hdPlanes(picture: Picture): Uint8Array {
  const full = planesOf(picture, bt709);
  const { width, height } = picture;
  const size = (width * height) / 4;
  const out = new Uint8Array(width * height + 2 * size);
  out.set(full.y);
  for (const [index, plane] of [full.u, full.v].entries()) {
    for (let y = 0; y < height; y += 2) {
      for (let x = 0; x < width / 2; x += 1) {
        const upper = plane[(y * width) / 2 + x] as number;
        const lower = plane[((y + 1) * width) / 2 + x] as number;
        // The upper row is rounded down by the shift: half a code, less than the grain.
        out[width * height + index * size + (y * width) / 4 + x] = (upper + lower + 1) >> 1;
      }
    }
  }
  return out;
}

/** The same instant as the telecine saw it: 720×480, softened more downwards than across, graded, 601, 4:2:2. */
export function sdPlanes(picture: Picture): Planes {
  const small = scanSoftly(picture);
  gradeSd(small);
  return planesOf(small, smpte170m);
}

/** 4:2:2 planes in limited range. */
function planesOf(picture: Picture, matrix: Matrix): Planes {
  const { width, height, rgb } = picture;
  const y = new Uint8Array(width * height);
  const u = new Uint8Array((width * height) / 2);
  const v = new Uint8Array((width * height) / 2);
  const chromaU = new Float32Array(width);
  const chromaV = new Float32Array(width);
  const green = 1 - matrix.red - matrix.blue;
  for (let row = 0; row < height; row += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = row * width + x;
      const r = Math.min(1, Math.max(0, rgb[3 * at] as number));
      const b = Math.min(1, Math.max(0, rgb[3 * at + 2] as number));
      const luma =
        matrix.red * r + green * Math.min(1, Math.max(0, rgb[3 * at + 1] as number)) + matrix.blue * b;
      y[at] = Math.round(16 + 219 * luma);
      chromaU[x] = (b - luma) / (2 - 2 * matrix.blue);
      chromaV[x] = (r - luma) / (2 - 2 * matrix.red);
    }
    halveChroma(chromaU, u, (row * width) / 2);
    halveChroma(chromaV, v, (row * width) / 2);
  }
  return { width, height, y, u, v };
}

/** Chroma at every other luma sample, weighted 1-2-1 round it. */
function halveChroma(from: Float32Array, to: Uint8Array, at: number): void {
  for (let x = 0; x < from.length / 2; x += 1) {
    const middle = from[2 * x] as number;
    const before = from[Math.max(0, 2 * x - 1)] as number;
    to[at + x] = Math.round(128 + 224 * (0.25 * before + 0.5 * middle + 0.25 * (from[2 * x + 1] as number)));
  }
}

function scanSoftly(picture: Picture): Picture {
  const { width, height } = sdSize;
  // Deviations in SD samples. Downwards softer: a telecine's spot is taller than a line, or interlace would flicker.
  const across = resample(picture.rgb, picture.height, picture.width, width, 3 * picture.width, 3, 0.4);
  const rgb = resample(across, width, picture.height, height, 3, 3 * width, 0.6);
  return { width, height, rgb };
}

/** Resamples lines with a bell of the given deviation; the output keeps rows together. */
function resample(
  from: Float32Array,
  lines: number,
  length: number,
  out: number,
  line: number,
  step: number,
  deviation: number,
): Float32Array {
  const isAcross = step === 3;
  const to = new Float32Array(lines * out * 3);
  const ratio = length / out;
  const sigma = deviation * ratio;
  const outLine = isAcross ? 3 * out : 3;
  const outStep = isAcross ? 3 : 3 * lines;
  for (let i = 0; i < out; i += 1) {
    const [first, weights] = bell((i + 0.5) * ratio - 0.5, sigma, length);
    for (let n = 0; n < lines; n += 1) {
      for (let c = 0; c < 3; c += 1) {
        let sum = 0;
        for (let k = 0; k < weights.length; k += 1) {
          sum += (weights[k] as number) * (from[n * line + (first + k) * step + c] as number);
        }
        to[n * outLine + i * outStep + c] = sum;
      }
    }
  }
  return to;
}

function bell(centre: number, sigma: number, length: number): [number, number[]] {
  const first = Math.max(0, Math.ceil(centre - 2.6 * sigma));
  const last = Math.min(length - 1, Math.floor(centre + 2.6 * sigma));
  const raw = Array.from({ length: last - first + 1 }, (_, k) =>
    Math.exp(-(((first + k - centre) / sigma) ** 2) / 2),
  );
  const total = raw.reduce((sum, value) => sum + value, 0);
  return [first, raw.map((value) => value / total)];
}

/** Primaries in linear light, then the colourist, in place. */
function gradeSd(picture: Picture): void {
  const { rgb } = picture;
  const { lift, gain, gamma, saturation } = sdGrade;
  const linear = [0, 0, 0];
  for (let at = 0; at < rgb.length; at += 3) {
    // Display light, gamma 2.4 (BT.1886): what zscale assumes too, so that its conversion back meets these samples.
    for (let i = 0; i < 3; i += 1) linear[i] = Math.max(0, rgb[at + i] as number) ** 2.4;
    const [r, g, b] = linear as [number, number, number];
    for (let i = 0; i < 3; i += 1) {
      const row = smpteCFrom709[i] as readonly [number, number, number];
      const value = Math.max(0, row[0] * r + row[1] * g + row[2] * b) ** (1 / 2.4 / gamma);
      rgb[at + i] = (lift[i] as number) + ((gain[i] as number) - (lift[i] as number)) * value;
    }
    const luma =
      0.299 * (rgb[at] as number) + 0.587 * (rgb[at + 1] as number) + 0.114 * (rgb[at + 2] as number);
    for (let i = 0; i < 3; i += 1) rgb[at + i] = luma + saturation * ((rgb[at + i] as number) - luma);
  }
}
