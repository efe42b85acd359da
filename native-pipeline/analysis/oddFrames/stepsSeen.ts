/**
 * What the steps of a picture's blocks tell of the middle one of five: is a frame missing before it, does it repeat the one before, or does the camera only
 * tremble? Pure.
 *
 * Where a frame is missing all blocks go twice as far and more as beside it, in the same direction, and beside it they hardly change their pace. A hand that
 * trembles changes direction and pace in every frame: of it nothing is told. docs/CADENCE.md.
 */
import type { BlockSteps } from './blockSteps';

export type StepsSeen =
  | { kind: 'unclear' }
  /** So many times as far as in one frame: about 2 where one is missing, 3 where two are. */
  | { kind: 'missing'; times: number }
  /** The steps beside this one differ among themselves as much as it differs from them, or it goes elsewhere. */
  | { kind: 'unsteady' }
  /** Blocks go on moving. */
  | { kind: 'moving' }
  /** Blocks stand still and come back: a turn, unless the picture is the same to the last code. */
  | { kind: 'turning' };

/** Steps into five frames in a row. */
export type FiveSteps = readonly [BlockSteps, BlockSteps, BlockSteps, BlockSteps, BlockSteps];

/** Samples of the plane, of which the picture is 180 across: less is noise. */
const LEAST_STEP = 0.1;
/** Fewer blocks are a single thing that moves as it likes; more are a camera, and to be believed sooner. */
const [LEAST_BLOCKS, MANY_BLOCKS] = [6, 20] as const;
/** One and a half are what a title does that rolls by a broken number of lines; measured down to 1.7 where one is missing. */
const [LEAST_TIMES, LEAST_TIMES_OF_MANY, MOST_TIMES] = [1.95, 1.7, 4.6] as const;
/** Shares of the blocks that go about as far as the middle one, and that go on at their pace. */
const [LEAST_AGREEING, MOST_STEADY] = [0.5, 0.15] as const;
/** How far a block may be off the middle one and off the straight line, in shares. */
const [OFF_PACE, OFF_LINE, AT_PACE] = [0.3, 0.6, 0.4] as const;
/** Cosine between the steps and those beside, over all blocks. */
const LEAST_LIKENESS = 0.85;
/** Differences of the steps beside, in parts of the jump: of those next to it, and of the two outer ones together. */
const [MOST_APART, MOST_CHANGE] = [0.7, 0.9] as const;
/** Measured on a trembling camera, in which nothing is missing: 1.2 to 6 for each; where a frame is missing 0.1 to 0.85. */
const UNSTEADY_CHANGE = 2;
/** In another direction than beside it nothing goes because a frame is missing: measured there 0.6 and more, but for one. */
const UNSTEADY_LIKENESS = 0.5;

/** Is a frame missing before the middle one? */
export function seeJump(steps: FiveSteps): StepsSeen {
  const [first, before, here, behind, last] = steps;
  const blocks = blocksSeen(before, here, behind);
  if (blocks.length < LEAST_BLOCKS) return { kind: 'unclear' };
  const jump = (block: number): number => {
    const x = (at(here.x, block) - at(before.x, block) / 2 - at(behind.x, block) / 2) ** 2;
    return Math.sqrt(x + (at(here.y, block) - at(before.y, block) / 2 - at(behind.y, block) / 2) ** 2);
  };
  const apart = (a: BlockSteps, b: BlockSteps): number =>
    medianOf(
      blocks
        .map(
          (block) =>
            Math.hypot(at(a.x, block) - at(b.x, block), at(a.y, block) - at(b.y, block)) / jump(block),
        )
        .filter((share) => !Number.isNaN(share)),
    );
  const change = apart(first, before) + apart(behind, last);
  const { times, agreeing, steady, likeness } = comparePaces(steps, blocks);
  if (change > UNSTEADY_CHANGE || likeness < UNSTEADY_LIKENESS) return { kind: 'unsteady' };
  const least = blocks.length < MANY_BLOCKS ? LEAST_TIMES : LEAST_TIMES_OF_MANY;
  const isMissing =
    times > least &&
    times < MOST_TIMES &&
    agreeing >= LEAST_AGREEING &&
    steady <= MOST_STEADY &&
    likeness > LEAST_LIKENESS &&
    change < MOST_CHANGE &&
    apart(before, behind) < MOST_APART;
  return isMissing ? { kind: 'missing', times } : { kind: 'unclear' };
}

/** Does the middle one, which hardly differs from the one before, repeat it? */
export function seeRest(before: BlockSteps, here: BlockSteps, behind: BlockSteps): StepsSeen {
  let [blocks, moving, both, squaresBefore, squaresBehind] = [0, 0, 0, 0, 0];
  for (let block = 0; block < here.x.length; block++) {
    if (!Number.isNaN(at(here.x, block))) moving++;
    if (!(lengthOf(before, block) > LEAST_STEP && lengthOf(behind, block) > LEAST_STEP)) continue;
    blocks++;
    both += at(before.x, block) * at(behind.x, block) + at(before.y, block) * at(behind.y, block);
    squaresBefore += lengthOf(before, block) ** 2;
    squaresBehind += lengthOf(behind, block) ** 2;
  }
  if (moving > blocks / 10) return { kind: 'moving' };
  const isTurning = blocks >= 2 && both < LEAST_ONWARD * Math.sqrt(squaresBefore * squaresBehind);
  return isTurning ? { kind: 'turning' } : { kind: 'unclear' };
}

/** Cosine between the steps before and behind: 0.9 to 1 around most repeated frames, -0.9 to -0.1 where things turn. */
const LEAST_ONWARD = 0.1;

/** Blocks that were followed in all three steps, and go somewhere beside the middle one. */
function blocksSeen(before: BlockSteps, here: BlockSteps, behind: BlockSteps): number[] {
  return Array.from(here.x.keys()).filter(
    (block) =>
      !Number.isNaN(at(here.x, block)) &&
      lengthOf(before, block) > LEAST_STEP &&
      lengthOf(behind, block) > LEAST_STEP,
  );
}

interface Paces {
  times: number;
  agreeing: number;
  steady: number;
  likeness: number;
}

function comparePaces([, before, here, behind]: FiveSteps, blocks: readonly number[]): Paces {
  let [both, squaresHere, squaresUsual] = [0, 0, 0];
  const paces = blocks.map((block) => {
    const usualX = (at(before.x, block) + at(behind.x, block)) / 2;
    const usualY = (at(before.y, block) + at(behind.y, block)) / 2;
    const [x, y] = [at(here.x, block), at(here.y, block)];
    const usual = usualX * usualX + usualY * usualY;
    both += x * usualX + y * usualY;
    squaresHere += x * x + y * y;
    squaresUsual += usual;
    return {
      along: (x * usualX + y * usualY) / usual,
      across: Math.abs(x * usualY - y * usualX) / usual,
    };
  });
  const times = medianOf(paces.map(({ along }) => along));
  const shareOf = (isSo: (pace: (typeof paces)[number]) => boolean): number =>
    paces.filter(isSo).length / paces.length;
  return {
    times,
    agreeing: shareOf(({ along, across }) => Math.abs(along - times) < OFF_PACE * times && across < OFF_LINE),
    steady: shareOf(({ along }) => Math.abs(along - 1) < AT_PACE),
    likeness: both / Math.sqrt(squaresHere * squaresUsual),
  };
}

function at(values: Float32Array, block: number): number {
  return values[block] as number;
}

function lengthOf({ x, y }: BlockSteps, block: number): number {
  return Math.hypot(at(x, block), at(y, block));
}

/** Number.NaN of nothing. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
