/** The part of the block grid that two pictures fill: bars around it would make any two of them look alike. Pure. */
import type { BlockGrid } from '../fields/blockGrid';

/** Rows and columns of blocks, half-open. */
export interface BlockArea {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Mean luma of a block that may be bar, codes of 8 bits: black of limited range, and what noise and coding add. */
const MOST_BAR = 20;
/** A smaller part is a light in the night and no picture between bars. */
const LEAST_SHARE = 0.4;

/** What is left when the rows and columns at the edges are taken off that are black in both. All of it where hardly anything is lit. */
export function litArea(a: Float32Array, b: Float32Array, { columns, rows }: BlockGrid): BlockArea {
  const isLit = (block: number): boolean => Math.max(a[block] as number, b[block] as number) > MOST_BAR;
  const isRowLit = (row: number): boolean => {
    for (let block = row * columns; block < (row + 1) * columns; block++) if (isLit(block)) return true;
    return false;
  };
  const isColumnLit = (column: number): boolean => {
    for (let block = column; block < rows * columns; block += columns) if (isLit(block)) return true;
    return false;
  };
  const area = { top: 0, bottom: rows, left: 0, right: columns };
  while (area.top < rows && !isRowLit(area.top)) area.top++;
  while (area.bottom > area.top && !isRowLit(area.bottom - 1)) area.bottom--;
  while (area.left < columns && !isColumnLit(area.left)) area.left++;
  while (area.right > area.left && !isColumnLit(area.right - 1)) area.right--;
  const share = ((area.bottom - area.top) * (area.right - area.left)) / (rows * columns);
  return share < LEAST_SHARE ? { top: 0, bottom: rows, left: 0, right: columns } : area;
}
