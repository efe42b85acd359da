/** The kernel libplacebo on whatever Vulkan device answers, be it one in software: levels, place, shader, previews. Skipped where none does. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import { renderMovie } from '../../native-pipeline/exports/movie';
import { checkRender } from '../../native-pipeline/exports/renderCheck';
import { findExtras } from '../../native-pipeline/ffmpeg/extras';
import { formatGraph } from '../../native-pipeline/ffmpeg/graph';
import { placeboFilters, VULKAN } from '../../native-pipeline/ffmpeg/placebo';
import type { WorkedPlan } from '../../native-pipeline/recipes/plan';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { hashOf } from '../helpers/frameTruth';
import { recipeOf } from '../helpers/madeRecipe';
import { type Bench, createBench } from '../helpers/openClips';

const WAYS = await Promise.all(
  BUILDS.map(async (build) => {
    const { extras } = await findExtras(build.path, new Set(['libplacebo']), undefined);
    return {
      ...build,
      way: extras.placebo,
      skip: extras.placebo === null,
      note: extras.placebo ? '' : ' (skipped: no Vulkan device answers)',
    };
  }),
);
const FORMATS = ['yuv420p', 'yuv422p10le', 'yuv420p12le', 'gbrp', 'gbrp10le'] as const;
const FRAMES = 5;
const SIZE = { width: 96, height: 64 };
const LINES = 160;

describe.each(WAYS)('libplacebo, ffmpeg $version$note', ({ skip, way, ...build }) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createBench(build);
  });
  afterAll(() => bench.close());

  it.skipIf(skip).each(FORMATS)('keeps the levels and the place of every plane, %s', async (pixelFormat) => {
    const open = await made(pixelFormat);
    const placebo = render(open, planFor(open, 'libplacebo'));
    const bicubic = render(open, planFor(open, 'bicubic'));
    expect(placebo.length).toBe(bicubic.length);
    for (const [n, plane] of placebo.entries()) {
      const other = bicubic[n] ?? [];
      expect(Math.abs(mean(plane) - mean(other)), `plane ${n}`).toBeLessThan(0.5);
      expect(meanDifference(plane, other), `plane ${n}`).toBeLessThan(1);
    }
  });

  it.skipIf(skip)('fills the size that is wanted, also where it is of another shape', async () => {
    const open = await made('yuv420p');
    const size = { width: 200, height: 100 };
    const wide = bench.plan(open, recipeOf([['enlarge', { kernel: 'libplacebo', lines: 100 }]]));
    const graph = wide.graph.replace(/w=\d+:h=\d+/, `w=${size.width}:h=${size.height}`);
    expect(graph).not.toBe(wide.graph);
    const bytes = frameBytes(open, graph, 'yuv420p');
    const row = bytes.subarray(0, size.width * size.height);
    // No bars: outermost columns and lines hold picture.
    expect(mean(row.subarray(0, size.width))).toBeGreaterThan(30);
    expect(mean(row.subarray(-size.width))).toBeGreaterThan(30);
  });

  it.skipIf(skip).each(['yuv420p', 'gbrp'] as const)(
    'previews what it renders, spans too, %s',
    async (pixelFormat) => {
      const open = await made(pixelFormat);
      const plan = planFor(open, 'libplacebo');
      expect(plan.graph.includes('hwupload')).toBe(way === 'upload');
      const whole = await rendered(open, plan, null);
      const part = await rendered(open, plan, { from: 2, to: 4 });
      expect(part).toEqual(whole.slice(2, 4));
      for (const frame of [3, 0, 4, 1, 2]) {
        const picture = await bench.pictures.readVariant(open, plan, { frame, clock: 'variant' });
        expect({ frame, hash: hashOf(picture) }).toEqual({ frame, hash: whole[frame] });
      }
    },
  );

  it.skipIf(skip)("runs a user's shader", async () => {
    const file = path.join(bench.folder, "it's a [shader].glsl");
    writeFileSync(file, HALVING);
    vi.stubEnv('PLACEBO_SHADER', file);
    const shaded = await createBench(build);
    vi.unstubAllEnvs();
    // Darker colours of the same saturation would lie outside of RGB.
    const open = await made('yuv420p', 'hue=s=0,');
    const recipe = recipeOf([['enlarge', { kernel: 'libplacebo', lines: LINES }]]);
    const [plain] = render(open, bench.plan(open, recipe));
    const [half] = render(open, shaded.plan(open, recipe));
    await shaded.close();
    // Half of what is above black.
    expect(mean(half ?? []) - 16).toBeCloseTo((mean(plain ?? []) - 16) / 2, 0);
  });

  async function made(pixelFormat: string, also = ''): Promise<OpenClip> {
    const file = path.join(bench.folder, `${pixelFormat}${also.length}.mkv`);
    ffmpegOutput(build, [
      ...SCENE,
      '-vf',
      `${SOFT},${also}format=${pixelFormat}`,
      '-c:v',
      'ffv1',
      '-y',
      file,
    ]);
    return bench.open(file);
  }

  function planFor(open: OpenClip, kernel: string): WorkedPlan {
    const plan = bench.plan(open, recipeOf([['enlarge', { kernel, lines: LINES }]]));
    expect(plan.objections.filter(({ severity }) => severity === 'refuse')).toEqual([]);
    return plan;
  }

  /** Planes of the first picture, in codes of 8 bits. */
  function render(open: OpenClip, { graph, pixelFormat, size }: WorkedPlan): Float64Array[] {
    const bytes = frameBytes(open, graph, pixelFormat);
    const bits = Number(/p(1[026])le/.exec(pixelFormat)?.[1] ?? 8);
    const codes =
      bits === 8
        ? Float64Array.from(bytes)
        : Float64Array.from(new Uint16Array(new Uint8Array(bytes).buffer), (code) => code / 2 ** (bits - 8));
    const luma = size.width * size.height;
    const rest = (codes.length - luma) / 2;
    return [codes.subarray(0, luma), codes.subarray(luma, luma + rest), codes.subarray(luma + rest)];
  }

  function frameBytes(open: OpenClip, graph: string, pixelFormat: string): Buffer {
    const words = ['-i', open.clip.path, '-vf', graph, '-frames:v', '1', '-pix_fmt', pixelFormat];
    return ffmpegOutput(build, [...VULKAN, ...words, '-f', 'rawvideo', '-']);
  }

  async function rendered(open: OpenClip, plan: WorkedPlan, span: { from: number; to: number } | null) {
    const out = path.join(bench.folder, `${open.clip.pixelFormat}-${span?.from ?? 'all'}.mkv`);
    const order = { open, recipe: null, plan, span, codec: 'ffv1', out, bits: null } as const;
    const work = await checkRender({ ...order, isOverwriting: true, isResuming: false }, bench.tools);
    await renderMovie(work, bench.tools, { signal: new AbortController().signal, onProgress: () => {} });
    const listing = [
      '-i',
      out,
      '-pix_fmt',
      plan.pixelFormat,
      '-fps_mode',
      'passthrough',
      '-f',
      'framehash',
      '-hash',
      'md5',
      '-',
    ];
    const lines = ffmpegOutput(build, listing).toString().trim().split('\n');
    return lines.filter((line) => !line.startsWith('#')).map((line) => line.split(',').at(-1)?.trim());
  }
});

