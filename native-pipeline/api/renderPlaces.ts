/** How many renders run at once: suggested by the processors, chosen by the user, kept for later starts. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { RenderPlaces } from '../../model/job';
import { mostPlaces, suggestPlaces } from '../jobs/places';
import type { Queue } from '../jobs/queue';

export interface RenderPlacesSetting {
  get(): Promise<RenderPlaces>;
  /** Null: as suggested. */
  choose(places: number | null): Promise<RenderPlaces>;
}

export function createRenderPlaces(queue: Queue, stateDir: string): RenderPlacesSetting {
  const file = path.join(stateDir, 'render-places.json');
  const processors = os.availableParallelism();
  const [suggested, most] = [suggestPlaces(processors), mostPlaces(processors)];
  let chosen: number | null = null;
  const settle = (): RenderPlaces => {
    const places = Math.min(most, chosen ?? suggested);
    queue.setPlaces('render', places);
    return { places, suggested, most };
  };
  settle();
  const read = readChosen(file).then((kept) => {
    chosen = kept;
    settle();
  });
  return {
    get: async () => {
      await read;
      return settle();
    },
    choose: async (places) => {
      await read;
      chosen = places;
      const settled = settle();
      // A setting that cannot be kept holds until the end all the same.
      await mkdir(stateDir, { recursive: true })
        .then(() => writeFile(file, JSON.stringify({ places })))
        .catch(() => undefined);
      return settled;
    },
  };
}

async function readChosen(file: string): Promise<number | null> {
  try {
    const { places } = JSON.parse(await readFile(file, 'utf8')) as { places?: unknown };
    return Number.isInteger(places) && Number(places) >= 1 ? Number(places) : null;
  } catch {
    return null;
  }
}
