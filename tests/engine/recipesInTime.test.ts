/**
 * Recipes that look at neighbouring frames: film comes out of a telecine again, and a preview that starts `behind` frames early and is fed
 * `ahead` frames further shows what the whole render shows.
 */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../model/recipe';
import { formatRational } from '../../model/time';
import { planRecipe } from '../../native-pipeline/recipes/plan';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { FULL_BUILD, madeClip } from '../helpers/madeClip';
import { type MadeStep, presetOf, recipeOf } from '../helpers/madeRecipe';

const SIZE = { width: 352, height: 240 };
const LUMA_BYTES = SIZE.width * SIZE.height;
/** Everything moves, all the time: a frozen part could hide a wrong pairing. */
const FILM = `testsrc2=size=352x240:rate=24000/1001,scroll=h=0.015:v=0.004,noise=alls=12:allf=t`;
const VIDEO = `testsrc2=size=352x240:rate=60000/1001,scroll=h=0.006,noise=alls=8:allf=t`;

describe.each(BUILDS)('ffmpeg $version', (build) => {
  const made = (graph: string, frames: number, pixelFormat: string) =>
    ffmpegOutput(build, [
      ...['-f', 'lavfi', '-i', `${graph},format=${pixelFormat}`, '-frames:v', String(frames)],
      ...['-f', 'rawvideo', 'pipe:1'],
    ]);
  const run = (plan: Plan, input: Uint8Array, pixelFormat: string) =>
    ffmpegOutput(
      build,
      [
        ...['-f', 'rawvideo', '-pix_fmt', pixelFormat, '-video_size', '352x240', '-framerate', '30000/1001'],
        ...['-i', 'pipe:0', '-vf', plan.graph, '-fps_mode', 'passthrough'],
        ...['-pix_fmt', plan.pixelFormat, '-f', 'rawvideo', 'pipe:1'],
      ],
      input,
    );

  for (const order of ['top-first', 'bottom-first'] as const) {
    const first = order === 'top-first' ? 'top' : 'bottom';

    test(`telecined film, ${order}, gives its film frames again, each once and in order`, () => {
      const film = slices(made(`${FILM},format=yuv422p`, 60, 'yuv422p'), LUMA_BYTES * 2);
      const telecined = made(
        `${FILM},format=yuv422p,telecine=first_field=${first}:pattern=23`,
        75,
        'yuv422p',
      );
      const clip = madeClip({ size: SIZE, fieldOrder: order, pixelFormat: 'yuv422p' });
      const plan = planRecipe(presetOf('film-frames'), clip, FULL_BUILD);
      expect(formatRational(plan.rate)).toBe('24000/1001');
      const seen = slices(run(plan, telecined, 'yuv422p'), LUMA_BYTES * 2).map(hash);
      expect(seen).toEqual(film.map(hash));
    });

    test(`the luma of 4:2:0 film, ${order}, comes out unchanged; its chroma is raised by fields`, () => {
      const film = slices(made(`${FILM},format=yuv420p`, 60, 'yuv420p'), LUMA_BYTES * 1.5);
      const telecined = made(
        `${FILM},format=yuv420p,telecine=first_field=${first}:pattern=23`,
        75,
        'yuv420p',
      );
      const clip = madeClip({ size: SIZE, fieldOrder: order });
      const plan = planRecipe(presetOf('film-frames'), clip, FULL_BUILD);
      expect(plan.graph).toContain('scale=interl=1');
      const seen = slices(run(plan, telecined, 'yuv420p'), LUMA_BYTES * 1.5);
      const luma = (picture: Buffer) => hash(picture.subarray(0, LUMA_BYTES));
      expect(seen.map(luma)).toEqual(film.map(luma));
    });
  }

  test.each(MEMORIES)(
    '%s: the declared run-up makes a preview equal to the render',
    (_name, steps, clipOptions) => {
      const film = clipOptions.isFilm;
      const graph = film ? `${FILM},telecine=pattern=23` : `${VIDEO},interlace=lowpass=off`;
      const frames = slices(made(graph, 60, 'yuv420p'), LUMA_BYTES * 1.5);
      const plan = planRecipe(recipeOf(steps), madeClip({ size: SIZE }), FULL_BUILD);
      const bytes = plan.pixelFormat === 'yuv420p' ? LUMA_BYTES * 1.5 : LUMA_BYTES * 2;
      const whole = slices(run(plan, Buffer.concat(frames), 'yuv420p'), bytes);
      for (const wanted of [30, 33, 37, 44]) {
        const { from, to } = fedSpan(plan, wanted, frames.length);
        const part = slices(run(plan, Buffer.concat(frames.slice(from, to)), 'yuv420p'), bytes);
        const at = picturesOf(plan, wanted);
        const skipped = picturesOf(plan, from)[0] ?? 0;
        for (const picture of at) {
          const a = part[picture - skipped];
          const b = whole[picture];
          if (!a || !b) throw new Error(`no picture ${picture}`);
          const limit = plan.memory.isExact ? 0 : 1;
          expect(largestDifference(a, b), `picture ${picture} of source frame ${wanted}`).toBeLessThanOrEqual(
            limit,
          );
        }
      }
    },
  );
});

