/**
 * Overrides: in their spans a render shows what the other settings make of the whole clip, elsewhere what the recipe makes, to the picture; and
 * a preview that starts anywhere shows the same.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recipe, Step } from '../../model/recipe';
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import { BUILDS } from '../helpers/ffmpegBuilds';
import { hashOf, sequentialHashes } from '../helpers/frameTruth';
import { type MadeStep, recipeOf } from '../helpers/madeRecipe';
import type { Bench } from '../helpers/openClips';
import { openStation, STATION_SD } from '../helpers/station';

/** The step that makes frames of fields, the recipe's step, the override's; how many pictures a source frame stands for. */
const CASES: [string, MadeStep[], MadeStep, MadeStep, number][] = [
  [
    'another strength of a filter without memory',
    [],
    ['sharpen', { amount: 0.2 }],
    ['sharpen', { amount: 0.9 }],
    1,
  ],
  [
    'another method, with another memory',
    [],
    ['denoise', { method: 'vaguedenoiser' }],
    ['denoise', { method: 'atadenoise' }],
    1,
  ],
  [
    'a step that has branches of its own',
    [],
    ['regrain', { size: 'fine' }],
    ['regrain', { size: 'coarse' }],
    1,
  ],
  ['behind a bob', [['deinterlace', {}]], ['regrain', { amount: 2 }], ['regrain', { amount: 8 }], 2],
  [
    'behind true frames',
    [['cadence', { rate: 'variable' }]],
    ['grade', { gamma: 1.1 }],
    ['grade', { gamma: 2 }],
    0,
  ],
];

describe.each(BUILDS)('overrides, ffmpeg $version', (build) => {
  let bench: Bench;
  let open: OpenClip;
  beforeAll(async () => {
    ({ bench, open } = await openStation(build));
  });
  afterAll(() => bench.close());

  const hashesOf = (recipe: Recipe): string[] => {
    const plan = bench.plan(open, recipe);
    expect(plan.objections.filter(({ severity }) => severity === 'refuse')).toEqual([]);
    return sequentialHashes(build, STATION_SD, open, plan.graph, plan.pixelFormat);
  };

  it.each(CASES)('%s', async (_name, before, own, other, by) => {
    const usual = recipeOf([...before, own]);
    const spans = [
      { from: 40, to: 47 },
      { from: 90, to: 91 },
    ];
    const recipe = {
      ...usual,
      overrides: spans.map((span) => ({ ...span, steps: recipeOf([other]).steps })),
    };
    const seen = hashesOf(recipe);
    const [base, changed] = [hashesOf(usual), hashesOf(recipeOf([...before, other]))];
    expect(seen.length).toBe(base.length);
    const inside = seen.flatMap((hash, n) => (hash === changed[n] && hash !== base[n] ? [n] : []));
    const outside = seen.flatMap((hash, n) => (hash === base[n] && hash !== changed[n] ? [n] : []));
    expect(inside.length + outside.length).toBe(seen.length);
    if (by > 0) {
      const expected = spans.flatMap(({ from, to }) => range(from * by, to * by));
      expect(inside).toEqual(expected);
    }
    const plan = bench.plan(open, recipe);
    for (const frame of [inside[3] ?? 0, (inside[0] ?? 1) - 1, (inside.at(-1) ?? 0) + 1]) {
      const picture = await bench.pictures.readVariant(open, plan, { frame, clock: 'variant' });
      expect({ frame, hash: hashOf(picture) }).toEqual({ frame, hash: seen[frame] });
    }
  });

  it('a step that is switched off for a span leaves its pictures as the step before made them', () => {
    const usual = recipeOf([['sharpen', { amount: 0.8 }]]);
    const off: Step = { kind: 'sharpen', isOn: false, settings: {} };
    const seen = hashesOf({ ...usual, overrides: [{ from: 10, to: 20, steps: [off] }] });
    const bare = hashesOf(recipeOf([['sharpen', { amount: 0 }]]));
    expect(seen.flatMap((hash, n) => (hash === bare[n] ? [n] : []))).toEqual(range(10, 20));
  });

  it('a step that is off in the recipe runs in the spans that switch it on, and nowhere else', async () => {
    const off: Step = { kind: 'sharpen', isOn: false, settings: { amount: 0.8 } };
    const on: Step = { kind: 'sharpen', isOn: true, settings: {} };
    const recipe = { ...recipeOf([]), steps: [off], overrides: [{ from: 30, to: 42, steps: [on] }] };
    const seen = hashesOf(recipe);
    const sharp = hashesOf(recipeOf([['sharpen', { amount: 0.8 }]]));
    const bare = hashesOf(recipeOf([['sharpen', { amount: 0 }]]));
    expect(seen.flatMap((hash, n) => (hash === sharp[n] ? [n] : []))).toEqual(range(30, 42));
    expect(seen.filter((hash, n) => hash === bare[n])).toHaveLength(seen.length - 12);
    const plan = bench.plan(open, recipe);
    const picture = await bench.pictures.readVariant(open, plan, { frame: 33, clock: 'source' });
    expect(hashOf(picture)).toBe(seen[33]);
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, n) => from + n);
}
