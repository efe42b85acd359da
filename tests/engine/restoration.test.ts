/**
 * What each restoring step does to pictures drawn with its fault, by numbers, and what it remembers: a preview that starts in the middle of a clip shows
 * what the whole render shows.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Plan, SettingValue } from '../../model/recipe';
import { graphAt } from '../../native-pipeline/ffmpeg/graph';
import { planRecipe } from '../../native-pipeline/recipes/plan';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { FULL_BUILD, madeClip } from '../helpers/madeClip';
import { recipeOf } from '../helpers/madeRecipe';

type Build = (typeof BUILDS)[number];
type Settings = Record<string, SettingValue>;
interface Form {
  pixelFormat: string;
  bitDepth: number;
  width: number;
  height: number;
}

const SD: Form = { pixelFormat: 'yuv422p', bitDepth: 8, width: 192, height: 128 };
const FORMS: readonly Form[] = [
  { pixelFormat: 'yuv420p', bitDepth: 8, width: 192, height: 128 },
  { pixelFormat: 'yuv422p10le', bitDepth: 10, width: 192, height: 128 },
  { pixelFormat: 'yuv444p', bitDepth: 8, width: 191, height: 127 },
  { pixelFormat: 'yuv420p', bitDepth: 8, width: 191, height: 127 },
];
const EXACT: [string, Settings][] = [
  ['dotcrawl', {}],
  ['chromashift', { horizontal: 1.75, vertical: -0.5 }],
  ['denoise', { method: 'vaguedenoiser' }],
  ['dehalo', {}],
  ['crop', { left: 3, top: 1 }],
  ['enlarge', { kernel: 'xbr', lines: 200 }],
  ['regrain', {}],
  ['grade', { black: 5, gamma: 1.2, saturation: 1.1, lift: 0.05 }],
  ['tags', { shape: '16:9' }],
];

describe.each(BUILDS)('ffmpeg $version', (build) => {
  const clipFrames = (form: Form, frames: number): Buffer =>
    draw(
      build,
      `testsrc2=size=256x192:rate=30000/1001,format=yuv444p,scroll=h=0.006,noise=alls=8:allf=t:all_seed=5`,
      form,
      frames,
    );

  test.each(FORMS)('previews equal renders, $pixelFormat $width×$height', (form) => {
    const frames = 40;
    const source = clipFrames(form, frames);
    const bytes = source.length / frames;
    for (const [kind, settings] of EXACT) {
      const plan = planFor(form, [[kind, settings]]);
      expect(plan.memory.isExact, kind).toBe(true);
      const whole = run(build, plan, form, source);
      const size = whole.length / frames;
      for (const wanted of [17, 30]) {
        const from = Math.max(0, wanted - plan.memory.behind);
        const fed = source.subarray(from * bytes, (wanted + 1 + plan.memory.ahead) * bytes);
        const part = run(build, plan, form, fed, from);
        const at = (wanted - from) * size;
        const isSame = part
          .subarray(at, at + size)
          .equals(whole.subarray(wanted * size, (wanted + 1) * size));
        expect(isSame, `${kind}, frame ${wanted}\n${plan.graph}`).toBe(true);
      }
    }
  });

  test('dot crawl and rainbows of a standing picture all but vanish; a moving picture is not harmed', () => {
    for (const [speed, dotsLeft, rainbowsLeft] of [
      [0, 0.15, 0.1],
      [3, 1.05, 1.05],
    ] as const) {
      const clean = draw(build, composite(speed, 0), SD, 12);
      const faulty = draw(build, composite(speed, 1), SD, 12);
      const plan = planFor(SD, [['dotcrawl', {}]]);
      const repaired = run(build, plan, SD, faulty);
      const [before, after] = [faulty, repaired].map((film) => planeErrors(film, clean, 12));
      expect((after?.luma ?? 9) / (before?.luma ?? 1), `dots at ${speed}`).toBeLessThan(dotsLeft);
      expect((after?.chroma ?? 9) / (before?.chroma ?? 1), `rainbows at ${speed}`).toBeLessThan(rainbowsLeft);
    }
  });

  test.each([
    [2, 0],
    [1.25, 0],
    [-0.5, 1],
    [0, -2.5],
  ])('colour moves by %f and %f luma samples, to a tenth of one', (horizontal, vertical) => {
    const form = { ...SD, pixelFormat: 'yuv420p' };
    const blob = `nullsrc=size=192x128,geq=lum=128:cb='128+90*exp(-((X-48)^2+(Y-32)^2)/60)':cr=128`;
    const source = draw(build, blob, form, 1);
    const moved = run(build, planFor(form, [['chromashift', { horizontal, vertical }]]), form, source);
    const [from, to] = [source, moved].map((picture) => centreOfChroma(picture));
    // Chroma samples of 4:2:0 are two luma samples apart.
    expect(Math.abs((to?.x ?? 99) - (from?.x ?? 0) - horizontal / 2)).toBeLessThan(0.05);
    expect(Math.abs((to?.y ?? 99) - (from?.y ?? 0) - vertical / 2)).toBeLessThan(0.05);
  });

  test('halos beside edges go to a fifth and less; no sample moves by more than the limit', () => {
    const clean = draw(
      build,
      `color=c=0x646464:size=192x128,drawbox=40:30:60:50:0xB4B4B4:fill,drawbox=120:40:50:60:0x303030:fill,gblur=0.7`,
      SD,
      1,
    );
    const haloed = filtered(build, clean, SD, 'unsharp=lx=5:ly=5:la=0.9:ca=0', SD.pixelFormat);
    const repaired = run(build, planFor(SD, [['dehalo', { radius: 3, limit: 20 }]]), SD, haloed);
    const overshoot = (film: Buffer) =>
      lumaOf(film, SD).reduce((sum, value, at) => sum + outside(value, clean, at), 0);
    expect(overshoot(haloed)).toBeGreaterThan(2000);
    expect(overshoot(repaired)).toBeLessThan(overshoot(haloed) / 5);
    expect(largest(lumaOf(repaired, SD), lumaOf(haloed, SD))).toBeLessThanOrEqual(20);
  });

  test.each(FORMS)(
    'grain has the strength that was asked for and moves, $pixelFormat $width×$height',
    (form) => {
      const source = draw(build, 'color=c=gray:size=192x128', form, 3);
      for (const size of ['fine', 'medium', 'coarse']) {
        const plan = planFor(form, [['regrain', { amount: 4, size }]]);
        const film = run(build, plan, form, source);
        const [first, second] = [0, 1].map((n) => lumaOf(film.subarray((n * film.length) / 3), form));
        if (!first || !second) throw new Error('no pictures');
        const [grain, next] = [centred(first), centred(second)];
        expect(Math.abs(deviation(grain) - 4), size).toBeLessThan(0.4);
        const likeness =
          grain.reduce((sum, value, at) => sum + value * (next[at] ?? 0), 0) / grain.length / 16;
        expect(Math.abs(likeness), size).toBeLessThan(0.1);
      }
    },
  );

  test.each(FORMS)('a grade is its formula, to the code, $pixelFormat $width×$height', (form) => {
    const source = draw(build, 'testsrc2=size=192x128', form, 1);
    const settings = { black: 5, white: 90, lift: 0.1, gamma: 1.5, gain: 1.1, saturation: 1.2 };
    const seen = run(build, planFor(form, [['grade', settings]]), form, source);
    const before = lumaOf(source, form);
    const codes = 2 ** (form.bitDepth - 8);
    lumaOf(seen, form).forEach((value, at) => {
      const level = (((before[at] ?? 0) * codes - 16 * codes) / (219 * codes) - 0.05) / 0.85;
      const lifted = (level * 0.9 + 0.1) * 1.1;
      const graded = lifted > 0 ? lifted ** (1 / 1.5) : lifted;
      const expected = Math.min(
        256 * codes - 1,
        Math.max(0, Math.floor(16 * codes + 219 * codes * graded + 0.5)),
      );
      expect(Math.abs(value * codes - expected)).toBeLessThanOrEqual(0.001);
    });
  });

  test('tags change no sample', () => {
    const source = clipFrames(SD, 1);
    const plan = planFor(SD, [['tags', { colour: 'bt709', shape: '4:3' }]]);
    expect(plan).toMatchObject({ matrix: 'bt709', primaries: 'bt709', sampleAspect: { n: 8, d: 9 } });
    expect(run(build, plan, SD, source).equals(source)).toBe(true);
  });

  test.each(['nnedi', 'xbr', 'hqx'])('%s leaves the picture where it is', (kernel) => {
    const blob = `nullsrc=size=192x128,geq=lum='20+200*exp(-((X-80)^2+(Y-60)^2)/80)':cb=128:cr=128`;
    const form = { ...SD, pixelFormat: 'yuv420p' };
    // With weights of zero the filter falls back to a cubic kernel: enough to see that nothing moves.
    const weights = path.join(mkdtempSync(path.join(tmpdir(), 'remaster-weights-')), 'weights.bin');
    writeFileSync(weights, Buffer.alloc(13_574_928));
    const extras = { placebo: null, placeboShader: null, nnediWeights: weights };
    const plan = planFor(form, [['enlarge', { kernel, lines: 320 }]], { ...FULL_BUILD, extras });
    const large = run(build, plan, form, draw(build, blob, form, 1));
    rmSync(path.dirname(weights), { recursive: true });
    const factor = plan.size.height / 128;
    const centre = centreOfLuma(large, plan.size);
    const across = plan.size.width / 192;
    expect(Math.abs((centre.x + 0.5) / across - 80.5)).toBeLessThan(0.02);
    expect(Math.abs((centre.y + 0.5) / factor - 60.5)).toBeLessThan(0.02);
  });

  test('jumps of the picture in the gate are halved, and what a preview may lack is said', () => {
    const jumping = `testsrc2=size=256x192,format=yuv444p,trim=end_frame=1,loop=-1:1,gblur=1,noise=alls=40:all_seed=3,crop=192:128:x='32+2*mod(n*7,5)':y='32+2*mod(n*3,4)':exact=1`;
    const source = draw(build, jumping, { ...SD, pixelFormat: 'yuv420p' }, 30);
    const form = { ...SD, pixelFormat: 'yuv420p' };
    const plan = planFor(form, [['stabilise', {}]]);
    expect(plan.memory).toMatchObject({ isExact: false });
    expect(plan.memory.tolerance).toContain('remembers all frames before');
    const unrest = (film: Buffer) => {
      const bytes = film.length / 30;
      const pictures = Array.from({ length: 20 }, (_, n) => lumaOf(film.subarray((n + 10) * bytes), form));
      return pictures
        .slice(1)
        .reduce((sum, picture, n) => sum + meanDifference(picture, pictures[n] ?? []), 0);
    };
    expect(unrest(run(build, plan, form, source))).toBeLessThan(0.85 * unrest(source));
  });
});

/** A picture with colour and fine detail; `fault` 1 adds the NTSC subcarrier to luma and demodulated luma to chroma, phases as on disc. */
function composite(speed: number, fault: 0 | 1): string {
  const x = `(X+${speed}*N)`;
  const luma = `(110+50*sin(${x}/17)+20*sin(2*PI*0.25*${x})*between(Y,60,90))`;
  const u = `(50*sin(${x}/11))`;
  const phase = '(2*PI*0.2652*X+PI*floor(Y/2)+PI*0.5*mod(Y,2)+PI*N)';
  const dots = `${fault}*0.25*${u}*sin(${phase})`;
  // Chroma of 4:4:4 here; subsampled afterwards.
  const bow = `${fault}*14*between(Y,60,90)*sin(${phase}-2*PI*0.25*${x})`;
  return `nullsrc=size=192x128,format=yuv444p,geq=lum='${luma}+${dots}':cb='128+${u}+${bow}':cr=128`;
}

