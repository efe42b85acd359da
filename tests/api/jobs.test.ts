import { readFileSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkbenchError } from '../../model/errors';
import type { Job, RenderResult } from '../../model/job';
import { workFolderOf } from '../../native-pipeline/exports/workFolder';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { enlargeTo } from '../helpers/madeRecipe';
import { createPlace, type Place, SAMPLES } from '../helpers/place';
import { startRemaster } from '../helpers/remaster';

describe('renders through the door', () => {
  let place: Place;
  let clipId = '';
  beforeAll(async () => {
    place = await createPlace();
    const clip = await place.client.openClip({ path: path.join(SAMPLES, 'station-sd.mpg') });
    clipId = (await place.client.settleClip({ clipId: clip.id })).id;
  });
  afterAll(() => place.close());

  it.skipIf(process.platform !== 'linux')(
    'are halted where they are, let others run, and go on',
    async () => {
      await place.client.setRenderPlaces({ places: 1 });
      const { id } = await start('halted.mkv', 720);
      const other = await start('beside.mkv', 48);
      const pid = await ffmpegOf('halted.mkv');
      expect((await place.client.pauseJob({ jobId: id })).state).toBe('paused');
      await until(() => stateOf(pid) === 'T');
      expect(await ended(other.id)).toMatchObject({ state: 'done' });
      expect(stateOf(pid)).toBe('T');
      expect((await place.client.resumeJob({ jobId: id })).state).toBe('running');
      await until(() => stateOf(pid) !== 'T');
      expect(await ended(id)).toMatchObject({ state: 'done' });
    },
  );

  it.skipIf(process.platform === 'win32')('are cancelled also while they are halted', async () => {
    const { id } = await start('dropped.mkv', 1080);
    await ffmpegOf('dropped.mkv');
    await place.client.pauseJob({ jobId: id });
    await place.client.cancelJob({ jobId: id });
    expect(await ended(id)).toMatchObject({ state: 'cancelled' });
    expect(await inFolder('dropped')).toEqual([]);
  });

  it('keep what is finished of a long one where that is asked for, and the same order then finds it', async () => {
    const file = path.join(place.folder, 'long.mkv');
    const [ffmpeg] = BUILDS;
    if (!ffmpeg) throw new Error('no ffmpeg');
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=25', '-t', '80'];
    ffmpegOutput(ffmpeg, [...source, '-c:v', 'ffv1', file]);
    const clip = await place.client.openClip({ path: file });
    const out = path.join(place.folder, 'kept.mkv');
    const order = { clipId: clip.id, recipe: enlargeTo(360), out };
    const { id } = await place.client.startRender(order);
    const find = async () => (await place.client.listJobs({})).find((job) => job.id === id);
    await until(async () => ((await find())?.progress.kept ?? 0) > 0);
    await place.client.cancelJob({ jobId: id, isKeeping: true });
    const { state, progress } = (await ended(id)) ?? {};
    expect(state).toBe('cancelled');
    expect(progress?.kept).toBeGreaterThanOrEqual(250);
    expect(await inFolder('kept')).toEqual(['.kept.mkv.remaster-part']);
    const refused = await place.client.startRender(order).catch((error: WorkbenchError) => error);
    expect(refused).toMatchObject({ code: 'render-interrupted' });
    // A segment may have been finished between the last report and the cancelling.
    const found = /^(\d+) of its pictures are finished/.exec((refused as WorkbenchError).detail)?.[1];
    expect(Number(found)).toBeGreaterThanOrEqual(progress?.kept ?? Number.POSITIVE_INFINITY);
    const again = await place.client.continueJob({ jobId: id });
    await until(async () => ((await place.client.listJobs({})).at(-1)?.progress.done ?? 0) >= 250);
    // It is the new job's now, and the old one no longer says that anything is kept of it.
    expect((await find())?.progress.kept).toBeUndefined();
    await expect(place.client.continueJob({ jobId: id })).rejects.toMatchObject({ code: 'not-found' });
    await until(async () => ((await place.client.listJobs({})).at(-1)?.progress.kept ?? 0) > 0);
    await place.client.cancelJob({ jobId: again.id });
    expect((await ended(again.id))?.progress.kept).toBeUndefined();
    expect(await inFolder('kept')).toEqual([]);
  });

  it('go on as they were ordered, in an engine that knows nothing of them and for a window with another recipe', async () => {
    const recipe = { ...enlargeTo(360), title: 'Large' };
    const out = path.join(place.folder, 'other.mkv');
    const file = path.join(place.folder, 'long.mkv');
    const clip = await place.client.openClip({ path: file });
    const span = { from: 3, to: 1900 };
    await place.client.startRender({ clipId: clip.id, recipe, out, span });
    const last = async () => (await place.client.listJobs({})).at(-1);
    await until(async () => ((await last())?.progress.kept ?? 0) > 0);
    await place.client.cancelJob({ jobId: (await last())?.id ?? '', isKeeping: true });
    await ended((await last())?.id ?? '');
    const later = await createPlace();
    try {
      const { id: clipId } = await later.client.openClip({ path: file });
      await later.client.settleClip({ clipId });
      const order = { clipId, recipe: enlargeTo(48), codec: 'h264' as const, out };
      await expect(later.client.startRender(order)).rejects.toMatchObject({
        code: 'render-other',
        detail: expect.stringMatching(/finished as “Large” in ffv1, frames 3 to 1899, but the recipe makes/),
      });
      // Also whether tables were asked for; a recipe without a map has none to give.
      const note = path.join(workFolderOf(out), 'manifest.json');
      const text = await readFile(note, 'utf8');
      const manifest = JSON.parse(text);
      manifest.order.map = path.join(place.folder, 'other.map.csv');
      await writeFile(note, JSON.stringify(manifest));
      await expect(later.client.startRender({ ...order, isAsOrdered: true })).rejects.toMatchObject({
        code: 'recipe-unfit',
        detail: 'This recipe follows no frame map.',
      });
      await writeFile(note, text);
      const job = await later.client.startRender({ ...order, isAsOrdered: true });
      const find = async () => (await later.client.listJobs({})).find(({ id }) => id === job.id);
      await until(async () => /^(done|failed)$/.test((await find())?.state ?? ''));
      const result = (await find())?.result as RenderResult;
      expect(result).toMatchObject({ frames: 1897, tables: [] });
      expect(result.continuedFrom).toBeGreaterThanOrEqual(250);
      const movie = await later.client.openClip({ path: out });
      expect(movie).toMatchObject({ codec: 'ffv1', codedSize: { height: 360 } });
      // Nothing is there any more to say what was ordered.
      const again = later.client.startRender({ ...order, isAsOrdered: true, isOverwriting: true });
      await expect(again).rejects.toMatchObject({ code: 'render-changed' });
    } finally {
      await later.close();
    }
  });

  it.skipIf(process.platform === 'win32')(
    'leave an ffmpeg when their engine is killed, which the next engine ends, also where it was halted',
    async () => {
      const out = path.join(place.folder, 'killed.mkv');
      const stateDir = path.join(place.folder, 'other-state');
      const words = [
        'render',
        path.join(place.folder, 'long.mkv'),
        '--recipe',
        'plain',
        '-o',
        out,
        '--quiet',
      ];
      const running = startRemaster(words, { env: { REMASTER_STATE: stateDir } });
      const pid = await ffmpegOf('killed.mkv');
      const { engine } = JSON.parse(await readFile(path.join(workFolderOf(out), 'owner.json'), 'utf8'));
      process.kill(pid, 'SIGSTOP');
      process.kill(engine.pid, 'SIGKILL');
      await running.ended;
      expect(isAlive(pid)).toBe(true);
      const later = await createPlace({ stateDir });
      try {
        await until(() => !isAlive(pid));
      } finally {
        await later.close();
      }
    },
  );

  it('stand in the list of the next engine where they were interrupted, and are continued or removed there', async () => {
    const stateDir = path.join(place.folder, 'state-of-two');
    const file = path.join(place.folder, 'long.mkv');
    const [earlier, folder] = [await createPlace({ stateDir }), place.folder];
    const { id: clipId } = await earlier.client.openClip({ path: file });
    await earlier.client.settleClip({ clipId });
    for (const name of ['first.mkv', 'second.mkv', 'whole.mkv', 'gone.mkv']) {
      const span = name === 'whole.mkv' ? { from: 0, to: 9 } : null;
      const order = { clipId, recipe: enlargeTo(360), span, out: path.join(folder, name) };
      const { id } = await earlier.client.startRender(order);
      const find = async () => (await earlier.client.listJobs({})).find((job) => job.id === id);
      await until(
        async () => /done/.test((await find())?.state ?? '') || ((await find())?.progress.kept ?? 0) > 0,
      );
      if (span === null) await earlier.client.cancelJob({ jobId: id, isKeeping: true });
      await until(async () => /done|cancelled/.test((await find())?.state ?? ''));
    }
    await earlier.close();
    await rm(workFolderOf(path.join(folder, 'gone.mkv')), { recursive: true });

    const later = await createPlace({ stateDir });
    try {
      const list = () => later.client.listJobs({});
      const jobs = (await list()).sort((a, b) => a.title.localeCompare(b.title));
      expect(jobs.map(({ title }) => title)).toEqual(['Render first.mkv', 'Render second.mkv']);
      for (const { state, wasInterrupted, progress } of jobs) {
        expect({ state, wasInterrupted }).toEqual({ state: 'cancelled', wasInterrupted: true });
        expect(progress).toMatchObject({ total: 2000, kept: progress.done });
        expect(progress.kept).toBeGreaterThanOrEqual(250);
      }
      const [first, second] = jobs.map(({ id }) => id) as [string, string];
      const left = await later.client.dropKept({ jobId: second });
      expect(left.find(({ id }) => id === second)?.progress.kept).toBeUndefined();
      expect(await inFolder('second')).toEqual([]);
      await expect(later.client.continueJob({ jobId: second })).rejects.toMatchObject({ code: 'not-found' });
      // Nobody has opened its clip here.
      const { id } = await later.client.continueJob({ jobId: first });
      const find = async () => (await list()).find((job) => job.id === id);
      await until(async () => /^(done|failed)$/.test((await find())?.state ?? ''));
      const result = (await find())?.result as RenderResult;
      expect(result).toMatchObject({ frames: 2000, out: path.join(folder, 'first.mkv') });
      expect(result.continuedFrom).toBeGreaterThanOrEqual(250);
    } finally {
      await later.close();
    }
    // What has ended well, was removed or is gone is not told again.
    expect(await readdir(path.join(stateDir, 'renders'))).toEqual([]);
  });

  it('may still replace the file that they were allowed to when they are continued, and no other that came there since', async () => {
    const file = path.join(place.folder, 'long.mkv');
    const clip = await place.client.openClip({ path: file });
    const out = path.join(place.folder, 'replaced.mov');
    await writeFile(out, 'of yesterday');
    const kind = { recipe: enlargeTo(240), codec: 'prores', span: { from: 0, to: 700 } } as const;
    const order = { clipId: clip.id, ...kind, out };
    const { id } = await place.client.startRender({ ...order, isOverwriting: true });
    const find = async () => (await place.client.listJobs({})).find((job) => job.id === id);
    await until(async () => ((await find())?.progress.kept ?? 0) > 0);
    await place.client.cancelJob({ jobId: id, isKeeping: true });
    await ended(id);
    // The offer comes before what else is wrong: the name is taken, and this kind of file holds no FFV1.
    await expect(place.client.startRender(order)).rejects.toMatchObject({ code: 'render-interrupted' });
    await expect(place.client.startRender({ ...order, codec: 'ffv1' })).rejects.toMatchObject({
      code: 'render-other',
    });
    const anew = place.client.startRender({ ...order, codec: 'ffv1', isOverwriting: true });
    await expect(anew).rejects.toMatchObject({ code: 'container-unfit' });
    await rename(out, `${out}.old`);
    await writeFile(out, 'of somebody else');
    for (const other of [
      { ...order, isResuming: true },
      { ...order, codec: 'ffv1', isAsOrdered: true },
    ]) {
      const refused = place.client.startRender(other as typeof order);
      await expect(refused).rejects.toMatchObject({ code: 'output-exists' });
    }
    await expect(place.client.continueJob({ jobId: id })).rejects.toMatchObject({ code: 'output-exists' });
    expect(await readFile(out, 'utf8')).toBe('of somebody else');
    await rename(`${out}.old`, out);
    const again = await place.client.continueJob({ jobId: id });
    expect(await ended(again.id)).toMatchObject({ state: 'done', result: { frames: 700, out } });
    expect(await inFolder('replaced')).toEqual(['replaced.mov']);
    expect((await place.client.openClip({ path: out })).codec).toBe('prores');
  });

  it.skipIf(process.platform === 'win32')(
    'of which no part was finished when their engine was killed are told by the next one, which removes what is theirs',
    async () => {
      const out = path.join(place.folder, 'short.mkv');
      const stateDir = path.join(place.folder, 'state-of-short');
      const clip = path.join(SAMPLES, 'station-sd.mpg');
      const words = ['render', clip, '--recipe', 'dvd-video', '-o', out, '--quiet'];
      const running = startRemaster(words, { env: { REMASTER_STATE: stateDir } });
      const pid = await ffmpegOf('short.mkv');
      const work = workFolderOf(out);
      await until(async () => (await readdir(work)).includes('movie.part'));
      process.kill(pid, 'SIGSTOP');
      const { engine } = JSON.parse(await readFile(path.join(work, 'owner.json'), 'utf8'));
      process.kill(engine.pid, 'SIGKILL');
      await running.ended;
      await writeFile(path.join(work, 'mine.txt'), 'not of the render');
      const later = await createPlace({ stateDir });
      try {
        expect(await later.client.listJobs({})).toMatchObject([
          { title: 'Render short.mkv', state: 'cancelled', wasInterrupted: true, progress: { done: 0 } },
        ]);
        expect(isAlive(pid)).toBe(false);
        expect(await readdir(work)).toEqual(['mine.txt']);
        expect(await readdir(path.join(stateDir, 'renders'))).toEqual([]);
      } finally {
        await later.close();
      }
    },
  );

  it('say nothing of kept pictures that somebody has deleted', async () => {
    const clip = await place.client.openClip({ path: path.join(place.folder, 'long.mkv') });
    const out = path.join(place.folder, 'gone.mkv');
    const { id } = await place.client.startRender({ clipId: clip.id, recipe: enlargeTo(360), out });
    const find = async () => (await place.client.listJobs({})).find((job) => job.id === id);
    await until(async () => ((await find())?.progress.kept ?? 0) > 0);
    await place.client.cancelJob({ jobId: id, isKeeping: true });
    expect((await ended(id))?.progress.kept).toBeGreaterThan(0);
    await rm(path.join(place.folder, '.gone.mkv.remaster-part'), { recursive: true });
    expect((await find())?.progress.kept).toBeUndefined();
  });

  it('wait for each other, in an order that can be changed', async () => {
    const { places, suggested, most } = await place.client.getRenderPlaces({});
    expect(places).toBe(suggested);
    await place.client.setRenderPlaces({ places: 1 });
    const [one, two, three] = [
      await start('1.mkv', 1080),
      await start('2.mkv', 48),
      await start('3.mkv', 48),
    ];
    expect([two.turn, three.turn]).toEqual([0, 1]);
    const moved = await place.client.moveJob({ jobId: three.id, by: -1 });
    expect(moved.filter(({ turn }) => turn !== null).map(({ id }) => id)).toEqual([three.id, two.id]);
    expect((await place.client.cancelJob({ jobId: two.id })).state).toBe('cancelled');
    await place.client.cancelJob({ jobId: one.id });
    expect(await ended(three.id)).toMatchObject({ state: 'done' });
    expect(await place.client.setRenderPlaces({ places: 200 })).toMatchObject({ places: most });
    expect(await place.client.setRenderPlaces({ places: null })).toMatchObject({ places: suggested });
  });

  it('are refused at once where the order cannot be carried out', async () => {
    const order = { clipId, recipe: null, out: path.join(place.folder, 'a.mov'), codec: 'prores' } as const;
    await expect(place.client.startRender({ ...order, bits: 8 })).rejects.toMatchObject({
      code: 'bad-request',
    });
    await expect(place.client.pauseJob({ jobId: 'job-99' })).rejects.toMatchObject({ code: 'not-found' });
    const wrong = place.client.setRenderPlaces({ places: 0 });
    await expect(wrong).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('are written in the depth that was asked for', async () => {
    const out = path.join(place.folder, 'ten.mkv');
    const order = { clipId, recipe: null, span: { from: 0, to: 5 }, bits: 10, out } as const;
    await ended((await place.client.startRender(order)).id);
    expect((await place.client.openClip({ path: out })).pixelFormat).toBe('yuv420p10le');
  });

  it('are gone, and their processes too, when the engine is closed', async () => {
    const other = await createPlace();
    const clip = await other.client.openClip({ path: path.join(SAMPLES, 'station-sd.mpg') });
    const out = path.join(place.folder, 'closed.mkv');
    await other.client.startRender({ clipId: clip.id, recipe: enlargeTo(1080), out });
    const pid = await ffmpegOf('closed.mkv');
    await other.close();
    expect(() => process.kill(pid, 0)).toThrow();
    expect(await inFolder('closed')).toEqual([]);
  });

  function start(name: string, lines: number): Promise<Job> {
    const out = path.join(place.folder, name);
    return place.client.startRender({ clipId, recipe: enlargeTo(lines), out });
  }

  async function inFolder(part: string): Promise<string[]> {
    return (await readdir(place.folder)).filter((name) => name.includes(part));
  }

  async function ended(id: string): Promise<Job | undefined> {
    const find = async () => (await place.client.listJobs({})).find((job) => job.id === id);
    await until(async () => /^(done|failed|cancelled)$/.test((await find())?.state ?? ''));
    return find();
  }

  /** The process that renders, as its work folder names it. */
  async function ffmpegOf(name: string): Promise<number> {
    const file = path.join(workFolderOf(path.join(place.folder, name)), 'owner.json');
    const read = async () =>
      JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as { ffmpeg?: { pid: number } };
    await until(async () => ((await read()).ffmpeg ?? null) !== null);
    return (await read()).ffmpeg?.pid ?? 0;
  }
});

/** One that has ended and is not buried yet is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || stateOf(pid) !== 'Z';
  } catch {
    return false;
  }
}

/** 'T': halted. */
function stateOf(pid: number): string {
  return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((wake) => setTimeout(wake, 10));
}
