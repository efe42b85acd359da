/** Renders of true frames at the rate of the fields: twice as many pictures as frames, up to the very end, whatever the clip ends in. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldOrder } from '../../model/clip';
import type { Span } from '../../model/time';
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import { renderMovie } from '../../native-pipeline/exports/movie';
import { checkRender } from '../../native-pipeline/exports/renderCheck';
import { cutSpan, renderGraph } from '../../native-pipeline/exports/renderGraph';
import type { WorkedPlan } from '../../native-pipeline/recipes/plan';
import { type MadeSection, madeAnalysis } from '../helpers/analysed';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { hashOf, sequentialHashes } from '../helpers/frameTruth';
import { recipeOf } from '../helpers/madeRecipe';
import { type Bench, createBench } from '../helpers/openClips';

const FRAMES = 36;
const FRAME_SECS = 1001 / 30000;
const ENDS: readonly { end: string; sections: readonly MadeSection[] }[] = [
  ...[0, 3, 4].map((phase) => ({
    end: `film 3:2 of phase ${phase}`,
    sections: [
      [0, 16, 'video-interlaced'],
      [16, FRAMES, 'film', '3:2', phase],
    ] as const,
  })),
  {
    end: 'native video',
    sections: [
      [0, 16, 'film', '3:2', 2],
      [16, FRAMES, 'video-interlaced'],
    ],
  },
  {
    end: 'whole frames',
    sections: [
      [0, 16, 'film', '3:2', 1],
      [16, FRAMES, 'video-progressive'],
    ],
  },
];
const ORDERS = ['top-first', 'bottom-first'] as const;
const CASES = ENDS.flatMap((end) => ORDERS.map((order) => ({ ...end, order })));

const SECS = FRAMES * FRAME_SECS;
/** Sound goes on behind the pictures in most files. */
const LATE_SECS = 0.2;

describe.each(BUILDS)('a render at the rate of the fields, ffmpeg $version', (build) => {
  let bench: Bench;
  let open: OpenClip;
  beforeAll(async () => {
    bench = await createBench(build);
    const file = path.join(bench.folder, 'noise.mkv');
    ffmpegOutput(build, [...NOISE, file]);
    open = await bench.open(file);
  });
  afterAll(() => bench.close());

  it.each(CASES)('that ends in $end, $order, has two pictures for each frame', ({ sections, order }) => {
    const plan = planFor(sections, order);
    expect(plan.relation).toMatchObject({ pictures: 2 * FRAMES });
    expect(renderedHashes(plan)).toHaveLength(2 * FRAMES);
  });

  it.each(CASES)('that ends in $end, $order, is previewed as it ends', async ({ sections, order }) => {
    const plan = planFor(sections, order);
    const rendered = renderedHashes(plan);
    for (const frame of [1, 2, 3, 4, 5, 6, 40].map((back) => 2 * FRAMES - back)) {
      const picture = await bench.pictures.readVariant(open, plan, { frame, clock: 'variant' });
      expect({ frame, hash: hashOf(picture) }).toEqual({ frame, hash: rendered[frame] });
    }
    const beyond = bench.pictures.readVariant(open, plan, { frame: 2 * FRAMES, clock: 'variant' });
    await expect(beyond).rejects.toMatchObject({ code: 'frame-out-of-range' });
  });

  it.each(CASES)('that ends in $end, $order, falls into spans without a gap', ({ sections, order }) => {
    const plan = planFor(sections, order);
    const rendered = renderedHashes(plan);
    const limits = [0, 1, 2, 7, 15, 16, 17, 22, 24, 29, FRAMES - 2, FRAMES - 1, FRAMES];
    expect(cutSpan({ from: 1, to: 2 }, plan).pictures).toEqual({
      from: firstOf(plan, 1),
      to: firstOf(plan, 2),
    });
    expect(firstOf(plan, 1)).toBeGreaterThan(0);
    const parts = limits.slice(1).flatMap((to, n) => spanHashes(plan, { from: limits[n] ?? 0, to }));
    expect(parts).toEqual(rendered);
  });

  it.each(ENDS)(
    'that ends in $end keeps all sound, and in a span up to the end as much as there are pictures',
    async ({ end, sections }) => {
      const plan = planFor(sections, 'top-first');
      for (const span of [null, { from: 21, to: FRAMES }]) {
        const out = path.join(bench.folder, `${end.replace(/\W/g, '-')}-${span?.from ?? 0}.mkv`);
        const order = { open, recipe: null, plan, span, codec: 'ffv1', out, bits: null } as const;
        const work = await checkRender({ ...order, isOverwriting: false, isResuming: false }, bench.tools);
        const { frames } = await renderMovie(work, bench.tools, { signal: SIGNAL, onProgress: () => {} });
        const first = span ? firstOf(plan, span.from) : 0;
        expect(frames).toBe(2 * FRAMES - first);
        const soundSecs = ffmpegOutput(build, ['-i', out, ...MONO]).length / 2 / 48000;
        const wantedSecs = (frames * FRAME_SECS) / 2 + (span ? 0 : LATE_SECS);
        const apartSecs = Math.abs(soundSecs - wantedSecs);
        // As near as the milliseconds of Matroska are.
        expect({ span, isNear: apartSecs < 0.002 }).toEqual({ span, isNear: true });
      }
    },
  );

  function planFor(sections: readonly MadeSection[], order: FieldOrder): WorkedPlan {
    open.takeAnalysis(madeAnalysis(sections, order));
    const recipe = { ...recipeOf([['cadence', { rate: 'field' }]]), interpret: { fieldOrder: order } };
    return bench.plan(open, recipe);
  }

  function renderedHashes({ graph, pixelFormat }: WorkedPlan): string[] {
    return sequentialHashes(build, open.clip.path, open, graph, pixelFormat);
  }

  function spanHashes(plan: WorkedPlan, span: Span): string[] {
    const parts = { unpack: '', convert: '', rate: plan.rate, isConstantRate: true };
    const graph = renderGraph({ ...parts, plan, cut: cutSpan(span, plan) });
    return sequentialHashes(build, open.clip.path, open, graph, plan.pixelFormat);
  }
});

const SIGNAL = new AbortController().signal;
const MONO = ['-map', '0:a:0', '-f', 's16le', '-ac', '1', '-ar', '48000', '-'];
/** Every picture differs from all others. */
const NOISE = [
  ...['-f', 'lavfi', '-i', `testsrc2=size=96x64:rate=30000/1001:duration=${SECS}`],
  ...['-f', 'lavfi', '-i', `sine=sample_rate=48000:duration=${SECS + LATE_SECS}`],
  ...['-vf', 'noise=alls=12:allf=t:all_seed=5'],
  ...['-pix_fmt', 'yuv422p', '-c:v', 'ffv1', '-c:a', 'flac'],
];

function firstOf(plan: WorkedPlan, frame: number): number {
  return cutSpan({ from: frame, to: FRAMES }, plan).pictures.from;
}