function draw(build: Build, graph: string, { pixelFormat, width, height }: Form, frames: number): Buffer {
  const fitted = `${graph},crop=${width}:${height}:exact=1,scale=flags=accurate_rnd,format=${pixelFormat}`;
  const output = ['-frames:v', String(frames), '-f', 'rawvideo', 'pipe:1'];
  return ffmpegOutput(build, ['-f', 'lavfi', '-i', fitted, ...output]);
}

function run(build: Build, plan: Plan, form: Form, source: Buffer, first = 0): Buffer {
  return filtered(
    build,
    source,
    form,
    graphAt(plan.graph, { frame: first, picture: first }),
    plan.pixelFormat,
  );
}

function filtered(build: Build, source: Buffer, form: Form, graph: string, to: string): Buffer {
  const raw = ['-f', 'rawvideo', '-pix_fmt', form.pixelFormat, '-video_size', `${form.width}x${form.height}`];
  const input = [...raw, '-framerate', '30000/1001', '-i', 'pipe:0'];
  const output = ['-vf', graph, '-fps_mode', 'passthrough', '-pix_fmt', to, '-f', 'rawvideo', 'pipe:1'];
  return ffmpegOutput(build, [...input, ...output], source);
}

function planFor(
  { pixelFormat, bitDepth, width, height }: Form,
  steps: [string, Settings][],
  can: Parameters<typeof planRecipe>[2] = FULL_BUILD,
): Plan {
  const clip = madeClip({ size: { width, height }, pixelFormat, bitDepth, scan: 'progressive' });
  const plan = planRecipe(recipeOf(steps), clip, can);
  expect(plan.objections.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  return plan;
}

/** In codes of 8 bits. */
function lumaOf(film: Buffer, { bitDepth, width, height }: Form): number[] {
  const codes = 2 ** (bitDepth - 8);
  return Array.from({ length: width * height }, (_, at) =>
    bitDepth === 8 ? (film[at] ?? 0) : film.readUInt16LE(2 * at) / codes,
  );
}

/** Mean squared errors of all but the first and last frames, 4:2:2 of 8 bits. */
function planeErrors(film: Buffer, clean: Buffer, frames: number): { luma: number; chroma: number } {
  const bytes = clean.length / frames;
  const sums = { luma: 0, chroma: 0 };
  for (let frame = 3; frame < frames - 3; frame++) {
    for (let at = 0; at < bytes; at++) {
      const error = ((film[frame * bytes + at] ?? 0) - (clean[frame * bytes + at] ?? 0)) ** 2;
      if (at < bytes / 2) sums.luma += error;
      else sums.chroma += error;
    }
  }
  return sums;
}

/** Of what stands out of a ground of 20. */
function centreOfLuma(picture: Buffer, { width, height }: { width: number; height: number }) {
  const sums = { x: 0, y: 0, weight: 0 };
  picture.subarray(0, width * height).forEach((value, at) => {
    const weight = value - 20;
    sums.x += weight * (at % width);
    sums.y += weight * Math.floor(at / width);
    sums.weight += weight;
  });
  return { x: sums.x / sums.weight, y: sums.y / sums.weight };
}

/** Of the first chroma plane of 192 × 128 in 4:2:0, in chroma samples. */
function centreOfChroma(picture: Buffer): { x: number; y: number } {
  const plane = picture.subarray(192 * 128, 192 * 128 + 96 * 64);
  const sums = { x: 0, y: 0, weight: 0 };
  plane.forEach((value, at) => {
    const weight = value - 128;
    sums.x += weight * (at % 96);
    sums.y += weight * Math.floor(at / 96);
    sums.weight += weight;
  });
  return { x: sums.x / sums.weight, y: sums.y / sums.weight };
}

/** How far a value lies beyond all clean ones within three samples of its place. */
function outside(value: number, clean: Buffer, at: number): number {
  const { width, height } = SD;
  const [x, y] = [at % width, Math.floor(at / width)];
  let [low, high] = [255, 0];
  for (let row = Math.max(0, y - 3); row <= Math.min(height - 1, y + 3); row++) {
    for (let column = Math.max(0, x - 3); column <= Math.min(width - 1, x + 3); column++) {
      const near = clean[row * width + column] ?? 0;
      low = Math.min(low, near);
      high = Math.max(high, near);
    }
  }
  return Math.max(0, value - high, low - value);
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function deviation(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

function largest(one: readonly number[], other: readonly number[]): number {
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] ?? 0))), 0);
}

function meanDifference(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length;
}
