import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../model/client';
import { createEngine, type Engine } from '../../native-pipeline/index';
import { createPlace, type Place } from '../helpers/place';

describe('problems through the door', () => {
  let place: Place;
  beforeAll(async () => {
    place = await createPlace();
  });
  afterAll(() => place.close());
  const ask = (path: string, init?: RequestInit) =>
    place.engine.fetch(new Request(`http://engine.local${path}`, init));

  it.each([
    ['/api/nothing', undefined, 404],
    ['/api/clips', { method: 'POST', body: 'not json' }, 400],
    ['/api/clips', { method: 'POST', body: '{"path":7}' }, 400],
    ['/api/clips/x/picture?q=%7Bhalf', undefined, 400],
    ['/api/clips/x/picture?q=%7B%7D', undefined, 400],
    ['/index.html', undefined, 404],
    ['/../package.json', undefined, 404],
    ['/%2e%2e%2fpackage.json', undefined, 404],
  ])('answers %s with a problem in JSON', async (path, init, status) => {
    const reply = await ask(path, init as RequestInit | undefined);
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({
      code: expect.any(String),
      title: expect.any(String),
      detail: expect.any(String),
    });
  });

  it('opens without an ffmpeg, and the doctor says what to do', async () => {
    const engine: Engine = createEngine({
      stateDir: place.folder,
      pageDir: null,
      samplesDir: null,
      roots: null,
      start: { paths: [], reference: null },
      ffmpegPath: '/nowhere/ffmpeg',
      version: 'test',
    });
    const client = createClient((request) => engine.fetch(request), 'http://engine.local');
    const report = await client.getDoctor({});
    expect(report.ffmpeg.path).toBeNull();
    expect(report.problems.join(' ')).toContain('/nowhere/ffmpeg');
    await expect(client.openClip({ path: __filename })).rejects.toMatchObject({ code: 'ffmpeg-missing' });
    await engine.close();
  });

  it('tells events as JSON lines, the first at once', async () => {
    const reply = await place.client.streamEvents({});
    const reader = reply.body?.getReader();
    const line = new TextDecoder().decode((await reader?.read())?.value);
    expect(JSON.parse(line)).toEqual({ type: 'alive' });
    await reader?.cancel();
  });
});
