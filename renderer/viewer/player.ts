/** Plays what the workspace says is to be played, and tells the workspace which frame that brought. */
import type { Problem } from '../../model/errors';
import { dispatch } from '../state/store';
import type { Workspace } from '../state/workspace';
import type { Moment } from './frameLoader';
import { keyOf, wantedPictures } from './frameRequests';
import { type Playback, startPlayback } from './playback';
import { type PlannedRun, planRun } from './playRun';

export interface Player {
  /** Starts, stops, or starts anew (another recipe, speed or place) as the workspace asks. Answers the last moment where it stopped. */
  follow(state: Workspace): Moment | null;
  /** The moment that is due, where it is another than before. */
  tick(nowMs: number): Moment | null;
  readonly isRunning: boolean;
  /** Frames really shown in the last second; null before the second one. */
  readonly fps: number | null;
  readonly starved: number;
  close(): void;
}

interface Running {
  run: PlannedRun;
  playback: Playback;
  key: string;
  /** The playhead as we moved it: another value came from the user. */
  playhead: number;
  last: Moment | null;
  shownAt: number[];
}

export function createPlayer(onProblem: (problem: Problem) => void): Player {
  let running: Running | null = null;
  let starved = 0;

  const start = (state: Workspace): void => {
    const run = planRun(state);
    if (!run) return;
    const playback = startPlayback(run, onProblem);
    const { playhead } = state.session;
    running = { run, playback, key: keyOfRun(state), playhead, last: null, shownAt: [] };
  };
  const stop = (): Moment | null => {
    const last = running?.last ?? null;
    starved += running?.playback.starved ?? 0;
    running?.playback.stop();
    running = null;
    return last;
  };

  return {
    follow(state) {
      const { isPlaying, playhead } = state.session;
      if (!isPlaying) return running ? stop() : null;
      if (running && running.key === keyOfRun(state) && running.playhead === playhead) return null;
      stop();
      start(state);
      return null;
    },
    tick(nowMs) {
      if (!running) return null;
      const { run, playback } = running;
      const due = playback.due(nowMs);
      const isOver = playback.isOver;
      const frame = due && run.frameAt(due.index);
      if (due === null || frame === null || (running.last && frame === running.last.wanted.frame)) {
        if (isOver) end(running);
        return null;
      }
      const moment = { wanted: run.wantedAt(due.index), a: due.a, b: due.b, isWhole: true };
      running.last = moment;
      running.playhead = frame;
      running.shownAt = [...running.shownAt.filter((at) => at > nowMs - 1000), nowMs];
      dispatch({ type: 'playhead/moved', frame });
      return moment;
    },
    get isRunning() {
      return running !== null;
    },
    get fps() {
      return running && rateOf(running.shownAt);
    },
    get starved() {
      return starved + (running?.playback.starved ?? 0);
    },
    close: stop,
  };
}

/** At the end of a marked span the run starts again; else it stops on its last frame. */
function end({ run }: Running): void {
  if (run.loopsTo === null) dispatch({ type: 'play/stopped' });
  else dispatch({ type: 'playhead/moved', frame: run.loopsTo });
}

/** Everything but the frame that decides which pictures come: a change starts the run anew. */
function keyOfRun(state: Workspace): string {
  const { a, b } = wantedPictures(state, 0);
  return JSON.stringify([keyOf(a), keyOf(b), state.session.speed, state.session.span]);
}

function rateOf(shownAt: readonly number[]): number | null {
  const [first, last] = [shownAt[0], shownAt.at(-1)];
  if (first === undefined || last === undefined || last === first) return null;
  return ((shownAt.length - 1) * 1000) / (last - first);
}
