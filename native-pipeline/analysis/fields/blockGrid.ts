/** How a narrow picture is divided into blocks: about 12 samples by 24 lines, never more than 20 rows. Pure. */

export interface BlockGrid {
  width: number;
  /** Lines of one field. */
  halfLines: number;
  columns: number;
  rows: number;
  /** Samples of a block across, and lines of one field down. What is left over at the right and the bottom is not looked at. */
  blockWidth: number;
  blockLines: number;
  blocks: number;
}

const BLOCK_WIDTH = 12;
const BLOCK_LINES = 12;
/** Larger pictures get larger blocks, so that the work behind the differences stays the same. */
const MAX_ROWS = 20;

export function createGrid({ width, height }: { width: number; height: number }): BlockGrid {
  const halfLines = Math.floor(height / 2);
  const columns = Math.max(1, Math.floor(width / BLOCK_WIDTH));
  const rows = Math.min(MAX_ROWS, Math.max(1, Math.floor(halfLines / BLOCK_LINES)));
  const blockWidth = Math.floor(width / columns);
  const blockLines = Math.floor(halfLines / rows);
  return { width, halfLines, columns, rows, blockWidth, blockLines, blocks: columns * rows };
}
