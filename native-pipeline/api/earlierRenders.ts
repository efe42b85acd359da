/**
 * Renders that engines before this one have left unfinished, killed or closed: what still runs of them is ended, and they stand in the list of jobs, to
 * be continued or removed. Of those of which nothing was finished, half a movie is removed.
 */
import { readKeptRender } from '../exports/leftover';
import { endOrphanOf, removeUnfinished } from '../exports/workFolder';
import type { Queue } from '../jobs/queue';
import type { KeptRenders } from './keptRenders';
import type { RenderNotes } from './renderNotes';

interface Found {
  notes: RenderNotes;
  queue: Pick<Queue, 'addInterrupted'>;
  kept: Pick<KeptRenders, 'note'>;
  /** What the job is called. */
  titleOf(out: string): string;
  /** Throws where files of this place are none of ours. */
  assertAllowed(file: string): Promise<void>;
}

/** Never throws: of what cannot be read nothing is said. */
export async function listEarlier(found: Found): Promise<void> {
  for (const out of await found.notes.list()) await listOne(found, out).catch(() => undefined);
}

async function listOne({ notes, queue, kept, titleOf, assertAllowed }: Found, out: string): Promise<void> {
  await assertAllowed(out);
  // Of one that is busy its own engine takes care.
  await endOrphanOf(out);
  const left = await readKeptRender(out);
  if (!left || left.pictures === 0) {
    const about = { kind: 'render', title: titleOf(out) } as const;
    const progress = { done: 0, total: left?.total ?? null, fps: null, secsLeft: null };
    if (await removeUnfinished(out)) queue.addInterrupted(about, progress);
    return notes.forget(out);
  }
  if (!left.order) return;
  const { pictures, total, clipId } = left;
  const { clipPath, ...ordered } = left.order;
  const progress = { done: pictures, total, fps: null, secsLeft: null, kept: pictures };
  const job = queue.addInterrupted({ kind: 'render', title: titleOf(out) }, progress);
  const how = { isOverwriting: false, isResuming: true, isAsOrdered: false };
  kept.note(job.id, { ...ordered, ...how, clipId, out }, clipPath);
}
