import { execFileSync } from 'node:child_process';
import { link, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobProgress } from '../../model/job';
import type { Recipe } from '../../model/recipe';
import { renderMovie } from '../../native-pipeline/exports/movie';
import { checkRender, type RenderWork } from '../../native-pipeline/exports/renderCheck';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { drawLateChapters } from '../helpers/lateChapters';
import { enlargeTo, presetOf } from '../helpers/madeRecipe';
import { type Bench, createBench } from '../helpers/openClips';
import { tiny } from '../helpers/place';
import { mountSmallDisk } from '../helpers/smallDisk';

const PLAIN = { bits: null, isOverwriting: false, isResuming: false } as const;

describe.each(BUILDS)('a render with ffmpeg $version', (build) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createBench(build);
  });
  afterAll(() => bench.close());

  it('carries sound, subtitles and chapters over, and keeps them in time', async () => {
    const { result, progress } = await render('sound-subtitles-chapters.mkv', 'all.mkv', {
      recipe: enlargeTo(300),
      codec: 'h264',
    });
    const found = probe(result.out);
    expect(result).toMatchObject({ frames: 48, rate: { n: 24000, d: 1001 }, notices: [] });
    expect(found.streams.map(({ codec_name }) => codec_name)).toEqual(['h264', 'aac', 'aac', 'subrip']);
    expect(found.streams[0]).toMatchObject({
      r_frame_rate: '24000/1001',
      nb_read_packets: '48',
      height: 300,
    });
    expect(found.streams.map(({ tags }) => tags?.language).slice(1)).toEqual(['eng', 'deu', 'eng']);
    expect(found.chapters.map(({ tags }) => tags?.title)).toHaveLength(3);
    // In the source the sound comes 21 and 23 ms before the pictures.
    const [video = 0, first = 0] = found.streams.map(({ start_time }) => Number(start_time));
    expect(video - first).toBeCloseTo(0.021, 2);
    const done = progress.map((step) => step.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(progress.at(-1)).toMatchObject({ done: 48, total: 48 });
  });

  it.each(['mkv', 'mp4'])('keeps chapters in time with pictures that start late, in %s', async (ending) => {
    const clip = drawLateChapters(build, bench.folder);
    const { result } = await render(clip, `late.${ending}`, { recipe: null, codec: 'h264' });
    const found = probe(result.out);
    const startSecs = Number(found.streams[0]?.start_time);
    // As in the source: the second chapter starts at 1 s, the pictures at 5 ms.
    expect(Number(found.chapters[1]?.start_time) - startSecs).toBeCloseTo(0.995, 4);
    if (ending === 'mkv')
      expect(found.streams.map(({ start_time }) => Number(start_time))).toEqual([0.005, 0]);
  });

  it('cuts a span by frame numbers: the same pictures as in the whole render, and its sound', async () => {
    const recipe = enlargeTo(240);
    const whole = await render('sound-subtitles-chapters.mkv', 'whole.mkv', { recipe });
    const span = { from: 12, to: 36 };
    const part = await render('sound-subtitles-chapters.mkv', 'part.mkv', { recipe, span });
    expect(hashes(part.result.out)).toEqual(hashes(whole.result.out).slice(12, 36));
    const [video, sound] = probe(part.result.out).streams;
    expect(Number(video?.start_time)).toBe(0);
    expect(sound?.codec_name).toBe('flac');
    expect(durationOf(part.result.out, 'a:0')).toBeCloseTo((24 * 1001) / 24000, 2);
    expect(probe(part.result.out).chapters[1]?.start_time).toMatch(/^0\.07/);
    // The sound of the span is that of the source at the same place: 12 frames and 23 ms from the start.
    const startSecs = 0.023 + (12 * 1001) / 24000;
    const cut = soundOf(part.result.out, 0, 0.5);
    const { shift, apart } = alignSound(cut, soundOf(tiny('sound-subtitles-chapters.mkv'), startSecs, 0.5));
    // A millisecond at 48 kHz: finer the times of Matroska are not.
    expect(Math.abs(shift)).toBeLessThanOrEqual(48);
    expect(apart).toBeLessThan(2);
  });

  it('cuts a span of telecined film on a cycle, so that the same frames are dropped', async () => {
    const recipe = presetOf('film-frames');
    const whole = await render('hard-telecine.mpg', 'film.mkv', { recipe });
    const part = await render('hard-telecine.mpg', 'film-part.mkv', { recipe, span: { from: 12, to: 21 } });
    expect(whole.result.rate).toEqual({ n: 24000, d: 1001 });
    expect(probe(whole.result.out).streams[0]?.r_frame_rate).toBe('24000/1001');
    // Source frames 12 to 21 at four fifths.
    expect(hashes(part.result.out)).toEqual(hashes(whole.result.out).slice(10, 17));
  });

  it('writes one picture for each field of a bob, at the doubled rate', async () => {
    const bob: Recipe = {
      ...presetOf('dvd-video'),
      steps: [{ kind: 'deinterlace', isOn: true, settings: { method: 'bwdif', rate: 'field' } }],
    };
    const { result } = await render('native-29.97i.mpg', 'bob.mp4', { recipe: bob, codec: 'h264' });
    const open = await bench.open(tiny('native-29.97i.mpg'));
    const [video] = probe(result.out).streams;
    expect(video).toMatchObject({
      r_frame_rate: '60000/1001',
      nb_read_packets: String((open.clip.frames ?? 0) * 2),
    });
  });

  it('says the rate of soft-telecined film, whatever the container claims', async () => {
    const { result } = await render('soft-telecine.mpg', 'soft.mkv', { recipe: enlargeTo(480) });
    expect(probe(result.out).streams[0]).toMatchObject({ r_frame_rate: '24000/1001', nb_read_packets: '24' });
  });

  it('keeps the times of a variable rate', async () => {
    const { result } = await render('vfr.mkv', 'vfr.mp4', { recipe: enlargeTo(240), codec: 'h264' });
    const [was, is] = [timesOf(tiny('vfr.mkv')), timesOf(result.out)];
    expect(is).toHaveLength(was.length);
    expect(Math.max(...is.map((secs, n) => Math.abs(secs - (was[n] ?? 0))))).toBeLessThan(0.002);
  });

  it('writes the tags of the plan: colours, range, shape', async () => {
    const { result } = await render('dvd.vob', 'tags.mp4', { recipe: presetOf('dvd-film'), codec: 'h264' });
    expect(probe(result.out).streams[0]).toMatchObject({
      ...{ width: 1440, height: 1080, sample_aspect_ratio: '1:1', pix_fmt: 'yuv420p', color_range: 'tv' },
      ...{
        color_space: 'bt709',
        color_primaries: 'bt709',
        color_transfer: 'bt709',
        field_order: 'progressive',
      },
    });
    expect(probe(result.out).streams[1]?.codec_name).toBe('ac3');
  });

  it('passes the bare source through bit by bit, two fields still two fields', async () => {
    const { result } = await render('native-29.97i.mpg', 'bare.mkv', { recipe: null });
    const source = ffmpegOutput(build, ['-i', tiny('native-29.97i.mpg'), ...FRAMEHASH]).toString();
    expect(hashes(result.out)).toEqual(readHashes(source));
    expect(probe(result.out).streams[0]).toMatchObject({ sample_aspect_ratio: '8:9', field_order: 'tb' });
  });

  it('makes ProRes of 10 bits in 4:2:2, and BT.709 of RGB stills', async () => {
    const { result } = await render('sequence', 'prores.mov', { recipe: enlargeTo(240), codec: 'prores' });
    const [video] = probe(result.out).streams;
    expect(video).toMatchObject({ codec_name: 'prores', pix_fmt: 'yuv422p10le', nb_read_packets: '8' });
  });

  it('makes HEVC that keeps 10 bits', async () => {
    const { result } = await render('ten-bit.mkv', 'ten.mp4', { recipe: null, codec: 'hevc' });
    expect(probe(result.out).streams[0]).toMatchObject({ codec_tag_string: 'hvc1', pix_fmt: 'yuv420p10le' });
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const controller = new AbortController();
    const work = await order('h264-long-gop.mp4', 'cancelled.mkv', {
      recipe: enlargeTo(1080),
      codec: 'h264',
    });
    const before = await readdir(bench.folder);
    const running = renderMovie(work, bench.tools, {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done > 0) controller.abort();
      },
    });
    await expect(running).rejects.toBeDefined();
    expect(await readdir(bench.folder)).toEqual(before);
  });

  async function order(name: string, out: string, more: Partial<RenderWork> & { recipe: Recipe | null }) {
    const open = await bench.open(path.isAbsolute(name) ? name : tiny(name));
    const plan = more.recipe ? bench.plan(open, more.recipe) : null;
    const target = path.resolve(bench.folder, out);
    const base = { open, plan, span: null, codec: 'ffv1', out: target, ...PLAIN } as const;
    return checkRender({ ...base, ...more }, bench.tools);
  }

  async function render(name: string, out: string, more: Partial<RenderWork> & { recipe: Recipe | null }) {
    const progress: JobProgress[] = [];
    const signal = new AbortController().signal;
    const work = await order(name, out, more);
    const result = await renderMovie(work, bench.tools, {
      signal,
      onProgress: (step) => progress.push(step),
    });
    return { result, progress };
  }

  function hashes(file: string): string[] {
    return readHashes(ffmpegOutput(build, ['-i', file, ...FRAMEHASH]).toString());
  }

  function soundOf(file: string, startSecs: number, lengthSecs: number): Int16Array {
    const cut = `atrim=start=${startSecs}:duration=${lengthSecs}`;
    const bytes = ffmpegOutput(build, [
      '-i',
      file,
      '-map',
      '0:a:0',
      '-af',
      cut,
      '-f',
      's16le',
      '-ac',
      '1',
      '-',
    ]);
    return new Int16Array(new Uint8Array(bytes).buffer);
  }
});

