/** nnedi, enlarging and deinterlacing. What it must not do to the picture shows with any weights; how good it is only with trained ones (NNEDI_WEIGHTS). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FieldOrder } from '../../model/clip';
import type { Recipe } from '../../model/recipe';
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import { planVariant } from '../../native-pipeline/frames/planVariant';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { hashOf, sequentialHashes } from '../helpers/frameTruth';
import { recipeOf } from '../helpers/madeRecipe';
import { HAS_WEIGHTS, provideWeights } from '../helpers/nnediWeights';
import { type Bench, createBench } from '../helpers/openClips';

const SIZE = { width: 96, height: 64 };
const FRAMES = 12;
const ORDERS: readonly FieldOrder[] = ['top-first', 'bottom-first'];
const CASES = ORDERS.flatMap((order) => ['yuv422p', 'yuv422p10le'].map((format) => ({ order, format })));
/** In samples of the source. A trained network is not quite symmetrical; a wrong field would be half a line off. */
const NEAR = HAS_WEIGHTS ? 0.15 : 0.02;
const TRAINED = HAS_WEIGHTS ? '' : ' (skipped: NNEDI_WEIGHTS names no trained weights)';

describe.each(BUILDS)('nnedi, ffmpeg $version,', (build) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'remaster-weights-'));
  let bench: Bench;
  beforeAll(async () => {
    provideWeights(folder);
    bench = await createBench(build);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
    await bench.close();
  });

  it.each(CASES)('keeps the lines of each field, $order, $format', async ({ order, format }) => {
    const open = await draw(MOVING, format, `lines-${order}`);
    const source = picturesOf(open, 'null', format);
    const bobbed = picturesOf(open, graphFor(open, bob(order)), format);
    const single = picturesOf(open, graphFor(open, deinterlacing(order, 'frame')), format);
    expect([bobbed.length, single.length]).toEqual([2 * FRAMES, FRAMES]);
    const lead = order === 'top-first' ? 0 : 1;
    bobbed.forEach((picture, n) => {
      const parity = n % 2 === 0 ? lead : 1 - lead;
      expect(lines(picture, parity), `field ${n}`).toEqual(lines(source[n >> 1], parity));
    });
    single.forEach((picture, n) => {
      expect(lines(picture, lead), `frame ${n}`).toEqual(lines(source[n], lead));
    });
  });

  it.each(ORDERS)('previews what it renders, %s', async (order) => {
    const open = await draw(MOVING, 'yuv422p', `preview-${order}`);
    for (const recipe of [
      bob(order),
      deinterlacing(order, 'frame'),
      ...(order === 'top-first' ? [enlarging()] : []),
    ]) {
      const plan = bench.plan(open, recipe);
      expect(plan.memory.isExact).toBe(true);
      const rendered = sequentialHashes(build, open.clip.path, open, plan.graph, plan.pixelFormat);
      for (const frame of [rendered.length - 1, 3, 7, 0, 8]) {
        const picture = await bench.pictures.readVariant(open, plan, { frame, clock: 'variant' });
        expect({ frame, hash: hashOf(picture) }).toEqual({ frame, hash: rendered[frame] });
      }
    }
  });

  it.each(ORDERS)('leaves the picture where it is when it deinterlaces, %s', async (order) => {
    const open = await draw(BLOB, 'yuv422p', `blob-${order}`);
    const source = centreOf(picturesOf(open, 'null', 'yuv422p')[0], SIZE);
    for (const picture of picturesOf(open, graphFor(open, bob(order)), 'yuv422p')) {
      const centre = centreOf(picture, SIZE);
      expect(Math.abs(centre.x - source.x)).toBeLessThan(NEAR);
      expect(Math.abs(centre.y - source.y)).toBeLessThan(NEAR);
    }
  });

  it.each(['yuv420p', 'yuv422p10le'])('leaves it where it is when it enlarges, %s', async (format) => {
    const open = await draw(BLOB, format, 'blob-small');
    const { graph, size } = bench.plan(open, enlarging());
    const grey = format.includes('10') ? 'gray10le' : 'gray';
    const centre = centreOf(picturesOf(open, `trim=end_frame=1,${graph}`, grey, size)[0], size, grey);
    const across = size.width / SIZE.width;
    expect(Math.abs((centre.x + 0.5) / across - 40.5)).toBeLessThan(NEAR);
    expect(Math.abs((centre.y + 0.5) / (size.height / SIZE.height) - 30.5)).toBeLessThan(NEAR);
  });

  it.skipIf(!HAS_WEIGHTS)(`predicts slanted lines better than their neighbours tell${TRAINED}`, async () => {
    const open = await draw(SLANTED, 'yuv422p', 'slanted');
    const source = picturesOf(open, 'null', 'yuv422p')[0];
    const [first] = picturesOf(open, graphFor(open, bob('top-first')), 'yuv422p');
    const linear = 'field=type=top,scale=w=iw:h=2*ih:flags=bilinear:in_v_chr_pos=0';
    const [meant] = picturesOf(open, `${linear},crop=h=ih`, 'yuv422p');
    const apart = (picture: Buffer | undefined) => meanDifference(lines(picture, 1), lines(source, 1));
    expect(apart(first)).toBeLessThan(0.6 * apart(meant));
  });

  it('is refused without weights, with what to do', async () => {
    const open = await draw(MOVING, 'yuv422p', 'refused');
    const extras = { placebo: null, placeboShader: null, nnediWeights: null };
    for (const recipe of [bob('top-first'), enlarging()]) {
      const { objections } = planVariant(open, recipe, { ...bench.tools.capabilities, extras });
      expect(objections).toMatchObject([
        { severity: 'refuse', hint: expect.stringContaining('NNEDI_WEIGHTS') },
      ]);
    }
  });

  async function draw(graph: string, format: string, name: string): Promise<OpenClip> {
    const file = path.join(bench.folder, `${name}-${format}.mkv`);
    const words = ['-f', 'lavfi', '-i', graph, '-frames:v', String(FRAMES), '-pix_fmt', format];
    ffmpegOutput(build, [...words, '-c:v', 'ffv1', file]);
    return bench.open(file);
  }

  function graphFor(open: OpenClip, recipe: Recipe): string {
    const { graph, objections } = bench.plan(open, recipe);
    expect(objections.filter(({ severity }) => severity === 'refuse')).toEqual([]);
    return graph;
  }

  function picturesOf({ clip }: OpenClip, graph: string, format: string, size = SIZE): Buffer[] {
    const words = ['-vf', graph, '-fps_mode', 'passthrough', '-pix_fmt', format, '-f', 'rawvideo', '-'];
    const bytes = ffmpegOutput(build, ['-i', clip.path, ...words]);
    const each = size.width * size.height * (format.startsWith('gray') ? 1 : 2) * depthOf(format);
    return Array.from({ length: bytes.length / each }, (_, n) => bytes.subarray(n * each, (n + 1) * each));
  }
});

