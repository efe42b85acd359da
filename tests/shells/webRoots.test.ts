/** Through the web shell, only what lies below the folders named at the start can be read: with the real engine and real files. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../model/client';
import { createEngine, type Engine } from '../../native-pipeline/index';
import { rootsOf } from '../../web/roots';
import { serveWeb, type WebShell } from '../../web/serve';

const SAMPLES = path.join(import.meta.dirname, '../../samples');
const CLIP = path.join(SAMPLES, 'tiny/mpeg2-closed-gop.mpg');
const work = mkdtempSync(path.join(os.tmpdir(), 'roots-'));
const named = path.join(work, 'named');
const secret = path.join(work, 'secret');
let engine: Engine;
let shell: WebShell;
let client: Client;

beforeAll(async () => {
  for (const folder of [named, `${named}-beside`, path.join(named, 'below'), secret]) mkdirSync(folder);
  for (const folder of [named, `${named}-beside`, path.join(named, 'below'), secret]) {
    copyFileSync(CLIP, path.join(folder, 'clip.mpg'));
  }
  symlinkSync(path.join(secret, 'clip.mpg'), path.join(named, 'link.mpg'));
  symlinkSync(secret, path.join(named, 'folder-link'));
  symlinkSync(path.join(named, 'clip.mpg'), path.join(secret, 'link-in.mpg'));
  writeFileSync(path.join(secret, 'x.m3u8'), '#EXTM3U\n');
  engine = createEngine({
    stateDir: path.join(work, 'state'),
    pageDir: path.join(work, 'page'),
    samplesDir: SAMPLES,
    roots: await rootsOf([path.join(named, 'clip.mpg'), path.join(work, 'not there')]),
    start: { paths: [], reference: null },
    version: 'test',
  });
  mkdirSync(path.join(work, 'page'));
  writeFileSync(path.join(work, 'page/index.html'), '<!doctype html>');
  shell = await serveWeb({ engine });
  client = createClient(fetch, shell.origin, { authorization: `Bearer ${shell.token}` });
});
afterAll(async () => {
  await shell.close();
  await engine.close();
  rmSync(work, { recursive: true, force: true });
});

describe('files seen through the web shell', () => {
  it.each([
    ['the named file', () => path.join(named, 'clip.mpg')],
    ['its neighbour below', () => path.join(named, 'below/clip.mpg')],
    ['a sample', () => CLIP],
    ['a way through the named folder and back', () => `${named}/below/../clip.mpg`],
    ['a link from outside that leads in', () => path.join(secret, 'link-in.mpg')],
  ])('can be opened: %s', async (_what, file) => {
    await expect(client.openClip({ path: file() })).resolves.toMatchObject({ id: expect.any(String) });
  });

  it.each([
    ['a file elsewhere', () => path.join(secret, 'clip.mpg')],
    ['a folder whose name begins like the named one', () => path.join(`${named}-beside`, 'clip.mpg')],
    ['a link that leads out', () => path.join(named, 'link.mpg')],
    ['a linked folder that leads out', () => path.join(named, 'folder-link/clip.mpg')],
    ['a way out by ..', () => `${named}/../secret/clip.mpg`],
    ['a way out by .. that looks inside', () => `${named}/below/../../secret/clip.mpg`],
    ['the root', () => '/etc/passwd'],
    ['an address', () => 'http://127.0.0.1:9/x.mpg'],
    ['a protocol of ffmpeg', () => `concat:${secret}/clip.mpg`],
    ['a file address', () => `file://${secret}/clip.mpg`],
    ['a name cut by a null byte', () => `${secret}/clip.mpg\u0000${named}/clip.mpg`],
    ['a null byte after the named folder', () => `${named}/\u0000/../../secret/clip.mpg`],
  ])('cannot be opened: %s', async (_what, file) => {
    await expect(client.openClip({ path: file() })).rejects.toMatchObject({
      code: expect.stringMatching(/^(not-allowed|file-missing|bad-request|not-found)$/),
    });
  });

  it('are listed below the named folders only', async () => {
    const listing = await client.listFolder({ folder: null });
    expect(listing).toMatchObject({ folder: named, parent: null });
    expect(listing.roots).toEqual(expect.arrayContaining([named, SAMPLES]));
    for (const folder of [
      work,
      secret,
      '/',
      path.join(named, 'folder-link'),
      `${named}/..`,
      `${named}-beside`,
    ]) {
      await expect(client.listFolder({ folder })).rejects.toMatchObject({ code: 'not-allowed' });
    }
  });

  it('may be written below the named folders only', async () => {
    const { id: clipId } = await client.openClip({ path: path.join(named, 'clip.mpg') });
    const side = { clipId, recipe: null };
    for (const folder of [secret, `${named}/../secret`, path.join(named, 'folder-link')]) {
      const stills = client.startStills({ a: side, b: side, frames: [0], layouts: ['separate'], folder });
      await expect(stills).rejects.toMatchObject({ code: 'not-allowed' });
      const render = client.startRender({ clipId, recipe: null, out: path.join(folder, 'x.mkv') });
      await expect(render).rejects.toMatchObject({ code: 'not-allowed' });
    }
  });

  it('of an upload keep their bytes and lose every path in their name', async () => {
    const body = new Blob([new Uint8Array(readFileSync(CLIP))]);
    const clip = await client.uploadClip({ name: '../../../secret/evil.mpg' }, { body });
    expect(path.dirname(path.dirname(clip.path))).toBe(path.join(work, 'state/uploads'));
    expect(readFileSync(clip.path).equals(readFileSync(CLIP))).toBe(true);
  });

  it.each([
    '/../secret/x.m3u8',
    '/..%2fsecret%2fx.m3u8',
    '/%2e%2e/secret/x.m3u8',
    '/..%5csecret%5cx.m3u8',
    '/%00',
    '//etc/passwd',
    '/index.html/../../secret/x.m3u8',
  ])('do not leave as a page: %s', async (address) => {
    const reply = await fetch(`${shell.origin}${address}`, {
      headers: { authorization: `Bearer ${shell.token}` },
    });
    expect([404, 400, 403]).toContain(reply.status);
  });
});