it('libplacebo is written for frames of a device where it takes no others', () => {
  expect(formatGraph(placeboFilters({ w: 4 }, 'yuv444p', 'upload'))).toBe(
    'hwupload,libplacebo=w=4:format=yuv444p,hwdownload,format=pix_fmts=yuv444p',
  );
  expect(formatGraph(placeboFilters({ w: 4 }, 'yuv444p', 'memory'))).toBe('libplacebo=w=4:format=yuv444p');
});

const SCENE = [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=size=${SIZE.width}x${SIZE.height}:rate=25:duration=${FRAMES / 25}`,
];
/** Within the gamut of RGB, as libplacebo works in it, and without hard edges. */
const SOFT = 'format=gbrp,gblur=sigma=4,scale=out_color_matrix=smpte170m:out_range=limited';

const HALVING = `//!HOOK LUMA
//!BIND HOOKED
//!DESC half of the light
vec4 hook() {
  vec4 c = HOOKED_tex(HOOKED_pos);
  float black = 16.0 / 255.0;
  return vec4(black + (c.x - black) / 2.0, c.yzw);
}
`;

function mean(codes: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < codes.length; n++) sum += codes[n] ?? 0;
  return sum / codes.length;
}

function meanDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += Math.abs((a[n] ?? 0) - (b[n] ?? 0));
  return sum / a.length;
}
