/** Endpoints that start, list, halt, order and cancel long work. Each order is checked before it is queued, so that a mistake is told at once. */
import path from 'node:path';
import type { RenderOrder, Side } from '../../model/contract';
import type { Catalog } from '../clips/catalog';
import { checkOrder, countKept, readKeptOrder } from '../exports/leftover';
import { renderMovie } from '../exports/movie';
import { exportStills } from '../exports/stills';
import { removeLeftover } from '../exports/workFolder';
import { planVariant } from '../frames/planVariant';
import type { Handlers } from './app';
import { listEarlier } from './earlierRenders';
import { assertAllowed } from './files';
import { prepareFrameMap } from './frameMaps';
import { createKeptAnalyses } from './keptAnalyses';
import { createKeptRenders } from './keptRenders';
import { assertRunnable } from './pictures';
import { createRenderNotes } from './renderNotes';
import type { Rooms } from './rooms';

type Endpoints =
  | 'startStills'
  | 'startRender'
  | 'listJobs'
  | 'cancelJob'
  | 'pauseJob'
  | 'resumeJob'
  | 'continueJob'
  | 'dropKept'
  | 'moveJob'
  | 'getRenderPlaces'
  | 'setRenderPlaces';

/** A process can be halted by a signal; Windows knows none. */
const CANNOT_PAUSE =
  process.platform === 'win32' ? 'On Windows a render cannot be halted once it runs.' : null;

/** The clip has to be the one that is open; a changed one is refused where the two are compared. */
async function orderedThen(asked: RenderOrder): Promise<RenderOrder> {
  const kept = await readKeptOrder(path.resolve(asked.out));
  const { map: _own, ...rest } = asked;
  return { ...rest, ...kept, isResuming: true, isAsOrdered: false };
}

function titleOfRender(out: string): string {
  return `Render ${path.basename(out)}`;
}

/** The clip of a kept render may not be open in this engine yet. One that has changed has another id, which is then refused by its render. */
async function openAgain({ config, ffmpeg }: Rooms, clipId: string, clipPath: string): Promise<string> {
  const { catalog } = await ffmpeg();
  if (isOpen(catalog, clipId)) return clipId;
  await assertAllowed(config, clipPath);
  const open = await catalog.open(clipPath);
  await open.whenIndexed;
  await createKeptAnalyses(config.stateDir).believe(open);
  return open.clip.id;
}

function isOpen({ get }: Catalog, clipId: string): boolean {
  try {
    return get(clipId).clip.id === clipId;
  } catch {
    return false;
  }
}

export function createJobHandlers(rooms: Rooms): Pick<Handlers, Endpoints> {
  const { config, queue } = rooms;
  const variantOf = async ({ clipId, recipe, label }: Side) => {
    const { catalog, tools } = await rooms.ffmpeg();
    const open = catalog.get(clipId);
    const plan = recipe ? planVariant(open, recipe, tools.capabilities) : null;
    if (plan) assertRunnable(plan);
    return { open, recipe, plan, label };
  };
  const kept = createKeptRenders(queue);
  const notes = createRenderNotes(config.stateDir);
  const forgetUnlessKept = async (out: string): Promise<void> => {
    if ((await countKept(out)) === 0) await notes.forget(out);
  };
  const whenListed = listEarlier({
    ...{ notes, queue, kept, titleOf: titleOfRender },
    assertAllowed: (file) => assertAllowed(config, file),
  });
  const startRender = async (asked: RenderOrder) => {
    await assertAllowed(config, asked.out);
    const order = asked.isAsOrdered ? await orderedThen(asked) : asked;
    if (order.map !== undefined) await assertAllowed(config, order.map);
    const variant = await variantOf({ ...order, label: '' });
    const { tools } = await rooms.ffmpeg();
    const checked = await checkOrder({ ...order, ...variant }, tools);
    const writeMap = await prepareFrameMap(checked);
    const title = titleOfRender(order.out);
    const job = queue.add({ kind: 'render', title, cannotPause: CANNOT_PAUSE }, async (task) => {
      kept.takeOver(checked.out);
      await notes.keep(checked.out);
      const movie = await renderMovie(checked, tools, task).finally(() => forgetUnlessKept(checked.out));
      const { tables, notice } = await writeMap();
      return { ...movie, tables, notices: notice ? [...movie.notices, notice] : movie.notices };
    });
    kept.note(job.id, { ...order, out: checked.out }, checked.open.clip.path);
    return job;
  };
  return {
    startStills: async (order) => {
      await assertAllowed(config, order.folder);
      const [a, b] = [await variantOf(order.a), await variantOf(order.b)];
      const { pictures, tools } = await rooms.ffmpeg();
      const deps = { pictures, tools, measurer: rooms.measurer(), version: config.version };
      return queue.add({ kind: 'stills', title: `Stills of ${a.open.clip.name}` }, (task) =>
        exportStills({ ...order, a, b }, deps, task),
      );
    },
    startRender,
    listJobs: async () => {
      await whenListed;
      await kept.look();
      return queue.list();
    },
    continueJob: async ({ jobId }) => {
      const { clipPath, ...order } = kept.orderOf(jobId);
      const clipId = await openAgain(rooms, order.clipId, clipPath);
      // What it may replace is told by what is kept: something else may stand there by now.
      return startRender({ ...order, clipId, isResuming: true, isOverwriting: false });
    },
    dropKept: async ({ jobId }) => {
      const { out } = kept.orderOf(jobId);
      await removeLeftover(out);
      await notes.forget(out);
      kept.takeOver(out);
      return queue.list();
    },
    cancelJob: async ({ jobId, isKeeping }) => queue.cancel(jobId, { isKeeping }),
    pauseJob: async ({ jobId }) => queue.pause(jobId),
    resumeJob: async ({ jobId }) => queue.resume(jobId),
    moveJob: async ({ jobId, by }) => queue.move(jobId, by),
    getRenderPlaces: () => rooms.renderPlaces.get(),
    setRenderPlaces: ({ places }) => rooms.renderPlaces.choose(places),
  };
}
