/** Recipes on a real ffmpeg: what a plan promises is what comes out, and ffmpeg adds no conversion of its own. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Clip } from '../../model/clip';
import { findPreset, PRESETS } from '../../model/presets';
import type { Plan, Recipe } from '../../model/recipe';
import { formatRational } from '../../model/time';
import { planRecipe } from '../../native-pipeline/recipes/plan';
import { BUILDS } from '../helpers/ffmpegBuilds';
import { FULL_BUILD, type Made, madeClip } from '../helpers/madeClip';
import { presetOf, recipeOf } from '../helpers/madeRecipe';

const KINDS: Record<string, Made> = {
  'an NTSC 4:3 DVD': {},
  'an NTSC 16:9 DVD': { sampleAspect: { n: 32, d: 27 } },
  'bottom-first DV, 4:1:1': { pixelFormat: 'yuv411p', fieldOrder: 'bottom-first' },
  'a PAL DVD': {
    size: { width: 720, height: 576 },
    sampleAspect: { n: 16, d: 15 },
    rate: { n: 25, d: 1 },
    colour: { matrix: 'bt470bg', primaries: 'bt470bg', transfer: 'bt470bg' },
  },
  'ten-bit 4:2:2': { pixelFormat: 'yuv422p10le', bitDepth: 10 },
  'progressive 4:2:0': { scan: 'progressive', rate: { n: 24000, d: 1001 } },
};

const ODD_KINDS: Record<string, Made> = {
  gray: { pixelFormat: 'gray', scan: 'progressive' },
  gray10: { pixelFormat: 'gray10le', bitDepth: 10, scan: 'progressive' },
  yuv410p: { pixelFormat: 'yuv410p', scan: 'progressive' },
  yuv440p: { pixelFormat: 'yuv440p', scan: 'progressive' },
  yuv444p: { pixelFormat: 'yuv444p', scan: 'progressive' },
  'yuvj420p, full range, centred chroma': {
    pixelFormat: 'yuvj420p',
    scan: 'progressive',
    colour: { range: 'full', siting: 'center' },
  },
  'interlaced yuvj420p': { pixelFormat: 'yuvj420p', colour: { range: 'full' } },
  yuv420p9: { pixelFormat: 'yuv420p9le', bitDepth: 9 },
  yuv444p14: { pixelFormat: 'yuv444p14le', bitDepth: 14, scan: 'progressive' },
  yuv420p16: { pixelFormat: 'yuv420p16le', bitDepth: 16, scan: 'progressive' },
  gbrp: {
    pixelFormat: 'gbrp',
    scan: 'progressive',
    colour: { matrix: 'gbr', primaries: 'bt709', transfer: 'iec61966-2-1', range: 'full' },
  },
  rgb24: {
    pixelFormat: 'rgb24',
    scan: 'progressive',
    colour: { matrix: 'gbr', primaries: 'smpte170m', range: 'full' },
  },
  gbrp12: {
    pixelFormat: 'gbrp12le',
    bitDepth: 12,
    scan: 'progressive',
    colour: { matrix: 'gbr', range: 'full' },
  },
  nv12: { pixelFormat: 'nv12', scan: 'progressive' },
  'odd size 719x479': { size: { width: 719, height: 479 } },
  'odd size 351x287, progressive': {
    size: { width: 351, height: 287 },
    sampleAspect: { n: 12, d: 11 },
    scan: 'progressive',
  },
  '486 lines, interlaced 4:2:0': { size: { width: 720, height: 486 } },
  'sample aspect 4320:4739': { sampleAspect: { n: 4320, d: 4739 } },
};

describe.each(BUILDS)('ffmpeg $version', (build) => {
  test.each(Object.entries(KINDS))(
    'every preset runs on %s and gives what its plan promises',
    (_name, made) => {
      for (const recipe of PRESETS) expectPromise(build, recipe, madeClip(made));
    },
  );

  test.each(Object.entries(ODD_KINDS))(
    'plain, a chain of all cleaning, and colour run on %s',
    (_name, made) => {
      const clip = madeClip(made);
      for (const recipe of [presetOf('plain'), cleaning('hqdn3d'), cleaning('nlmeans')])
        expectPromise(build, recipe, clip);
    },
  );
  test.each(Object.entries(KINDS))(
    'without zscale, swscale and colorspace keep the same promises on %s',
    (_name, made) => {
      const filters = new Set([...FULL_BUILD.filters].filter((name) => name !== 'zscale'));
      for (const id of ['plain', 'progressive', 'dvd-video']) {
        const recipe = findPreset(id);
        if (recipe) expectPromise(build, recipe, madeClip(made), { filters });
      }
    },
  );

  test('a scaler that ffmpeg puts in by itself would be noticed', () => {
    const clip = madeClip({ pixelFormat: 'yuv420p' });
    const plan = { ...planRecipe(presetOf('plain'), clip, FULL_BUILD), graph: 'format=pix_fmts=yuv444p' };
    expect(runPlan(build, plan, clip, 1).inserted).not.toEqual([]);
  });
});

function expectPromise(build: { path: string }, recipe: Recipe, clip: Clip, can = FULL_BUILD): void {
  const plan = planRecipe(recipe, clip, can);
  if (plan.objections.some(({ severity }) => severity === 'refuse')) return;
  const seen = runPlan(build, plan, clip, 2);
  const what = `${recipe.id} on ${clip.pixelFormat}: ${plan.graph}`;
  expect(seen.inserted, `${what}\n${seen.log}`).toEqual([]);
  expect(seen.properties, what).toEqual({
    size: `${plan.size.width}x${plan.size.height}`,
    aspect: formatRational(plan.sampleAspect),
    pixelFormat: plan.pixelFormat,
    matrix: plan.matrix,
    primaries: plan.primaries,
    transfer: plan.transfer,
    range: plan.range === 'full' ? 'pc' : 'tv',
  });
}

interface Seen {
  /** Scalers that ffmpeg put in by itself. */
  inserted: string[];
  properties: Record<string, string>;
  log: string;
}

