/**
 * What differences of fields that show the same thing amount to, by luma: the tenth percentile of the last twenty seconds or so.
 *
 * Film repeats one difference in five, and nearly every clip has still corners, so a tenth of all blocks is free of motion; where none is, the block's own
 * quiet moments are the better measure, and the caller takes the smaller of both.
 */
import type { BlockMeasures } from './blockMeasures';
import { BOTTOM, TOP } from './frameRecords';

const LUMA_BINS = 8;
/** Steps of the histogram, four to an octave, from 2^-8 to 2^12 squared codes. */
const STEPS = 80;
const LOWEST = -8;
const PER_OCTAVE = 4;
const SHARE = 0.1;
/** Frames after which a difference counts half. */
const HALF_LIFE_FRAMES = 400;
/** Fewer differences than these say nothing about a bin: its neighbours are asked. */
const ENOUGH = 300;

export class NoiseFloor {
  private readonly histogram = new Float32Array(LUMA_BINS * STEPS);
  private readonly floors = new Float32Array(LUMA_BINS).fill(0);
  private frames = 0;

  /** Takes a frame's differences to the frame before. */
  addFrame({ differences, topMeans, bottomMeans }: BlockMeasures): void {
    this.add(differences[TOP] as Float32Array, topMeans);
    this.add(differences[BOTTOM] as Float32Array, bottomMeans);
    this.endFrame();
  }

  private add(differences: Float32Array, means: Float32Array): void {
    for (let block = 0; block < differences.length; block++) {
      const place = binOf(means[block] as number) * STEPS + stepOf(differences[block] as number);
      this.histogram[place] = (this.histogram[place] as number) + 1;
    }
  }

  private endFrame(): void {
    this.frames++;
    if (this.frames % 8 !== 0 && this.frames > 8) return;
    const fade = 0.5 ** (8 / HALF_LIFE_FRAMES);
    for (let i = 0; i < this.histogram.length; i++) this.histogram[i] = (this.histogram[i] as number) * fade;
    for (let bin = 0; bin < LUMA_BINS; bin++) this.floors[bin] = this.measure(bin);
  }

  /** Squared codes. */
  floorAt(luma: number): number {
    return this.floors[binOf(luma)] as number;
  }

  private measure(bin: number): number {
    for (let reach = 0; reach < LUMA_BINS; reach++) {
      const from = Math.max(0, bin - reach);
      const to = Math.min(LUMA_BINS - 1, bin + reach);
      const floor = this.percentile(from, to);
      if (floor !== null) return floor;
    }
    return 0;
  }

  private percentile(from: number, to: number): number | null {
    let all = 0;
    for (let i = from * STEPS; i < (to + 1) * STEPS; i++) all += this.histogram[i] as number;
    if (all < ENOUGH && (from > 0 || to < LUMA_BINS - 1)) return null;
    let seen = 0;
    for (let step = 0; step < STEPS; step++) {
      for (let bin = from; bin <= to; bin++) seen += this.histogram[bin * STEPS + step] as number;
      if (seen >= SHARE * all) return 2 ** (LOWEST + (step + 0.5) / PER_OCTAVE);
    }
    return null;
  }
}

function binOf(luma: number): number {
  return Math.min(LUMA_BINS - 1, Math.max(0, Math.floor((luma - 16) / 28)));
}

function stepOf(difference: number): number {
  const step = Math.floor((Math.log2(difference + 1e-9) - LOWEST) * PER_OCTAVE);
  return Math.min(STEPS - 1, Math.max(0, step));
}
