/** How fast a render goes now and how long it still takes, from what it has done in the last seconds. Pure. */
import type { JobProgress } from '../../model/job';

export interface Pace {
  /** Takes the pictures done so far and says how far that is. `nowMillis` is a clock that only goes forward. */
  step(done: number, nowMillis: number): JobProgress;
  /** Forgets the speed: while it was halted nothing was done, which says nothing about what comes. */
  restart(): void;
}

/** Long enough to be steady, short enough to follow a scene that takes longer. */
const WINDOW_MILLIS = 10_000;

/** `total` null: nobody can know. */
export function createPace(total: number | null): Pace {
  let seen: { done: number; at: number }[] = [];
  return {
    step(done, at) {
      // The first report comes before the first picture: starting up is not speed.
      if (seen.length > 0 || done > 0) seen.push({ done, at });
      while (seen.length > 2 && at - (seen[1]?.at ?? at) > WINDOW_MILLIS) seen.shift();
      const [first] = seen;
      const secs = first ? (at - first.at) / 1000 : 0;
      const fps = first && secs > 0 && done > first.done ? (done - first.done) / secs : null;
      const secsLeft = total === null || fps === null ? null : Math.max(0, total - done) / fps;
      return { done, total, fps, secsLeft };
    },
    restart() {
      seen = [];
    },
  };
}
