/** Files that came up when strangers tried the product: each must open and go all the way to a movie. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../model/job';
import { findPreset } from '../../model/presets';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { createPlace, type Place, tiny } from '../helpers/place';

describe('odd files all the way to a movie', () => {
  let place: Place;
  beforeAll(async () => {
    place = await createPlace();
  });
  afterAll(() => place.close());

  const make = (name: string, ...args: string[]) => {
    const file = path.join(place.folder, name);
    ffmpegOutput(BUILDS[0] ?? { path: 'ffmpeg' }, [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=320x240:r=25:d=1',
      ...args,
      '-y',
      file,
    ]);
    return file;
  };
  const render = async (file: string): Promise<Job> => {
    const { id } = await place.client.openClip({ path: file });
    await place.client.settleClip({ clipId: id });
    const recipe = findPreset('progressive');
    const { id: jobId } = await place.client.startRender({
      clipId: id,
      recipe,
      out: path.join(place.folder, `${path.basename(file)}.mkv`),
    });
    const find = async () => (await place.client.listJobs({})).find((job) => job.id === jobId);
    await expect.poll(async () => (await find())?.state, { timeout: 60_000 }).toMatch(/done|failed/);
    return (await find()) as Job;
  };

  it('takes MPEG-1, whose pictures carry no marks of fields', async () => {
    const job = await render(make('one.mpg', '-c:v', 'mpeg1video', '-f', 'mpeg'));
    expect(job.problem).toBeNull();
    expect(job.result).toMatchObject({ frames: 25 });
  });

  it('takes a still of RGB samples', async () => {
    const job = await render(tiny('still.png'));
    expect(job.problem).toBeNull();
    expect(job.result).toMatchObject({ frames: 1 });
  });
});
