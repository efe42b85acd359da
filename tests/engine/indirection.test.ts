/** Files that make ffmpeg open other files or addresses: nothing may be reached, whichever of the two defences sees them first. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCatalog } from '../../native-pipeline/clips/catalog';
import { createCommand } from '../../native-pipeline/ffmpeg/command';
import { runFfmpeg, runFfprobe } from '../../native-pipeline/ffmpeg/run';
import { sourceInput, unknownInput } from '../../native-pipeline/ffmpeg/source';
import { findTools } from '../../native-pipeline/ffmpeg/tools';
import { BUILDS } from '../helpers/ffmpegBuilds';
import { tiny } from '../helpers/place';

const folder = mkdtempSync(path.join(os.tmpdir(), 'remaster-pointing-'));
let server: Server;
let visits = 0;
let address = '';

beforeAll(async () => {
  server = createServer((_request, response) => {
    visits++;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Name and content; `target` is what they point at. */
const POINTING: readonly [string, (target: string) => string][] = [
  ['list.m3u8', (target) => `#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n${target}\n#EXT-X-ENDLIST\n`],
  ['named.mp4', (target) => `#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n${target}\n#EXT-X-ENDLIST\n`],
  ['list.ffconcat', (target) => `ffconcat version 1.0\nfile '${target}'\n`],
  ['list.txt', (target) => `ffconcat version 1.0\nfile '${target}'\n`],
  ['session.sdp', (target) => `v=0\no=- 0 0 IN IP4 ${new URL(target).hostname}\ns=x\nm=video 9 RTP/AVP 96\n`],
  [
    'manifest.mpd',
    (target) =>
      `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet><Representation id="1" bandwidth="1"><BaseURL>${target}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
  ],
];

describe.each(BUILDS)('with ffmpeg $version', (build) => {
  const found = findTools({ ffmpegPath: build.path });
  const targets = () => [`${address}/x.ts`, `file://${tiny('mpeg2.ts')}`];

  it.each(POINTING)('%s is refused, and nothing is reached', async (name, write) => {
    const catalog = createCatalog(await found);
    for (const target of targets()) {
      const file = path.join(folder, name);
      writeFileSync(file, write(target));
      await expect(catalog.open(file)).rejects.toMatchObject({ code: 'points-elsewhere' });
    }
    expect(visits).toBe(0);
  });

  it.each(POINTING)(
    '%s is refused by ffmpeg itself too, where nobody looked at it before',
    async (name, write) => {
      const tools = await found;
      for (const target of targets()) {
        const file = path.join(folder, name);
        writeFileSync(file, write(target));
        const { options, url } = unknownInput(file, tools.capabilities.demuxers);
        await expect(
          runFfprobe(tools, [...options, '-i', url], { purpose: 'asking', opens: file }),
        ).rejects.toThrow();
      }
      expect(visits).toBe(0);
    },
  );

  it('a file that became a playlist after it was opened is not followed', async () => {
    const tools = await found;
    const file = path.join(folder, 'swapped.mp4');
    writeFileSync(file, POINTING[0]?.[1](`${address}/x.ts`) ?? '');
    const input = sourceInput({ path: file, kind: 'movie', demuxer: 'mov' });
    const args = createCommand().input(input).pipeOutput(1, ['-f', 'null']).args();
    await expect(runFfmpeg(tools, args, { purpose: 'decoding' })).rejects.toMatchObject({
      code: 'file-damaged',
    });
    expect(visits).toBe(0);
  });
});