const MEMORIES: [string, MadeStep[], { isFilm: boolean }][] = [
  ['field match', [['detelecine', { isFilmRate: false }]], { isFilm: true }],
  ['field match on native video', [['detelecine', { isFilmRate: false }]], { isFilm: false }],
  [
    'field match without repair',
    [['detelecine', { isFilmRate: false, isRepairing: false }]],
    { isFilm: true },
  ],
  ['field match and decimate', [['detelecine']], { isFilm: true }],
  ['bwdif, fields', [['deinterlace']], { isFilm: false }],
  ['bwdif, frames', [['deinterlace', { rate: 'frame' }]], { isFilm: false }],
  ['yadif, fields', [['deinterlace', { method: 'yadif' }]], { isFilm: false }],
  ['estdif, fields', [['deinterlace', { method: 'estdif' }]], { isFilm: false }],
  ['estdif, frames', [['deinterlace', { method: 'estdif', rate: 'frame' }]], { isFilm: false }],
  ['atadenoise', [['denoise', { method: 'atadenoise' }]], { isFilm: false }],
  ['nlmeans', [['denoise', { method: 'nlmeans' }]], { isFilm: false }],
  ['space, then time', [['denoise']], { isFilm: false }],
  ['bob, then space and time', [['deinterlace'], ['denoise']], { isFilm: false }],
  ['hqdn3d', [['denoise', { method: 'hqdn3d' }]], { isFilm: false }],
  ['bob and hqdn3d', [['deinterlace'], ['denoise', { method: 'hqdn3d' }]], { isFilm: false }],
  ['film and atadenoise', [['detelecine'], ['denoise', { method: 'atadenoise' }]], { isFilm: true }],
  ['cleaning and sharpening', [['deblock'], ['deband'], ['sharpen']], { isFilm: false }],
];

/** What a preview is fed: the run-up and run-out the plan asks for; whole cycles from the clip's start where frames are dropped. */
function fedSpan(plan: Plan, wanted: number, frames: number): { from: number; to: number } {
  const { behind, ahead } = plan.memory;
  const cycle = plan.relation.kind === 'drop-one-of' ? plan.relation.cycle : 1;
  const from = Math.floor(Math.max(0, wanted - behind) / cycle) * cycle;
  return { from, to: Math.min(frames, wanted + 1 + ahead) };
}

/** Numbers of the pictures that a source frame becomes; for a cycle, all that its cycle becomes. */
function picturesOf({ relation }: Plan, frame: number): number[] {
  if (relation.kind === 'multiply') return [2 * frame, 2 * frame + 1];
  if (relation.kind !== 'drop-one-of') return [frame];
  const first = Math.floor(frame / relation.cycle) * (relation.cycle - 1);
  return [0, 1, 2, 3].map((step) => first + step);
}

function slices(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
}

function hash(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

function largestDifference(a: Uint8Array, b: Uint8Array): number {
  let largest = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  a.forEach((value, n) => {
    largest = Math.max(largest, Math.abs(value - (b[n] ?? 0)));
  });
  return largest;
}
