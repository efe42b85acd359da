/** Native video of two field orders in one clip, as joined files are: every field at its own time, whichever is shown first where it is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Analysis } from '../../model/analysis';
import type { FieldOrder } from '../../model/clip';
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import { madeAnalysis } from '../helpers/analysed';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { hashOf, sequentialHashes } from '../helpers/frameTruth';
import { recipeOf } from '../helpers/madeRecipe';
import { provideWeights } from '../helpers/nnediWeights';
import { type Bench, createBench } from '../helpers/openClips';

const SIZE = { width: 96, height: 64 };
/** Frames of each half; each is two moments. */
const HALF = 20;
const PICTURE = SIZE.width * SIZE.height * 2;
const METHODS = ['bwdif', 'estdif', 'nnedi'] as const;

describe.each(BUILDS)('a clip of two field orders, ffmpeg $version', (build) => {
  let bench: Bench;
  let joined: OpenClip;
  let moments: Buffer[];
  const halves: Partial<Record<FieldOrder, OpenClip>> = {};
  const weightsFolder = mkdtempSync(path.join(tmpdir(), 'remaster-weights-'));
  beforeAll(async () => {
    provideWeights(weightsFolder);
    bench = await createBench(build);
    const at = (name: string) => path.join(bench.folder, `${name}.mkv`);
    ffmpegOutput(build, [...MOMENTS, ...FFV1, at('moments')]);
    moments = picturesOf(at('moments'));
    for (const [order, cut] of Object.entries(CUTS)) {
      ffmpegOutput(build, ['-i', at('moments'), '-vf', cut, ...FFV1, at(order)]);
      halves[order as FieldOrder] = await bench.open(at(order));
    }
    const both = `[0:v]split[a][b];[a]${CUTS['top-first']}[c];[b]${CUTS['bottom-first']}[d];[c][d]concat`;
    ffmpegOutput(build, ['-i', at('moments'), '-lavfi', both, ...FFV1, at('joined')]);
    joined = await bench.open(at('joined'));
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    rmSync(weightsFolder, { recursive: true });
    await bench.close();
  });

  it.each(METHODS)('shows every field as the moment it is, in the order of time (%s)', (method) => {
    const pictures = rendered(joined, ['top-first', 'bottom-first'], method);
    expect(pictures.length).toBe(4 * HALF);
    const wrong = pictures.flatMap((picture, n) => {
      const isFirst = n % 2 === 0;
      const isTop = isFirst === n < 2 * HALF;
      return lines(picture, isTop ? 0 : 1).equals(lines(moments[n], isTop ? 0 : 1)) ? [] : [n];
    });
    expect(wrong).toEqual([]);
  });

  it.each(METHODS)('makes the same pictures as of each half alone (%s)', (method) => {
    const pictures = rendered(joined, ['top-first', 'bottom-first'], method);
    const alone = (['top-first', 'bottom-first'] as const).flatMap((order) => {
      const half = halves[order];
      return half ? rendered(half, [order], method) : [];
    });
    const apart = pictures.flatMap((picture, n) => (picture.equals(alone[n] ?? Buffer.alloc(0)) ? [] : [n]));
    // At the joint the filter looks at the other half's frame.
    const isAtJoint = (n: number) => n >= 2 * HALF - 2 && n < 2 * HALF + 2;
    expect(alone.length).toBe(4 * HALF);
    expect(apart.filter((n) => !isAtJoint(n))).toEqual([]);
  });

  it.each(METHODS)('previews them as they render, also after seeks (%s)', async (method) => {
    const plan = planFor(joined, ['top-first', 'bottom-first'], method);
    const wanted = sequentialHashes(build, joined.clip.path, joined, plan.graph, plan.pixelFormat);
    const scattered = [61, 7, 41, 40, 39, 38, 79, 42, 20, 0];
    for (const frame of [...scattered, ...wanted.keys()]) {
      const picture = await bench.pictures.readVariant(joined, plan, { frame, clock: 'variant' });
      expect({ frame, hash: hashOf(picture) }).toEqual({ frame, hash: wanted[frame] });
    }
  });

  it('takes the word of the user over what was measured in the sections', () => {
    joined.takeAnalysis(analysisOf(joined, ['top-first', 'bottom-first']));
    const recipe = { ...recipeFor('bwdif'), interpret: { fieldOrder: 'bottom-first' as const } };
    expect(bench.plan(joined, recipe).weave?.map.orders).toEqual([
      { from: 0, to: 2 * HALF, fieldOrder: 'bottom-first' },
    ]);
    expect(bench.plan(joined, recipeFor('bwdif')).weave?.map.orders).toHaveLength(2);
  });

  function planFor(open: OpenClip, orders: readonly FieldOrder[], method: (typeof METHODS)[number]) {
    open.takeAnalysis(analysisOf(open, orders));
    return bench.plan(open, recipeFor(method));
  }

  function rendered(open: OpenClip, orders: readonly FieldOrder[], method: (typeof METHODS)[number]) {
    return picturesOf(open.clip.path, planFor(open, orders, method).graph);
  }

  function picturesOf(file: string, graph = 'null'): Buffer[] {
    const words = ['-vf', graph, '-fps_mode', 'passthrough', '-pix_fmt', 'yuv422p', '-f', 'rawvideo', '-'];
    const bytes = ffmpegOutput(build, ['-i', file, ...words]);
    return Array.from({ length: bytes.length / PICTURE }, (_, n) =>
      bytes.subarray(n * PICTURE, (n + 1) * PICTURE),
    );
  }
});

/** Each moment is a picture of its own, moving, with noise that no other one has. */
const MOMENTS = [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${SIZE.width}x${SIZE.height}:rate=60000/1001`],
  ...['-vf', 'noise=alls=12:allf=t:all_seed=5', '-frames:v', String(4 * HALF)],
];
const FFV1 = ['-pix_fmt', 'yuv422p', '-c:v', 'ffv1'];
const CUTS = {
  'top-first': `trim=end_frame=${2 * HALF},tinterlace=interleave_top,setpts=N*1001/30000/TB,setfield=tff`,
  'bottom-first': `trim=start_frame=${2 * HALF},setpts=PTS-STARTPTS,tinterlace=interleave_bottom,setpts=N*1001/30000/TB,setfield=bff`,
};

function analysisOf({ clip }: OpenClip, orders: readonly FieldOrder[]): Analysis {
  const length = (clip.frames ?? 0) / orders.length;
  const analysis = madeAnalysis(orders.map((_, n) => [n * length, (n + 1) * length, 'video-interlaced']));
  const sections = analysis.sections.map((section, n) => ({ ...section, fieldOrder: orders[n] ?? null }));
  return { ...analysis, sections };
}

function recipeFor(method: (typeof METHODS)[number]) {
  return recipeOf([['cadence', { rate: 'field', method }]]);
}

/** Every second line of all planes, from `parity` on. */
function lines(picture: Buffer | undefined, parity: number): Buffer {
  const { width, height } = SIZE;
  const planes = [
    { from: 0, width },
    { from: width * height, width: width / 2 },
    { from: width * height * 1.5, width: width / 2 },
  ];
  return Buffer.concat(
    planes.flatMap((plane) =>
      Array.from({ length: height / 2 }, (_, line) => {
        const from = plane.from + (2 * line + parity) * plane.width;
        return picture?.subarray(from, from + plane.width) ?? Buffer.alloc(0);
      }),
    ),
  );
}
