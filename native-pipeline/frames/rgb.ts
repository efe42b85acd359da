/**
 * Makes RGB from native planes, for files and numbers; the window's shader does the same on the GPU.
 *
 * The arithmetic is that of `zscale=min=…:rin=…:cin=…:m=gbr:r=full:d=none:f=bilinear` and equals it within one code value: chroma raised
 * linearly from where it sits, the matrix in floating point, rounding to the nearest. Primaries and transfer stay untouched.
 */
import type { Matrix, Siting } from '../../model/clip';
import { LUMA_SHARES } from '../../model/lumaShares';
import type { Picture, PictureHeader } from '../../model/picture';

/** Full-range R'G'B', interleaved. 16 where the picture was deeper than 8 bits: 65535 is white. */
export type RgbPicture = {
  width: number;
  height: number;
} & ({ bitDepth: 8; data: Uint8Array<ArrayBuffer> } | { bitDepth: 16; data: Uint16Array<ArrayBuffer> });

type Samples = Uint8Array | Uint16Array;
/** One row of chroma, or of a component, in units where black is 0 and white is 1. */
type Row = Float64Array<ArrayBuffer>;

/** A picture of any kind as RGB. The result is new memory. */
export function rgbFromPicture({ header, planes }: Picture): RgbPicture {
  const { width, height } = header;
  const target: RgbPicture =
    header.bitDepth > 8
      ? { width, height, bitDepth: 16, data: new Uint16Array(width * height * 3) }
      : { width, height, bitDepth: 8, data: new Uint8Array(width * height * 3) };
  const samples = header.planes.map((_plane, n) => readPlane(header, planes, n));
  if (header.kind === 'gray') writeGray(header, samples, target);
  else if (header.kind === 'rgb' || header.matrix === 'gbr') writePlanarRgb(header, samples, target);
  else writeYuv(header, samples, target);
  return target;
}

/** The same picture in 8 bits, rounded to the nearest; an 8-bit picture is returned as it is. */
export function eightBitRgb(picture: RgbPicture): RgbPicture & { bitDepth: 8 } {
  if (picture.bitDepth === 8) return picture;
  const { width, height, data } = picture;
  const reduced = new Uint8Array(data.length);
  // 65535 / 255 = 257, so this is exact rounding of v / 257.
  for (let i = 0; i < data.length; i++) reduced[i] = ((data[i] as number) + 128) / 257;
  return { width, height, bitDepth: 8, data: reduced };
}

/** A plane's samples; planes of 16-bit samples are copied where their bytes start at an odd address. */
function readPlane({ planes, bitDepth }: PictureHeader, bytes: Uint8Array, n: number): Samples {
  const plane = planes[n];
  if (!plane) throw new RangeError(`A picture has no plane ${n}.`);
  const count = plane.width * plane.height;
  if (bitDepth <= 8) return bytes.subarray(plane.offset, plane.offset + count);
  const from = bytes.byteOffset + plane.offset;
  if (from % 2 === 0) return new Uint16Array(bytes.buffer, from, count);
  return new Uint16Array(new Uint8Array(bytes.subarray(plane.offset, plane.offset + 2 * count)).buffer);
}

function writeGray(header: PictureHeader, [y]: Samples[], target: RgbPicture): void {
  const level = lumaLevels(header, target);
  const { data } = target;
  for (let i = 0, to = 0; to < data.length; i++, to += 3) {
    const value = level[at(y, i)] as number;
    data[to] = value;
    data[to + 1] = value;
    data[to + 2] = value;
  }
}

function writePlanarRgb(header: PictureHeader, [g, b, r]: Samples[], target: RgbPicture): void {
  const level = lumaLevels(header, target);
  const { data } = target;
  for (let i = 0, to = 0; to < data.length; i++, to += 3) {
    data[to] = level[at(r, i)] as number;
    data[to + 1] = level[at(g, i)] as number;
    data[to + 2] = level[at(b, i)] as number;
  }
}

