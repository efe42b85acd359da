/**
 * Long work: order, progress, cancel, and a memory of what was done. Runs functions it is given; knows nothing of ffmpeg or files.
 *
 * Jobs of one kind run one after the other, in the order they came; kinds do not wait for each other, so that stills can be saved while
 * a movie renders.
 */
import { isCancelled, problemFromError, WorkbenchError } from '../../model/errors';
import type { Job, JobTask } from '../../model/job';

export interface Queue {
  /** Queues the work and answers the job as it stands; everything later is told to the listeners. */
  add(about: Pick<Job, 'kind' | 'title'>, run: JobWork): Job;
  /** Oldest first: all that wait or run, and those that ended of the last 50. */
  list(): Job[];
  /** Resolves when the job has ended. Throws not-found. */
  whenEnded(id: string): Promise<Job>;
  /** Asks the job to stop and answers it as it stands; one that has ended is left as it is. Throws not-found. */
  cancel(id: string): Job;
  /** The listener gets a copy on every change. Returns the function that stops listening. */
  subscribe(listener: (job: Job) => void): () => void;
  /** Cancels everything and waits until it has stopped. */
  close(): Promise<void>;
}

/** The work of a job. Its value becomes the job's result; it stops soon after `signal` fires, leaving nothing half-done behind. */
export type JobWork = (task: JobTask) => Promise<unknown>;

interface Entry {
  job: Job;
  controller: AbortController;
  ended: Promise<Job>;
}

const KEPT_JOBS = 50;

export function createQueue(): Queue {
  const entries: Entry[] = [];
  const listeners = new Set<(job: Job) => void>();
  /** The end of each kind's line. */
  const lines = new Map<Job['kind'], Promise<unknown>>();
  let lastNumber = 0;

  const change = (entry: Entry, changes: Partial<Job>): Job => {
    Object.assign(entry.job, changes);
    for (const listener of listeners) listener({ ...entry.job });
    return { ...entry.job };
  };
  const find = (id: string): Entry => {
    const entry = entries.find(({ job }) => job.id === id);
    if (!entry)
      throw new WorkbenchError('not-found', `There is no job ${id}.`, 'It may have ended long ago.');
    return entry;
  };
  const cancel = (entry: Entry): Job => {
    entry.controller.abort(new WorkbenchError('cancelled', `${entry.job.title} was cancelled.`));
    // One that waits is told at once; a running one says itself when it has tidied up.
    return entry.job.state === 'queued' ? change(entry, { state: 'cancelled' }) : { ...entry.job };
  };

  return {
    add(about, work) {
      lastNumber += 1;
      const entry: Entry = { ...createEntry(`job-${lastNumber}`, about), ended: Promise.resolve() as never };
      entries.push(entry);
      forgetOld(entries);
      const turn = lines.get(about.kind) ?? Promise.resolve();
      entry.ended = turn.then(() => runEntry(entry, work, change));
      lines.set(about.kind, entry.ended);
      return change(entry, {});
    },
    list: () => entries.map(({ job }) => ({ ...job })),
    whenEnded: async (id) => find(id).ended,
    cancel: (id) => cancel(find(id)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      for (const entry of entries) cancel(entry);
      await Promise.all(lines.values());
    },
  };
}

function createEntry(id: string, about: Pick<Job, 'kind' | 'title'>): Omit<Entry, 'ended'> {
  const progress = { done: 0, total: null, fps: null, secsLeft: null };
  const job: Job = { id, ...about, state: 'queued', progress, problem: null, result: null };
  return { job, controller: new AbortController() };
}

/** Runs one job when its turn has come. Never throws: a failure is the job's own. */
async function runEntry(
  entry: Entry,
  work: JobWork,
  change: (entry: Entry, changes: Partial<Job>) => Job,
): Promise<Job> {
  const { signal } = entry.controller;
  if (signal.aborted) return { ...entry.job };
  change(entry, { state: 'running' });
  try {
    const result = await work({ signal, onProgress: (progress) => change(entry, { progress }) });
    return change(entry, { state: 'done', result });
  } catch (error) {
    if (isCancelled(error) || signal.aborted) return change(entry, { state: 'cancelled' });
    return change(entry, { state: 'failed', problem: problemFromError(error) });
  }
}

/** Drops the oldest ended jobs; what waits or runs stays, however much there is. */
function forgetOld(entries: Entry[]): void {
  while (entries.length > KEPT_JOBS) {
    const at = entries.findIndex(({ job }) => job.state !== 'queued' && job.state !== 'running');
    if (at < 0) return;
    entries.splice(at, 1);
  }
}
