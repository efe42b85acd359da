/**
 * Banding: how much of the picture is a staircase where it should be a ramp. Pure.
 *
 * The idea is CAMBI's (Tandon et al., 2021): flat runs beside each other whose values differ by a code or two. Here along lines only, and only where the
 * step goes on in the next line of the same field. Noise and dither break the runs, and rightly so: they hide bands.
 */
import type { ActivePicture } from '../../../model/analysis';
import type { LookPicture } from './lookPicture';

/** Longer than a block of 8 samples, whose flat coding is blocking and not banding. */
const LEAST_RUN = 12;
/** Steps larger than this are drawn edges. Codes of 8 bits. */
const LARGEST_STEP = 2;
/** A run counts up to this length on each side of a step: a wide plain ground with one step is hardly a fault. */
const LONGEST_COUNTED = 48;
/** The step may move this far from a line to the next one of its field. */
const DRIFT = 6;

/** Percent of the picture that lies on such steps (0: none; a few percent are seen); null for an empty picture. */
export function measureBanding({ luma, unit }: LookPicture, area: ActivePicture): number | null {
  const { samples, width } = luma;
  if (area.width < 2 * LEAST_RUN || area.height < 3) return null;
  let banded = 0;
  let lines = 0;
  for (let y = area.top; y + 2 < area.top + area.height; y += 3) {
    banded += bandedSamples(samples, y * width + area.left, area.width, 2 * width, LARGEST_STEP * unit);
    lines++;
  }
  return (100 * banded) / (lines * area.width);
}

/** Samples of a line that lie on runs beside a small step; `next` is the way to the next line of the same field. */
function bandedSamples(
  samples: Uint16Array,
  from: number,
  length: number,
  next: number,
  largest: number,
): number {
  let banded = 0;
  let runStart = 0;
  let runBefore = 0;
  for (let x = 1; x <= length; x++) {
    const here = samples[from + x] ?? 0;
    const value = samples[from + x - 1] ?? 0;
    if (x < length && here === value) continue;
    const run = x - runStart;
    if (run >= LEAST_RUN && runBefore >= LEAST_RUN) {
      const step = value - (samples[from + runStart - 1] ?? 0);
      if (Math.abs(step) <= largest && goesOn(samples, from + runStart + next, step)) {
        banded += Math.min(run, LONGEST_COUNTED) / 2 + Math.min(runBefore, LONGEST_COUNTED) / 2;
      }
    }
    runStart = x;
    runBefore = run;
  }
  return banded;
}

/** True where the same step, and only that, stands at about the same place. */
function goesOn(samples: Uint16Array, at: number, step: number): boolean {
  return (samples[at + DRIFT] ?? 0) - (samples[at - DRIFT - 1] ?? 0) === step;
}
