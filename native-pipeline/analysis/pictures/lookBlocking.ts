/**
 * Blocking: by how much the picture steps at the borders of 8-sample blocks beyond what it does beside them. Pure.
 *
 * After Kirenko and Muijs (A no-reference blocking artifact measure, 2005): a border's step less the mean of its two neighbours', so that smooth shading
 * and noise give zero. The grid is looked for at all eight offsets, for a crop moves it; a clip that was scaled after its compression shows none.
 */
import type { ActivePicture } from '../../../model/analysis';
import type { LookPicture } from './lookPicture';

const BLOCK = 8;
/** Steps count up to this, so that the edges of things do not rule the mean. Codes of 8 bits. */
const STEP_LIMIT = 16;

/** Mean excess step at block borders, codes of 8 bits (0: no blocks; from about 0.5 seen on flat ground); null where the picture is too narrow. */
export function measureBlocking({ luma, unit }: LookPicture, area: ActivePicture): number | null {
  if (area.width < 6 * BLOCK || area.height < BLOCK) return null;
  const excess = new Float64Array(BLOCK);
  const counts = new Float64Array(BLOCK);
  const limit = STEP_LIMIT * unit;
  const { samples, width } = luma;
  // An odd step takes both fields in turn.
  const step = area.height > 300 ? 3 : 1;
  for (let y = area.top; y < area.top + area.height; y += step) {
    const line = y * width;
    const end = area.left + area.width - 2;
    let x = area.left + 1;
    let before = stepAt(samples, line + x - 1, limit);
    let here = stepAt(samples, line + x, limit);
    for (; x < end; x++) {
      const after = stepAt(samples, line + x + 1, limit);
      const phase = (x + 1) & (BLOCK - 1);
      excess[phase] = (excess[phase] ?? 0) + here - (before + after) / 2;
      counts[phase] = (counts[phase] ?? 0) + 1;
      before = here;
      here = after;
    }
  }
  const means = Array.from(excess, (sum, phase) => sum / Math.max(1, counts[phase] ?? 0) / unit);
  return Math.max(0, bestAgainstRest(means));
}

/** Step between a sample and the next one. */
function stepAt(samples: Uint16Array, at: number, limit: number): number {
  const step = Math.abs((samples[at + 1] ?? 0) - (samples[at] ?? 0));
  return step > limit ? limit : step;
}

/** A border lowers its neighbours' excess by half its own, so they are left out of what it is held against. */
function bestAgainstRest(means: readonly number[]): number {
  const best = means.indexOf(Math.max(...means));
  const rest = means.filter((_mean, phase) => (phase - best + BLOCK + 1) % BLOCK > 2).sort((a, b) => a - b);
  return (means[best] ?? 0) - Math.max(0, rest[rest.length >> 1] ?? 0);
}
