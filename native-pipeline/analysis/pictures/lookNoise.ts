/**
 * Noise, grain included: how much samples stray from a straight line through their neighbours, in the smoothest fifth of the picture. Pure.
 *
 * Along lines only, as all measures of faults here: so the two fields of a frame never mix, and combing is not taken for a fault. The kernel is that of
 * Immerkær (Fast noise variance estimation, 1996) in one direction; the blocks with the least of it show noise, the others detail.
 */
import type { ActivePicture } from '../../../model/analysis';
import type { LookPicture } from './lookPicture';

const BLOCK_WIDTH = 32;
const BLOCK_LINES = 16;
/** Share of blocks that are taken as free of detail. */
const SMOOTH_SHARE = 0.2;
/** The smoothest fifth of equal blocks lies this much below their mean, with 512 samples each (measured on white noise). */
const SELECTION_BIAS = 0.955;
/** Blocks nearer than this to black or white have their noise cut off. Codes of 8 bits. */
const HEADROOM = 6;

/** Standard deviation in codes of 8 bits, of white noise that would give the same number; null where no block can tell. */
export function measureNoise({ luma, unit }: LookPicture, area: ActivePicture, black = 16): number | null {
  const energies: number[] = [];
  const { samples, width } = luma;
  for (let y = area.top; y + BLOCK_LINES <= area.top + area.height; y += BLOCK_LINES) {
    for (let x = area.left + 1; x + BLOCK_WIDTH < area.left + area.width; x += BLOCK_WIDTH) {
      const energy = blockEnergy(samples, y * width + x, width, unit, black);
      if (energy >= 0) energies.push(energy);
    }
  }
  if (energies.length === 0) return null;
  energies.sort((a, b) => a - b);
  const kept = Math.max(1, Math.round(energies.length * SMOOTH_SHARE));
  let sum = 0;
  for (let i = 0; i < kept; i++) sum += energies[i] ?? 0;
  // The kernel 1 -2 1 makes six times the variance.
  return Math.sqrt(sum / kept / 6) / unit / (energies.length < 20 ? 1 : SELECTION_BIAS);
}

/** Mean square of the second difference; -1 where the block is too dark or too bright to show its noise. */
function blockEnergy(
  samples: Uint16Array,
  start: number,
  stride: number,
  unit: number,
  black: number,
): number {
  let energy = 0;
  let sum = 0;
  for (let line = 0; line < BLOCK_LINES; line++) {
    const from = start + line * stride;
    let left = samples[from - 1] ?? 0;
    let here = samples[from] ?? 0;
    for (let x = 1; x <= BLOCK_WIDTH; x++) {
      const right = samples[from + x] ?? 0;
      const bend = left - 2 * here + right;
      energy += bend * bend;
      sum += here;
      left = here;
      here = right;
    }
  }
  const count = BLOCK_LINES * BLOCK_WIDTH;
  const mean = sum / count / unit;
  if (mean < black + HEADROOM || mean > 255 - HEADROOM - black) return -1;
  return energy / count;
}
