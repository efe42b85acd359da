import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlace, type Place, SAMPLES, tiny } from '../helpers/place';

describe('clips through the door', () => {
  let place: Place;
  beforeAll(async () => {
    place = await createPlace();
  });
  afterAll(() => place.close());

  it('opens the sample and says what it believes, each belief with source and reason', async () => {
    const clip = await place.client.openClip({ path: path.join(SAMPLES, 'station-sd.mpg') });
    expect(clip.codedSize).toEqual({ width: 720, height: 480 });
    expect(clip.displaySize).toEqual({ width: 640, height: 480 });
    expect(clip.sampleAspect.value).toEqual({ n: 8, d: 9 });
    for (const finding of [
      clip.scan,
      clip.sampleAspect,
      clip.colour.matrix,
      clip.colour.range,
      clip.colour.primaries,
    ]) {
      expect(finding.because).toMatch(/\.$/);
      expect(['tagged', 'measured', 'assumed', 'chosen']).toContain(finding.source);
    }
    const settled = await place.client.settleClip({ clipId: clip.id });
    expect(settled.access.kind).toBe('exact');
  });

  it('takes the same file for the same clip, and a replaced file for another', async () => {
    const file = path.join(place.folder, 'again.mpg');
    await copyFile(tiny('mpeg2-closed-gop.mpg'), file);
    const first = await place.client.openClip({ path: file });
    expect((await place.client.openClip({ path: file })).id).toBe(first.id);
    await copyFile(tiny('mpeg2-open-gop.mpg'), file);
    expect((await place.client.openClip({ path: file })).id).not.toBe(first.id);
  });

  it('remembers recent files, newest first, and tells which are gone', async () => {
    await place.client.openClip({ path: tiny('dvd.vob') });
    const recents = await place.client.listRecents({});
    expect(recents[0]).toMatchObject({ path: tiny('dvd.vob'), name: 'dvd.vob', exists: true });
  });

  it('takes the bytes of a dropped file', async () => {
    const bytes = await readFile(tiny('h264-open-gop.mp4'));
    const clip = await place.client.uploadClip({ name: 'dropped: a/b.mp4' }, { body: new Blob([bytes]) });
    expect(clip.codec).toBe('h264');
    expect(path.basename(clip.path)).toBe('b.mp4');
  });

  it.each([
    ['nothing-there.mpg', 'file-missing'],
    [tiny('empty.mpg'), 'file-empty'],
    [tiny('text.mkv'), 'not-a-video'],
    [tiny('sound-only.m4a'), 'no-video'],
    ['bad\0name.mpg', 'file-missing'],
  ])('says of %s: %s, and goes on', async (file, code) => {
    await expect(place.client.openClip({ path: path.resolve(place.folder, file) })).rejects.toMatchObject({
      code,
    });
    await expect(place.client.openClip({ path: tiny('dvd.vob') })).resolves.toBeTruthy();
  });

  it('knows no clip by a made-up id', async () => {
    await expect(place.client.getClip({ clipId: 'made-up' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('folders that the workbench was not started with', () => {
  let place: Place;
  let roots: Place;
  beforeAll(async () => {
    place = await createPlace();
    const allowed = path.join(place.folder, 'allowed');
    await mkdir(allowed);
    await copyFile(tiny('dvd.vob'), path.join(allowed, 'in.vob'));
    await copyFile(tiny('dvd.vob'), path.join(place.folder, 'out.vob'));
    await symlink(path.join(place.folder, 'out.vob'), path.join(allowed, 'link.vob'));
    await writeFile(path.join(place.folder, 'allowed-not'), 'a name that only starts alike');
    roots = await createPlace({ roots: [allowed] });
  });
  afterAll(async () => {
    await roots.close();
    await place.close();
  });

  it('opens what lies below a named folder', async () => {
    await expect(
      roots.client.openClip({ path: path.join(place.folder, 'allowed/in.vob') }),
    ).resolves.toBeTruthy();
  });

  it.each(['out.vob', 'allowed/../out.vob', 'allowed/link.vob', 'allowed-not'])(
    'refuses %s',
    async (name) => {
      const asked = `${place.folder}/${name}`;
      await expect(roots.client.openClip({ path: asked })).rejects.toMatchObject({ code: 'not-allowed' });
    },
  );

  it('lists the named folders and what is in them, not what is above', async () => {
    const listing = await roots.client.listFolder({ folder: path.join(place.folder, 'allowed') });
    expect(listing.entries.map(({ name, kind }) => [name, kind])).toContainEqual(['in.vob', 'video']);
    expect(listing.parent).toBeNull();
    await expect(roots.client.listFolder({ folder: place.folder })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  it('writes no stills and no movie elsewhere', async () => {
    const clip = await roots.client.openClip({ path: path.join(place.folder, 'allowed/in.vob') });
    const side = { clipId: clip.id, recipe: null };
    await expect(
      roots.client.startStills({
        a: side,
        b: side,
        frames: [0],
        layouts: ['separate'],
        folder: place.folder,
      }),
    ).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(
      roots.client.startRender({ clipId: clip.id, recipe: null, out: path.join(place.folder, 'movie.mkv') }),
    ).rejects.toMatchObject({ code: 'not-allowed' });
  });
});
