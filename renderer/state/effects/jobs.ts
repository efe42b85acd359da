/** Long work: stills, renders, cancel. Progress comes back on the events stream (connect.ts). */
import type { InputOf } from '../../../model/contract';
import { dispatch } from '../store';
import { attempt, door } from './door';

/** Answers the job's id, or null where it could not be started (the notice is up then). */
export async function startStills(order: InputOf<'startStills'>): Promise<string | null> {
  const job = await attempt('Saving stills', () => door().client.startStills(order));
  if (job) dispatch({ type: 'job/reported', job });
  return job?.id ?? null;
}

export async function startRender(order: InputOf<'startRender'>): Promise<string | null> {
  const job = await attempt('Rendering', () => door().client.startRender(order));
  if (job) dispatch({ type: 'job/reported', job });
  return job?.id ?? null;
}

export function cancelJob(jobId: string): void {
  void attempt('Cancelling', async () => {
    dispatch({ type: 'job/reported', job: await door().client.cancelJob({ jobId }) });
  });
}