/** The rounded, clamped code value of every possible luma (or R, G, B) sample. */
function lumaLevels(header: PictureHeader, target: RgbPicture): Uint16Array {
  const white = target.bitDepth === 8 ? 255 : 65535;
  const levels = lumaTable(header, white);
  return Uint16Array.from(levels, (value) => Math.min(white, Math.max(0, Math.round(value))));
}

function writeYuv(header: PictureHeader, [y, u, v]: Samples[], target: RgbPicture): void {
  const { width, height } = header;
  const white = target.bitDepth === 8 ? 255 : 65535;
  const luma = lumaTable(header, white);
  const weights = matrixWeights(header.matrix).map((weight) => weight * white) as unknown as Weights;
  const raise = createChromaRaiser(header);
  const uRow = new Float64Array(width);
  const vRow = new Float64Array(width);
  for (let row = 0; row < height; row++) {
    raise(u, row, uRow);
    raise(v, row, vRow);
    const from = row * width;
    if (target.bitDepth === 8) writeRow8(luma, y as Samples, uRow, vRow, from, weights, target.data);
    else writeRow16(luma, y as Samples, uRow, vRow, from, weights, target.data);
  }
}

function writeRow8(
  luma: Row,
  y: Samples,
  uRow: Row,
  vRow: Row,
  from: number,
  [ru, rv, gu, gv, bu, bv]: Weights,
  to: Uint8Array,
): void {
  for (let x = 0, i = from, out = from * 3; x < uRow.length; x++, i++, out += 3) {
    const level = (luma[y[i] as number] as number) + CLAMP_BELOW + 0.5;
    const u = uRow[x] as number;
    const v = vRow[x] as number;
    to[out] = CLAMPED[(level + ru * u + rv * v) | 0] as number;
    to[out + 1] = CLAMPED[(level + gu * u + gv * v) | 0] as number;
    to[out + 2] = CLAMPED[(level + bu * u + bv * v) | 0] as number;
  }
}

/**
 * 0 to 255 with room on both sides: a table is three times as fast as comparing (measured, Node 20). No sample of 8 bits and no matrix
 * leads further out than -330 and 600.
 */
const CLAMP_BELOW = 512;
const CLAMPED = Uint8Array.from({ length: 1536 }, (_none, n) => Math.min(255, Math.max(0, n - CLAMP_BELOW)));

function writeRow16(
  luma: Row,
  y: Samples,
  uRow: Row,
  vRow: Row,
  from: number,
  [ru, rv, gu, gv, bu, bv]: Weights,
  to: Uint16Array,
): void {
  for (let x = 0, i = from, out = from * 3; x < uRow.length; x++, i++, out += 3) {
    const level = (luma[y[i] as number] as number) + 0.5;
    const u = uRow[x] as number;
    const v = vRow[x] as number;
    to[out] = clamp16(level + ru * u + rv * v);
    to[out + 1] = clamp16(level + gu * u + gv * v);
    to[out + 2] = clamp16(level + bu * u + bv * v);
  }
}

function clamp16(value: number): number {
  const whole = value | 0;
  // One test for both ends: bits above the sixteenth are set below 0 and above 65535.
  return (whole & ~65535) === 0 ? whole : whole < 0 ? 0 : 65535;
}

/** Luma in output code values, for every possible sample: limited range spans 219 of 255 steps above 16, whatever the depth. */
function lumaTable({ bitDepth, range }: PictureHeader, white: number): Row {
  const scale = 2 ** (bitDepth - 8);
  const [black, span] = range === 'limited' ? [16 * scale, 219 * scale] : [0, 2 ** bitDepth - 1];
  // Samples of 9 to 15 bits travel in 16: a broken picture may hold larger ones, which must not become NaN.
  const table = new Float64Array(bitDepth > 8 ? 65536 : 256);
  for (let code = 0; code < table.length; code++) table[code] = ((code - black) / span) * white;
  return table;
}

/** Shares of the two chroma components in R, G and B: ru, rv, gu, gv, bu, bv. */
type Weights = [number, number, number, number, number, number];

