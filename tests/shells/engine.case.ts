/** The real engine through each way in: what comes out must be what it says when asked directly. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../model/client';
import type { Clip } from '../../model/clip';
import { createEngine, type Engine } from '../../native-pipeline/index';
import type { OpenWay, Way } from './door.case';
import { sha256 } from './testDoor';

const CLIP = path.join(import.meta.dirname, '../../samples/tiny/mpeg2-closed-gop.mpg');

export function describeEngine(title: string, openWay: OpenWay): void {
  const work = mkdtempSync(path.join(os.tmpdir(), 'engine-way-'));
  let engine: Engine;
  let way: Way;
  let client: Client;
  let direct: Client;
  let clip: Clip;

  describe(title, () => {
    beforeAll(async () => {
      engine = createEngine({
        stateDir: path.join(work, 'state'),
        pageDir: makePage(work),
        samplesDir: null,
        roots: null,
        start: { paths: [CLIP], reference: null },
        version: 'test',
      });
      way = await openWay(engine);
      client = createClient(way.send, way.origin);
      direct = createClient(engine.fetch, 'http://engine.local');
      clip = await client.openClip({ path: CLIP });
    });
    afterAll(async () => {
      await way.close();
      await engine.close();
      rmSync(work, { recursive: true, force: true });
    });

    it('gives the page with its type and its policy', async () => {
      const html = await way.send(new Request(`${way.origin}/`));
      expect(html.headers.get('content-type')).toContain('text/html');
      expect(html.headers.get('content-security-policy')).toContain("default-src 'none'");
      const script = await way.send(new Request(`${way.origin}/assets/x.js`));
      expect(script.headers.get('content-type')).toContain('text/javascript');
    });

    it('opens what the command line named', async () => {
      expect(await client.getStart({})).toMatchObject({ paths: [CLIP] });
      expect(clip).toMatchObject({ path: CLIP });
    });

    it('shows the same picture, byte for byte, and its length', async () => {
      const address = {
        clipId: clip.id,
        revision: clip.revision,
        frame: 5,
        clock: 'source',
        recipe: null,
        size: null,
      } as const;
      const [here, there] = await Promise.all([client.getPicture(address), direct.getPicture(address)]);
      expect(Number(here.headers.get('content-length'))).toBeGreaterThan(0);
      expect(await digest(here)).toBe(await digest(there));
    });

    it('streams the same pictures in a row', async () => {
      const span = headOf(clip, 6);
      expect(await digest(await client.streamPictures(span))).toBe(
        await digest(await direct.streamPictures(span)),
      );
    });

    it('lets the reader of a stream leave, and goes on', async () => {
      const controller = new AbortController();
      const span = headOf(clip, 12);
      const reply = await client.streamPictures(span, { signal: controller.signal });
      const reader = reply.body?.getReader();
      await reader?.read();
      controller.abort();
      await reader?.read().catch(() => {});
      expect((await client.listJobs({})).length).toBe(0);
    });

    it('carries problems as what they are', async () => {
      await expect(client.getClip({ clipId: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
      await expect(client.openClip({ path: path.join(work, 'none.mpg') })).rejects.toMatchObject({
        code: 'file-missing',
      });
      await expect(client.openClip({ path: '' })).rejects.toMatchObject({ code: 'bad-request' });
    });
  });
}

async function digest(reply: Response): Promise<string> {
  return sha256(new Uint8Array(await reply.arrayBuffer()));
}

function makePage(work: string): string {
  const folder = path.join(work, 'page');
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(folder, 'assets/x.js'), 'export {};');
  return folder;
}

/** The first pictures of a clip as it is, so many of them. */
function headOf({ id, revision }: Clip, to: number) {
  return { clipId: id, revision, recipe: null, size: null, from: 0, to } as const;
}
