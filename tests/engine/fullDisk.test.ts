import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RenderResult } from '../../model/job';
import type { Manifest } from '../../native-pipeline/exports/manifest';
import { renderMovie } from '../../native-pipeline/exports/movie';
import { checkRender } from '../../native-pipeline/exports/renderCheck';
import { sumFile } from '../../native-pipeline/exports/segmentKeeper';
import { workFolderOf } from '../../native-pipeline/exports/workFolder';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { type FullDisk, fullDiskFfmpeg } from '../helpers/fullDisk';
import { drawNoisy } from '../helpers/longClips';
import { type Bench, createBench } from '../helpers/openClips';

vi.setConfig({ testTimeout: 120_000 });

const build = BUILDS[0] ?? { path: '', version: '' };

describe.skipIf(!BUILDS[0] || process.platform === 'win32')('a render that fills the disk', () => {
  let bench: Bench;
  let clip = '';
  beforeAll(async () => {
    bench = await createBench(build);
    clip = drawNoisy(build, bench.folder);
  });
  afterAll(() => bench.close());

  it.each(['ffv1', 'prores'] as const)(
    'keeps only the segments that are whole, and goes on from there (%s)',
    async (codec) => {
      const out = path.join(bench.folder, codec === 'ffv1' ? 'middle.mkv' : 'middle.mov');
      await expect(render(out, { codec, full: { segment: 1, code: 228 } })).rejects.toMatchObject({
        code: 'disk-full',
        hint: expect.stringMatching(/The 300 pictures that are finished are kept/),
      });
      expect((await manifestOf(out)).finished.map(({ name }) => name)).toEqual(['1-00000.mov']);
      expect(await readdir(workFolderOf(out))).not.toContain('1-00001.mov');
      const result = await render(out, { codec, isResuming: true });
      expect(result).toMatchObject({ frames: 1079, continuedFrom: 300 });
      expect(countDecoded(out)).toBe(1079);
      if (codec === 'ffv1') expect(hashes(out)).toEqual(hashes(clip));
    },
  );

  it.each([
    ['says that it failed', 228],
    ['calls it a success, as 5.1 does', 0],
  ])(
    'says so also where only the end of the last segment finds no room, and ffmpeg %s',
    async (_how, code) => {
      const out = path.join(bench.folder, `last-${code}.mkv`);
      await expect(render(out, { full: { segment: 2, code } })).rejects.toMatchObject({
        code: 'disk-full',
        detail: `The disk of the folder that the movie is written to is full: ${bench.folder}`,
        hint: expect.stringMatching(/The 600 pictures that are finished are kept/),
      });
      expect(await render(out, { isResuming: true })).toMatchObject({ frames: 1079, continuedFrom: 600 });
    },
  );

  it('makes a kept segment again that an earlier version took for a whole one', async () => {
    const out = path.join(bench.folder, 'earlier.mkv');
    await expect(render(out, { full: { segment: 2, code: 228 } })).rejects.toMatchObject({
      code: 'disk-full',
    });
    const manifest = await manifestOf(out);
    const name = '1-00001.mov';
    const file = path.join(workFolderOf(out), name);
    await truncate(file, Math.floor((await stat(file)).size * 0.9));
    manifest.finished[1] = { name, pictures: 300, ...(await sumFile(file)) };
    await writeFile(path.join(workFolderOf(out), 'manifest.json'), JSON.stringify(manifest));
    const result = await render(out, { isResuming: true });
    expect(result).toMatchObject({ frames: 1079, continuedFrom: 300 });
    expect(result.notices.join()).toMatch(/The kept segment 1-00001\.mov could not be read whole/);
    expect(hashes(out)).toEqual(hashes(clip));
    expect((await readdir(bench.folder)).filter((left) => left.startsWith('.earlier'))).toEqual([]);
  });

  async function render(
    out: string,
    more: { full?: FullDisk; codec?: 'ffv1' | 'prores'; isResuming?: boolean },
  ): Promise<Omit<RenderResult, 'tables'>> {
    const { full, codec = 'ffv1', isResuming = false } = more;
    const program = full ? fullDiskFfmpeg(build, bench.folder, full) : bench.tools.ffmpeg.path;
    const tools = { ...bench.tools, ffmpeg: { ...bench.tools.ffmpeg, path: program } };
    const plain = { span: null, bits: null, isOverwriting: false, recipe: null, plan: null };
    const work = await checkRender(
      { ...plain, open: await bench.open(clip), codec, out, isResuming },
      bench.tools,
    );
    return renderMovie(work, tools, { signal: new AbortController().signal, onProgress: () => undefined });
  }
});

async function manifestOf(out: string): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(workFolderOf(out), 'manifest.json'), 'utf8'));
}

function hashes(file: string): string[] {
  const words = ['-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'framehash', '-hash', 'md5', '-'];
  const list = ffmpegOutput(build, ['-i', file, ...words]).toString();
  return list.split('\n').flatMap((line) => (line.startsWith('0,') ? [line.split(',').at(-1) ?? ''] : []));
}

function countDecoded(file: string): number {
  return hashes(file).length;
}
