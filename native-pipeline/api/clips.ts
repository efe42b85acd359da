/** Endpoints about clips: open, settle, plan. Only this room reads the catalog; the others are handed what they need. */
import type { Clip } from '../../model/clip';
import { WorkbenchError } from '../../model/errors';
import { planVariant } from '../frames/planVariant';
import type { Handlers } from './app';
import { assertAllowed, rememberRecent, saveUpload } from './files';
import type { Rooms } from './rooms';

/** Two minutes and more of SD: decoded in about three seconds. */
const CONFIRMED_FRAMES = 4000;

type Endpoints = 'openClip' | 'uploadClip' | 'getClip' | 'settleClip' | 'planRecipe';

export function createClipHandlers(rooms: Rooms): Pick<Handlers, Endpoints> {
  const { config } = rooms;
  const open = async (path: string): Promise<Clip> => {
    const { catalog } = await rooms.ffmpeg();
    const { clip } = await catalog.open(path);
    // A full or read-only home must not keep anyone from looking at a clip.
    await rememberRecent(config, clip.path).catch(() => undefined);
    return clip;
  };
  return {
    openClip: async ({ path }) => {
      if (path.includes('\0')) throw new WorkbenchError('file-missing', 'A path cannot hold a zero byte.');
      await assertAllowed(config, path);
      return open(path);
    },
    uploadClip: async ({ name }, request) => open(await saveUpload(config, name, request.body)),
    getClip: async ({ clipId }) => (await rooms.ffmpeg()).catalog.get(clipId).clip,
    settleClip: async ({ clipId }) => {
      const found = (await rooms.ffmpeg()).catalog.get(clipId);
      const index = await found.whenIndexed;
      // A damaged file shows only in the decode; an hour of film would take a minute to decode, and says itself that it is unconfirmed.
      if ((found.clip.frames ?? 0) <= CONFIRMED_FRAMES) await index.whenConfirmed;
      return found.clip;
    },
    planRecipe: async ({ clipId, recipe }) => {
      const { catalog, tools } = await rooms.ffmpeg();
      const { weave, ...plan } = planVariant(catalog.get(clipId), recipe, tools.capabilities);
      // The map itself is long, and only the engine works with it.
      return plan;
    },
  };
}
