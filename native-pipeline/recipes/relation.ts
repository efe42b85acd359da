/** How pictures are counted against source frames, where no frame map tells it picture by picture. Pure. */
import type { FrameRelation } from '../../model/recipe';

/** Number of the first picture that is shown at or after the start of a source frame. */
export function firstPictureOf(frame: number, relation: FrameRelation): number {
  if (relation.kind === 'multiply') return frame * relation.by;
  if (relation.kind !== 'drop-one-of') return frame;
  return Math.ceil((frame * (relation.cycle - 1)) / relation.cycle);
}
