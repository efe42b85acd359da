/**
 * How much every block differs between the fields of two neighbouring frames: five numbers and two means a block, in typed arrays that are used again.
 *
 * A difference is its variance within the block in squared codes: what all samples of a block have in common (flicker, fades) does not count.
 */
import type { BlockGrid } from './blockGrid';
import { type FieldPlanes, PLANE_SCALE } from './fieldPlanes';
import { NUMBER_COUNT } from './frameRecords';

export interface BlockMeasures {
  /** As NUMBERS, one array of all blocks for each. */
  differences: readonly Float32Array[];
  /** Mean luma of the block in the top and in the bottom field, in codes. */
  topMeans: Float32Array;
  bottomMeans: Float32Array;
}

export function createMeasures({ blocks }: BlockGrid): BlockMeasures {
  const array = (): Float32Array => new Float32Array(blocks);
  return {
    differences: Array.from({ length: NUMBER_COUNT }, array),
    topMeans: array(),
    bottomMeans: array(),
  };
}

/** Holds a frame's fields against each other and against those of the frame before. */
export function measureBlocks(
  into: BlockMeasures,
  now: FieldPlanes,
  before: FieldPlanes,
  grid: BlockGrid,
): void {
  for (let block = 0; block < grid.blocks; block++) measureBlock(into, now, before, grid, block);
}

/** One loop over the samples for everything: this is where the time of an analysis goes. */
function measureBlock(
  { differences, topMeans, bottomMeans }: BlockMeasures,
  { top, bottom }: FieldPlanes,
  before: FieldPlanes,
  { width, columns, blockWidth, blockLines }: BlockGrid,
  block: number,
): void {
  const { top: oldTop, bottom: oldBottom } = before;
  const left = (block % columns) * blockWidth;
  const firstLine = Math.floor(block / columns) * blockLines;
  let [topSum, bottomSum, oldTopSum, oldBottomSum] = [0, 0, 0, 0];
  let [topSquares, bottomSquares, ownSquares, topBeforeSquares, bottomBeforeSquares] = [0, 0, 0, 0, 0];
  for (let line = firstLine; line < firstLine + blockLines; line++) {
    const from = line * width + left;
    for (let at = from; at < from + blockWidth; at++) {
      const t = top[at] as number;
      const b = bottom[at] as number;
      const t0 = oldTop[at] as number;
      const b0 = oldBottom[at] as number;
      topSum += t;
      bottomSum += b;
      oldTopSum += t0;
      oldBottomSum += b0;
      topSquares += (t - t0) * (t - t0);
      bottomSquares += (b - b0) * (b - b0);
      ownSquares += (t - b) * (t - b);
      topBeforeSquares += (t - b0) * (t - b0);
      bottomBeforeSquares += (b - t0) * (b - t0);
    }
  }
  const count = blockWidth * blockLines;
  const variance = (squares: number, sum: number): number =>
    (squares - (sum * sum) / count) / (count * PLANE_SCALE * PLANE_SCALE);
  const [byTop, byBottom, byOwn, byTopBefore, byBottomBefore] = differences as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  byTop[block] = variance(topSquares, topSum - oldTopSum);
  byBottom[block] = variance(bottomSquares, bottomSum - oldBottomSum);
  byOwn[block] = variance(ownSquares, topSum - bottomSum);
  byTopBefore[block] = variance(topBeforeSquares, topSum - oldBottomSum);
  byBottomBefore[block] = variance(bottomBeforeSquares, bottomSum - oldTopSum);
  topMeans[block] = topSum / (count * PLANE_SCALE);
  bottomMeans[block] = bottomSum / (count * PLANE_SCALE);
}
