/**
 * Keeps the last pictures at a small scale, and follows their blocks from frame to frame where a frame seems to be missing or repeated. What was followed once
 * is kept while it can be asked for again. Pure.
 */
import type { NarrowFrame } from '../pass';
import { BlockFollower, type BlockSteps } from './blockSteps';
import { createPyramid, type Pyramid } from './pyramid';
import { type FiveSteps, type StepsSeen, seeJump, seeRest } from './stepsSeen';

/** Five steps and the picture that they begin with. */
const KEPT = 6;
/** The frame in question is the third from the end. */
const BEHIND = 2;
/** Squared codes by which fields that repeat may differ, and how many times as much as the other field's. */
const [REPEATED, REPEATED_TIMES] = [4, 4] as const;

interface Kept {
  width: number;
  height: number;
  luma: Uint8Array;
  /** One line in four of the bottom field, as it is. */
  bottom: Uint8Array;
  pyramid: Pyramid | null;
  /** From the picture before. */
  steps: BlockSteps | null;
}

const UNCLEAR: StepsSeen = { kind: 'unclear' };

export class StepWatch {
  private readonly kept: Kept[] = [];
  private readonly follower = new BlockFollower();

  /** The top field, every two lines of it together: motion between the fields is none within one. */
  push({ luma, width, height }: NarrowFrame): void {
    const lines = Math.floor(height / 4);
    const oldest = this.kept.length === KEPT ? this.kept.shift() : undefined;
    const isSized = oldest?.luma.length === lines * width;
    const soft = isSized ? oldest.luma : new Uint8Array(lines * width);
    const bottom = isSized ? oldest.bottom : new Uint8Array(lines * width);
    for (let line = 0; line < lines; line++) {
      const from = 4 * line * width;
      bottom.set(luma.subarray(from + width, from + 2 * width), line * width);
      for (let x = 0; x < width; x++) {
        const sum = (luma[from + x] as number) + (luma[from + 2 * width + x] as number);
        soft[line * width + x] = (sum + 1) >> 1;
      }
    }
    this.kept.push({ width, height: lines, luma: soft, bottom, pyramid: null, steps: null });
  }

  /** Whether one is missing before the third frame from the end. */
  jump(): StepsSeen {
    if (!this.canTell()) return UNCLEAR;
    const steps = [-2, -1, 0, 1, 2].map((step) => this.stepsInto(KEPT - 1 - BEHIND + step));
    return seeJump(steps as unknown as FiveSteps);
  }

  /** Whether the third frame from the end, which hardly differs, repeats the one before it. */
  rest(): StepsSeen {
    if (!this.canTell()) return UNCLEAR;
    const here = KEPT - 1 - BEHIND;
    // Film in 3:2 repeats a field in two of five frames: the other one moves, and no frame is repeated.
    if (!this.restsBelow(here)) return UNCLEAR;
    return seeRest(this.stepsInto(here - 1), this.stepsInto(here), this.stepsInto(here + 1));
  }

  /** Whether the bottom field differs from the one before about as little as the top field does. */
  private restsBelow(place: number): boolean {
    const [here, before] = [this.kept[place] as Kept, this.kept[place - 1] as Kept];
    const least = Math.max(REPEATED, REPEATED_TIMES * meanSquare(here.luma, before.luma));
    return meanSquare(here.bottom, before.bottom) < least;
  }

  private canTell(): boolean {
    const [first] = this.kept;
    return (
      this.kept.length === KEPT &&
      first !== undefined &&
      this.kept.every(({ width, height }) => width === first.width && height === first.height)
    );
  }

  private stepsInto(place: number): BlockSteps {
    const frame = this.kept[place] as Kept;
    frame.steps ??= this.follower.follow(this.pyramidOf(place - 1), this.pyramidOf(place));
    return frame.steps;
  }

  private pyramidOf(place: number): Pyramid {
    const frame = this.kept[place] as Kept;
    frame.pyramid ??= createPyramid(frame.width, frame.height, frame.luma);
    return frame.pyramid;
  }
}

function meanSquare(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += ((a[at] as number) - (b[at] as number)) ** 2;
  return sum / a.length;
}
