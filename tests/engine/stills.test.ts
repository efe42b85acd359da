import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Picture } from '../../model/picture';
import type { Recipe } from '../../model/recipe';
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import { createMeasurer, type Measurer } from '../../native-pipeline/compare/measure';
import { encodeStill } from '../../native-pipeline/exports/composer';
import type { Sidecar } from '../../native-pipeline/exports/sidecar';
import { exportStills, type StillsDeps, type StillsWork } from '../../native-pipeline/exports/stills';
import { rgbFromPicture } from '../../native-pipeline/frames/rgb';
import { planRecipe } from '../../native-pipeline/recipes/plan';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { enlargeTo, presetOf, recipeOf } from '../helpers/madeRecipe';
import { type Bench, createBench } from '../helpers/openClips';
import { tiny } from '../helpers/place';
import { mountSmallDisk } from '../helpers/smallDisk';

const FIRST = BUILDS[0];
const GAP = 8;

describe.skipIf(!FIRST)('comparison stills', () => {
  let bench: Bench;
  let measurer: Measurer;
  let open: OpenClip;
  beforeAll(async () => {
    bench = await createBench(FIRST ?? { path: '' });
    measurer = createMeasurer();
    open = await bench.open(tiny('native-29.97i.mpg'));
  });
  afterAll(async () => {
    await measurer.close();
    await bench.close();
  });

  it('hold exactly the pictures of the engine: native, enlarged, and the variant', async () => {
    const { files } = await run('separate', { layouts: ['separate'] });
    expect(files.map(({ path: file }) => path.basename(file))).toEqual([
      'native-29-97i_000007_a.png',
      'native-29-97i_000007_a-enlarged.png',
      'native-29-97i_000007_b.png',
    ]);
    const [a, enlarged, b] = await Promise.all(files.map(({ path: file }) => readPng(file)));
    expectSame(a, rgbOf(await bench.pictures.readSource(open, 7)));
    expectSame(b, rgbOf(await readVariant(enlargeTo(540), null)));
    expectSame(enlarged, rgbOf(await readVariant(presetOf('plain'), { width: 720, height: 540 })));
    expect([a?.width, a?.height, b?.width, b?.height]).toEqual([720, 480, 720, 540]);
  });

  it.each([
    [
      'behind an enlargement',
      [
        ['enlarge', { kernel: 'bicubic', lines: 540 }],
        ['crop', { left: 51, top: 31 }],
      ],
      {},
    ],
    // Whole frames, so that nothing but the crop makes a difference.
    [
      'by an odd number of lines',
      [
        ['crop', { left: 52, top: 31 }],
        ['enlarge', { lines: 540 }],
      ],
      { fieldOrder: 'progressive' },
    ],
  ] as const)(
    'hold the same part of the source beside a variant that is cropped %s',
    async (how, steps, interpret) => {
      const named = steps.map(([kind, settings]): [string, Record<string, number | string>] => [
        kind,
        settings,
      ]);
      const variant: Recipe = { ...recipeOf(named), interpret };
      const { files } = await run(how, { layouts: ['separate'], b: side(open, variant) });
      const [, enlarged, b] = await Promise.all(files.map(({ path: file }) => readPng(file)));
      expect(b).toBeDefined();
      if (b) expectSame(enlarged, b);
    },
  );

  it('hold the source cropped as the variant is, so that both show the same part of the picture', async () => {
    const crop = recipeOf([
      ['crop', { top: 60, bottom: 40, left: 16, right: 0 }],
      ['enlarge', { kernel: 'bicubic', lines: 540 }],
    ]);
    const { files } = await run('cropped', { layouts: ['separate'], b: side(open, crop) });
    const [, enlarged, b] = await Promise.all(files.map(({ path: file }) => readPng(file)));
    expect(b).toBeDefined();
    if (b) expectSame(enlarged, b);
  });

  it('decode in ffmpeg to the same samples as in pngjs', async () => {
    const { files } = await run('decoded', { layouts: ['wipe'] });
    const file = files[0]?.path ?? '';
    const decoded = ffmpegOutput(FIRST ?? { path: '' }, [
      '-i',
      file,
      '-pix_fmt',
      'rgb24',
      '-f',
      'rawvideo',
      '-',
    ]);
    expect(Buffer.compare(decoded, Buffer.from((await readPng(file)).data))).toBe(0);
  });

  it('stand side by side as they are, and in a wipe change at its column', async () => {
    const { files } = await run('layouts', { layouts: ['separate', 'side-by-side', 'wipe'], wipeAt: 0.3 });
    const still = async (role: string) => readPng(files.find((file) => file.role === role)?.path ?? '');
    const [a, b, both, wipe] = await Promise.all(['a-enlarged', 'b', 'side-by-side', 'wipe'].map(still));
    if (!a || !b || !both || !wipe) throw new Error('a still is missing');
    expect(both.width).toBe(2 * 720 + GAP);
    const edge = Math.round(0.3 * 720);
    for (let row = 0; row < 540; row += 27) {
      expect(columns(both, row, 0, 720)).toEqual(columns(a, row, 0, 720));
      expect(columns(both, row, 720 + GAP, 720)).toEqual(columns(b, row, 0, 720));
      expect(columns(wipe, row, 0, edge)).toEqual(columns(a, row, 0, edge));
      expect(columns(wipe, row, edge, 720 - edge)).toEqual(columns(b, row, edge, 720 - edge));
    }
  });

  it('show in a wipe with swapped sides what the window shows: B left of the edge, A right of it', async () => {
    const { files } = await run('swapped', { layouts: ['separate', 'wipe'], wipeAt: 0.25, isSwapped: true });
    const still = async (role: string) => readPng(files.find((file) => file.role === role)?.path ?? '');
    const [a, b, wipe] = await Promise.all([still('a-enlarged'), still('b'), still('wipe')]);
    for (let row = 0; row < 540; row += 90) {
      expect(columns(wipe, row, 0, 180)).toEqual(columns(b, row, 0, 180));
      expect(columns(wipe, row, 180, 540)).toEqual(columns(a, row, 180, 540));
    }
  });

  it('show differing pixels in red, as many as were counted', async () => {
    const result = await run('difference', { layouts: ['difference'], threshold: 0.02 });
    const { data } = await readPng(result.files[0]?.path ?? '');
    let red = 0;
    for (let i = 0; i < data.length; i += 3)
      if (data[i] === 255 && data[i + 1] === 0 && data[i + 2] === 0) red += 1;
    const sidecar = await readSidecar(result.manifest);
    const counted = sidecar.frames[0]?.measurement.scores[0]?.parts.pixels;
    expect(red).toBe(counted);
    expect(red).toBeGreaterThan(0);
  });

  it('keep the picture free: captions stand in a bar below', async () => {
    const bare = await run('bare', { layouts: ['wipe'] });
    const captioned = await run('captioned', { layouts: ['wipe'], hasCaptions: true });
    const [without, withBar] = [
      await readPng(bare.files[0]?.path ?? ''),
      await readPng(captioned.files[0]?.path ?? ''),
    ];
    expect(withBar.height).toBeGreaterThan(without.height + 40);
    expect(Buffer.compare(withBar.data.subarray(0, without.data.length), without.data)).toBe(0);
    const bar = new Set(withBar.data.subarray(without.data.length));
    expect([...bar].sort((a, b) => a - b)).toEqual([24, 208]);
  });

  it('have 16 bits where the source is deeper than 8', async () => {
    const deep = await bench.open(tiny('ten-bit.mkv'));
    const { files } = await run('deep', {
      layouts: ['separate'],
      a: side(deep, null),
      b: side(deep, enlargeTo(360)),
    });
    const png = PNG.sync.read(await readFile(files[0]?.path ?? ''), { skipRescale: true });
    const samples = png.data as unknown as Uint16Array;
    const wanted = rgbFromPicture(await bench.pictures.readSource(deep, 7)).data;
    expect(Array.from({ length: 999 }, (_none, n) => samples[Math.floor(n / 3) * 4 + (n % 3)])).toEqual(
      Array.from(wanted.subarray(0, 999)),
    );
    expect(wanted.some((value) => value > 255)).toBe(true);
  });

  it('come with a sidecar that tells everything needed to make them again', async () => {
    const { files, manifest } = await run('sidecar', { layouts: ['separate', 'wipe'] });
    const sidecar = await readSidecar(manifest);
    const source = createHash('sha256')
      .update(await readFile(open.clip.path))
      .digest('hex');
    expect(sidecar.sides.a.source).toEqual({
      path: open.clip.path,
      sizeBytes: open.clip.sizeBytes,
      sha256: source,
      of: 'the whole file',
    });
    expect(sidecar.sides.a).toMatchObject({ recipe: null, graph: '', label: 'SD source' });
    expect(sidecar.sides.a.toCompare?.recipe).toBe('Plain enlargement');
    expect(sidecar.sides.b.graph).toMatch(/scale/);
    expect(sidecar.sides.b.beliefs.colour.matrix).toMatchObject({
      value: 'smpte170m',
      because: expect.any(String),
    });
    expect(sidecar.tools.map(({ name }) => name).slice(0, 2)).toEqual(['ffmpeg', 'pixelmatch']);
    const [frame] = sidecar.frames;
    expect(frame).toMatchObject({ frame: 7, timecode: '00:00:00;07' });
    expect(frame?.a).toMatchObject({ sourceFrame: 7, matrix: 'smpte170m', range: 'limited', width: 720 });
    expect(frame?.measurement.scores.map(({ validity }) => validity)).toEqual([
      'relative',
      'relative',
      'relative',
    ]);
    for (const [n, file] of files.entries()) {
      const sha256 = createHash('sha256')
        .update(await readFile(file.path))
        .digest('hex');
      expect([file.sha256, frame?.files[n]?.sha256]).toEqual([sha256, sha256]);
    }
  });

  it('sort in order, and a second run takes the next number, refuses, or overwrites, as ordered', async () => {
    const first = await run('runs', { frames: [12, 3, 3], layouts: ['wipe'] });
    expect(first.files.map(({ frame }) => frame)).toEqual([3, 12]);
    const names = await readdir(path.join(bench.folder, 'runs'));
    expect(names).toEqual([
      'native-29-97i_000003_wipe.png',
      'native-29-97i_000012_wipe.png',
      'native-29-97i_stills.json',
    ]);
    const before = await readFile(first.files[0]?.path ?? '');
    await expect(run('runs', { frames: [3], layouts: ['wipe'], wipeAt: 0.9 })).rejects.toMatchObject({
      code: 'output-exists',
    });
    expect(await readdir(path.join(bench.folder, 'runs'))).toEqual(names);
    const second = await run('runs', { frames: [3], layouts: ['wipe'], wipeAt: 0.9, isNumbering: true });
    expect(path.basename(second.files[0]?.path ?? '')).toBe('native-29-97i-2_000003_wipe.png');
    expect(await readFile(first.files[0]?.path ?? '')).toEqual(before);
    await run('runs', { frames: [3], layouts: ['wipe'], wipeAt: 0.9, isOverwriting: true });
    expect(await readFile(first.files[0]?.path ?? '')).toEqual(await readFile(second.files[0]?.path ?? ''));
  });

  it('leave nothing behind when cancelled, or where a frame does not exist', async () => {
    const controller = new AbortController();
    const cancelled = run('cancelled', { frames: [1, 2, 3], layouts: ['wipe'] }, controller.signal, () =>
      controller.abort(),
    );
    await expect(cancelled).rejects.toBeDefined();
    await expect(run('cancelled', { frames: [1, 5000], layouts: ['wipe'] })).rejects.toMatchObject({
      code: 'frame-out-of-range',
    });
    await expect(readdir(path.join(bench.folder, 'cancelled'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('say why a folder cannot be written', async () => {
    await writeFile(path.join(bench.folder, 'a-file'), '');
    await expect(run('a-file', { layouts: ['wipe'] })).rejects.toMatchObject({ code: 'output-unwritable' });
    await expect(run('a-file/below', { layouts: ['wipe'] })).rejects.toMatchObject({
      code: 'output-unwritable',
    });
    await expect(run('/proc/remaster', { layouts: ['wipe'] })).rejects.toMatchObject({
      code: 'output-unwritable',
    });
  });

  it('leave nothing behind where the disk is full', async () => {
    const small = mountSmallDisk(path.join(bench.folder, 'small'));
    if (!small) return;
    try {
      const call = run('small/stills', { frames: [3, 4, 5], layouts: ['wipe'] });
      await expect(call).rejects.toMatchObject({ code: 'disk-full' });
      expect(await readdir(path.join(bench.folder, 'small'))).toEqual([]);
    } finally {
      small.unmount();
    }
  });

  it('leave a file alone that somebody else put there meanwhile', async () => {
    const folder = path.join(bench.folder, 'raced');
    await mkdir(folder);
    const target = path.join(folder, 'native-29-97i_000003_wipe.png');
    const racing = run('raced', { frames: [3, 4], layouts: ['wipe'] }, undefined, async () => {
      await writeFile(target, 'mine');
    });
    await expect(racing).rejects.toMatchObject({ code: 'output-exists' });
    expect(await readdir(folder)).toEqual([path.basename(target)]);
    expect(await readFile(target, 'utf8')).toBe('mine');
  });

  it('of one frame are encoded for the command line: as PNG and as bare bytes', async () => {
    const picture = await bench.pictures.readSource(open, 2);
    const [png, raw] = [await encodeStill(picture, 'png'), await encodeStill(picture, 'rgb24')];
    expect(Buffer.compare(bytesOf(Buffer.from(png)).data, raw)).toBe(0);
    expectSame({ width: 720, height: 480, data: raw }, rgbOf(picture));
  });

  function side(clip: OpenClip, recipe: Recipe | null) {
    const label = recipe ? recipe.title : 'SD source';
    return { open: clip, recipe, plan: recipe ? bench.plan(clip, recipe) : null, label };
  }

  function run(
    folder: string,
    more: Partial<StillsWork>,
    signal = new AbortController().signal,
    onFirst: () => void | Promise<void> = () => undefined,
  ) {
    const work: StillsWork = {
      ...{ a: side(open, null), b: side(open, enlargeTo(540)), frames: [7], layouts: [] },
      ...{ folder: path.resolve(bench.folder, folder), wipeAt: 0.5, isSwapped: false, threshold: 0.1 },
      ...{ hasCaptions: false, isOverwriting: false, isNumbering: false },
      ...more,
    };
    const deps: StillsDeps = { pictures: bench.pictures, tools: bench.tools, measurer, version: 'test' };
    return exportStills(work, deps, { signal, onProgress: ({ done }) => void (done === 1 && onFirst()) });
  }

  function readVariant(recipe: Recipe, size: { width: number; height: number } | null): Promise<Picture> {
    const plan = planRecipe(recipe, open.clip, bench.tools.capabilities, size);
    return bench.pictures.readVariant(open, plan, { frame: 7, clock: 'source' });
  }
});

interface Rgb {
  width: number;
  height: number;
  data: Uint8Array | Uint16Array;
}

/** Buffer.compare, for comparing arrays of millions of elements one by one takes the test framework minutes. */
function expectSame(actual: Rgb | undefined, wanted: Rgb): void {
  expect([actual?.width, actual?.height]).toEqual([wanted.width, wanted.height]);
  expect(Buffer.compare(Buffer.from(actual?.data ?? []), Buffer.from(wanted.data))).toBe(0);
}

function rgbOf(picture: Picture): Rgb {
  const { width, height, data } = rgbFromPicture(picture);
  return { width, height, data };
}

async function readPng(file: string) {
  return bytesOf(await readFile(file));
}

/** The RGB of a PNG, without the alpha that pngjs adds. */
function bytesOf(file: Buffer) {
  const { width, height, data } = PNG.sync.read(file);
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3)
    rgb.set(data.subarray(from, from + 3), to);
  return { width, height, data: rgb };
}

function columns(
  { width, data }: { width: number; data: Uint8Array },
  row: number,
  from: number,
  count: number,
) {
  const start = (row * width + from) * 3;
  return Buffer.from(data.subarray(start, start + count * 3)).toString('base64');
}

async function readSidecar(file: string): Promise<Sidecar> {
  return JSON.parse(await readFile(file, 'utf8')) as Sidecar;
}
