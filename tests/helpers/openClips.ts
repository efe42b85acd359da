/** The engine's lower rooms for tests that go below the door: a catalog, pictures, and plans, with one build of ffmpeg. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findPreset } from '../../model/presets';
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

/** A preset by its id; throws for an unknown one, so that a renamed preset is noticed. */
export function presetOf(id: string): Recipe {
  const recipe = findPreset(id);
  if (!recipe) throw new Error(`There is no preset ${id}.`);
  return recipe;
}

/** A small recipe of one enlargement, for tests that only need another size. */
export function enlargeTo(lines: number): Recipe {
  return {
    ...presetOf('plain'),
    id: `lines-${lines}`,
    title: `${lines} lines`,
    steps: [{ kind: 'enlarge', isOn: true, settings: { kernel: 'spline36', lines } }],
  };
}
