/** Which interrupted renders can be continued, and by which order: what the list of jobs says of them stays true when others take them over. */
import type { RenderOrder } from '../../model/contract';
import { WorkbenchError } from '../../model/errors';
import type { Job } from '../../model/job';
import { readLeftover } from '../exports/workFolder';
import type { Queue } from '../jobs/queue';

export interface KeptRenders {
  /** Remembers what a job was ordered to do, with the path of its clip. `out` is absolute. */
  note(jobId: string, order: RenderOrder, clipPath: string): void;
  /** A render of this output begins: what earlier ones had kept is its own now, or gone. */
  takeOver(out: string): void;
  /** Looks whether what ended jobs say is kept is still on the disk. */
  look(): Promise<void>;
  /** Throws not-found where nothing is kept of the job. */
  orderOf(jobId: string): Noted;
}

interface Noted extends RenderOrder {
  clipPath: string;
}

export function createKeptRenders(queue: Pick<Queue, 'list' | 'forgetKept'>): KeptRenders {
  const orders = new Map<string, Noted>();
  const keeping = (): Job[] => queue.list().filter((job) => hasEnded(job) && job.progress.kept !== undefined);
  return {
    note(jobId, order, clipPath) {
      orders.set(jobId, { ...order, clipPath });
      const listed = new Set(queue.list().map(({ id }) => id));
      for (const id of orders.keys()) if (!listed.has(id)) orders.delete(id);
    },
    takeOver(out) {
      for (const { id } of keeping()) if (orders.get(id)?.out === out) queue.forgetKept(id);
    },
    async look() {
      for (const { id } of keeping()) {
        const out = orders.get(id)?.out;
        const left = out === undefined ? null : await readLeftover(out);
        if (!left || left.finished.length === 0) queue.forgetKept(id);
      }
    },
    orderOf(jobId) {
      const order = keeping().some(({ id }) => id === jobId) ? orders.get(jobId) : undefined;
      if (order) return order;
      const detail = 'Nothing is kept of this render: it was continued, started again or deleted since.';
      throw new WorkbenchError('not-found', detail, 'Order the render once more.');
    },
  };
}

function hasEnded({ state }: Job): boolean {
  return state === 'cancelled' || state === 'failed';
}
