import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analysis, FaultName } from '../../model/analysis';
import { analyseClip } from '../../native-pipeline/analysis/analyse';
import { createCatalog } from '../../native-pipeline/clips/catalog';
import { findTools } from '../../native-pipeline/ffmpeg/tools';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { HAS_MEDIA, MEDIA } from '../helpers/frameTruth';
import { SAMPLES, tiny } from '../helpers/place';

/** A drawn scene that moves: our own HD master, brought to SD. */
const SCENE = path.join(SAMPLES, 'station-hd.mp4');
const TASK = { signal: new AbortController().signal, onProgress: () => undefined };

describe.each(BUILDS)('what is looked at beside the fields, with ffmpeg $version', (build) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'remaster-looks-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const analyse = async (file: string): Promise<Analysis> => {
    const tools = await findTools({ ffmpegPath: build.path });
    const catalog = createCatalog(tools);
    try {
      const open = await catalog.open(file);
      await open.whenIndexed;
      return await analyseClip(open, tools, null, TASK);
    } finally {
      catalog.close();
    }
  };
  const make = (
    name: string,
    inputs: string[],
    filters: string,
    output: string[] = ['-c:v', 'ffv1'],
  ): string => {
    const out = path.join(folder, name);
    const graph = filters.includes('[') ? ['-filter_complex', filters] : ['-vf', filters];
    ffmpegOutput(build, ['-y', ...inputs, ...graph, '-an', ...output, out]);
    return out;
  };
  const sd = (name: string, filters: string, output?: string[]) =>
    make(name, ['-t', '1', '-i', SCENE], `scale=720:480:flags=bicubic,setsar=8/9,${filters}`, output);
  /** A still picture for two seconds and a half, and a camera that stands at this place over it, in half samples. */
  const still = (rate: string): string[] => ['-loop', '1', '-t', '2.6', '-r', rate, '-i', tiny('still.png')];
  const camera = (place: string): string =>
    `scale=2400:1600:flags=bicubic,format=yuv444p,crop=1440:960:${place},scale=720:480:flags=area,format=yuv420p`;
  const median = ({ faults }: Analysis, name: FaultName): number =>
    faults.find((series) => series.name === name)?.median ?? Number.NaN;

  it('follows what is done to a clip: noise, blur, halos, blocks, chroma shift', async () => {
    const plain = await analyse(sd('plain.mkv', 'null'));
    const noisy = await analyse(sd('noisy.mkv', 'noise=c0s=9:c0f=t'));
    expect(median(noisy, 'noise')).toBeGreaterThan(median(plain, 'noise') + 3);
    const soft = await analyse(sd('soft.mkv', 'gblur=sigma=2'));
    expect(median(soft, 'blur')).toBeGreaterThan(median(plain, 'blur') + 1.5);
    const sharpened = await analyse(sd('sharp.mkv', 'unsharp=5:5:2'));
    expect(median(sharpened, 'ringing')).toBeGreaterThan(median(plain, 'ringing') + 6);
    const squeezed = await analyse(
      sd('squeezed.mpg', 'noise=c0s=6:c0f=t', ['-c:v', 'mpeg2video', '-b:v', '700k']),
    );
    expect(median(squeezed, 'blocking')).toBeGreaterThan(3 * median(plain, 'blocking') + 0.2);
    const shifted = await analyse(sd('shifted.mkv', 'chromashift=cbh=2:crh=2'));
    const shift = median(shifted, 'chromaShift') - median(plain, 'chromaShift');
    expect(Math.abs(shift - 4)).toBeLessThan(0.5);
    expect(shifted.notices.join()).toMatch(/Colour lies about \d\.\d luma samples to the right/);
  });

  it('finds bars and blanking, and crops nothing', async () => {
    const { activePicture, suggestion } = await analyse(
      sd(
        'bars.mkv',
        'scale=704:364,pad=720:480:8:58:black,drawbox=x=8:y=58:w=1:h=364:color=black@0.6:t=fill',
      ),
    );
    expect(activePicture.value).toEqual({ left: 9, top: 58, width: 703, height: 364 });
    expect(activePicture.source).toBe('measured');
    expect(suggestion.because).toContain('consider a crop of 9 left, 8 right, 58 above, 58 below');
    expect(suggestion.recipe.steps.some(({ kind }) => kind === 'crop')).toBe(false);
  });

  it('measures range against what the file says', async () => {
    // Full-range numbers under a limited tag: black is at 0.
    const lut = "lutyuv=y='clip((val-27)*255/185,0,255)'";
    const { levels } = await analyse(sd('full.mkv', lut, ['-c:v', 'ffv1', '-color_range', 'tv']));
    expect(levels.value.range).toBe('full');
    expect(levels.because).toContain('limited range.');
    const black = await analyse(sd('black.mkv', "lutyuv=y='clip((val-27)*219/185+16,16,235)'"));
    expect(black.levels.value).toMatchObject({ range: 'limited', lumaMin: 16, lumaMax: 235 });
  });

  it('finds a dissolve and a fade, film in fields included', async () => {
    const two = ['-t', '4', '-i', SCENE, '-ss', '6', '-t', '3', '-i', SCENE];
    const parts =
      '[0]trim=0:3,scale=720:480,fps=24[a];[1]scale=720:480,fps=24,settb=AVTB[b];[a]settb=AVTB[c];[c][b]';
    const dissolved = make(
      'dissolved.mkv',
      two,
      `${parts}xfade=transition=fade:duration=1:offset=1.5,telecine`,
      ['-c:v', 'ffv1', '-r', '30'],
    );
    const { shots } = await analyse(dissolved);
    const dissolve = shots.find(({ start }) => start === 'dissolve');
    // Frames 45 to 75 of the telecined clip.
    expect(Math.abs((dissolve?.transition?.from ?? 0) - 45)).toBeLessThanOrEqual(4);
    expect(Math.abs((dissolve?.transition?.to ?? 0) - 75)).toBeLessThanOrEqual(4);
    const faded = await analyse(sd('faded.mkv', 'fade=in:0:16'));
    expect(faded.shots[0]).toMatchObject({ from: 0, start: 'fade' });
  });

  it('lists frames that were doubled and mixed', async () => {
    // A frame shown twice; frame 20 mixed from its neighbours.
    const pan = 'crop=640:480:20*n:300';
    const frames = ['-loop', '1', '-t', '2.5', '-r', '24', '-i', tiny('still.png')];
    const moving = (name: string, filters: string) =>
      make(name, frames, `scale=2400:1600:flags=bicubic,${pan},format=yuv420p,${filters}`);
    const file = moving('doubled.mkv', 'loop=loop=1:size=1:start=40,setpts=N/24/TB');
    const hashes =
      ffmpegOutput(build, ['-i', file, '-f', 'framehash', '-'])
        .toString()
        .match(/\w{64}/g) ?? [];
    const frame = hashes.findIndex((hash, index) => hash === hashes[index - 1]);
    expect(frame).toBeGreaterThan(30);
    const doubled = await analyse(file);
    expect(doubled.frameFaults).toContainEqual(expect.objectContaining({ frame, kind: 'duplicate' }));
    const mixed = await analyse(
      moving(
        'mixed.mkv',
        "split=3[a][b][c];[a]null[a1];[b]select='gte(n,1)',setpts=N/24/TB[b1];[c]select='gte(n,2)',setpts=N/24/TB[c1];" +
          "[a1]setpts=N/24/TB[a2];[a2][c1]blend=all_mode=average:shortest=1[m];[b1][m]overlay=enable='eq(n,20)':format=yuv420:shortest=1",
      ),
    );
    expect(mixed.frameFaults).toContainEqual(expect.objectContaining({ frame: 20, kind: 'blended' }));
  });

  it.each([
    ['whole frames', 30, '50+9*n+50*sin(n/15):300+3*n', ''],
    ['native video', 60, '50+4.5*n+50*sin(n/30):300+1.5*n', 'tinterlace=mode=interleave_top,'],
  ])(
    'lists where frames of %s are missing in a camera move, near each other too',
    async (_, rate, place, weave) => {
      const lost = [20, 24, 51];
      const cut = lost.map((frame) => `eq(n,${frame})`).join('+');
      const graph = `${camera(place)},${weave}select='not(${cut})',setpts=N/30/TB`;
      const squeeze = ['-c:v', 'mpeg2video', '-b:v', '6M', '-g', '12', '-bf', '2', '-flags', '+ilme+ildct'];
      const file = make(`lost-${rate}.mpg`, still(`${rate}`), graph, [...squeeze, '-r', '30']);
      const listed = (await analyse(file)).frameFaults.map(({ frame, kind }) => [frame, kind]);
      expect(listed).toEqual(lost.map((frame, i) => [frame - i, 'dropped']));
    },
  );

  it('tells neither missing nor doubled frames of a hand that trembles', async () => {
    const place = '400+12*sin(2.1*n)+10*sin(0.9*n):300+8*sin(1.7*n)+7*sin(0.6*n)';
    const { frameFaults } = await analyse(make('trembling.mkv', still('30'), camera(place)));
    expect(frameFaults).toEqual([]);
  });

  it('lists the frames of a clip that was brought from film rate to 29.97 by mixing, and says so', async () => {
    const squeeze = ['-c:v', 'mpeg2video', '-b:v', '3M', '-bf', '2', '-g', '15'];
    const film = 'scale=720:480:flags=bicubic,setsar=8/9';
    const inputs = ['-t', '6', '-i', SCENE];
    const blended = await analyse(make('blended.mpg', inputs, `${film},framerate=fps=30000/1001`, squeeze));
    expect(blended.notices.join()).toMatch(
      /Frames 0 to \d+ are blended: converted from about 24 pictures a second by mixing, about 4 of 5 frames/,
    );
    const listed = blended.frameFaults.filter(({ kind }) => kind === 'blended').map(({ frame }) => frame);
    // Every fifth is a picture of the film as it is.
    expect(listed.length / (blended.span.to - blended.span.from)).toBeCloseTo(0.8, 1);
    expect(listed.filter((frame) => frame % 5 === (listed[0] ?? 0) % 5).length * 4).toBeLessThan(
      listed.length + 8,
    );
    const whole = await analyse(make('whole.mpg', ['-r', '30000/1001', ...inputs], film, squeeze));
    expect(whole.frameFaults.filter(({ kind }) => kind === 'blended')).toEqual([]);
    expect(whole.notices.join()).not.toContain('blended');
  });

  it.each(['25', '24'])(
    'says of four seconds at %s that they were mixed from 30 a second, and of whole frames nothing',
    async (rate) => {
      const squeeze = ['-c:v', 'mpeg2video', '-b:v', '3M', '-bf', '2', '-g', '12', '-r', rate];
      const film = 'scale=720:480:flags=bicubic,setsar=8/9';
      const inputs = ['-r', '30', '-t', '4', '-i', SCENE];
      const blended = await analyse(make(`to${rate}.mpg`, inputs, `${film},framerate=fps=${rate}`, squeeze));
      expect(blended.notices.join()).toMatch(/blended: converted from about 30 pictures a second by mixing/);
      const whole = await analyse(make(`at${rate}.mpg`, ['-r', rate, ...inputs.slice(2)], film, squeeze));
      expect(whole.notices.join()).not.toContain('blended');
    },
  );

  it.each([
    ['yuv420p10le', 'scale=352:288'],
    ['yuv422p', 'scale=351:287'],
    ['yuv444p12le', 'scale=100:99'],
    ['yuv411p', 'scale=352:288'],
    ['gray', 'scale=352:288'],
    ['gray10le', 'scale=64:48'],
    ['gbrp', 'scale=352:288'],
    ['bgr0', 'scale=353:288'],
    ['yuv420p', 'scale=16:16'],
    ['yuv420p', 'scale=2:2'],
    ['gray', 'scale=1:1'],
  ])('looks at %s pictures, %s', async (pixelFormat, size) => {
    const name = `${pixelFormat}-${size.replace(/\W/g, '-')}.mkv`;
    const file = make(name, ['-t', '0.5', '-i', SCENE], `${size},format=${pixelFormat}`);
    const { span, levels, activePicture, faults } = await analyse(file);
    expect(span).toEqual({ from: 0, to: 12 });
    expect(levels.value.lumaMax).toBeGreaterThanOrEqual(levels.value.lumaMin);
    expect(levels.value.lumaMax).toBeLessThanOrEqual(255);
    expect(activePicture.value.width).toBeGreaterThan(0);
    for (const { values } of faults) expect(values.every(Number.isFinite)).toBe(true);
  });

  it.each([
    'still.png',
    'sequence',
    'vfr.mkv',
    'rotated.mp4',
    'ten-bit.mkv',
    'truncated.mpg',
    'joined.vob',
    'dv-pal.avi',
  ])('has an answer for %s', async (name) => {
    const { span, shots, suggestion, sections } = await analyse(tiny(name));
    expect(span.to).toBeGreaterThan(0);
    expect(shots[0]?.from).toBe(0);
    expect(shots.at(-1)?.to).toBe(span.to);
    expect(sections.at(-1)?.to).toBe(span.to);
    expect(suggestion.because).toMatch(/\.$/);
  });
});

describe.skipIf(!HAS_MEDIA)('the pairs beside the repository (skipped where they are not)', () => {
  const build = BUILDS[0];
  it.skipIf(!build).each([
    ['drawing_sd.vob', { width: 720, height: 480 }],
    ['juggle_sd.mpg', { width: 720, height: 480 }],
    ['mixed_sd.vob', { width: 720, height: 480 }],
  ])('%s shows its whole picture, and no frame that its cadence does not explain', async (name, size) => {
    const tools = await findTools({ ffmpegPath: build?.path });
    const catalog = createCatalog(tools);
    const open = await catalog.open(path.join(MEDIA, 'pairs', name));
    await open.whenIndexed;
    const { activePicture, frameFaults, shots } = await analyseClip(open, tools, null, TASK);
    catalog.close();
    expect(activePicture.value).toMatchObject(size);
    expect(frameFaults).toEqual([]);
    expect(shots.every(({ start }) => start !== 'dissolve')).toBe(true);
  });
});