function matrixWeights(matrix: Matrix): Weights {
  // The second plane is Cg, the third Co.
  if (matrix === 'ycgco') return [-1, 1, 1, 0, -1, -1];
  const [kr, kb] = LUMA_SHARES[matrix] ?? [0.2126, 0.0722];
  const kg = 1 - kr - kb;
  return [0, 2 * (1 - kr), (-2 * kb * (1 - kb)) / kg, (-2 * kr * (1 - kr)) / kg, 2 * (1 - kb), 0];
}

type ChromaRaiser = (plane: Samples | undefined, row: number, to: Row) => void;

/** Makes the function that interpolates one full-width row of chroma, centred on 0. */
function createChromaRaiser(header: PictureHeader): ChromaRaiser {
  const { width, height, bitDepth, range, siting, chromaFields } = header;
  const chroma = header.planes[1] ?? { width, height };
  const centre = 2 ** (bitDepth - 1);
  const steps = header.matrix === 'ycgco' ? 219 : 224;
  const span = range === 'limited' ? steps * 2 ** (bitDepth - 8) : 2 ** bitDepth - 1;
  const across = layTaps(width, chroma.width, horizontalShare(siting), false);
  const down = layTaps(height, chroma.height, verticalShare(siting), chromaFields !== null);
  const blended = new Float64Array(chroma.width);
  return (plane, row, to) => {
    if (!plane) throw new RangeError('A colour picture has three planes.');
    blendRows(plane, down, row, chroma.width, centre, span, blended);
    spreadRow(blended, across, to);
  };
}

/** For each output position the two source positions around it and the share of the second one. */
interface Taps {
  first: Int32Array;
  second: Int32Array;
  share: Float64Array;
}

/**
 * `share` says where a chroma sample sits in the block of luma samples that it serves: 0 on the first, 0.5 in the middle, 1 on the last.
 *
 * By fields, only lines of the own field are neighbours; their places in the frame stay the same, which is where H.262 figure 6-2 has them.
 */
function layTaps(length: number, chromaLength: number, share: number, isByField: boolean): Taps {
  const block = chromaLength >= length ? 1 : 2 ** Math.round(Math.log2(length / chromaLength));
  const isStriped = isByField && block > 1 && chromaLength > 1;
  const taps = {
    first: new Int32Array(length),
    second: new Int32Array(length),
    share: new Float64Array(length),
  };
  const pitch = isStriped ? 2 : 1;
  for (let n = 0; n < length; n++) {
    const place = (n - share * (block - 1)) / block;
    const parity = isStriped ? n % 2 : 0;
    const before = Math.floor((place - parity) / pitch) * pitch + parity;
    const last = chromaLength - 1 - (isStriped ? (chromaLength - 1 - parity) % 2 : 0);
    taps.first[n] = Math.min(last, Math.max(parity, before));
    taps.second[n] = Math.min(last, Math.max(parity, before + pitch));
    taps.share[n] = (place - before) / pitch;
  }
  return taps;
}

function horizontalShare(siting: Siting): number {
  return siting === 'left' || siting === 'topleft' || siting === 'bottomleft' ? 0 : 0.5;
}

function verticalShare(siting: Siting): number {
  if (siting === 'top' || siting === 'topleft') return 0;
  return siting === 'bottom' || siting === 'bottomleft' ? 1 : 0.5;
}

function blendRows(
  plane: Samples,
  down: Taps,
  row: number,
  width: number,
  centre: number,
  span: number,
  to: Row,
): void {
  const first = (down.first[row] as number) * width;
  const second = (down.second[row] as number) * width;
  const below = (down.share[row] as number) / span;
  const above = 1 / span - below;
  const zero = centre / span;
  for (let x = 0; x < width; x++) {
    to[x] = (plane[first + x] as number) * above + (plane[second + x] as number) * below - zero;
  }
}

function spreadRow(from: Row, { first, second, share }: Taps, to: Row): void {
  for (let x = 0; x < to.length; x++) {
    const left = from[first[x] as number] as number;
    const right = from[second[x] as number] as number;
    to[x] = left + (right - left) * (share[x] as number);
  }
}

function at(plane: Samples | undefined, index: number): number {
  return (plane as Samples)[index] as number;
}
