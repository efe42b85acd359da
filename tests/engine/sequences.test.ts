import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCatalog } from '../../native-pipeline/clips/catalog';
import { createCommand } from '../../native-pipeline/ffmpeg/command';
import { runFfmpeg } from '../../native-pipeline/ffmpeg/run';
import { sourceInput } from '../../native-pipeline/ffmpeg/source';
import { findTools } from '../../native-pipeline/ffmpeg/tools';
import { BUILDS } from '../helpers/ffmpegBuilds';
import { tiny } from '../helpers/place';

const root = mkdtempSync(path.join(os.tmpdir(), 'remaster-pictures-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder with pictures of these names. */
function folderOf(name: string, pictures: string[]): string {
  const folder = path.join(mkdtempSync(path.join(root, 'of-')), name);
  mkdirSync(folder);
  for (const [at, picture] of pictures.entries()) {
    copyFileSync(tiny(`sequence/frame00${(at % 8) + 1}.png`), path.join(folder, picture));
  }
  return folder;
}

describe.each(BUILDS)('with ffmpeg $version numbered pictures', (build) => {
  const found = findTools({ ffmpegPath: build.path });
  const catalog = found.then((tools) => createCatalog(tools));
  afterAll(async () => (await catalog).close());
  const open = async (file: string) => (await catalog).open(file);

  it('in a folder are one clip, from the first number on', async () => {
    const folder = folderOf('plain', ['f0086.png', 'f0087.png', 'f0088.png', 'notes.txt', 'cover.png']);
    const { clip, source } = await open(folder);
    expect([clip.kind, clip.frames, source.startNumber]).toEqual(['sequence', 3, 86]);
    expect(clip.rate).toEqual({ n: 24, d: 1 });
    expect(clip.notices.join(' ')).toContain('assumed 24');
  });

  it('are decoded in order, whatever the folder is called', async () => {
    const folder = folderOf('100% %03d [x]', ['9.png', '10.png', '11.png']);
    const { source } = await open(folder);
    const args = createCommand()
      .input(sourceInput(source))
      .pipeOutput(1, ['-f', 'rawvideo', '-pix_fmt', 'gray'])
      .args();
    const { stdout } = await runFfmpeg(await found, args, { purpose: 'decoding' });
    expect(stdout.length).toBe(3 * 160 * 120);
  });

  it.each(['f_%04d.png', 'f_####.png'])('are opened by the pattern %s', async (pattern) => {
    const folder = folderOf('pattern', ['f_0001.png', 'f_0002.png']);
    const { clip } = await open(path.join(folder, pattern));
    expect([clip.kind, clip.frames, clip.path]).toEqual(['sequence', 2, path.join(folder, pattern)]);
  });

  it('end where a number is missing, and the clip says so', async () => {
    const { clip } = await open(folderOf('gap', ['a1.png', 'a2.png', 'a4.png', 'a5.png', 'a6.png']));
    expect(clip.frames).toBe(2);
    expect(clip.notices.join(' ')).toMatch(/Number 3 is missing.*3 pictures/);
  });

  it('of which one is opened are a still that tells of its neighbours', async () => {
    const folder = folderOf('neighbours', ['n1.png', 'n2.png', 'n3.png']);
    const { clip } = await open(path.join(folder, 'n2.png'));
    expect([clip.kind, clip.frames]).toEqual(['still', 1]);
    expect(clip.notices.join(' ')).toContain('2 more numbered pictures');
  });

  it('give another clip when one more is added', async () => {
    const folder = folderOf('growing', ['g1.png', 'g2.png']);
    const { clip: before } = await open(folder);
    copyFileSync(tiny('still.png'), path.join(folder, 'g3.png'));
    const { clip: after } = await open(folder);
    expect(after.id).not.toBe(before.id);
    expect(after.frames).toBe(3);
  });

  it.each([
    ['without pictures', 'empty', []],
    ['with one picture only', 'single', ['only1.png']],
  ])('are not found in a folder %s', async (_what, name, pictures) => {
    await expect(open(folderOf(name, pictures))).rejects.toMatchObject({ code: 'not-a-video' });
  });

  it('that are no pictures are refused', async () => {
    const folder = path.join(root, 'fakes');
    mkdirSync(folder, { recursive: true });
    for (const number of [1, 2]) writeFileSync(path.join(folder, `x${number}.png`), 'not a picture at all');
    await expect(open(folder)).rejects.toMatchObject({ name: 'WorkbenchError' });
  });
});

describe('a photograph that was held upright', () => {
  beforeAll(() => mkdirSync(path.join(root, 'photo'), { recursive: true }));

  it.each(BUILDS)('has its way up found with ffmpeg $version (Exif)', async (build) => {
    const tools = await findTools({ ffmpegPath: build.path });
    const file = path.join(root, 'photo', 'upright.jpg');
    writeFileSync(file, await drawTurned(tools));
    const catalog = createCatalog(tools);
    const { clip } = await catalog.open(file);
    expect(clip.rotation).toMatchObject({ value: 90, source: 'tagged' });
    expect([clip.codedSize, clip.displaySize]).toEqual([
      { width: 64, height: 48 },
      { width: 48, height: 64 },
    ]);
    expect(clip.colour.range.value).toBe('full');
    catalog.close();
  });
});

/** A 64×48 JPEG with the Exif tag Orientation = 6: turn it clockwise. */
async function drawTurned(tools: Awaited<ReturnType<typeof findTools>>): Promise<Buffer> {
  const options = ['-frames:v', '1', '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-f', 'image2pipe'];
  const args = createCommand().graphInput('testsrc=d=1:s=64x48').pipeOutput(1, options).args();
  const { stdout } = await runFfmpeg(tools, args, { purpose: 'drawing' });
  const tiff = Buffer.from('4d4d002a000000080001011200030000000100060000'.concat('00000000'), 'hex');
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const marker = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([stdout.subarray(0, 2), marker, exif, stdout.subarray(2)]);
}
