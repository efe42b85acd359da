/** Endpoints of the analysis: start or take from what is kept, hand out, delete, write shot lists. */
import path from 'node:path';
import type { Analysis } from '../../model/analysis';
import { isCancelled, WorkbenchError } from '../../model/errors';
import type { AnalysisResult, Job, JobTask } from '../../model/job';
import type { Span } from '../../model/time';
import { analyseClip } from '../analysis/analyse';
import { formatShots } from '../analysis/shots/shotLists';
import type { OpenClip } from '../clips/catalog';
import { untilIndexed } from '../clips/untilIndexed';
import { writeTextFile } from '../exports/textFile';
import type { Tools } from '../ffmpeg/tools';
import type { Handlers } from './app';
import { assertAllowed } from './files';
import { createKeptAnalyses, type KeptAnalyses } from './keptAnalyses';
import type { Rooms } from './rooms';

type Endpoints = 'startAnalysis' | 'getAnalysis' | 'forgetAnalysis' | 'exportShots';

export function createAnalysisHandlers(rooms: Rooms): Pick<Handlers, Endpoints> {
  const { config, queue } = rooms;
  const kept = createKeptAnalyses(config.stateDir);
  /** Jobs on whole clips that wait or run, so that two who ask at once wait for one decode. */
  const running = new Map<string, string>();
  const findOpen = async (clipId: string): Promise<OpenClip> => (await rooms.ffmpeg()).catalog.get(clipId);
  const findRunning = (clipId: string): Job | undefined =>
    queue
      .list()
      .find(({ id, state }) => id === running.get(clipId) && (state === 'queued' || state === 'running'));
  return {
    startAnalysis: async ({ clipId, span }) => {
      const { tools } = await rooms.ffmpeg();
      const open = await findOpen(clipId);
      if (span) assertOrder(span, open);
      const shared = span === null ? findRunning(clipId) : undefined;
      if (shared) return shared;
      const work: Work = { open, tools, kept };
      const job = queue.add({ kind: 'analysis', title: `Analyse ${open.clip.name}` }, (task) =>
        span === null ? analyseWhole(work, task) : analyseSpan(work, span, task),
      );
      if (span === null) running.set(clipId, job.id);
      return job;
    },
    getAnalysis: async ({ clipId }) => {
      const open = await findOpen(clipId);
      await kept.believe(open);
      return { analysis: open.analysis };
    },
    forgetAnalysis: async ({ clipId }) => {
      const open = await findOpen(clipId);
      const wasKept = await kept.forget(clipId);
      const wasKnown = open.analysis !== null;
      if (wasKnown) open.takeAnalysis(null);
      return { wasKept: wasKept || wasKnown };
    },
    exportShots: async ({ clipId, format, out, isOverwriting }) => {
      await assertAllowed(config, out);
      const { analysis, clip, index } = await findOpen(clipId);
      if (!analysis)
        throw new WorkbenchError(
          'not-found',
          `No shots are known of ${clip.name}.`,
          'Analyse the clip first.',
        );
      const target = path.resolve(out);
      const table = index?.table;
      // Frames at the very end are shown until the last one's time is over, which no table knows.
      const secsOf =
        table && !clip.isConstantRate
          ? (frame: number) => table.secsAt(Math.min(frame, table.count - 1))
          : undefined;
      await writeTextFile(target, clip.path, formatShots({ clip, shots: analysis.shots, secsOf }, format), {
        isOverwriting,
        given: [],
      });
      return { out: target };
    },
  };
}

interface Work {
  open: OpenClip;
  tools: Tools;
  kept: KeptAnalyses;
}

async function analyseWhole({ open, tools, kept }: Work, task: JobTask): Promise<AnalysisResult> {
  await untilIndexedOrNot(open, task.signal);
  const clipId = open.clip.id;
  const found = open.analysis ?? (await kept.read(clipId));
  const analysis = found ?? (await analyseClip(open, tools, null, task));
  if (!found) await kept.keep(analysis);
  tellEnd(analysis, task);
  if (open.analysis !== analysis) open.takeAnalysis(analysis);
  return { clipId, seconds: analysis.seconds, wasKept: found !== null };
}

/** A part is answered in the job's result, neither kept nor believed: it says nothing of the frames outside. */
async function analyseSpan({ open, tools }: Work, span: Span, task: JobTask): Promise<AnalysisResult> {
  await untilIndexedOrNot(open, task.signal);
  assertOrder(span, open);
  const frames = open.clip.frames ?? span.to;
  const analysis: Analysis = await analyseClip(
    open,
    tools,
    { from: span.from, to: Math.min(span.to, frames) },
    task,
  );
  tellEnd(analysis, task);
  return { clipId: open.clip.id, seconds: analysis.seconds, wasKept: false, analysis };
}

function tellEnd({ span, seconds }: Analysis, { onProgress }: JobTask): void {
  const done = span.to - span.from;
  onProgress({ done, total: done, fps: seconds > 0 ? done / seconds : null, secsLeft: 0 });
}

function assertOrder({ from, to }: Span, { clip, index }: OpenClip): void {
  if (to <= from) throw new WorkbenchError('bad-request', `A span from ${from} to ${to} holds no frame.`);
  const isCounted = index !== null && clip.access.kind !== 'indexing';
  if (!isCounted || clip.frames === null || from < clip.frames) return;
  throw new WorkbenchError(
    'frame-out-of-range',
    `The clip has ${clip.frames} frames, counted from 0, and the span begins at ${from}: ${clip.path}`,
  );
}

/** A clip without an index can still be looked at from its start to its end. */
async function untilIndexedOrNot(open: OpenClip, signal: AbortSignal): Promise<void> {
  await untilIndexed(open, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    if (isCancelled(error)) throw error;
  });
}
