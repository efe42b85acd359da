/**
 * Playing: one long reply per side, read in a worker each, shown by the clock; both sides always on the same frame.
 *
 * Knows nothing of the screen: the stage asks at every animation frame what is due.
 */
import { createRequest } from '../../model/client';
import type { PictureAddress } from '../../model/compare';
import { isCancelled, type Problem, WorkbenchError } from '../../model/errors';
import type { Picture } from '../../model/picture';
import { framesDoor, laneOf } from './frameLoader';
import { createPlayClock } from './playClock';
import type { FromWorker, ToWorker } from './worker';

/** Which pictures of a side belong to the run: its stream starts at `from`; run index k shows stream index `indexOf(k)`. */
export interface SideRun {
  address: PictureAddress;
  from: number;
  to: number;
  step: number;
  indexOf(index: number): number;
}

export interface Run {
  a: SideRun | null;
  b: SideRun | null;
  /** How many moments the run has, and how long each is shown. */
  length: number;
  periodMs: number;
}

export interface Due {
  index: number;
  a: Picture | null;
  b: Picture | null;
}

export interface Playback {
  /** The moment due now, or null before the first. The pictures' bytes are theirs until the next but one is asked for. */
  due(nowMs: number): Due | null;
  readonly isOver: boolean;
  readonly starved: number;
  stop(): void;
}

/** Pictures that a side may be ahead: enough to bridge a decoder's hiccup, few enough to stop at once. */
const CREDITS = 4;

export function startPlayback(run: Run, onProblem: (problem: Problem) => void): Playback {
  const clock = createPlayClock(run.periodMs);
  const queues = [run.a, run.b].map((side, n) => side && createQueue(side, n === 0 ? 'a' : 'b', onProblem));
  const sides = [run.a, run.b];
  let shown = -1;

  const arrived = (): number => {
    let index = Math.max(0, shown);
    while (index < run.length && isThere(index)) index++;
    return index;
  };
  const isThere = (index: number): boolean =>
    queues.every((queue, n) => !queue || queue.has(sides[n]?.indexOf(index) ?? 0));
  const take = (n: number, index: number): Picture | null =>
    queues[n]?.take(sides[n]?.indexOf(index) ?? 0) ?? null;

  return {
    due(nowMs) {
      const index = clock.due(nowMs, arrived());
      if (index === null || index < 0) return null;
      shown = index;
      return { index, a: take(0, index), b: take(1, index) };
    },
    get isOver() {
      const isCut = queues.some(
        (queue, n) => queue?.hasEnded && !queue.has(sides[n]?.indexOf(shown + 1) ?? 0),
      );
      return shown >= run.length - 1 || isCut;
    },
    get starved() {
      return clock.starved;
    },
    stop() {
      for (const queue of queues) queue?.close();
    },
  };
}

interface Queue {
  has(index: number): boolean;
  /** Hands out the picture at an index; those before the previous one give their buffers back to the worker. */
  take(index: number): Picture | null;
  readonly hasEnded: boolean;
  close(): void;
}

function createQueue(run: SideRun, side: 'a' | 'b', onProblem: (problem: Problem) => void): Queue {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const pictures = new Map<number, Picture>();
  let arrived = 0;
  let current = 0;
  let previous = 0;
  let hasEnded = false;
  const say = (message: ToWorker, transfer: Transferable[] = []): void =>
    worker.postMessage(message, transfer);
  const fail = (problem: Problem): void => {
    hasEnded = true;
    if (!isCancelled(new WorkbenchError(problem.code, problem.detail))) onProblem(problem);
  };

  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'end') hasEnded = true;
    else if (data.type === 'problem') fail(data.problem);
    else {
      const planes = new Uint8Array(data.planes, 0, data.length);
      pictures.set(arrived++, { header: data.header, planes });
    }
  };
  worker.onerror = (event) =>
    fail({
      code: 'internal',
      title: 'Playing stopped',
      detail: event.message || 'The reader did not start.',
      hint: '',
    });

  const { clipId, revision, recipe, size } = run.address;
  const input = {
    clipId,
    revision,
    recipe,
    size,
    from: run.from,
    to: run.to,
    step: run.step,
    lane: laneOf(side),
  };
  const { origin, headers } = framesDoor();
  const request = createRequest('streamPictures', input, origin || location.origin, headers);
  say({ type: 'open', url: request.url, headers, credits: CREDITS });

  return {
    has: (index) => pictures.has(index),
    take(index) {
      if (index !== current) {
        previous = current;
        current = index;
      }
      // The one before stays: the GPU may still be asked to draw it, and a stop shows it again.
      for (const [at, { planes }] of pictures) {
        if (at >= Math.min(previous, current)) break;
        pictures.delete(at);
        say({ type: 'credit', buffer: planes.buffer as ArrayBuffer }, [planes.buffer as ArrayBuffer]);
      }
      return pictures.get(index) ?? null;
    },
    get hasEnded() {
      return hasEnded;
    },
    close: () => worker.terminate(),
  };
}
