import { expect, test } from 'vitest';
import type { Analysis } from '../../../model/analysis';
import { findPreset } from '../../../model/presets';
import { planRecipe } from '../../../native-pipeline/recipes/plan';
import type { Seen } from '../../../native-pipeline/recipes/seen';
import { madeAnalysis } from '../../helpers/analysed';
import { FULL_BUILD, madeClip } from '../../helpers/madeClip';

const SECTIONS = [
  [0, 40, 'film', '3:2'],
  [40, 60, 'video-interlaced'],
  [60, 90, 'film', '3:2'],
] as const;
const even = (frame: number) => (frame * 1001) / 30000;
/** As a variable rate turns out once the index is made: everything from frame 40 on is late. */
const late = (frame: number) => even(frame) + (frame < 40 ? 0 : 2);

test('a map is made once for the same frames and times', () => {
  const analysis = madeAnalysis(SECTIONS);
  expect(mapOf(analysis)).toBe(mapOf(analysis));
});

test('a map made before the index was is not used for the times that the index tells', () => {
  const analysis = madeAnalysis(SECTIONS);
  const before = mapOf(analysis);
  const after = mapOf(analysis, { secsAt: late });
  expect([...after.ticks]).toEqual([...mapOf(madeAnalysis(SECTIONS), { secsAt: late }).ticks]);
  expect(after.ticks.at(-1)).toBeGreaterThan(before.ticks.at(-1) ?? 0);
});

test('a map is made anew where only times in the middle have changed', () => {
  const analysis = madeAnalysis(SECTIONS);
  const before = mapOf(analysis);
  const secsAt = (frame: number) => even(frame) + (frame >= 40 && frame < 60 ? 0.2 : 0);
  expect([...mapOf(analysis, { secsAt }).ticks]).not.toEqual([...before.ticks]);
});

test('a map is made anew where the index counts another number of frames', () => {
  const analysis = madeAnalysis(SECTIONS);
  expect(mapOf(analysis, { frames: 89 })).not.toBe(mapOf(analysis));
});

function mapOf(analysis: Analysis, seen: Partial<Seen> = {}) {
  const recipe = findPreset('true-frames');
  const plan = planRecipe(recipe, madeClip(), FULL_BUILD, null, {
    ...{ analysis, frames: 90, secsAt: even },
    ...seen,
  });
  if (!plan.weave) throw new Error('The plan follows no map.');
  return plan.weave.map;
}
