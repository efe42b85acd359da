/** How many source frames a chain of filters remembers. Pure. */
import type { FilterMemory, FrameRelation } from '../../model/recipe';
import { NO_MEMORY } from './pictureState';

/** Filters one behind the other: their reaches add up. `later` counts in pictures as they are after `relation`. */
export function addMemory(
  earlier: FilterMemory,
  later: FilterMemory | undefined,
  relation: FrameRelation,
): FilterMemory {
  const { behind, ahead, isExact, tolerance } = inSourceFrames(later ?? NO_MEMORY, relation);
  return {
    behind: earlier.behind + behind,
    ahead: earlier.ahead + ahead,
    isExact: earlier.isExact && isExact,
    tolerance: [earlier.tolerance, tolerance].filter((text) => text !== '').join(' '),
  };
}

function inSourceFrames(memory: FilterMemory, relation: FrameRelation): FilterMemory {
  const ratio = sourceFramesPerPicture(relation);
  return { ...memory, behind: Math.ceil(memory.behind * ratio), ahead: Math.ceil(memory.ahead * ratio) };
}

function sourceFramesPerPicture(relation: FrameRelation): number {
  if (relation.kind === 'multiply') return 1 / relation.by;
  // n pictures in a row may reach over one more drop than their share.
  return relation.kind === 'drop-one-of' ? relation.cycle / (relation.cycle - 1) : 1;
}
