/**
 * Recipes drawn by lot from the declarations, over odd clips: each one runs and gives what its plan promises, or is refused in words by the plan.
 * ffmpeg itself never refuses one. The lots are fixed, so that a failure can be had again by its number.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Recipe, SettingDeclaration, SettingValue, Step } from '../../model/recipe';
import { findStep, STEPS } from '../../model/steps';
import { formatRational } from '../../model/time';
import { planRecipe } from '../../native-pipeline/recipes/plan';
import { openRandom } from '../../scripts/samples/noise';
import { BUILDS } from '../helpers/ffmpegBuilds';
import { FULL_BUILD, type Made, madeClip } from '../helpers/madeClip';

const LOTS = 40;
const FRAMES = 3;

const CLIPS: readonly Made[] = [
  { size: { width: 96, height: 64 } },
  { size: { width: 96, height: 64 }, fieldOrder: 'bottom-first', pixelFormat: 'yuv411p' },
  { size: { width: 95, height: 71 }, scan: 'progressive' },
  { size: { width: 90, height: 62 }, pixelFormat: 'yuv422p10le', bitDepth: 10 },
  { size: { width: 97, height: 64 }, pixelFormat: 'yuv444p', scan: 'progressive' },
  { size: { width: 64, height: 48 }, pixelFormat: 'yuv420p12le', bitDepth: 12, scan: 'progressive' },
  { size: { width: 64, height: 48 }, pixelFormat: 'yuv444p16le', bitDepth: 16, scan: 'progressive' },
  { size: { width: 64, height: 50 }, pixelFormat: 'gray', scan: 'progressive' },
  { size: { width: 64, height: 48 }, pixelFormat: 'gbrp', scan: 'progressive', colour: RGB() },
  { size: { width: 63, height: 47 }, pixelFormat: 'rgb24', scan: 'progressive', colour: RGB() },
  { size: { width: 64, height: 48 }, pixelFormat: 'yuvj420p', colour: { range: 'full', siting: 'center' } },
  { size: { width: 64, height: 64 }, pixelFormat: 'yuv410p', scan: 'progressive' },
  { size: { width: 2, height: 2 }, scan: 'progressive' },
  { size: { width: 16, height: 10 }, rate: { n: 25, d: 1 }, sampleAspect: { n: 16, d: 11 } },
];

describe.each(BUILDS)('ffmpeg $version', (build) => {
  test.each(Array.from({ length: LOTS }, (_, lot) => lot))(
    'recipe by lot %i runs as planned, or is refused in words',
    (lot) => {
      const draw = createDraw(lot + 1);
      const made = draw.one(CLIPS);
      const recipe = drawRecipe(draw);
      const clip = madeClip(made);
      const plan = planRecipe(recipe, clip, FULL_BUILD);
      const refusals = plan.objections.filter(({ severity }) => severity === 'refuse');
      for (const { says, hint } of refusals) {
        expect(says).toMatch(/^["A-Z0-9].*\.$/);
        expect(hint).not.toBe('');
      }
      if (refusals.length > 0) return;
      const { width, height } = clip.codedSize;
      const source = `testsrc=size=256x256:rate=${formatRational(clip.rate)},format=gbrp,scale=${width}:${height},format=${clip.pixelFormat}`;
      const seen = run(build, source, `${plan.graph},showinfo`);
      const what = `${clip.pixelFormat} ${width}x${height} ${JSON.stringify([recipe.steps, recipe.overrides])}\n${plan.graph}\n${seen.log}`;
      expect(seen.status, what).toBe(0);
      expect(seen.isConverting, what).toBe(false);
      expect(seen.words, what).toEqual([
        plan.pixelFormat,
        `${plan.size.width}x${plan.size.height}`,
        formatRational(plan.sampleAspect),
      ]);
    },
  );
});

function run(build: { path: string }, source: string, graph: string) {
  const input = ['-hide_banner', '-nostdin', '-v', 'verbose', '-f', 'lavfi', '-i', source];
  const output = ['-frames:v', String(FRAMES), '-vf', graph, '-f', 'null', '-'];
  const { status, stderr } = spawnSync(build.path, [...input, ...output], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  const own = stderr.slice(stderr.indexOf('Stream mapping'));
  const shown = / fmt:(\S+) .*?sar:(\S+) s:(\d+x\d+) /.exec(own);
  return {
    status,
    isConverting: own.includes('auto_scale'),
    words: [shown?.[1], shown?.[3], shown?.[2]?.replace(/\/1$/, '')],
    log: stderr.slice(-3000),
  };
}

type Draw = ReturnType<typeof createDraw>;

/** Numbers by lot that are the same on every machine. */
function createDraw(seed: number) {
  const share = openRandom(seed * 0x9e3779b9);
  const one = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(share() * values.length)];
    if (value === undefined) throw new Error('nothing to draw from');
    return value;
  };
  return { share, one };
}

/** One to six steps, mostly in their right order; sometimes with an override. */
function drawRecipe(draw: Draw): Recipe {
  const kinds = STEPS.filter(() => draw.share() < 0.25);
  const steps = (kinds.length > 0 ? kinds : [draw.one(STEPS)]).map(({ kind }) => drawStep(draw, kind));
  if (draw.share() < 0.2) steps.reverse();
  const kept = steps.slice(0, 6);
  const overrides =
    draw.share() < 0.4 ? [{ from: 1, to: 2, steps: [drawStep(draw, draw.one(kept).kind)] }] : [];
  return { id: 'lot', title: '', says: '', interpret: {}, steps: kept, overrides };
}

function drawStep(draw: Draw, kind: string): Step {
  const drawn = (findStep(kind)?.settings ?? [])
    .filter(() => draw.share() < 0.7)
    .map((setting) => [setting.name, drawValue(draw, setting)]);
  return { kind, isOn: draw.share() < 0.9, settings: Object.fromEntries(drawn) };
}

function drawValue(draw: Draw, setting: SettingDeclaration): SettingValue {
  if (setting.type === 'switch') return draw.share() < 0.5;
  if (setting.type === 'choice') return draw.one(setting.options).value;
  // Small pictures: large heights and crops only take time.
  const most =
    setting.name === 'lines' ? 200 : setting.unit === 'samples' ? Math.min(12, setting.max) : setting.max;
  if (draw.share() < 0.2) return draw.one([setting.min, most]);
  const steps = Math.floor((most - setting.min) / setting.step);
  return Number((setting.min + setting.step * Math.floor(draw.share() * (steps + 1))).toFixed(4));
}

function RGB() {
  return { matrix: 'gbr', primaries: 'bt709', transfer: 'iec61966-2-1', range: 'full' } as const;
}
