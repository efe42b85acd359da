/**
 * Blocks that roll up or down by whole lines from frame to frame, as credits and tilts do: their pairings across parities are measured along the motion.
 *
 * A field that has moved by an odd number of lines shows the very lines of the other parity. Where detail is finer than a field can hold, two such fields look more
 * alike than the two of one frame, and combing says the opposite of what is true. But then the motion is known to the line, and so is how far each pairing must
 * have moved along with it in whole frames, in native video and in shifted fields: the one that fits decides, and the block's combing is put down accordingly.
 */
import { combingAt, type FramePair, leftAlong } from './alongMotion';
import type { BlockGrid } from './blockGrid';
import type { BlockMeasures } from './blockMeasures';
import { BOTTOM, BOTTOM_BEFORE, OWN, TOP, TOP_BEFORE } from './frameRecords';

/** How far apart in time a frame's pairings are, in frames: the top field behind the bottom one, and each behind the other parity's field before. */
interface Timing {
  own: number;
  topBefore: number;
  bottomBefore: number;
}

const WHOLE: Timing = { own: 0, topBefore: 1, bottomBefore: 1 };
/** In both orders. */
const NATIVE: readonly Timing[] = [
  { own: -0.5, topBefore: 0.5, bottomBefore: 1.5 },
  { own: 0.5, topBefore: 1.5, bottomBefore: 0.5 },
];
const SHIFTED: readonly Timing[] = [
  { own: -1, topBefore: 0, bottomBefore: 2 },
  { own: 1, topBefore: 2, bottomBefore: 0 },
];
/** Combing in the block's motion by distance in frames, as the explanations expect it (likelihood.ts). */
const COMBING = [0, 0.75, 1.5];

/** Lines by which blocks roll from frame to frame, and from field to field; no pairing of theirs lies more than 12 apart (alongMotion.ts). */
const STEPS = [1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6] as const;
const RISES = [1, -1, 3, -3] as const;
/** Squared codes by which both fields of a block differ at least, and the share of it that its own combing reaches: else there is nothing to set right. */
const LEAST_MOTION = 1;
const COMBED_SHARE = 0.1;
/** What is left of the difference along the motion; and of the combing, held against the next best timing. */
const LEFT_SHARE = 0.12;
const CLEAR_SHARE = 0.65;
/** So many blocks look for the motion; the others then try what was found. */
const SEARCHING = 40;
/** Blocks that must have found the same; and so many times those that bear out something else must bear out whole frames. */
const LEAST_FOUND = 3;
const MAJORITY = 3;

export interface RollingBlocks {
  /** Sets the measures of a frame's rolling blocks right. `luma`: the narrow frame; the one before is kept. */
  correct(luma: Uint8Array, measures: BlockMeasures): void;
}

export function createRollingBlocks(grid: BlockGrid): RollingBlocks {
  let [now, before] = [new Uint8Array(0), new Uint8Array(0)];
  return {
    correct: (luma, measures) => {
      [before, now] = [now, before];
      if (now.length !== luma.length) now = new Uint8Array(luma.length);
      now.set(luma);
      if (before.length !== now.length) return;
      const candidates = combedBlocks(grid, measures);
      const pair = { now, before, grid };
      const every = Math.ceil(candidates.length / SEARCHING);
      const searching = candidates.filter((_, i) => i % every === 0);
      const steps = agreed(searching.map((block) => stepOf(pair, block, STEPS)));
      const rises = agreed(searching.map((block) => riseOf(pair, block, RISES)));
      if (steps.length + rises.length === 0) return;
      const stepOfBlock = candidates.map((block) => stepOf(pair, block, steps));
      for (const step of steps) {
        const rolling = candidates.filter((_, i) => stepOfBlock[i] === step);
        if (areWhole(pair, rolling, step)) for (const block of rolling) putDown(measures, block, WHOLE);
      }
      candidates.forEach((block, i) => {
        const timing = stepOfBlock[i] === 0 ? timingByRise(pair, block, rises) : null;
        if (timing) putDown(measures, block, timing);
      });
    },
  };
}

function combedBlocks({ blocks, rows }: BlockGrid, { differences }: BlockMeasures): number[] {
  const found: number[] = [];
  // Lower pictures have no block that all its lines could have come into.
  if (rows < 3) return found;
  for (let block = 0; block < blocks; block++) {
    const top = (differences[TOP] as Float32Array)[block] as number;
    const bottom = (differences[BOTTOM] as Float32Array)[block] as number;
    const motion = (top + bottom) / 2;
    if (motion < LEAST_MOTION) continue;
    const own = (differences[OWN] as Float32Array)[block] as number;
    const lead =
      ((differences[TOP_BEFORE] as Float32Array)[block] as number) -
      ((differences[BOTTOM_BEFORE] as Float32Array)[block] as number);
    if (Math.max(own, Math.abs(lead)) > COMBED_SHARE * motion) found.push(block);
  }
  return found;
}

