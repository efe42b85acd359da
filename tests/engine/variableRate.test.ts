/** Matroska of a variable rate: each picture has its time, and nothing in the file says a length for all of them. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recipe } from '../../model/recipe';
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import { renderMovie } from '../../native-pipeline/exports/movie';
import { checkRender } from '../../native-pipeline/exports/renderCheck';
import { madeAnalysis } from '../helpers/analysed';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { drawNoisy } from '../helpers/longClips';
import { presetOf, recipeOf } from '../helpers/madeRecipe';
import { readTracks } from '../helpers/matroska';
import { type Bench, createBench } from '../helpers/openClips';
import { tiny } from '../helpers/place';

describe.each(BUILDS)('a variable rate in Matroska, ffmpeg $version', (build) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createBench(build);
  });
  afterAll(() => bench.close());

  it('says no length of film and fields cut together, and has the times of the map', async () => {
    const { plan, out, result } = await render('variable', presetOf('true-frames'));
    expect(result.isConstantRate).toBe(false);
    expect(readTracks(out)).toEqual({ pictureNanos: [null], isChecksumRight: true });
    expect(result.notices.join()).toContain('-fps_mode passthrough');
    const map = plan.weave?.map;
    const times = [...(map?.ticks ?? [])].map((ticks) => (ticks * (map?.tick.n ?? 0)) / (map?.tick.d ?? 1));
    const written = timesOf(out);
    expect(written.length).toBe(times.length);
    // A millisecond is the clock of Matroska.
    const apart = written.map((secs, n) => Math.abs(secs - (times[n] ?? 0)));
    expect(Math.max(...apart)).toBeLessThan(0.00101);
  });

  it('says it of pictures at a constant rate', async () => {
    const film = { ...presetOf('true-frames'), steps: [{ kind: 'cadence', isOn: true, settings: {} }] };
    const { out, result } = await render('constant', film);
    expect(readTracks(out)).toEqual({ pictureNanos: [41708333], isChecksumRight: true });
    expect(result.notices.join()).not.toContain('-fps_mode');
  });

  it('says it of 59.94 to the nanosecond, also in a movie that is joined of segments', async () => {
    const bob = recipeOf([['deinterlace', { method: 'bwdif', rate: 'field' }]]);
    const long = await bench.open(drawNoisy(build, bench.folder));
    const short = await bench.open(tiny('native-29.97i.mpg'));
    for (const [open, name] of [
      [long, 'joined'],
      [short, 'whole'],
    ] as const) {
      const { result, out } = await write(open, name, bob, 'h264');
      expect(result.rate).toEqual({ n: 60000, d: 1001 });
      expect(readTracks(out)).toEqual({ pictureNanos: [16683333], isChecksumRight: true });
      // ffprobe's own reading of it is 19001/317: it tries no numerator above 30000.
      expect((await bench.open(out)).clip.rate).toEqual({ n: 60000, d: 1001 });
    }
  });

  async function render(name: string, recipe: Recipe) {
    const open = await bench.open(tiny('native-29.97i.mpg'));
    const frames = open.clip.frames ?? 0;
    open.takeAnalysis(
      madeAnalysis([
        [0, 10, 'film', '3:2'],
        [10, frames, 'video-interlaced'],
      ]),
    );
    return write(open, name, recipe, 'ffv1');
  }

  async function write(open: OpenClip, name: string, recipe: Recipe, codec: 'ffv1' | 'h264') {
    const plan = bench.plan(open, recipe);
    const out = path.join(bench.folder, `${name}.mkv`);
    const order = { open, recipe, plan, out, span: null, codec, bits: null } as const;
    const work = await checkRender({ ...order, isOverwriting: false, isResuming: false }, bench.tools);
    const signal = new AbortController().signal;
    const result = await renderMovie(work, bench.tools, { signal, onProgress: () => undefined });
    return { plan, out, result };
  }

  /** When each picture is shown, in seconds. */
  function timesOf(file: string): number[] {
    const words = ['-map', '0:v:0', '-fps_mode', 'passthrough', '-enc_time_base:v', '1:1000'];
    const list = ffmpegOutput(build, ['-i', file, ...words, '-f', 'framecrc', '-']).toString();
    const lines = list.split('\n').filter((line) => /^0,/.test(line));
    return lines.map((line) => Number(line.split(',')[2]) / 1000);
  }
});
