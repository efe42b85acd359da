/**
 * Renders a variant, or a span of it, to a movie file.
 *
 * A short render is one plain ffmpeg run on the clip with the plan's graph. A long one writes its pictures in segments, which survive a crash, and
 * joins them at the end (segmentedMovie.ts). The file appears under its name when all of it is written; a cancelled render leaves nothing, unless it
 * is to be continued.
 */
import path from 'node:path';
import { isCancelled, WorkbenchError } from '../../model/errors';
import type { JobTask, RenderResult } from '../../model/job';
import { errorIfGone } from '../clips/gone';
import { untilIndexed } from '../clips/untilIndexed';
import { runCommand } from '../ffmpeg/run';
import type { Tools } from '../ffmpeg/tools';
import { leaveOutDefaultDuration } from './defaultDuration';
import { checkLeftover, countPictures, identityOf, openManifest } from './leftover';
import type { Manifest } from './manifest';
import { type Setup, setUp } from './movieSetup';
import { publishFile, sayFullDisk } from './outputFiles';
import { assertSpan, type CheckedRender } from './renderCheck';
import { renderNotices, wholeCommand } from './renderCommand';
import { createPace } from './renderPace';
import { mayReplace } from './replaced';
import { renderInSegments } from './segmentedMovie';
import { enterWorkFolder, type WorkFolder } from './workFolder';

/** A render with its place to work in. */
export interface RenderSite {
  work: CheckedRender;
  setup: Setup;
  folder: WorkFolder;
  manifest: Manifest;
  tools: Pick<Tools, 'ffmpeg' | 'ffprobe'>;
  task: JobTask;
}

/** What a way of rendering tells of itself. */
export interface Rendered {
  /** The movie under its working name. */
  part: string;
  frames: number;
  continuedFrom: number;
  notices: string[];
}

/**
 * Throws cancelled, output-busy, render-interrupted, render-changed, disk-full, and what ffmpeg's failure means. Finished segments stay then, unless
 * it was cancelled and nobody wants them.
 */
export async function renderMovie(
  work: CheckedRender,
  tools: Pick<Tools, 'ffmpeg' | 'ffprobe'>,
  task: JobTask,
): Promise<Omit<RenderResult, 'tables'>> {
  await untilIndexed(work.open, task.signal);
  assertSpan(work);
  await checkLeftover(work, tools);
  const setup = await setUp(work, tools, task.signal);
  const startedAt = performance.now();
  const folder = await enterWorkFolder(work.out).catch(sayFullDisk(work.out));
  let manifest: Manifest | null = null;
  try {
    await folder.endOrphan();
    const opened = await openManifest(folder, work, setup, identityOf(work, tools)).catch(
      sayFullDisk(work.out),
    );
    manifest = opened.manifest;
    const site: RenderSite = { work, setup, folder, manifest, tools, task };
    const rendered = await (setup.segments ? renderInSegments(site) : renderWhole(site));
    task.signal.throwIfAborted();
    if (work.container === 'mkv' && !setup.isConstantRate) await leaveOutDefaultDuration(rendered.part);
    await publishFile(rendered.part, work.out, await mayReplace(work.out, work));
    await folder.remove();
    const seconds = (performance.now() - startedAt) / 1000;
    const { frames, continuedFrom } = rendered;
    const { rate, isConstantRate } = setup;
    return {
      ...{ frames, rate, isConstantRate, seconds, fps: (frames - continuedFrom) / seconds, out: work.out },
      ...{ continuedFrom, notices: [...renderNotices(work), ...opened.notices, ...rendered.notices] },
    };
  } catch (error) {
    const gone = isCancelled(error) ? null : await errorIfGone(work.open);
    throw await tidyUp(folder, manifest, task, gone ?? error);
  }
}

/** The whole movie by one process, as anyone would do it by hand. */
async function renderWhole({ work, setup, folder, tools, task }: RenderSite): Promise<Rendered> {
  const part = path.join(folder.path, 'movie.part');
  const pace = createPace(setup.total);
  const { signal, halt } = task;
  const stop = halt?.subscribe(() => pace.restart());
  let frames = 0;
  task.onProgress(pace.step(0, performance.now()));
  // Killed at once when cancelled: what it has written is thrown away.
  await runCommand(tools, wholeCommand(work, setup, part), {
    ...{ purpose: 'rendering a movie', signal, halt, isPolite: false },
    onStart: (pid) => void folder.noteProcess(pid).catch(() => undefined),
    onProgress: ({ frame }) => {
      frames = Math.max(frames, frame);
      task.onProgress(pace.step(frames, performance.now()));
    },
  })
    .catch(sayFullDisk(work.out))
    .finally(stop);
  return { part, frames, continuedFrom: 0, notices: [] };
}

/** Cancelled work goes without a trace, unless it is to be kept; what a failure or the end of the engine has interrupted keeps its finished segments. */
async function tidyUp(
  folder: WorkFolder,
  opened: Manifest | null,
  task: JobTask,
  error: unknown,
): Promise<unknown> {
  // Where it could not be opened, it is as it was.
  const manifest = opened ?? (await folder.readManifest());
  const finished = manifest?.finished ?? [];
  const isWanted = !task.signal.aborted || task.isKeeping?.() === true;
  if (finished.length === 0 || !isWanted) {
    await folder.remove();
    return error;
  }
  await folder.keepOnly(finished.map(({ name }) => name));
  // Now that there is room again on a disk that was full.
  if (opened) await folder.writeManifest(opened).catch(() => undefined);
  folder.leave();
  if (isCancelled(error) || !(error instanceof WorkbenchError) || error.code.startsWith('render-'))
    return error;
  const kept = countPictures({ finished });
  const hint = `${error.hint} The ${kept} pictures that are finished are kept: continue it (--resume), or start again (--force).`;
  return new WorkbenchError(error.code, error.detail, hint.trim(), { cause: error });
}
