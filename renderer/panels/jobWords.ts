/** Jobs as text. Pure. */
import type { StillsResult } from '../../model/compare';
import type { Job, RenderResult } from '../../model/job';
import { countText, numberText, waitText } from '../ui/words';

export function isOver({ state }: Job): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

/** 0–1, null where nobody can know: of what waits to begin one does. */
export function jobShare({ hasBegun, progress: { done, total } }: Job): number | null {
  if (!hasBegun) return 0;
  return total === null || total === 0 ? null : Math.min(1, done / total);
}

/** 'frame 120 of 480, 31.2 fps, 12 s left'; for a job that waits or is over, that. */
export function jobText(job: Job): string {
  if (job.state === 'queued') return waitingText(job);
  if (job.state === 'paused')
    return job.hasBegun ? `paused at ${placeText(job)}, others may run` : 'paused before it began';
  if (job.state === 'cancelled') return cancelledText(job);
  if (job.state !== 'running') return ENDINGS[job.state];
  const { fps, secsLeft, phase } = job.progress;
  return [
    placeText(job),
    phase ?? '',
    fps === null ? '' : `${fps.toFixed(1)} fps`,
    secsLeft === null ? '' : `${waitText(secsLeft)} left`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** A later order of the same finds what is kept by the name of the file. */
function cancelledText({ wasInterrupted = false, progress: { kept = 0, total } }: Job): string {
  if (wasInterrupted && kept > 0)
    return `interrupted, ${countText(kept, 'frame')}${total === null ? '' : ` of ${numberText(total)}`} kept`;
  if (wasInterrupted) return 'interrupted';
  if (kept === 0) return ENDINGS.cancelled;
  return `cancelled, ${countText(kept, 'frame')} kept`;
}

/** True where a render was interrupted and what it had finished is kept. */
export function canContinue({ kind, state, progress: { kept = 0 } }: Job): boolean {
  return kind === 'render' && (state === 'cancelled' || state === 'failed') && kept > 0;
}

/** Work of less is made again sooner than a question is read. */
const ASKED_FROM_SECS = 30;

/** What cancelling would cost, where that is worth a question; null where it is not. */
export function cancelCost({ hasBegun, kind, progress }: Job): string | null {
  const { done, fps, kept = 0 } = progress;
  // Of a continued render nobody knows at first how long its finished part took.
  const isMuch = fps === null ? kept > 0 : done / fps > ASKED_FROM_SECS;
  if (!hasBegun || !isMuch) return null;
  if (kept > 0) return 'What is finished can stay: the same render then goes on from there later.';
  const lost = `The work on ${countText(done, kind === 'stills' ? 'file' : 'frame')} will be lost.`;
  return kind === 'render'
    ? `${lost} No part of it is finished: movies of 20 seconds or more have parts of ten.`
    : lost;
}

/** What is exchanged with what is told by how many come before. */
function waitingText(job: Job): string {
  const what = job.hasBegun ? `waiting to go on from ${placeText(job)}` : 'waiting';
  if (!job.turn) return `${what}, next in turn`;
  return job.turn === 1 ? `${what}, behind one more` : `${what}, behind ${job.turn} more`;
}

function placeText({ kind, progress: { done, total } }: Job): string {
  const unit = kind === 'stills' ? 'file' : 'frame';
  return total === null ? `${unit} ${done}` : `${unit} ${done} of ${total}`;
}

/** '2 done, 1 failed'. */
export function sayEnds(jobs: readonly Job[]): string {
  const ends = jobs.map(({ state, wasInterrupted }) => (wasInterrupted ? 'interrupted' : state));
  const counts = (['done', 'failed', 'cancelled', 'interrupted'] as const).map((end) => {
    const count = ends.filter((other) => other === end).length;
    return count === 0 ? '' : `${count} ${end}`;
  });
  return counts.filter(Boolean).join(', ');
}

const ENDINGS = { done: 'done', failed: 'failed', cancelled: 'cancelled' } as const;

/** As one looks for them: what runs, what was halted, what waits in its order, what is over with the latest first. */
export function inOrder(jobs: readonly Job[]): Job[] {
  const waiting = jobs.filter(({ turn }) => turn !== null);
  const begun = jobs.filter((job) => job.turn === null && !isOver(job));
  return [
    ...begun.filter(({ state }) => state !== 'paused'),
    ...begun.filter(({ state }) => state === 'paused'),
    ...waiting.sort(
      (one, other) => one.kind.localeCompare(other.kind) || (one.turn ?? 0) - (other.turn ?? 0),
    ),
    ...jobs.filter(isOver).reverse(),
  ];
}

/** What a finished render has to say: what was left out, how it was put together. */
export function jobNotices({ state, kind, result }: Job): string[] {
  return state === 'done' && kind === 'render' ? ((result as RenderResult | null)?.notices ?? []) : [];
}

/** The files that a job left behind, the most telling one first. */
export function jobFiles({ state, kind, result }: Job): string[] {
  if (state !== 'done' || typeof result !== 'object' || result === null) return [];
  if (kind === 'analysis') return [];
  if (kind === 'render') {
    const { out, tables } = result as RenderResult;
    return [out, ...tables];
  }
  const { files, manifest } = result as StillsResult;
  return [...files.map(({ path }) => path), manifest];
}
