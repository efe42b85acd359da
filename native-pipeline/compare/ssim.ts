/**
 * SSIM of two 8-bit RGB pictures, with the windows of ffmpeg's `ssim` filter on gbrp. Pure arithmetic.
 *
 * The filter does not slide a Gaussian: it takes flat 8×8 windows that stand 4 samples apart, each made of four 4×4 blocks, and drops
 * what is left over at the right and at the bottom. Other programs use other windows, so their numbers differ.
 */
import type { Size } from '../../model/clip';

export interface Ssim {
  /** Mean of the three channels, at most 1; null where the picture is smaller than one window (8×8). */
  average: number | null;
  r: number | null;
  g: number | null;
  b: number | null;
}

/** Sums over one row of 4×4 blocks: of a, of b, of a² + b², and of a × b. */
interface BlockRow {
  a: Float64Array;
  b: Float64Array;
  squares: Float64Array;
  product: Float64Array;
}

const BLOCK = 4;
const SAMPLES = 64;
// Wang et al. 2004 with K1 = 0.01 and K2 = 0.03, for sums of 64 samples of 8 bits; rounded to whole numbers as the filter does.
const C1 = Math.round((0.01 * 255) ** 2 * SAMPLES);
const C2 = Math.round((0.03 * 255) ** 2 * SAMPLES * (SAMPLES - 1));

/** `a` and `b` are interleaved RGB of this size. */
export function measureSsim(a: Uint8Array, b: Uint8Array, size: Size): Ssim {
  const [r, g, blue] = [0, 1, 2].map((channel) => measureChannel(a, b, size, channel));
  if (typeof r !== 'number' || typeof g !== 'number' || typeof blue !== 'number') {
    return { average: null, r: null, g: null, b: null };
  }
  return { average: (r + g + blue) / 3, r, g, b: blue };
}

function measureChannel(a: Uint8Array, b: Uint8Array, size: Size, channel: number): number | null {
  const columns = Math.floor(size.width / BLOCK);
  const rows = Math.floor(size.height / BLOCK);
  if (columns < 2 || rows < 2) return null;
  let above = createBlockRow(columns);
  let below = createBlockRow(columns);
  sumBlocks(a, b, size.width, 0, channel, above);
  let total = 0;
  for (let row = 1; row < rows; row++) {
    sumBlocks(a, b, size.width, row, channel, below);
    for (let column = 1; column < columns; column++) total += windowSsim(above, below, column);
    [above, below] = [below, above];
  }
  return total / ((columns - 1) * (rows - 1));
}

function sumBlocks(
  a: Uint8Array,
  b: Uint8Array,
  width: number,
  row: number,
  channel: number,
  to: BlockRow,
): void {
  const pitch = width * 3;
  for (let column = 0; column < to.a.length; column++) {
    let [sumA, sumB, squares, product] = [0, 0, 0, 0];
    const corner = row * BLOCK * pitch + column * BLOCK * 3 + channel;
    for (let line = corner; line < corner + BLOCK * pitch; line += pitch) {
      for (let i = line; i < line + BLOCK * 3; i += 3) {
        const p = a[i] as number;
        const q = b[i] as number;
        sumA += p;
        sumB += q;
        squares += p * p + q * q;
        product += p * q;
      }
    }
    to.a[column] = sumA;
    to.b[column] = sumB;
    to.squares[column] = squares;
    to.product[column] = product;
  }
}

/** SSIM of the 8×8 window whose right-hand blocks stand in `column`. */
function windowSsim(above: BlockRow, below: BlockRow, column: number): number {
  const a = fourBlocks(above.a, below.a, column);
  const b = fourBlocks(above.b, below.b, column);
  const variances = fourBlocks(above.squares, below.squares, column) * SAMPLES - a * a - b * b;
  const covariance = fourBlocks(above.product, below.product, column) * SAMPLES - a * b;
  return ((2 * a * b + C1) * (2 * covariance + C2)) / ((a * a + b * b + C1) * (variances + C2));
}

function fourBlocks(above: Float64Array, below: Float64Array, column: number): number {
  return (
    (above[column - 1] as number) +
    (above[column] as number) +
    (below[column - 1] as number) +
    (below[column] as number)
  );
}

function createBlockRow(columns: number): BlockRow {
  const row = () => new Float64Array(columns);
  return { a: row(), b: row(), squares: row(), product: row() };
}
