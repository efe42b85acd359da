/**
 * A long render: the pictures in segments by one process, so that a crash costs seconds, then joined with sound and all the rest.
 *
 * One encoder writes all segments in a row, which gives the very stream of an uninterrupted render; only a continued one has a second encoder, that
 * starts at a segment (docs/decisions/0005-segments.md).
 */
import { statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { WorkbenchError } from '../../model/errors';
import { runCommand } from '../ffmpeg/run';
import { CONTAINERS } from './containers';
import { countPackets } from './countPackets';
import { countPictures, dropUnreadable } from './leftover';
import type { Rendered, RenderSite } from './movie';
import { errorFromWrite, sayFullDisk } from './outputFiles';
import { joinCommand, joinList, plannedTags, segmentsCommand } from './renderCommand';
import { createPace } from './renderPace';
import { createKeeper } from './segmentKeeper';
import { cutFromSegment, type SegmentStart } from './segments';
import { readSourceTags } from './sourceTags';

/** `site.setup.segments` must be set. */
export async function renderInSegments(site: RenderSite): Promise<Rendered> {
  const continuedFrom = countPictures(site.manifest);
  const { part, again } = await writeAndJoin(site).then(
    (part) => ({ part, again: null }),
    (error: unknown) => makeAgain(site, error),
  );
  const kept = Math.min(continuedFrom, again?.from ?? continuedFrom);
  const said = [...notices(site, kept), ...(again ? [again.says] : [])];
  return { part, frames: countPictures(site.manifest), continuedFrom: kept, notices: said };
}

/** What is missing, and the movie of it all, under its working name. */
async function writeAndJoin(site: RenderSite): Promise<string> {
  const starts = site.setup.segments ?? [];
  if (site.manifest.finished.length < starts.length)
    await writeSegments(site, starts).catch(sayFullDisk(site.work.out));
  return join(site, starts, countPictures(site.manifest));
}

/**
 * Where not all could be joined because a kept segment is not what the manifest says (a full disk has been taken for a finished one): once more from
 * there. Throws the error where that is not the reason.
 */
async function makeAgain(site: RenderSite, error: unknown) {
  const { folder, manifest, setup, task } = site;
  const isAll = manifest.finished.length === (setup.segments ?? []).length;
  if (!isAll || task.signal.aborted || (error instanceof WorkbenchError && error.code === 'disk-full'))
    throw error;
  const bad = await dropUnreadable(folder, manifest, site.tools, task.signal);
  if (bad === null) throw error;
  const says = `The kept segment ${bad} could not be read whole, so it was made again, with all behind it.`;
  const from = countPictures(manifest);
  return { part: await writeAndJoin(site), again: { from, says } };
}

async function writeSegments(site: RenderSite, starts: readonly SegmentStart[]): Promise<void> {
  const { work, setup, folder, manifest, tools, task } = site;
  const first = manifest.finished.length;
  const done = countPictures(manifest);
  const pace = createPace(setup.total);
  const stopPacing = task.halt?.subscribe(() => pace.restart());
  const keeper = createKeeper({
    ...{ folder, manifest, tools },
    expected: expectedPictures(starts, first),
  });
  const failed = new AbortController();
  const look = (): Promise<void> =>
    keeper.look().catch((error: unknown) => {
      // On a full disk ffmpeg is about to say so, which is the cause: a segment that cannot be read is only what follows.
      setTimeout(() => failed.abort(error), GRACE_MILLIS).unref();
    });
  const cut = cutOf(site, starts, first);
  const command = segmentsCommand(work, setup, {
    folder: folder.path,
    run: manifest.runs,
    first,
    starts,
    cut,
  });
  const tell = (pictures: number): void =>
    task.onProgress({ ...pace.step(pictures, performance.now()), kept: countPictures(manifest) });
  tell(done);
  try {
    await runCommand(tools, command, {
      ...{ purpose: 'rendering the segments of a movie', halt: task.halt, isPolite: false },
      signal: AbortSignal.any([task.signal, failed.signal]),
      onStart: (pid) => void folder.noteProcess(pid).catch(() => undefined),
      onProgress: ({ frame }) => {
        tell(done + frame);
        void look();
      },
    });
  } catch (error) {
    await keeper.rescue();
    throw failed.signal.aborted ? failed.signal.reason : error;
  } finally {
    stopPacing?.();
  }
  await keeper.look();
}

/** How long ffmpeg may take to end by itself when a segment cannot be kept. */
const GRACE_MILLIS = 1000;

/** From the first segment on, a render is as it was ordered; later ones start in the middle and go to the same end. */
function cutOf({ work, setup }: RenderSite, starts: readonly SegmentStart[], first: number) {
  const start = starts[first];
  if (first === 0 || !start) return setup.cut;
  // A whole render ends where the pictures end, however many there are.
  return cutFromSegment(start, work.span?.to ?? BEYOND, setup.pacing, setup.cut);
}

/** More frames than any clip has. */
const BEYOND = 2 ** 40;

function expectedPictures(starts: readonly SegmentStart[], first: number): (number | null)[] {
  return starts.slice(first).map(({ picture }, n) => {
    const next = starts[first + n + 1];
    return next ? next.picture - picture : null;
  });
}

async function join(site: RenderSite, starts: readonly SegmentStart[], frames: number): Promise<string> {
  const { work, setup, folder, manifest, tools, task } = site;
  const tell = (done: number): void =>
    task.onProgress({
      ...{ done, total: frames, fps: null, secsLeft: null, kept: frames },
      phase: 'joining the segments',
    });
  await assertRoom(folder.path, manifest.finished, work.out);
  const [list, part] = [path.join(folder.path, 'segments.txt'), path.join(folder.path, 'movie.part')];
  const segments = manifest.finished.map(({ name }, n) => ({ name, secs: starts[n]?.secs ?? 0 }));
  await writeFile(list, joinList(segments)).catch((cause) => {
    throw errorFromWrite(cause, list);
  });
  tell(0);
  const tags = plannedTags(work) ?? (await readSourceTags(work.open, tools, task.signal));
  await runCommand(tools, joinCommand(work, setup, { list, tags, part }), {
    ...{ purpose: 'joining the segments of a movie', signal: task.signal, halt: task.halt, isPolite: false },
    onStart: (pid) => void folder.noteProcess(pid).catch(() => undefined),
    // Not every version counts pictures that are only copied.
    onProgress: ({ outTimeSecs }) =>
      tell(Math.max(0, Math.min(frames, Math.round(((outTimeSecs ?? 0) * setup.rate.n) / setup.rate.d)))),
  }).catch(sayFullDisk(work.out));
  await assertWhole(site, part, frames);
  tell(frames);
  return part;
}

/** What was promised is in the file: a joint must never lose a picture. */
async function assertWhole({ work, tools, task }: RenderSite, part: string, frames: number): Promise<void> {
  const joined = await countPackets(part, CONTAINERS[work.container].muxer, tools, task.signal);
  if (joined === frames) return;
  const detail = `The joined movie holds ${joined} pictures instead of ${frames}: ${work.out}`;
  throw new WorkbenchError('ffmpeg-failed', detail, 'The segments are kept. Try another build of ffmpeg.');
}

/** Segments and movie are there side by side for a moment. Better told before than found out half an hour later. */
async function assertRoom(
  folder: string,
  finished: readonly { bytes: number }[],
  out: string,
): Promise<void> {
  const needed = finished.reduce((sum, { bytes }) => sum + bytes, 0);
  const { bavail, bsize } = await statfs(folder);
  // Some network drives say nothing of their room.
  if (bsize === 0 || bavail * bsize >= needed) return;
  const gib = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);
  const room = `${gib(needed)} GiB are needed, and ${gib(bavail * bsize)} are free`;
  const detail = `To join the finished segments ${room}: ${path.dirname(out)}`;
  throw new WorkbenchError('disk-full', detail, 'Free some space there.');
}

function notices({ work, setup, manifest }: RenderSite, continuedFrom: number): string[] {
  if (continuedFrom === 0) return [];
  const isAllKept = manifest.finished.length === 0;
  const said = [`Continued an interrupted render: ${continuedFrom} pictures were there already.`];
  if (isAllKept) return said;
  if (!setup.pacing.memory.isExact) {
    said.push(
      'A step of the recipe remembers all pictures before it, so the filters ran from the beginning again; only encoding was saved.',
    );
  }
  if (work.encoder.keyFrames === 'forced') {
    said.push(
      `The ${work.codec} encoder was started anew at a key frame: same pictures, times and quality setting, but not the same bits as in one go.`,
    );
  }
  return said;
}
