/**
 * Long work: order, progress, halt, cancel, and a memory of what was done. Runs functions it is given; knows nothing of ffmpeg or files.
 *
 * Each kind of work has its own places: as many jobs of a kind run at once, the others wait in their order. Kinds do not wait for each other, so
 * that stills can be saved while a movie renders.
 */
import { isCancelled, problemFromError, WorkbenchError } from '../../model/errors';
import type { Job, JobProgress, JobTask } from '../../model/job';
import { createSwitch, type Switch } from './halt';

export interface Queue {
  /** Queues the work and answers the job as it stands; everything later is told to the listeners. */
  add(about: JobAbout, run: JobWork): Job;
  /** Puts one into the list that ended with an earlier engine, and of which something is kept. */
  addInterrupted(about: JobAbout, progress: JobProgress): Job;
  /** All that wait or run, in the order in which they come, among those that ended of the last 50. */
  list(): Job[];
  /** Resolves when the job has ended. Throws not-found. */
  whenEnded(id: string): Promise<Job>;
  /**
   * Asks the job to stop and answers it as it stands; one that has ended is left as it is. `isKeeping`: what is finished stays, so that it can be
   * continued. Throws not-found.
   */
  cancel(id: string, how?: { isKeeping: boolean }): Job;
  /**
   * Halts a running job where it stands, and the next that waits gets its place; or holds one back that has not begun. Throws not-found,
   * not-allowed (`cannotPause` says why).
   */
  pause(id: string): Job;
  /** Lets a paused job go on at once where a place is free, else in its turn. Throws not-found. */
  resume(id: string): Job;
  /** Exchanges a waiting job with the one before (-1) or behind it (1) that waits for the same kind of work. Throws not-found. */
  move(id: string, by: -1 | 1): Job[];
  /** Takes back that something is kept of a job that has ended. One that is not there, or keeps nothing, is left as it is. */
  forgetKept(id: string): void;
  /** How many jobs of a kind run at once; 1 unless said. More places are filled at once, fewer as jobs end. */
  setPlaces(kind: Job['kind'], places: number): void;
  /** The listener gets a copy on every change. Returns the function that stops listening. */
  subscribe(listener: (job: Job) => void): () => void;
  /** Stops everything and waits until it has stopped. */
  close(): Promise<void>;
}

/** `cannotPause` is left out by work that listens to nothing while it runs. */
export type JobAbout = Pick<Job, 'kind' | 'title'> & Partial<Pick<Job, 'cannotPause'>>;

/** The work of a job. Its value becomes the job's result; it stops soon after `signal` fires, leaving nothing half-done behind. */
export type JobWork = (task: JobTask) => Promise<unknown>;

interface Entry {
  job: Job;
  work: JobWork;
  controller: AbortController;
  halt: Switch;
  /** What is finished stays when it is stopped. */
  isKeeping: boolean;
  ended: Promise<Job>;
  end(job: Job): void;
}

const KEPT_JOBS = 50;