const FIRST = BUILDS[0];
describe.skipIf(!FIRST)('an order to render', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createBench(FIRST ?? { path: '' });
  });
  afterAll(() => bench.close());

  it('is refused where codec and container do not go together, before any work', async () => {
    await expect(check({ codec: 'ffv1', out: 'a.mp4' })).rejects.toMatchObject({
      code: 'container-unfit',
      hint: expect.stringContaining('.mkv'),
    });
    await expect(check({ codec: 'prores', out: 'a.mp4' })).rejects.toThrow(/\.mkv or \.mov|does not hold/);
    await expect(check({ out: 'a.xyz' })).rejects.toMatchObject({ code: 'ending-unknown' });
  });

  it('names the encoder that the build lacks', async () => {
    const encoders = new Set([...bench.tools.capabilities.encoders].filter((name) => !/264/.test(name)));
    const capabilities = { ...bench.tools.capabilities, encoders };
    const call = check({ codec: 'h264' }, { capabilities });
    await expect(call).rejects.toMatchObject({
      code: 'capability-missing',
      detail: expect.stringMatching('libx264'),
    });
  });

  it('never writes over a file unless told to, and never over the clip itself', async () => {
    const clip = path.join(bench.folder, 'clip.mkv');
    await writeFile(clip, await readFile(tiny('late-start.mkv')));
    await writeFile(path.join(bench.folder, 'taken.mkv'), 'mine');
    await expect(check({ out: 'taken.mkv' }, bench.tools, clip)).rejects.toMatchObject({
      code: 'output-exists',
    });
    await symlink(clip, path.join(bench.folder, 'symbolic.mkv'));
    await link(clip, path.join(bench.folder, 'hard.mkv'));
    for (const out of ['clip.mkv', 'symbolic.mkv', 'hard.mkv', './x/../clip.mkv']) {
      const call = check({ out, isOverwriting: true }, bench.tools, clip);
      await expect(call).rejects.toMatchObject({ code: 'output-unwritable' });
    }
    await expect(check({ out: 'taken.mkv', isOverwriting: true }, bench.tools, clip)).resolves.toBeDefined();
  });

  it('says where it cannot write', async () => {
    await writeFile(path.join(bench.folder, 'a-file'), '');
    await expect(check({ out: 'missing/a.mkv' })).rejects.toMatchObject({ code: 'output-unwritable' });
    await expect(check({ out: 'a-file/a.mkv' })).rejects.toMatchObject({ code: 'output-unwritable' });
    await mkdir(path.join(bench.folder, 'folder.mkv'), { recursive: true });
    const call = check({ out: 'folder.mkv', isOverwriting: true });
    await expect(call).rejects.toMatchObject({ code: 'output-unwritable' });
  });

  it('refuses a span that the clip does not have', async () => {
    await expect(check({ span: { from: 5, to: 5 } })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(check({ span: { from: 5, to: 500 } })).rejects.toMatchObject({ code: 'frame-out-of-range' });
  });

  it('leaves nothing behind where the disk is full', async () => {
    const folder = path.join(bench.folder, 'small');
    const small = mountSmallDisk(folder);
    if (!small) return;
    try {
      const open = await bench.open(tiny('h264-long-gop.mp4'));
      const out = path.join(folder, 'a.mkv');
      const work = await checkRender(
        {
          open,
          plan: bench.plan(open, enlargeTo(1080)),
          recipe: null,
          span: null,
          codec: 'ffv1',
          out,
          ...PLAIN,
        },
        bench.tools,
      );
      const running = renderMovie(work, bench.tools, {
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      await expect(running).rejects.toMatchObject({
        code: 'disk-full',
        detail: `The disk of the folder that the movie is written to is full: ${folder}`,
        hint: expect.not.stringMatching(/kept/),
      });
      expect(await readdir(folder)).toEqual([]);
    } finally {
      small.unmount();
    }
  });

  async function check(
    more: Partial<RenderWork>,
    tools: Pick<Bench['tools'], 'capabilities'> = bench.tools,
    clip = tiny('late-start.mkv'),
  ) {
    const open = await bench.open(clip);
    const out = path.join(bench.folder, more.out ?? 'a.mkv');
    const base = { open, plan: null, recipe: null, span: null, codec: 'ffv1', ...PLAIN } as const;
    return checkRender({ ...base, ...more, out }, tools);
  }
});

const FRAMEHASH = ['-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'framehash', '-hash', 'md5', '-'];

interface Stream {
  codec_name: string;
  codec_type: string;
  start_time: string;
  r_frame_rate: string;
  tags?: Record<string, string>;
}

interface Probed {
  streams: Stream[];
  chapters: { start_time: string; tags?: Record<string, string> }[];
}

function probe(file: string): Probed {
  const args = ['-v', 'error', '-count_packets', '-show_streams', '-show_chapters', '-of', 'json', file];
  return JSON.parse(execFileSync('ffprobe', args).toString()) as Probed;
}

function durationOf(file: string, stream: string): number {
  const args = [
    '-v',
    'error',
    '-select_streams',
    stream,
    '-show_entries',
    'packet=pts_time,duration_time',
    '-of',
    'csv=p=0',
    file,
  ];
  const last = execFileSync('ffprobe', args).toString().trim().split('\n').at(-1) ?? '';
  const [pts = 0, duration = 0] = last.split(',').map(Number);
  return pts + duration;
}

function timesOf(file: string): number[] {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_entries',
    'packet=pts_time',
    '-of',
    'csv=p=0',
    file,
  ];
  return execFileSync('ffprobe', args)
    .toString()
    .trim()
    .split('\n')
    .map((line) => Number.parseFloat(line))
    .sort((a, b) => a - b);
}

function readHashes(list: string): string[] {
  return list
    .split('\n')
    .filter((line) => /^0,/.test(line))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');
}

/** By how many samples `b` must be moved to be `a`, and how far they then are apart on the mean. */
function alignSound(a: Int16Array, b: Int16Array): { shift: number; apart: number } {
  const tried = Array.from({ length: 201 }, (_none, n) => ({
    shift: n - 100,
    apart: meanApart(a, b, n - 100),
  }));
  return tried.reduce((best, one) => (one.apart < best.apart ? one : best));
}

function meanApart(a: Int16Array, b: Int16Array, shift: number): number {
  let total = 0;
  const [from, to] = [200, Math.min(a.length, b.length) - 200];
  for (let n = from; n < to; n++) total += Math.abs((a[n] ?? 0) - (b[n + shift] ?? 0));
  return to > from ? total / (to - from) : Number.POSITIVE_INFINITY;
}
