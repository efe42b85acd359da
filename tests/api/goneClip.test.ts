/** A clip whose file goes away after it was opened: every way to its pictures says so, and none of them calls it damaged. */
import { cp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from '../../model/clip';
import type { Recipe } from '../../model/recipe';
import { presetOf } from '../helpers/madeRecipe';
import { createPlace, type Place, SAMPLES } from '../helpers/place';

describe('a clip whose file is gone', () => {
  let place: Place;
  beforeAll(async () => {
    place = await createPlace();
  });
  afterAll(() => place.close());

  const openCopy = async (name: string): Promise<Clip> => {
    const file = path.join(place.folder, path.basename(name));
    await cp(path.join(SAMPLES, name), file, { recursive: true, preserveTimestamps: true });
    const { id } = await place.client.openClip({ path: file });
    return place.client.settleClip({ clipId: id });
  };
  const read = async ({ id: clipId, revision }: Clip, frame: number, recipe: Recipe | null = null) => {
    const at = { clipId, revision, frame, clock: 'source', recipe, size: null } as const;
    return (await (await place.client.getPicture(at)).arrayBuffer()).byteLength;
  };
  const gone = (file: string) => ({
    code: 'file-missing',
    detail: `The file of this clip is not where it was opened any more: ${file}`,
    hint: expect.stringContaining('Put it back'),
  });

  it.each(['station-sd.mpg', 'tiny/h264-long-gop.mp4', 'tiny/vfr.mkv', 'tiny/sequence', 'tiny/still.png'])(
    'is called so, with the place where it was, and shows its frames again once it is back: %s',
    async (name) => {
      const clip = await openCopy(name);
      const last = (clip.frames ?? 1) - 1;
      await rename(clip.path, `${clip.path}.away`);
      await expect(read(clip, last)).rejects.toMatchObject(gone(clip.path));
      await expect(read(clip, 0, presetOf('plain'))).rejects.toMatchObject(gone(clip.path));
      await rename(`${clip.path}.away`, clip.path);
      expect(await read(clip, last)).toBeGreaterThan(0);
    },
  );

  it('can be neither rendered nor analysed, and the render is refused before it is queued', async () => {
    const clip = await openCopy('tiny/prores.mov');
    await rm(clip.path);
    const out = path.join(place.folder, 'never.mkv');
    await expect(place.client.startRender({ clipId: clip.id, recipe: null, out })).rejects.toMatchObject(
      gone(clip.path),
    );
    const { id } = await place.client.startAnalysis({ clipId: clip.id });
    const find = async () => (await place.client.listJobs({})).find((job) => job.id === id);
    await expect
      .poll(async () => (await find())?.problem, { timeout: 10_000 })
      .toMatchObject(gone(clip.path));
  });

  it('names the picture of a sequence that is gone', async () => {
    const clip = await openCopy('tiny/sequence');
    const picture = path.join(clip.path, 'frame006.png');
    await rm(picture);
    await expect(read(clip, 5)).rejects.toMatchObject({
      code: 'file-missing',
      detail: `This picture of the sequence is gone: ${picture}`,
    });
    expect(await read(clip, 0)).toBeGreaterThan(0);
  });
});
