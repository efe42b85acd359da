/** Long work: stills, renders, pause, order, cancel. Progress comes back on the events stream (connect.ts). */
import type { InputOf } from '../../../model/contract';
import { isCancelled, type Problem, problemFromError } from '../../../model/errors';
import type { Job } from '../../../model/job';
import { dispatch, workspace } from '../store';
import { attempt, door } from './door';

/** What came of an order: the job, or why there is none. The second is told in the dialog that ordered, which lies over every notice. */
export type Ordered = { jobId: string } | { problem: Problem };

export function startStills(order: InputOf<'startStills'>): Promise<Ordered> {
  return watchOrder(() => placeOrder(() => door().client.startStills(order), order.folder));
}

/** Its dialog is gone by the time it runs: what becomes of it is told in the queue, a failure by a notice. */
export function startRender(order: InputOf<'startRender'>): Promise<Ordered> {
  return placeOrder(() => door().client.startRender(order), folderOf(order.out));
}

async function placeOrder(start: () => Promise<Job>, outFolder: string): Promise<Ordered> {
  try {
    const job = await start();
    dispatch({ type: 'job/reported', job });
    dispatch({ type: 'output/ordered', folder: outFolder });
    return { jobId: job.id };
  } catch (error) {
    if (!isCancelled(error) && workspace.getState().session.dialog === null) {
      dispatch({ type: 'problem/raised', problem: problemFromError(error), place: 'Starting the work' });
    }
    return { problem: problemFromError(error) };
  }
}

/** Orders on their way, and jobs that a dialog watches: what becomes of them is told there. */
let ordering = 0;
const watched = new Set<string>();

async function watchOrder(place: () => Promise<Ordered>): Promise<Ordered> {
  ordering++;
  try {
    const ordered = await place();
    // The dialog may have been closed meanwhile: then the end of the job is a notice again.
    if ('jobId' in ordered && workspace.getState().session.dialog !== null) watched.add(ordered.jobId);
    return ordered;
  } finally {
    ordering--;
  }
}

/** True while a dialog tells what becomes of the job. An order's first events may come before its reply. */
export function isToldInDialog(jobId: string): boolean {
  return ordering > 0 || watched.has(jobId);
}

/** The dialog that watched a job is gone. */
export function unwatchJob(jobId: string): void {
  watched.delete(jobId);
}

/** `isKeeping`: what is finished stays, and the same order goes on from there. */
export function cancelJob(jobId: string, { isKeeping = false } = {}): void {
  void attempt('Cancelling', async () => {
    dispatch({ type: 'job/reported', job: await door().client.cancelJob({ jobId, isKeeping }) });
  });
}

export function pauseJob(jobId: string): void {
  void attempt('Pausing', async () => {
    dispatch({ type: 'job/reported', job: await door().client.pauseJob({ jobId }) });
  });
}

export function resumeJob(jobId: string): void {
  void attempt('Going on', async () => {
    dispatch({ type: 'job/reported', job: await door().client.resumeJob({ jobId }) });
  });
}

/** Before (-1) or behind (1) the one that waits next to it. */
export function moveJob(jobId: string, by: -1 | 1): void {
  void attempt('Changing the order', async () => {
    dispatch({ type: 'jobs/listed', jobs: await door().client.moveJob({ jobId, by }) });
  });
}

export function refreshRenderPlaces(): void {
  void attempt('Reading how many renders run at once', async () => {
    dispatch({ type: 'render places/reported', places: await door().client.getRenderPlaces({}) });
  });
}

/** Null: as suggested. */
export function chooseRenderPlaces(places: number | null): void {
  void attempt('Setting how many renders run at once', async () => {
    dispatch({ type: 'render places/reported', places: await door().client.setRenderPlaces({ places }) });
  });
}

function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, '');
}

/** Deletes what is kept of an interrupted render. */
export function dropKept(jobId: string): void {
  void attempt('Removing what is kept', async () => {
    dispatch({ type: 'jobs/listed', jobs: await door().client.dropKept({ jobId }) });
  });
}

/** Goes on with what is kept of an interrupted render, as a new job. */
export function continueJob(jobId: string): void {
  void attempt('Continuing', async () => {
    dispatch({ type: 'job/reported', job: await door().client.continueJob({ jobId }) });
  });
}
