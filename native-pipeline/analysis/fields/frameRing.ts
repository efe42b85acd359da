/** The block measures of the last frames, and which shot each field belongs to: what every look back and ahead works on. */
import type { BlockGrid } from './blockGrid';
import { type BlockMeasures, createMeasures } from './blockMeasures';

/** Room for the look ahead of the noise floor and for windows behind it. */
export const RING_FRAMES = 96;

export interface RingFrame {
  measures: BlockMeasures;
  /** Counts cuts met so far by the fields of this parity. */
  topShot: number;
  bottomShot: number;
}

export class FrameRing {
  /** Frames pushed so far. */
  count = 0;
  private readonly frames: RingFrame[];

  constructor(grid: BlockGrid) {
    const create = (): RingFrame => ({ measures: createMeasures(grid), topShot: 0, bottomShot: 0 });
    this.frames = Array.from({ length: RING_FRAMES }, create);
  }

  /** The place for the next frame. */
  add(): RingFrame {
    return this.at(this.count++);
  }

  /** A frame that is still in the ring. */
  at(frame: number): RingFrame {
    return this.frames[frame % RING_FRAMES] as RingFrame;
  }
}
