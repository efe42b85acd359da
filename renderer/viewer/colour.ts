/**
 * The arithmetic from sample codes to R'G'B', as numbers for the shader.
 *
 * Pure, and the same as zimg's (zscale with `d=none`): no gamma, no primaries; what the stream says about matrix and range is taken at its word.
 * Sources: ITU-T H.273 tables 4 and 8.3 (equations 38 to 58), zimg's colorspace/matrix3.cpp for YCgCo.
 */
import type { Matrix, Siting } from '../../model/clip';
import { LUMA_SHARES } from '../../model/lumaShares';
import type { PictureHeader } from '../../model/picture';

/** `rgb = matrix · (codes − offset)`, rgb in 0–1. `matrix` is column-major, as uniformMatrix3fv wants it. */
export interface RgbFromCodes {
  matrix: readonly number[];
  offset: readonly [number, number, number];
}

type Rows = readonly (readonly [number, number, number])[];
/** Planes come as G, B, R. */
const RGB_FROM_GBR: Rows = [
  [0, 0, 1],
  [1, 0, 0],
  [0, 1, 0],
];
const RGB_FROM_YCGCO: Rows = [
  [1, -1, 1],
  [1, 1, 0],
  [1, -1, -1],
];
const RGB_FROM_GRAY: Rows = [
  [1, 0, 0],
  [1, 0, 0],
  [1, 0, 0],
];

export function rgbFromCodes(
  header: Pick<PictureHeader, 'kind' | 'matrix' | 'range' | 'bitDepth'>,
): RgbFromCodes {
  const isRgb = header.kind === 'rgb' || (header.kind === 'yuv' && header.matrix === 'gbr');
  const luma = codesOf('luma', header);
  // YCgCo is made from RGB codes by whole-number sums, so its chroma has luma's span (H.273, equations 44 to 58).
  const chromaZero = codesOf('chroma', header);
  const chroma = isRgb ? luma : header.matrix === 'ycgco' ? { ...chromaZero, span: luma.span } : chromaZero;
  const rows = isRgb ? RGB_FROM_GBR : header.kind === 'gray' ? RGB_FROM_GRAY : rgbFromYuv(header.matrix);
  const spans = [luma.span, chroma.span, chroma.span];
  const matrix = spans.flatMap((span, column) => rows.map((row) => (row[column] ?? 0) / span));
  return { matrix, offset: [luma.zero, chroma.zero, chroma.zero] };
}

/** The same with one multiplication less: `rgb = matrix · texels + bias`, texels as the GPU hands them out (bytes as 0–1, words as they are). */
export function rgbFromTexels(header: Pick<PictureHeader, 'kind' | 'matrix' | 'range' | 'bitDepth'>): {
  matrix: readonly number[];
  bias: readonly [number, number, number];
} {
  const { matrix, offset } = rgbFromCodes(header);
  const codes = header.bitDepth > 8 ? 1 : 255;
  const biasOf = (row: number): number =>
    -offset.reduce((sum, zero, column) => sum + zero * (matrix[column * 3 + row] ?? 0), 0);
  return { matrix: matrix.map((weight) => weight * codes), bias: [biasOf(0), biasOf(1), biasOf(2)] };
}

function rgbFromYuv(matrix: Matrix): Rows {
  if (matrix === 'ycgco') return RGB_FROM_YCGCO;
  const [red, blue] = LUMA_SHARES[matrix] ?? [0.2126, 0.0722];
  const green = 1 - red - blue;
  return [
    [1, 0, 2 * (1 - red)],
    [1, (-2 * blue * (1 - blue)) / green, (-2 * red * (1 - red)) / green],
    [1, 2 * (1 - blue), 0],
  ];
}

/** The code of zero and how many codes make 1 (for chroma: from −0.5 to 0.5). */
function codesOf(
  what: 'luma' | 'chroma',
  { range, bitDepth }: Pick<PictureHeader, 'range' | 'bitDepth'>,
): { zero: number; span: number } {
  const unit = 2 ** (bitDepth - 8);
  const middle = what === 'chroma' ? 128 * unit : 0;
  if (range === 'full') return { zero: middle, span: 2 ** bitDepth - 1 };
  return what === 'luma' ? { zero: 16 * unit, span: 219 * unit } : { zero: middle, span: 224 * unit };
}

/**
 * Where chroma sample 0 stands among luma samples: `x` columns to the right of luma sample 0, `y` rows below it.
 * `stepX`, `stepY`: luma samples from one chroma sample to the next (1, 2 or 4).
 */
export interface ChromaGrid {
  stepX: number;
  stepY: number;
  x: number;
  y: number;
}

export function chromaGrid({ planes, siting }: Pick<PictureHeader, 'planes' | 'siting'>): ChromaGrid {
  const [luma, chroma] = planes;
  // 4:1:1 of 719 columns has 180 of chroma: the ratio is rounded, and only 1, 2 and 4 exist.
  const stepX = luma && chroma ? Math.round(luma.width / chroma.width) : 1;
  const stepY = luma && chroma ? Math.round(luma.height / chroma.height) : 1;
  return { stepX, stepY, x: SITING_X[siting] * (stepX - 1), y: SITING_Y[siting] * (stepY - 1) };
}

const SITING_X: Record<Siting, number> = {
  left: 0,
  topleft: 0,
  bottomleft: 0,
  center: 0.5,
  top: 0.5,
  bottom: 0.5,
};
const SITING_Y: Record<Siting, number> = {
  topleft: 0,
  top: 0,
  left: 0.5,
  center: 0.5,
  bottomleft: 1,
  bottom: 1,
};
