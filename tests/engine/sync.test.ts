import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Recipe } from '../../model/recipe';
import { renderMovie } from '../../native-pipeline/exports/movie';
import { checkRender, type RenderWork } from '../../native-pipeline/exports/renderCheck';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { presetOf } from '../helpers/madeRecipe';
import { type Bench, createBench } from '../helpers/openClips';

vi.setConfig({ testTimeout: 240_000 });

/** Five minutes; a white picture and a tone begin together every 30.03 seconds, which is 900 frames of video and 720 of film. */
const SECS = 300.3;
const EVERY_SECS = 30.03;
const BOB: Recipe = {
  ...presetOf('plain'),
  steps: [{ kind: 'deinterlace', isOn: true, settings: { method: 'bwdif', rate: 'field' } }],
};

const FIRST = BUILDS[0];
describe.skipIf(!FIRST)('sound and pictures of a long render', () => {
  const build = FIRST ?? { path: '' };
  let bench: Bench;
  const clips: Record<string, string> = {};
  beforeAll(async () => {
    bench = await createBench(build);
    clips.video = drawFlashes('video.mpg', 'r=30000/1001', 900, '');
    clips.film = drawFlashes(
      'film.mpg',
      'r=24000/1001',
      720,
      ',telecine=first_field=top:pattern=23,setfield=tff',
    );
    clips.uneven = drawFlashes(
      'uneven.mkv',
      'r=30000/1001',
      900,
      ",select='mod(n,7)*gt(n,3)+not(mod(n,900))'",
    );
  });
  afterAll(() => bench.close());

  it.each<[string, string, Partial<RenderWork> & { recipe: Recipe | null }, string]>([
    ['unchanged in rate', 'video', { recipe: null, codec: 'h264' }, 'same.mp4'],
    ['with twice as many pictures', 'video', { recipe: BOB, codec: 'h264' }, 'bob.mp4'],
    ['brought back to film', 'film', { recipe: presetOf('film-frames') }, 'film.mkv'],
    ['in QuickTime', 'film', { recipe: presetOf('film-frames'), codec: 'prores' }, 'film.mov'],
    ['cut out', 'video', { recipe: null, span: { from: 950, to: 8990 } }, 'span.mkv'],
    [
      'cut out and brought back to film',
      'film',
      { recipe: presetOf('film-frames'), span: { from: 951, to: 8990 } },
      'cut.mkv',
    ],
    ['at a variable rate', 'uneven', { recipe: null, codec: 'h264' }, 'uneven.mp4'],
    [
      'cut out at a variable rate',
      'uneven',
      { recipe: null, codec: 'h264', span: { from: 800, to: 7600 } },
      'uneven-cut.mkv',
    ],
  ])('are together at the end as at the beginning: %s', async (_what, clip, more, name) => {
    const open = await bench.open(clips[clip] ?? '');
    const plan = more.recipe ? bench.plan(open, more.recipe) : null;
    const plain = { span: null, codec: 'ffv1', bits: null, isOverwriting: false, isResuming: false } as const;
    const out = path.join(bench.folder, name);
    const work = await checkRender({ ...plain, open, plan, out, ...more }, bench.tools);
    const task = { signal: new AbortController().signal, onProgress: () => undefined };
    const { rate } = await renderMovie(work, bench.tools, task);
    const [was, is] = [offsets(clips[clip] ?? ''), offsets(out)];
    expect(is.length).toBe(was.length - (more.span ? 1 : 0));
    const frameSecs = rate.d / rate.n;
    for (const offset of [is[0], is.at(-1)]) {
      // In the source the sound is a few milliseconds late, as its encoder made it.
      expect(Math.abs((offset ?? 1) - (was.at(-1) ?? 0))).toBeLessThanOrEqual(frameSecs);
    }
    // No drift: what is off is off by the same from beginning to end, to the rounding of times.
    expect(Math.abs((is.at(-1) ?? 1) - (is[0] ?? 0))).toBeLessThan(frameSecs);
  });

  const kinds = BUILDS.flatMap((each) =>
    ['mpg', 'ts'].map((ending) => [ending, each.version, each] as const),
  );
  it.each(kinds)(
    'are apart by what they were where the sound begins late, in joined segments: %s, ffmpeg %s',
    async (ending, _version, each) => {
      const own = await createBench(each);
      onTestFinished(() => own.close());
      const late = path.join(own.folder, `late.${ending}`);
      const inputs = ['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=25:d=22'];
      const sound = ['-itsoffset', '0.4', '-f', 'lavfi', '-i', 'sine=d=21'];
      const codecs = ['-c:v', 'mpeg2video', '-c:a', 'mp2'];
      ffmpegOutput(build, ['-nostdin', '-y', ...inputs, ...sound, ...codecs, late]);
      const out = path.join(own.folder, `late-${ending}.mkv`);
      const order = {
        span: null,
        codec: 'ffv1',
        bits: null,
        isOverwriting: false,
        isResuming: false,
      } as const;
      const open = await own.open(late);
      const work = await checkRender({ ...order, open, plan: null, recipe: null, out }, own.tools);
      await renderMovie(work, own.tools, {
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      expect(startOf(late, 'a') - startOf(late, 'v')).toBeGreaterThan(0.3);
      expect(startOf(out, 'a')).toBeCloseTo(startOf(late, 'a') - startOf(late, 'v'), 2);
    },
  );

  function startOf(file: string, kind: 'a' | 'v'): number {
    const entries = ['-show_entries', 'stream=start_time', '-of', 'csv=p=0'];
    const words = ['-v', 'error', '-select_streams', `${kind}:0`, ...entries, file];
    return Number.parseFloat(execFileSync('ffprobe', words).toString());
  }

  function drawFlashes(name: string, rate: string, every: number, more: string): string {
    const file = path.join(bench.folder, name);
    const flash = `drawbox=c=white:t=fill:enable='lt(mod(n,${every}),1)*gt(n,0)'`;
    const picture = `testsrc2=s=96x64:${rate}:d=${SECS},eq=brightness=-0.3,${flash}${more}`;
    const tone = `aevalsrc='if(lt(mod(t,${EVERY_SECS}),0.05)*gt(t,1),0.8*sin(2*PI*1000*t),0)':d=${SECS}:s=48000`;
    const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', tone];
    const codecs = name.endsWith('.mpg')
      ? ['-r', '30000/1001', '-c:v', 'mpeg2video', '-q:v', '3', '-flags', '+ildct+ilme', '-c:a', 'mp2']
      : ['-fps_mode', 'passthrough', '-c:v', 'ffv1', '-c:a', 'flac'];
    ffmpegOutput(build, ['-nostdin', '-y', ...inputs, ...codecs, file]);
    return file;
  }

  /** For each flash how much later its tone begins, in seconds by the file's own times. */
  function offsets(file: string): number[] {
    const flashes = flashSecs(file);
    const tones = toneSecs(file);
    return flashes.map((at) => {
      const nearest = tones.reduce(
        (best, tone) => (Math.abs(tone - at) < Math.abs(best - at) ? tone : best),
        0,
      );
      return nearest - at;
    });
  }

  /** When a white picture comes on. */
  function flashSecs(file: string): number[] {
    const shrunk = ['-map', '0:v:0', '-fps_mode', 'passthrough', '-vf', 'scale=1:1:flags=area,format=gray'];
    const light = ffmpegOutput(build, ['-i', file, ...shrunk, '-f', 'rawvideo', '-']);
    const entries = ['-show_entries', 'frame=best_effort_timestamp_time', '-of', 'csv=p=0'];
    const words = ['-v', 'error', '-select_streams', 'v:0', ...entries, file];
    // Side data of some codecs stands on lines of its own.
    const lines = execFileSync('ffprobe', words, { maxBuffer: 2 ** 26 })
      .toString()
      .split('\n');
    const times = lines.filter((line) => /^\d/.test(line)).map((line) => Number.parseFloat(line));
    return [...light].flatMap((value, n) =>
      value > 180 && (light[n - 1] ?? 0) <= 180 ? [times[n] ?? 0] : [],
    );
  }

  /** When a tone begins: the first loud sample after half a second of silence. */
  function toneSecs(file: string): number[] {
    const words = [
      '-v',
      'error',
      '-select_streams',
      'a:0',
      '-show_entries',
      'stream=start_time',
      '-of',
      'csv=p=0',
      file,
    ];
    const start = Number.parseFloat(execFileSync('ffprobe', words).toString());
    const bytes = ffmpegOutput(build, [
      '-i',
      file,
      '-map',
      '0:a:0',
      '-ac',
      '1',
      '-ar',
      '48000',
      '-f',
      's16le',
      '-',
    ]);
    const samples = new Int16Array(new Uint8Array(bytes).buffer);
    const found: number[] = [];
    let loudAt = Number.NEGATIVE_INFINITY;
    for (const [n, sample] of samples.entries()) {
      if (Math.abs(sample) < 3000) continue;
      if (n - loudAt > 24_000) found.push(start + n / 48_000);
      loudAt = n;
    }
    return found;
  }
});
