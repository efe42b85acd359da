import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Codec } from '../../model/contract';
import type { Recipe } from '../../model/recipe';
import { renderMovie } from '../../native-pipeline/exports/movie';
import { checkRender } from '../../native-pipeline/exports/renderCheck';
import { BUILDS } from '../helpers/ffmpegBuilds';
import { enlargeTo } from '../helpers/madeRecipe';
import { type Bench, createBench } from '../helpers/openClips';
import { tiny } from '../helpers/place';

describe.each(BUILDS)('the sizes that ffmpeg $version writes', (build) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createBench(build);
  });
  afterAll(() => bench.close());

  it.each([
    ['ffv1', 'mkv', /from 4 × 4 on/],
    ['hevc', 'mp4', /from 64 × 64 on/],
  ] as const)('%s is refused two lines in words, and nothing is begun', async (codec, kind, says) => {
    const call = render(tiny('h264-long-gop.mp4'), codec, kind, enlargeTo(2));
    await expect(call).rejects.toMatchObject({
      code: 'recipe-unfit',
      detail: expect.stringMatching(says),
      hint: expect.stringMatching(/larger height/),
    });
    expect(existsSync(path.join(bench.folder, `a.${kind}`))).toBe(false);
  });

  it.each([
    ['prores', 'mov', enlargeTo(2), '4x2'],
    ['ffv1', 'mkv', enlargeTo(4), '8x4'],
    ['hevc', 'mp4', enlargeTo(64), '114x64'],
  ] as const)('%s writes the smallest that it is allowed', async (codec, kind, recipe, size) => {
    expect(sizeOf(await render(tiny('h264-long-gop.mp4'), codec, kind, recipe))).toBe(size);
  });

  it('an odd size of shared colours is refused to h264 and hevc, and written by ffv1 and prores', async () => {
    const odd = draw('65x67', 'yuv420p');
    for (const codec of ['h264', 'hevc'] as const)
      await expect(render(odd, codec, 'mov', null)).rejects.toMatchObject({
        detail: expect.stringMatching(/65 × 67.*widths that divide by 2 and heights that divide by 2/),
      });
    for (const codec of ['ffv1', 'prores'] as const)
      expect(sizeOf(await render(odd, codec, codec === 'ffv1' ? 'mkv' : 'mov', null))).toBe('65x67');
  });

  it('ffv1 gets more slices for 4320 lines, which four do not hold', async () => {
    const slices = async (lines: number) => {
      const { encoder } = await check(draw('64x36', 'yuv420p'), 'ffv1', 'mkv', enlargeTo(lines));
      return encoder.options[encoder.options.indexOf('-slices') + 1];
    };
    expect([await slices(1080), await slices(2160), await slices(4320)]).toEqual(['4', '4', '16']);
  });

  it('h264 is refused two fields that hold half a sample of colour', async () => {
    const file = path.join(bench.folder, 'fields.mpg');
    execFileSync(build.path, [
      ...['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=s=64x66:r=25', '-frames:v', '9'],
      ...['-vf', 'format=yuv420p,setfield=tff', '-c:v', 'mpeg2video', '-flags', '+ildct+ilme', file],
    ]);
    await expect(check(file, 'h264', 'mp4', null)).rejects.toMatchObject({
      detail: expect.stringMatching(/64 × 66.*heights that divide by 4 here, for it keeps the two fields/),
    });
  });

  it('a span behind the clip, and a folder that is not there, are told in words', async () => {
    const open = await bench.open(tiny('h264-long-gop.mp4'));
    const order = { open, plan: null, recipe: null, codec: 'ffv1', bits: null } as const;
    const more = { ...order, isOverwriting: false, isResuming: false };
    const out = path.join(bench.folder, 'none', 'a.mkv');
    await expect(
      checkRender({ ...more, span: { from: 5000, to: 270 }, out }, bench.tools),
    ).rejects.toMatchObject({
      detail: 'The span begins at frame 5000, but the clip has 270 frames.',
    });
    await expect(checkRender({ ...more, span: null, out }, bench.tools)).rejects.toMatchObject({
      detail: expect.stringMatching(/^There is no such folder: .*none$/),
    });
  });

  function draw(size: string, pixelFormat: string): string {
    const file = path.join(bench.folder, `${size}-${pixelFormat}.nut`);
    const graph = `scale=${size.replace('x', ':')},format=${pixelFormat},setsar=1`;
    execFileSync(build.path, [
      ...['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=s=352x288:r=25', '-frames:v', '2'],
      ...['-vf', graph, '-c:v', 'rawvideo', '-f', 'nut', file],
    ]);
    return file;
  }

  async function check(file: string, codec: Codec, kind: string, recipe: Recipe | null) {
    const open = await bench.open(file);
    const plan = recipe ? bench.plan(open, recipe) : null;
    const out = path.join(bench.folder, `a.${kind}`);
    const span = { from: 0, to: 1 };
    const order = {
      open,
      plan,
      recipe,
      span,
      codec,
      out,
      bits: null,
      isOverwriting: true,
      isResuming: false,
    };
    return checkRender(order, bench.tools);
  }

  async function render(...asked: Parameters<typeof check>): Promise<string> {
    const task = { signal: new AbortController().signal, onProgress: () => undefined };
    return (await renderMovie(await check(...asked), bench.tools, task)).out;
  }

  function sizeOf(file: string): string {
    const entries = ['-select_streams', 'v:0', '-show_entries', 'stream=width,height', '-of', 'csv=p=0:s=x'];
    return execFileSync(bench.tools.ffprobe.path, ['-v', 'error', ...entries, file], {
      encoding: 'utf8',
    }).trim();
  }
});
