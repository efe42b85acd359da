/** Every preset over whole clips, film and video: each picture that is previewed, right after a jump or on the way, is the one that the render writes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRESETS } from '../../model/presets';
import type { Recipe } from '../../model/recipe';
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import { madeAnalysis } from '../helpers/analysed';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { hashOf, sequentialHashes } from '../helpers/frameTruth';
import { recipeOf } from '../helpers/madeRecipe';
import { type Bench, createBench } from '../helpers/openClips';
import { tiny } from '../helpers/place';

const CLIPS = ['hard-telecine.mpg', 'native-29.97i.mpg'] as const;
const CASES = CLIPS.flatMap((clip) => PRESETS.map((recipe) => ({ clip, id: recipe.id, recipe })));
/** No size is special to the kernels; fewer lines take less time. */
const LINES = 240;

describe.each(BUILDS)('previews with ffmpeg $version', (build) => {
  let bench: Bench;
  const opened: Partial<Record<(typeof CLIPS)[number], OpenClip>> = {};
  beforeAll(async () => {
    bench = await createBench(build);
    for (const clip of CLIPS) opened[clip] = await openAnalysed(clip);
  });
  afterAll(() => bench.close());

  it.each(CASES)('of $id are its render, picture by picture, on $clip', async ({ clip, recipe }) => {
    const open = opened[clip];
    if (!open) throw new Error(`${clip} is not open`);
    const plan = bench.plan(open, atFewerLines(recipe));
    expect(plan.memory.isExact).toBe(true);
    const rendered = sequentialHashes(build, tiny(clip), open, plan.graph, plan.pixelFormat);
    const last = rendered.length - 1;
    expect(last).toBeGreaterThan(10);
    for (const frame of [last, Math.floor(last / 2), 3, ...rendered.keys()]) {
      const picture = await bench.pictures.readVariant(open, plan, { frame, clock: 'variant' });
      expect({ frame, hash: hashOf(picture) }).toEqual({ frame, hash: rendered[frame] });
    }
  });

  it.each(['yuv420p', 'yuv422p10le', 'yuv444p12le', 'yuv420p16le'])(
    'denoise in space first without any memory of it, %s',
    (pixelFormat) => {
      const graph = spatialPart();
      const last = (from: number) =>
        ffmpegOutput(build, [
          ...['-f', 'lavfi', '-i', NOISE, '-vf', `format=${pixelFormat},trim=start_frame=${from},${graph}`],
          ...['-fps_mode', 'passthrough', '-f', 'framehash', '-hash', 'md5', '-'],
        ])
          .toString()
          .trim()
          .split(/[\s,]+/)
          .at(-1);
      expect(last(0)).toBe(last(11));
    },
  );

  function spatialPart(): string {
    const open = opened['native-29.97i.mpg'];
    if (!open) throw new Error('not open');
    const { graph } = bench.plan(open, recipeOf([['denoise', { luma: 6, chroma: 6, temporal: 8 }]]));
    const part = graph.split(',').find((filter) => filter.startsWith('hqdn3d='));
    if (!part) throw new Error(`no hqdn3d in ${graph}`);
    return part;
  }

  async function openAnalysed(name: (typeof CLIPS)[number]): Promise<OpenClip> {
    const open = await bench.open(tiny(name));
    await open.index?.whenConfirmed;
    const frames = open.index?.table.count ?? 0;
    const isFilm = name === 'hard-telecine.mpg';
    const section = isFilm ? (['film', '3:2', 0] as const) : (['video-interlaced'] as const);
    open.takeAnalysis(madeAnalysis([[0, frames, ...section]]));
    return open;
  }
});

/** Steep enough in time to show a memory of any depth. */
const NOISE = 'testsrc2=s=128x96:r=25:d=0.48,noise=alls=40:allf=t:all_seed=3';

function atFewerLines(recipe: Recipe): Recipe {
  const steps = recipe.steps.map((step) =>
    step.kind === 'enlarge' ? { ...step, settings: { ...step.settings, lines: LINES } } : step,
  );
  return { ...recipe, steps };
}
