/** What a picture says before it is drawn: how much a mask marks, and whether the graphics card can draw so much. Pure. */
import type { Size } from '../../model/clip';
import type { Problem } from '../../model/errors';
import type { Picture } from '../../model/picture';

/** Pixels that count; those taken for antialiasing are 128. */
export function countMasked({ planes }: Picture): number {
  let count = 0;
  for (const value of planes) if (value === 255) count++;
  return count;
}

/** Why a picture cannot be drawn here, or null: WebGL would show black without a word. */
export function tooLargeToDraw({ width, height }: Size, largestSide: number): Problem | null {
  if (Math.max(width, height) <= largestSide) return null;
  return {
    code: 'picture-too-large',
    title: 'The picture is too large',
    detail: `${width} × ${height} samples are more than this graphics card draws: at most ${largestSide} on a side.`,
    hint: 'Choose fewer lines. Stills and renders are made all the same.',
  };
}