export function createQueue(): Queue {
  const entries: Entry[] = [];
  const listeners = new Set<(job: Job) => void>();
  const places = new Map<Job['kind'], number>();
  let lastNumber = 0;
  let isClosing = false;

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
  const end = (entry: Entry, changes: Partial<Job>): void => {
    entry.end(change(entry, { ...changes, turn: null }));
    fill(entry.job.kind);
  };
  const run = async (entry: Entry): Promise<void> => {
    const task: JobTask = {
      signal: entry.controller.signal,
      halt: entry.halt,
      isKeeping: () => entry.isKeeping,
      onProgress: (progress) => change(entry, { progress }),
    };
    const outcome = await outcomeOf(entry.work, task);
    const { kept: _gone, ...progress } = entry.job.progress;
    const isGone = outcome.state === 'cancelled' && !entry.isKeeping;
    end(entry, isGone ? { ...outcome, progress } : outcome);
  };
  /** Begins the work, or lets it go on where it was halted. */
  const start = (entry: Entry): void => {
    const { hasBegun } = entry.job;
    change(entry, { state: 'running', turn: null, hasBegun: true });
    entry.halt.set(false);
    if (!hasBegun) void run(entry);
  };
  /** Starts what has a place, and tells the others how many come before them. A paused job holds no place. */
  const fill = (kind: Job['kind']): void => {
    const ofKind = entries.filter(({ job }) => job.kind === kind);
    let free = (places.get(kind) ?? 1) - ofKind.filter(({ job }) => job.state === 'running').length;
    let turn = 0;
    for (const entry of ofKind.filter(isInLine)) {
      if (entry.job.state === 'queued' && free > 0 && !isClosing) {
        free -= 1;
        start(entry);
      } else {
        if (entry.job.turn !== turn) change(entry, { turn });
        turn += 1;
      }
    }
  };
  /** In a moment, so that whoever adds a job hears of it as waiting first. */
  const fillSoon = (kind: Job['kind']): void => queueMicrotask(() => fill(kind));
  const cancel = (entry: Entry, isKeeping: boolean): Job => {
    // Whoever stopped it first has said what is to become of it.
    if (!entry.controller.signal.aborted) entry.isKeeping = isKeeping;
    entry.controller.abort(new WorkbenchError('cancelled', `${entry.job.title} was cancelled.`));
    // One that waits is told at once; a running one says itself when it has tidied up.
    if (!entry.job.hasBegun && !isOver(entry.job)) end(entry, { state: 'cancelled' });
    return { ...entry.job };
  };

  return {
    add(about, work) {
      lastNumber += 1;
      const entry = createEntry(`job-${lastNumber}`, about, work);
      entry.job.turn = entries.filter(({ job }) => job.kind === about.kind && isWaiting(job)).length;
      entries.push(entry);
      forgetOld(entries);
      fillSoon(about.kind);
      return change(entry, {});
    },
    addInterrupted(about, progress) {
      lastNumber += 1;
      const entry = createEntry(`job-${lastNumber}`, about, async () => undefined);
      Object.assign(entry.job, { state: 'cancelled', hasBegun: true, wasInterrupted: true, progress });
      entry.end({ ...entry.job });
      entries.push(entry);
      forgetOld(entries);
      return change(entry, {});
    },
    list: () => entries.map(({ job }) => ({ ...job })),
    whenEnded: async (id) => find(id).ended,
    cancel: (id, how) => cancel(find(id), how?.isKeeping ?? false),
    pause(id) {
      const entry = find(id);
      if (isOver(entry.job)) return { ...entry.job };
      const { cannotPause, hasBegun } = entry.job;
      if (hasBegun && cannotPause !== null)
        throw new WorkbenchError('not-allowed', cannotPause, 'Cancel it, or let it end.');
      entry.halt.set(true);
      // One that has not begun stays in line, so that its place there can be changed.
      change(entry, { state: 'paused', turn: hasBegun ? null : entry.job.turn });
      fillSoon(entry.job.kind);
      return { ...entry.job };
    },
    resume(id) {
      const entry = find(id);
      if (entry.job.state !== 'paused') return { ...entry.job };
      change(entry, { state: 'queued' });
      fill(entry.job.kind);
      return { ...entry.job };
    },
    move(id, by) {
      const entry = find(id);
      const waiting = entries.filter((other) => other.job.kind === entry.job.kind && isInLine(other));
      const other = waiting[waiting.indexOf(entry) + by];
      if (waiting.includes(entry) && other) exchange(entries, entry, other);
      fill(entry.job.kind);
      return entries.map(({ job }) => ({ ...job }));
    },
    forgetKept(id) {
      const entry = entries.find(({ job }) => job.id === id);
      if (!entry || !isOver(entry.job) || entry.job.progress.kept === undefined) return;
      const { kept: _gone, ...progress } = entry.job.progress;
      change(entry, { progress });
    },
    setPlaces(kind, count) {
      places.set(kind, Math.max(1, Math.floor(count)));
      fill(kind);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      isClosing = true;
      for (const entry of entries) cancel(entry, true);
      await Promise.all(entries.map(({ ended }) => ended));
    },
  };
}

function createEntry(id: string, about: JobAbout, work: JobWork): Entry {
  const job: Job = {
    ...{
      id,
      cannotPause: 'This work cannot be halted once it has begun.',
      ...about,
      state: 'queued',
      turn: null,
      hasBegun: false,
    },
    ...{ progress: { done: 0, total: null, fps: null, secsLeft: null }, problem: null, result: null },
  };
  let end = (_job: Job): void => undefined;
  const ended = new Promise<Job>((resolve) => {
    end = resolve;
  });
  return {
    job,
    work,
    controller: new AbortController(),
    halt: createSwitch(),
    isKeeping: false,
    ended,
    end,
  };
}

/** How a job's work ended. Never throws: a failure is the job's own. */
async function outcomeOf(work: JobWork, task: JobTask): Promise<Partial<Job>> {
  try {
    return { state: 'done', result: await work(task) };
  } catch (error) {
    if (isCancelled(error) || task.signal.aborted) return { state: 'cancelled' };
    return { state: 'failed', problem: problemFromError(error) };
  }
}

function isOver({ state }: Job): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

function isWaiting({ turn }: Job): boolean {
  return turn !== null;
}

/** Waits for a place, or is held back before it began. What is being cancelled gets none. */
function isInLine({ job, controller }: Entry): boolean {
  const isHeldBack = job.state === 'paused' && !job.hasBegun;
  return (job.state === 'queued' || isHeldBack) && !controller.signal.aborted;
}

function exchange(entries: Entry[], one: Entry, other: Entry): void {
  const [a, b] = [entries.indexOf(one), entries.indexOf(other)];
  entries[a] = other;
  entries[b] = one;
}

/** Drops the oldest ended jobs; what waits or runs stays, however much there is. */
function forgetOld(entries: Entry[]): void {
  while (entries.length > KEPT_JOBS) {
    const at = entries.findIndex(({ job }) => isOver(job));
    if (at < 0) return;
    entries.splice(at, 1);
  }
}
