/**
 * The two fields of a frame as planes that can be held against each other: the top field as it is, the bottom field brought to the top field's lines.
 *
 * Top lines are smoothed by [1 4 1]/6 and bottom lines interpolated by [1 1]/2: both damp vertical detail alike up to half of what a field can hold, so
 * fields of one moment nearly cancel; and both let half of the noise through, so all five differences are of one kind.
 */
import type { BlockGrid } from './blockGrid';

/** Planes hold codes times this. */
export const PLANE_SCALE = 6;

export interface FieldPlanes {
  top: Int16Array;
  bottom: Int16Array;
}

export function createPlanes({ width, halfLines }: BlockGrid): FieldPlanes {
  const size = width * halfLines;
  return { top: new Int16Array(size), bottom: new Int16Array(size) };
}

/** Fills `planes` from 8-bit luma, line by line. At the upper and lower edge the nearest line stands in for the missing one. */
export function fillPlanes(planes: FieldPlanes, luma: Uint8Array, { width, halfLines }: BlockGrid): void {
  const { top, bottom } = planes;
  for (let line = 0; line < halfLines; line++) {
    const here = 2 * line * width;
    const above = line > 0 ? here - 2 * width : here;
    const below = line < halfLines - 1 ? here + 2 * width : here;
    const under = here + width;
    const over = line > 0 ? here - width : under;
    const out = line * width;
    for (let x = 0; x < width; x++) {
      top[out + x] =
        (luma[above + x] as number) + 4 * (luma[here + x] as number) + (luma[below + x] as number);
      bottom[out + x] = 3 * ((luma[over + x] as number) + (luma[under + x] as number));
    }
  }
}
