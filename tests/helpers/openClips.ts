/** The engine's lower rooms for tests that go below the door: a catalog, pictures, and plans, with one build of ffmpeg. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Recipe } from '../../model/recipe';
import { createCatalog, type OpenClip } from '../../native-pipeline/clips/catalog';
import { findTools, type Tools } from '../../native-pipeline/ffmpeg/tools';
import { createPictures, type Pictures } from '../../native-pipeline/frames/pictures';
import { planVariant } from '../../native-pipeline/frames/planVariant';
import type { WorkedPlan } from '../../native-pipeline/recipes/plan';

export interface Bench {
  tools: Tools;
  pictures: Pictures;
  /** A folder of its own, removed at the end. */
  folder: string;
  /** Opens a file and waits for its index. */
  open(file: string): Promise<OpenClip>;
  plan(open: OpenClip, recipe: Recipe): WorkedPlan;
  close(): Promise<void>;
}

export async function createBench(build: { path: string }): Promise<Bench> {
  const tools = await findTools({ ffmpegPath: build.path });
  const catalog = createCatalog(tools);
  const pictures = createPictures(tools, { cacheBytes: 64 * 2 ** 20 });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'remaster-bench-'));
  return {
    tools,
    pictures,
    folder,
    open: async (file) => {
      const open = await catalog.open(file);
      await open.whenIndexed;
      return open;
    },
    plan: (open, recipe) => planVariant(open, recipe, tools.capabilities),
    close: async () => {
      catalog.close();
      await pictures.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
