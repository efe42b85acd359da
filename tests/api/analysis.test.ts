import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analysis } from '../../model/analysis';
import type { Client } from '../../model/client';
import type { AnalysisResult, Job, RenderResult } from '../../model/job';
import { presetOf } from '../helpers/madeRecipe';
import { createPlace, type Place, SAMPLES, tiny } from '../helpers/place';

const SCENE = path.join(SAMPLES, 'station-sd.mpg');

async function ended(client: Client, { id }: Job): Promise<Job> {
  for (;;) {
    const job = (await client.listJobs({})).find((each) => each.id === id);
    if (!job) throw new Error(`The job ${id} is gone.`);
    if (!['queued', 'running', 'paused'].includes(job.state)) return job;
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

async function analysed(
  client: Client,
  clipId: string,
): Promise<{ analysis: Analysis; result: AnalysisResult }> {
  const job = await ended(client, await client.startAnalysis({ clipId }));
  expect(job.problem).toBeNull();
  const { analysis } = await client.getAnalysis({ clipId });
  if (!analysis) throw new Error('There is no analysis.');
  return { analysis, result: job.result as AnalysisResult };
}

describe('an analysis through the door', () => {
  let place: Place;
  const keptFolder = () => path.join(place.folder, 'state', 'analyses');
  beforeAll(async () => {
    place = await createPlace();
  });
  afterAll(() => place.close());

  it('is a job with progress, and changes what is believed of the clip', async () => {
    const { client } = place;
    const before = await client.settleClip({ clipId: (await client.openClip({ path: SCENE })).id });
    expect(before.isAnalysed).toBe(false);
    expect((await client.getAnalysis({ clipId: before.id })).analysis).toBeNull();
    const { analysis, result } = await analysed(client, before.id);
    expect(result).toMatchObject({ clipId: before.id, wasKept: false });
    expect(result.analysis).toBeUndefined();
    const [job] = await client.listJobs({});
    expect(job).toMatchObject({ kind: 'analysis', state: 'done', progress: { done: 279, total: 279 } });
    const after = await client.getClip({ clipId: before.id });
    expect(after.isAnalysed).toBe(true);
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(after.scan).toEqual(analysis.scan);
    expect(analysis.span).toEqual({ from: 0, to: 279 });
    expect(analysis.sections.map(({ cadence }) => cadence)).toContain('film');
    expect(analysis.shots[0]).toMatchObject({ from: 0, start: 'clip' });
    expect(analysis.shots.at(-1)?.to).toBe(279);
  });

  it('is kept, and taken from there by an engine that is started later', async () => {
    const later = await createPlace({ stateDir: path.join(place.folder, 'state') });
    const { id } = await later.client.openClip({ path: SCENE });
    const { analysis, result } = await analysed(later.client, id);
    expect(result.wasKept).toBe(true);
    expect(analysis).toEqual((await place.client.getAnalysis({ clipId: id })).analysis);
    await later.close();
  });

  it('is believed again by a later engine as soon as somebody asks for it', async () => {
    const later = await createPlace({ stateDir: path.join(place.folder, 'state') });
    const { id, isAnalysed } = await later.client.openClip({ path: SCENE });
    expect(isAnalysed).toBe(false);
    const { analysis } = await later.client.getAnalysis({ clipId: id });
    expect(analysis).toEqual((await place.client.getAnalysis({ clipId: id })).analysis);
    expect((await later.client.getClip({ clipId: id })).isAnalysed).toBe(true);
    await later.close();
  });

  it.each([
    ['half of it', (text: string) => text.slice(0, text.length / 2)],
    ['an empty file', () => ''],
    ['another method', (text: string) => text.replace(/"version":\d+/, '"version":0')],
    ['another clip', (text: string) => text.replace(/"clipId":"/, '"clipId":"x')],
    ['a missing part', (text: string) => JSON.stringify({ ...JSON.parse(text), sections: undefined })],
    ['a broken part', (text: string) => JSON.stringify({ ...JSON.parse(text), shots: [{ from: 'a' }] })],
  ])('is made anew where what was kept is damaged: %s', async (_what, damage) => {
    const { id } = await place.client.openClip({ path: tiny('hard-telecine.mpg') });
    await analysed(place.client, id);
    const file = path.join(keptFolder(), `${id}.json`);
    const text = await readFile(file, 'utf8');
    await writeFile(file, damage(text));
    const later = await createPlace({ stateDir: path.join(place.folder, 'state') });
    await later.client.openClip({ path: tiny('hard-telecine.mpg') });
    const { analysis, result } = await analysed(later.client, id);
    await later.close();
    expect(result.wasKept).toBe(false);
    expect({ ...analysis, seconds: 0 }).toEqual({ ...JSON.parse(text), seconds: 0 });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(analysis);
  });

  it('can be deleted at any time, and is made anew then', async () => {
    const { client } = place;
    const { id } = await client.openClip({ path: tiny('hard-telecine.mpg') });
    await analysed(client, id);
    const { revision } = await client.getClip({ clipId: id });
    expect(await client.forgetAnalysis({ clipId: id })).toEqual({ wasKept: true });
    expect((await client.getAnalysis({ clipId: id })).analysis).toBeNull();
    const forgotten = await client.getClip({ clipId: id });
    expect(forgotten.isAnalysed).toBe(false);
    expect(forgotten.revision).toBeGreaterThan(revision);
    expect(await readdir(keptFolder())).not.toContain(`${id}.json`);
    expect(await client.forgetAnalysis({ clipId: id })).toEqual({ wasKept: false });
    expect((await analysed(client, id)).result.wasKept).toBe(false);
  });

  it('is one job for two who ask at the same time', async () => {
    const { client } = place;
    const { id } = await client.openClip({ path: tiny('native-29.97i.mpg') });
    const [one, other] = await Promise.all([
      client.startAnalysis({ clipId: id }),
      client.startAnalysis({ clipId: id }),
    ]);
    expect(other.id).toBe(one.id);
    expect((await ended(client, one)).state).toBe('done');
    // Asked again when it is there: done at once, from what is known.
    const again = await ended(client, await client.startAnalysis({ clipId: id }));
    expect(again.result).toMatchObject({ wasKept: true });
  });

  it('of a span is answered with the job, and not taken for the whole', async () => {
    const { client } = place;
    const { id } = await client.openClip({ path: tiny('soft-telecine.mpg') });
    await client.settleClip({ clipId: id });
    const job = await ended(client, await client.startAnalysis({ clipId: id, span: { from: 4, to: 10 } }));
    expect(job.problem).toBeNull();
    const { analysis } = job.result as AnalysisResult;
    expect(analysis?.span).toEqual({ from: 4, to: 10 });
    expect(analysis?.sections[0]?.from).toBe(4);
    expect(analysis?.shots[0]?.from).toBe(4);
    for (const { frames } of analysis?.faults ?? []) expect(Math.min(...frames)).toBeGreaterThanOrEqual(4);
    expect((await client.getAnalysis({ clipId: id })).analysis).toBeNull();
    expect((await client.getClip({ clipId: id })).isAnalysed).toBe(false);
    expect(await readdir(keptFolder())).not.toContain(`${id}.json`);
  });

  it('gives a table of the source fields of exactly the pictures that a span renders', async () => {
    const { client } = place;
    const { id } = await client.openClip({ path: tiny('hard-telecine.mpg') });
    await client.settleClip({ clipId: id });
    await ended(client, await client.startAnalysis({ clipId: id }));
    const recipe = presetOf('true-frames');
    const order = { clipId: id, recipe, span: { from: 7, to: 19 } };
    const out = path.join(place.folder, 'span.csv');
    const movie = await client.startRender({ ...order, out: path.join(place.folder, 'span.mkv'), map: out });
    const { frames, tables } = (await ended(client, movie)).result as RenderResult;
    const rows = (await readFile(out, 'utf8')).trim().split('\r\n').slice(1);
    const files = ['span.csv', 'span.orphans.csv', 'span.left-out.csv'];
    expect(tables).toEqual(files.map((file) => path.join(place.folder, file)));
    expect(rows).toHaveLength(frames);
    expect(rows[0]).toMatch(/^0,0\.000000,/);
    expect(await readFile(path.join(place.folder, 'span.orphans.csv'), 'utf8')).toMatch(
      /^frame,field,picture\r\n/,
    );
    expect(await readFile(path.join(place.folder, 'span.left-out.csv'), 'utf8')).toBe('frame,field\r\n');
    const shown = rows.flatMap((row) => row.split(',').slice(2, 4).filter(Boolean).map(Number));
    expect([Math.min(...shown) >= 6, Math.max(...shown) < 19]).toEqual([true, true]);
  });

  it('gives no table without its movie: not where one is cancelled, and not over another file', async () => {
    const { client } = place;
    const { id } = await client.openClip({ path: tiny('hard-telecine.mpg') });
    await client.settleClip({ clipId: id });
    await ended(client, await client.startAnalysis({ clipId: id }));
    const out = path.join(place.folder, 'cancelled.mkv');
    const map = path.join(place.folder, 'cancelled.csv');
    const order = { clipId: id, recipe: presetOf('true-frames'), out, map };
    const job = await client.startRender(order);
    await client.cancelJob({ jobId: job.id });
    expect((await ended(client, job)).state).toBe('cancelled');
    const left = (await readdir(place.folder)).filter((name) => name.includes('cancelled'));
    expect(left).toEqual([]);
    const onMovie = client.startRender({ ...order, map: out, isOverwriting: true });
    await expect(onMovie).rejects.toMatchObject({ code: 'output-unwritable' });
    await writeFile(map, 'mine');
    await expect(client.startRender(order)).rejects.toMatchObject({ code: 'output-exists' });
    expect(await readFile(map, 'utf8')).toBe('mine');
  });

  it('refuses spans that hold no frame of the clip', async () => {
    const { client } = place;
    const { id } = await client.openClip({ path: tiny('soft-telecine.mpg') });
    await client.settleClip({ clipId: id });
    const refused = (span: { from: number; to: number }) => client.startAnalysis({ clipId: id, span });
    await expect(refused({ from: 9, to: 9 })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(refused({ from: 5000, to: 5010 })).rejects.toMatchObject({ code: 'frame-out-of-range' });
  });

  it('stops when it is cancelled, and leaves nothing behind', async () => {
    const { client } = place;
    const { id } = await client.openClip({ path: path.join(SAMPLES, 'station-hd.mp4') });
    await client.settleClip({ clipId: id });
    const job = await client.startAnalysis({ clipId: id });
    await client.cancelJob({ jobId: job.id });
    expect((await ended(client, job)).state).toBe('cancelled');
    expect((await client.getAnalysis({ clipId: id })).analysis).toBeNull();
    expect((await readdir(keptFolder())).filter((name) => name.startsWith(id))).toEqual([]);
    expect((await client.startAnalysis({ clipId: id })).id).not.toBe(job.id);
    for (const { id: jobId } of await client.listJobs({})) await client.cancelJob({ jobId });
  });

  it('is not lost where it cannot be kept', async () => {
    const folder = path.join(place.folder, 'unkept');
    await mkdir(folder);
    // A file stands where the folder of analyses should be.
    await writeFile(path.join(folder, 'analyses'), '');
    const other = await createPlace({ stateDir: folder });
    const { id } = await other.client.openClip({ path: tiny('dvd.vob') });
    expect((await analysed(other.client, id)).analysis.clipId).toBe(id);
    await other.close();
  });
});

describe('shot lists through the door', () => {
  let place: Place;
  let allowed: string;
  beforeAll(async () => {
    const folder = await createPlace();
    allowed = path.join(folder.folder, 'allowed');
    await mkdir(allowed);
    await symlink(folder.folder, path.join(allowed, 'leads-out'));
    const rooted = await createPlace({ roots: [allowed] });
    place = {
      ...rooted,
      close: async () => {
        await rooted.close();
        await folder.close();
      },
    };
  });
  afterAll(() => place.close());
  const order = async (name: string, format: 'csv' | 'edl' | 'otio' = 'csv') => {
    const { id: clipId } = await place.client.openClip({ path: SCENE });
    return { clipId, format, out: path.join(allowed, name) };
  };

  it('need an analysis', async () => {
    await expect(place.client.exportShots(await order('early.csv'))).rejects.toMatchObject({
      code: 'not-found',
      hint: 'Analyse the clip first.',
    });
    expect(await readdir(allowed)).toEqual(['leads-out']);
  });

  it('are written whole, in each format, and never over another file unless asked to', async () => {
    const { clipId } = await order('x.csv');
    const { analysis } = await analysed(place.client, clipId);
    for (const format of ['csv', 'edl', 'otio'] as const) {
      const { out } = await place.client.exportShots(await order(`shots.${format}`, format));
      const text = await readFile(out, 'utf8');
      if (format === 'csv') expect(text.split('\r\n')).toHaveLength(analysis.shots.length + 2);
      if (format === 'edl') expect(text.match(/^\d{3} {2}/gm)).toHaveLength(analysis.shots.length);
      if (format === 'otio') expect(JSON.parse(text).OTIO_SCHEMA).toBe('Timeline.1');
    }
    await writeFile(path.join(allowed, 'mine.csv'), 'mine');
    await expect(place.client.exportShots(await order('mine.csv'))).rejects.toMatchObject({
      code: 'output-exists',
    });
    expect(await readFile(path.join(allowed, 'mine.csv'), 'utf8')).toBe('mine');
    await place.client.exportShots({ ...(await order('mine.csv')), isOverwriting: true });
    expect((await stat(path.join(allowed, 'mine.csv'))).size).toBeGreaterThan(50);
    expect((await readdir(allowed)).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('stay below the folders that the workbench was started with', async () => {
    for (const name of ['../outside.csv', 'leads-out/outside.csv']) {
      await expect(place.client.exportShots(await order(name))).rejects.toMatchObject({
        code: 'not-allowed',
      });
    }
    await rm(path.join(allowed, 'leads-out'));
  });
});
