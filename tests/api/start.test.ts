/** What the window is told at the start: which files to open, and where results may go. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPlace, tiny } from '../helpers/place';

describe('the start', () => {
  it('opens files only: a folder grants access, also where it holds numbered pictures', async () => {
    const start = { paths: [tiny('sequence'), tiny('dvd.vob')], reference: null };
    const place = await createPlace({ start, roots: [tiny('sequence')] });
    expect((await place.client.getStart({})).paths).toEqual([tiny('dvd.vob')]);
    const listing = await place.client.listFolder({ folder: tiny('sequence') });
    expect(listing.entries.length).toBeGreaterThan(0);
    await place.close();
  });

  it('names the first folder that can be written to, and where uploads lie', async () => {
    const place = await createPlace({ roots: ['/nowhere/at/all', tiny('sequence')] });
    expect(await place.client.getStart({})).toMatchObject({
      outFolder: tiny('sequence'),
      uploadsFolder: path.join(place.folder, 'state/uploads'),
    });
    await place.close();
  });
});