function runPlan(build: { path: string }, plan: Plan, clip: Clip, frames: number): Seen {
  const { width, height } = clip.codedSize;
  const source = `testsrc=size=${width}x${height}:rate=${formatRational(clip.rate)},format=${clip.pixelFormat}`;
  const args = [
    '-hide_banner',
    '-nostdin',
    '-v',
    'verbose',
    '-f',
    'lavfi',
    '-i',
    source,
    '-frames:v',
    String(frames),
  ];
  const vf = `${plan.graph},showinfo`;
  const { status, stderr } = spawnSync(build.path, [...args, '-vf', vf, '-f', 'null', '-'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${vf}\n${stderr}`);
  // One scaler belongs to the lavfi source, which has a graph of its own; it stands before the first "Stream mapping".
  const own = stderr.slice(stderr.indexOf('Stream mapping'));
  const inserted = own.split('\n').filter((line) => line.includes('auto_scale'));
  const shown = own
    .split('\n')
    .filter((line) => line.includes('showinfo'))
    .join('\n');
  const word = (pattern: RegExp) => pattern.exec(shown)?.[1] ?? 'missing';
  return {
    inserted,
    log: inserted.length > 0 ? own.slice(0, 4000) : '',
    properties: {
      size: word(/ s:(\d+x\d+) i:/),
      aspect: word(/ sar:(\S+) s:/).replace(/\/1$/, ''),
      pixelFormat: word(/ fmt:(\S+) /),
      matrix: word(/color_space:(\S+)/),
      primaries: word(/color_primaries:(\S+)/),
      transfer: word(/color_trc:(\S+)/),
      range: word(/color_range:(\S+)/),
    },
  };
}

function cleaning(method: string): Recipe {
  return recipeOf([
    ['denoise', { method }],
    ['deblock'],
    ['deband'],
    ['crop', { left: 8, bottom: 4 }],
    ['enlarge', { kernel: 'lanczos', lines: 720 }],
    ['sharpen', { method: 'unsharp' }],
    ['sharpen', { method: 'cas' }],
  ]);
}
