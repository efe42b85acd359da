/**
 * Lanes: a place for one piece of work, where a newer request replaces the older.
 *
 * Carried in the request itself, because Electron's `protocol.handle` never tells when a page has lost interest (electron-notes.md 2.4).
 */
import { WorkbenchError } from '../../model/errors';

export interface Lanes {
  /** Runs `work` in the lane: whatever ran there before is aborted and answers `superseded`. Without a lane it just runs. */
  run<Result>(
    lane: string | undefined,
    outer: AbortSignal,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>;
  /** Aborts what runs in the lane; false where nothing did. */
  leave(lane: string): boolean;
}

export function createLanes(): Lanes {
  const busy = new Map<string, AbortController>();
  const leave = (lane: string) => {
    const controller = busy.get(lane);
    controller?.abort(new WorkbenchError('superseded', 'A newer request took its place.'));
    return busy.delete(lane);
  };
  return {
    leave,
    run: async (lane, outer, work) => {
      if (lane === undefined) return work(outer);
      leave(lane);
      const controller = new AbortController();
      busy.set(lane, controller);
      try {
        return await settledOrAborted(work(AbortSignal.any([outer, controller.signal])), controller.signal);
      } finally {
        if (busy.get(lane) === controller) busy.delete(lane);
      }
    },
  };
}

/** Answers `superseded` at once, even where the work itself is slow to stop. */
function settledOrAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, (error: unknown) => reject(signal.aborted ? signal.reason : error));
  });
}
