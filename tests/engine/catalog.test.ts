import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from '../../model/clip';
import { type Catalog, createCatalog, type OpenClip } from '../../native-pipeline/clips/catalog';
import { countProcesses } from '../../native-pipeline/ffmpeg/run';
import { findTools, type Tools } from '../../native-pipeline/ffmpeg/tools';
import { tiny } from '../helpers/place';

const folder = mkdtempSync(path.join(os.tmpdir(), 'remaster-catalog-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the catalog', () => {
  let tools: Tools;
  let catalog: Catalog;
  const told: Clip[] = [];
  beforeAll(async () => {
    tools = await findTools();
  });
  const start = () => {
    told.length = 0;
    catalog = createCatalog(tools, { onChange: (clip) => told.push(clip) });
    return catalog;
  };
  afterEach(() => catalog.close());

  it('answers before the index is made, and tells when it is', async () => {
    const open = await start().open(tiny('dvd.vob'));
    expect(open.clip.access.kind).toBe('indexing');
    const index = await open.whenIndexed;
    await index.whenConfirmed;
    expect(open.clip).toMatchObject({ frames: index.table.count, isConstantRate: true });
    expect(open.clip.access).toMatchObject({ kind: 'exact', isConfirmed: true });
    expect(told.at(-1)).toBe(open.clip);
    expect(open.index).toBe(index);
  });

  it('gives the same entry for the same file, also to two who ask at once', async () => {
    const { open } = start();
    const [one, two] = await Promise.all([open(tiny('vfr.mp4')), open(tiny('vfr.mp4'))]);
    expect(two).toBe(one);
    expect(await open(path.join(path.dirname(tiny('vfr.mp4')), '../tiny/vfr.mp4'))).toBe(one);
    expect(catalog.get(one.clip.id)).toBe(one);
  });

  it('takes a replaced file for another clip, and forgets the one that was', async () => {
    const file = path.join(folder, 'replaced.mpg');
    copyFileSync(tiny('mpeg2-open-gop.mpg'), file);
    const { clip: before } = await start().open(file);
    copyFileSync(tiny('mpeg2-closed-gop.mpg'), file);
    utimesSync(file, 1, 1);
    const { clip: after } = await catalog.open(file);
    expect(after.id).not.toBe(before.id);
    expect(() => catalog.get(before.id)).toThrow('Nothing is known');
  });

  it.each(['mpeg2-open-gop.mpg', 'vfr.mkv', 'prores.mov', 'mpeg2.ts'])(
    'says that a clip went away while it was looked at (%s), and looks again when it is back',
    async (name) => {
      const [file, elsewhere] = [path.join(folder, name), path.join(folder, `moved-${name}`)];
      copyFileSync(tiny(name), file);
      const gone = await start().open(file);
      renameSync(file, elsewhere);
      await gone.whenIndexed.then(
        ({ whenConfirmed }) => whenConfirmed,
        (error) => expect(error).toMatchObject({ code: 'file-missing' }),
      );
      expect(gone.clip.access).toMatchObject({ isConfirmed: false, progress: 1 });
      expect(gone.clip.access.kind).not.toBe('indexing');
      expect(gone.clip.frames).not.toBe(0);
      expect(gone.clip.notices.join(' ')).toContain(`not where it was opened any more: ${file}`);
      renameSync(elsewhere, file);
      const { clip } = await settledEntry(await catalog.open(file));
      expect(clip.id).toBe(gone.clip.id);
      expect(clip.access).toMatchObject({ kind: 'exact', isConfirmed: true });
      expect(clip.notices.join(' ')).not.toContain('any more');
    },
  );

  it('refuses ids that it never gave', () => {
    expect(() => start().get('../../etc/passwd')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('keeps a clip until the last one who opened it has closed it, and leaves no process', async () => {
    const { open } = start();
    const first = await open(tiny('h264-long-gop.mp4'));
    await open(tiny('h264-long-gop.mp4'));
    first.close();
    expect(catalog.get(first.clip.id)).toBe(first);
    first.close();
    expect(() => catalog.get(first.clip.id)).toThrow();
    await first.whenIndexed.then(
      ({ whenConfirmed }) => whenConfirmed,
      () => {},
    );
    while (countProcesses() > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('does not let a file that cannot be opened stand in the way of the next try', async () => {
    const file = path.join(folder, 'late.mpg');
    const { open } = start();
    await expect(open(file)).rejects.toMatchObject({ code: 'file-missing' });
    copyFileSync(tiny('mpeg2-open-gop.mpg'), file);
    expect((await open(file)).clip.codec).toBe('mpeg2video');
  });

  it('says how much of a cut file is there', async () => {
    const file = path.join(folder, 'cut.mkv');
    copyFileSync(tiny('sound-subtitles-chapters.mkv'), file);
    const whole = (await settled(start(), tiny('sound-subtitles-chapters.mkv'))).frames ?? 0;
    truncateSync(file, Math.floor(statSync(file).size / 2));
    const { frames, notices } = await settled(catalog, file);
    expect(frames).toBeGreaterThan(0);
    expect(frames).toBeLessThan(whole);
    expect(notices.join(' ')).toContain('cut off');
  });

  it('names the missing table of contents of a movie that was cut', async () => {
    const file = path.join(folder, 'cut.mp4');
    copyFileSync(tiny('h264-long-gop.mp4'), file);
    truncateSync(file, 60_000);
    await expect(start().open(file)).rejects.toMatchObject({ code: 'file-damaged' });
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'names a missing permission',
    async () => {
      const file = path.join(folder, 'secret.mpg');
      copyFileSync(tiny('mpeg2-open-gop.mpg'), file);
      chmodSync(file, 0o000);
      const refused = { code: 'file-unreadable', detail: expect.stringContaining('permission') };
      await expect(start().open(file)).rejects.toMatchObject(refused);
    },
  );

  it.skipIf(process.platform === 'win32')('refuses devices and pipes', async () => {
    await expect(start().open('/dev/zero')).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});

async function settled(catalog: Catalog, file: string): Promise<Clip> {
  return (await settledEntry(await catalog.open(file))).clip;
}

async function settledEntry(open: OpenClip): Promise<OpenClip> {
  await (await open.whenIndexed).whenConfirmed;
  return open;
}