/** The motions that several blocks have found. */
function agreed(found: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const motion of found) if (motion !== 0) counts.set(motion, (counts.get(motion) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= LEAST_FOUND).map(([motion]) => motion);
}

/** Lines that the block has come upwards; 0 where it does not roll. Each field must have come from there: where a pulldown repeats one, only the other has moved. */
function stepOf(pair: FramePair, block: number, steps: readonly number[]): number {
  const top = LEFT_SHARE * leftAlong(pair, block, 0, 0, Number.POSITIVE_INFINITY);
  const bottom = LEFT_SHARE * leftAlong(pair, block, 1, 0, Number.POSITIVE_INFINITY);
  let least = Number.POSITIVE_INFINITY;
  let best = 0;
  for (const step of steps) {
    const byTop = leftAlong(pair, block, 0, step, top);
    if (byTop >= top) continue;
    const byBottom = leftAlong(pair, block, 1, step, bottom);
    if (byBottom >= bottom || byTop + byBottom >= least) continue;
    least = byTop + byBottom;
    best = step;
  }
  return best;
}

/** Lines by which a frame's bottom field has moved against its top field, where that shows the very same lines, in the frame before too; else 0. */
function riseOf(pair: FramePair, block: number, rises: readonly number[]): number {
  const { now, before, grid } = pair;
  if (rises.length === 0) return 0;
  const all = Number.POSITIVE_INFINITY;
  const least = LEFT_SHARE * (leftAlong(pair, block, 0, 0, all) + leftAlong(pair, block, 1, 0, all));
  const isSame = (frame: Uint8Array, rise: number): boolean =>
    combingAt(frame, frame, grid, block, rise) < least;
  return rises.find((rise) => isSame(now, rise) && isSame(before, rise)) ?? 0;
}

/** Whether blocks that roll alike bear out whole frames by their pairings, and hardly one of them something else. */
function areWhole(pair: FramePair, blocks: readonly number[], step: number): boolean {
  // By an odd number of lines both parities have come from the other one: only whole frames do that.
  if (step % 2 !== 0) return true;
  let [whole, other] = [0, 0];
  for (const block of blocks) {
    const own = combingAlong(pair, block, step, WHOLE);
    const least = Math.min(
      ...[...NATIVE, ...SHIFTED].map((timing) => combingAlong(pair, block, step, timing)),
    );
    if (own < CLEAR_SHARE * least) whole++;
    else if (least < CLEAR_SHARE * own) other++;
  }
  return whole >= MAJORITY * Math.max(1, other);
}

/** Shifted fields, if the block's pairings bear them out and nothing else as well: by the same rise native video has gone on for half a frame only. */
function timingByRise(pair: FramePair, block: number, rises: readonly number[]): Timing | null {
  const rise = riseOf(pair, block, rises);
  if (rise === 0) return null;
  const along = (timing: Timing): number => combingAlong(pair, block, rise / timing.own, timing);
  const [one, other] = SHIFTED.map(along) as [number, number];
  const least = CLEAR_SHARE * Math.min(Math.max(one, other), ...NATIVE.map(along));
  return Math.min(one, other) < least ? (SHIFTED[one < other ? 0 : 1] as Timing) : null;
}

function combingAlong({ now, before, grid }: FramePair, block: number, step: number, timing: Timing): number {
  return (
    combingAt(now, now, grid, block, step * timing.own) +
    combingAt(now, before, grid, block, step * timing.topBefore) +
    combingAt(before, now, grid, block, -step * timing.bottomBefore)
  );
}

/** Writes what fields so far apart would have measured, had the block less detail. */
function putDown({ differences }: BlockMeasures, block: number, timing: Timing): void {
  const [byTop, byBottom, own, topBefore, bottomBefore] = differences as readonly [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const motion = ((byTop[block] as number) + (byBottom[block] as number)) / 2;
  byTop[block] = motion;
  byBottom[block] = motion;
  own[block] = motion * combingOf(timing.own);
  topBefore[block] = motion * combingOf(timing.topBefore);
  bottomBefore[block] = motion * combingOf(timing.bottomBefore);
}

function combingOf(distance: number): number {
  return COMBING[Math.abs(distance)] as number;
}