/** Noise that no two frames share, moving. */
const MOVING = `testsrc2=size=${SIZE.width}x${SIZE.height}:rate=30000/1001,noise=alls=12:allf=t:all_seed=5`;
const BLOB = `nullsrc=size=${SIZE.width}x${SIZE.height}:rate=30000/1001,geq=lum='20+200*exp(-((X-40)^2+(Y-30)^2)/80)':cb=128:cr=128`;
const SLANTED = `nullsrc=size=${SIZE.width}x${SIZE.height}:rate=30000/1001,geq=lum='126+100*sin((X+2.2*Y)/2.5)':cb=128:cr=128`;

function bob(fieldOrder: FieldOrder): Recipe {
  return deinterlacing(fieldOrder, 'field');
}

function deinterlacing(fieldOrder: FieldOrder, rate: 'field' | 'frame'): Recipe {
  return { ...recipeOf([['deinterlace', { method: 'nnedi', rate }]]), interpret: { fieldOrder } };
}

function enlarging(): Recipe {
  return recipeOf([['enlarge', { kernel: 'nnedi', lines: 160 }]]);
}

function depthOf(format: string): number {
  return format.includes('10') ? 2 : 1;
}

/** Every second line of luma, from `parity` on; samples of two bytes too. */
function lines(picture: Buffer | undefined, parity: number): Buffer {
  if (!picture) throw new Error('no such picture');
  const row = (picture.length / SIZE.height / 2) | 0;
  const rows = Array.from({ length: SIZE.height / 2 }, (_, n) => (2 * n + parity) * row);
  return Buffer.concat(rows.map((at) => picture.subarray(at, at + row)));
}

/** Of what is brighter than the ground. */
function centreOf(picture: Buffer | undefined, { width, height }: typeof SIZE, format = 'gray') {
  if (!picture) throw new Error('no such picture');
  let [sum, x, y] = [0, 0, 0];
  for (let at = 0; at < width * height; at++) {
    const code = format === 'gray' ? (picture[at] ?? 0) : picture.readUInt16LE(2 * at) / 4;
    const weight = Math.max(0, code - 24);
    sum += weight;
    x += weight * (at % width);
    y += weight * Math.floor(at / width);
  }
  return { x: x / sum, y: y / sum };
}

function meanDifference(a: Buffer, b: Buffer): number {
  return a.reduce((sum, code, n) => sum + Math.abs(code - (b[n] ?? 0)), 0) / a.length;
}
