/** Names that ffmpeg would read as options, protocols or patterns: each must stand for the file of that name, to read and to write. */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCatalog } from '../../native-pipeline/clips/catalog';
import { createCommand } from '../../native-pipeline/ffmpeg/command';
import { runCommand, runFfmpeg } from '../../native-pipeline/ffmpeg/run';
import { sourceInput } from '../../native-pipeline/ffmpeg/source';
import { findTools } from '../../native-pipeline/ffmpeg/tools';
import { BUILDS } from '../helpers/ffmpegBuilds';
import { tiny } from '../helpers/place';

/** Without their last part. Windows knows no `:`, `?`, `*`, `"`, `|`, `<`, `>` or line breaks in names. */
const NAMES = [
  '-x',
  '-y -i',
  'a%03d',
  '100% done %d %s',
  '#hash',
  '[brackets] {a,b}',
  "it's",
  '映画 café',
  'semi;colon $(id) `id`',
  ...(process.platform === 'win32'
    ? []
    : [
        'concat:x',
        'file:etc',
        'http://127.0.0.1:9/x'.replaceAll('/', '∕'),
        'subfile,,start,0,end,9,,:x',
        'say "cheese"',
        'new\nline',
        'what?*|',
      ]),
];

describe.each(BUILDS)('with ffmpeg $version a file named', (build) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'remaster-names-'));
  const found = findTools({ ffmpegPath: build.path });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(NAMES)('%j is opened and decoded', async (name) => {
    const file = path.join(folder, `${name}.mpg`);
    copyFileSync(tiny('mpeg2-closed-gop.mpg'), file);
    const tools = await found;
    const catalog = createCatalog(tools);
    const { clip, source, whenIndexed } = await catalog.open(file);
    expect([clip.path, clip.name]).toEqual([file, `${name}.mpg`]);
    expect((await whenIndexed).table.count).toBe(48);
    const args = createCommand()
      .input(sourceInput(source))
      .pipeOutput(1, ['-frames:v', '1', '-f', 'rawvideo'])
      .args();
    const { stdout } = await runFfmpeg(tools, args, { purpose: 'decoding' });
    expect(stdout.length).toBe((352 * 240 * 3) / 2);
    catalog.close();
  });

  it.each(NAMES)('%j is opened as a still, although others of its pattern lie beside it', async (name) => {
    const own = mkdtempSync(path.join(folder, 'still-'));
    copyFileSync(tiny('still.png'), path.join(own, `${name}.png`));
    copyFileSync(tiny('sequence/frame001.png'), path.join(own, 'a001.png'));
    const catalog = createCatalog(await found);
    const { clip } = await catalog.open(path.join(own, `${name}.png`));
    expect([clip.kind, clip.frames, clip.codedSize.width]).toEqual(['still', 1, 160]);
    catalog.close();
  });

  it.each(NAMES)('%j is written, and no other file', async (name) => {
    const own = mkdtempSync(path.join(folder, 'out-'));
    const file = path.join(own, `${name}.mkv`);
    const command = createCommand()
      .graphInput('testsrc=d=0.2:s=64x48')
      .fileOutput(file, ['-c:v', 'ffv1', '-f', 'matroska']);
    await runCommand(await found, command, { purpose: 'writing' });
    expect(readdirSync(own)).toEqual([`${name}.mkv`]);
    expect(statSync(file).size).toBeGreaterThan(500);
  });

  it('a%03d.tga, of a kind that is known by its name alone, is that picture', async () => {
    const own = mkdtempSync(path.join(folder, 'tga-'));
    const draw = (name: string, size: string) =>
      runFfmpegTo(path.join(own, name), ['-frames:v', '1', '-c:v', 'targa', '-f', 'image2pipe'], size);
    await draw('a%03d.tga', '64x48');
    await draw('a001.tga', '32x32');
    const catalog = createCatalog(await found);
    const { clip, source } = await catalog.open(path.join(own, 'a%03d.tga'));
    expect([clip.kind, clip.codedSize.width, source.demuxer]).toEqual(['still', 64, 'image2']);
    catalog.close();
  });

  async function runFfmpegTo(file: string, options: string[], size: string): Promise<void> {
    const command = createCommand().graphInput(`testsrc=d=1:s=${size}`).fileOutput(file, options);
    await runCommand(await found, command, { purpose: 'drawing' });
    expect(existsSync(file)).toBe(true);
  }
});
