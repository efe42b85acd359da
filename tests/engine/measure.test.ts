import { afterAll, describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../model/errors';
import type { Picture, PictureHeader } from '../../model/picture';
import { type Compared, createMeasurer } from '../../native-pipeline/compare/measure';
import { measurePsnr } from '../../native-pipeline/compare/psnr';
import { measureSsim } from '../../native-pipeline/compare/ssim';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { createHeader, createNoise } from '../helpers/pictures';

const SCENE = 'testsrc2=s=720x576,format=gbrp';
const PAIRS = [
  ['a blurred copy', SCENE, `${SCENE},boxblur=2`],
  ['a noisy copy', SCENE, `${SCENE},noise=alls=20:allf=t`],
  ['two unlike scenes', SCENE, 'mandelbrot=s=720x576,format=gbrp'],
  ['odd sizes', 'testsrc=s=99x77', 'testsrc=s=99x77,noise=alls=30'],
] as const;

describe.each(BUILDS)('numbers of a pair, against the filters of ffmpeg $version', (build) => {
  it.each(PAIRS)('PSNR and SSIM of %s are those of the filters', (_title, first, second) => {
    const a = rgb24(build, first);
    const b = rgb24(build, second);
    const size = sizeOf(first);
    const psnr = measurePsnr(a, b);
    // The filter prints two decimals.
    expect(psnr.average).toBeCloseTo(statOf(build, 'psnr', first, second, /psnr_avg:(\S+)/), 2);
    expect(psnr.r).toBeCloseTo(statOf(build, 'psnr', first, second, /psnr_r:(\S+)/), 2);
    const ssim = measureSsim(a, b, size);
    expect(ssim.average).toBeCloseTo(statOf(build, 'ssim', first, second, /All:(\S+)/), 5);
    expect(ssim.b).toBeCloseTo(statOf(build, 'ssim', first, second, /B:(\S+)/), 5);
  });
});

describe('the measurer', () => {
  const measurer = createMeasurer();
  afterAll(() => measurer.close());
  const recipe = { id: 'plain', title: 'Plain enlargement', says: '', interpret: {}, steps: [] };
  const side = (picture: Picture, more: Partial<Compared> = {}): Compared => ({
    picture,
    clipId: 'clip',
    recipe,
    ...more,
  });
  const named = async (a: Partial<Compared>, b: Partial<Compared>, header: Partial<PictureHeader> = {}) => {
    const pictures = [createNoise(layout, 1), createNoise(layout, 2)] as const;
    Object.assign(pictures[1].header, header);
    return measurer.measure(side(pictures[0], a), side(pictures[1], b), { threshold: 0.1 });
  };
  const layout = { width: 64, height: 48, shiftX: 1, shiftY: 1 };

  it('says that A was enlarged, how, and which picture of the variant shows the source frame', async () => {
    const { compares, frames } = await named(
      { recipe: null, label: 'dvd.vob', isEnlarged: true },
      {},
      { frame: 48, sourceFrame: 0 },
    );
    expect(compares).toMatch(
      /against A \(dvd\.vob\), enlarged bicubic to 64×48\. Source frame 0, which is the variant's 48\./,
    );
    expect(frames).toMatchObject({ b: { frame: 48, sourceFrame: 0 }, isSameClip: true });
  });

  it('names both frames beside another clip, and says that nobody aligned them', async () => {
    const { compares } = await named(
      { recipe: null },
      { clipId: 'hd', recipe: null },
      { frame: 72, sourceFrame: 72 },
    );
    expect(compares).toContain('Frame 0 of A and frame 72 of B, matched by time, not aligned.');
  });

  it('says with which tool and version, and that a number against the own source is only relative', async () => {
    const [a, b] = [side(createNoise(layout, 1), { recipe: null }), side(createNoise(layout, 2))];
    const measurement = await measurer.measure(a, b, { threshold: 0.1 });
    expect(measurement).toMatchObject({ width: 64, height: 48, frame: 0, threshold: 0.1 });
    expect(measurement.compares).toMatch(
      /^B \(Plain enlargement\) against A \(the source\) at 64×48\. Frame 0\. .* smpte170m/,
    );
    const [pixels, psnr, ssim] = measurement.scores;
    expect(pixels).toMatchObject({ metric: 'pixelmatch', unit: 'share', validity: 'relative' });
    expect(pixels?.tool).toEqual({ name: 'pixelmatch', version: expect.stringMatching(/^7\./) });
    expect(pixels?.value).toBeCloseTo((pixels?.parts.pixels ?? 0) / (64 * 48), 12);
    expect(psnr?.because).toMatch(/how far the recipe moved the picture, not how good/);
    expect(psnr?.value).toBeGreaterThan(3);
    expect(ssim?.tool.name).toMatch(/ssim/);
  });

  it('calls identical pictures infinite in PSNR, one in SSIM, without a differing pixel', async () => {
    const picture = createNoise(layout, 3);
    const { scores } = await measurer.measure(side(picture), side(picture), { threshold: 0 });
    expect(scores.map(({ value }) => value)).toEqual([0, null, 1]);
    expect(scores[1]).toMatchObject({ validity: 'valid', parts: { r: null, g: null, b: null } });
  });

  it('does not call the number of two unaligned clips, or of two frames, valid', async () => {
    const [a, b] = [createNoise(layout, 1), createNoise(layout, 2)];
    const clips = await measurer.measure(side(a), side(b, { clipId: 'other' }), { threshold: 0.1 });
    expect(clips.scores.map(({ validity }) => validity)).toEqual(['not-valid', 'not-valid', 'not-valid']);
    const later = { ...b, header: { ...b.header, sourceFrame: 7 } };
    const frames = await measurer.measure(side(a), side(later), { threshold: 0.1 });
    expect(frames.scores[0]?.because).toMatch(/different frames of the clip \(0 and 7\)/);
  });

  it('draws the mask: what counts, what is antialiasing, what is equal', async () => {
    const header = createHeader({ width: 8, height: 8, kind: 'gray', range: 'full' });
    const flat = { header, planes: new Uint8Array(64).fill(40) };
    const dotted = { header, planes: Uint8Array.from(flat.planes, (value, n) => (n === 27 ? 250 : value)) };
    const mask = await measurer.mask(side(flat), side(dotted), { threshold: 0.1 });
    expect(mask.header).toMatchObject({ kind: 'gray', bitDepth: 8, width: 8, height: 8, range: 'full' });
    expect([...mask.planes].map((value, n) => [n, value]).filter(([, value]) => value !== 0)).toEqual([
      [27, 255],
    ]);
  });

  it('counts as many pixels as the mask shows', async () => {
    const [a, b] = [side(createNoise(layout, 4)), side(createNoise(layout, 5))];
    const [score] = (await measurer.measure(a, b, { threshold: 0.4 })).scores;
    const { planes } = await measurer.mask(a, b, { threshold: 0.4 });
    expect(planes.filter((value) => value === 255)).toHaveLength(score?.parts.pixels ?? -1);
    expect(planes.filter((value) => value === 128)).toHaveLength(score?.parts.antialiased ?? -1);
  });

  it('refuses pictures of two sizes and goes on working', async () => {
    const small = side(createNoise({ width: 32, height: 48 }));
    const call = measurer.measure(small, side(createNoise(layout)), { threshold: 0.1 });
    await expect(call).rejects.toMatchObject({ code: 'sizes-differ' });
    await expect(measurer.mask(small, small, { threshold: 0.1 })).resolves.toBeDefined();
  });

  it('drops what nobody waits for, and answers the newer request', async () => {
    const controller = new AbortController();
    const older = measurer.measure(side(createNoise(layout)), side(createNoise(layout, 2)), {
      threshold: 0.1,
      signal: controller.signal,
    });
    const newer = measurer.measure(side(createNoise(layout)), side(createNoise(layout)), { threshold: 0.1 });
    controller.abort(new WorkbenchError('superseded', 'A newer one came.'));
    await expect(older).rejects.toMatchObject({ code: 'superseded' });
    expect((await newer).scores[0]?.value).toBe(0);
  });

  it('leaves the memory of the pictures to their owner', async () => {
    const picture = createNoise(layout);
    const buffer = Buffer.from(picture.planes);
    await measurer.measure(side({ ...picture, planes: buffer }), side(picture), { threshold: 0.1 });
    expect(buffer).toHaveLength(picture.planes.length);
  });
});

function rgb24(build: { path: string }, graph: string): Uint8Array {
  const args = ['-f', 'lavfi', '-i', graph, '-frames:v', '1', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'];
  return new Uint8Array(ffmpegOutput(build, args));
}

function statOf(build: { path: string }, filter: string, a: string, b: string, pattern: RegExp): number {
  const graph = `[0:v]format=rgb24,format=gbrp[a];[1:v]format=rgb24,format=gbrp[b];[a][b]${filter}=stats_file=-`;
  const args = [
    '-f',
    'lavfi',
    '-i',
    a,
    '-f',
    'lavfi',
    '-i',
    b,
    '-lavfi',
    graph,
    '-frames:v',
    '1',
    '-f',
    'null',
    '-',
  ];
  return Number(pattern.exec(ffmpegOutput(build, args).toString())?.[1]);
}

function sizeOf(graph: string) {
  const [, width, height] = /s=(\d+)x(\d+)/.exec(graph) ?? [];
  return { width: Number(width), height: Number(height) };
}
