/**
 * Our side of a worker thread: sends it one task after the other and hands back the answers. threadTasks.ts is the other side.
 *
 * The thread starts with the first task and stays alive until `close`; it does not keep the process alive by itself. A task that nobody
 * waits for any more is dropped if it has not begun, else let finish unheard: ending the thread would cost more than it saves.
 */
import { Worker } from 'node:worker_threads';
import { errorFromProblem, type Problem, WorkbenchError } from '../../model/errors';

export interface Thread {
  /** Runs a task of the thread's table. `transfer` names the buffers of `input` that are given away. Throws what the task threw. */
  run(task: string, input: unknown, transfer: ArrayBuffer[], signal?: AbortSignal): Promise<unknown>;
  close(): Promise<void>;
}

export interface TaskMessage {
  id: number;
  task: string;
  input: unknown;
}
export type TaskAnswer = { id: number; result: unknown } | { id: number; problem: Problem };

interface Waiting {
  message: TaskMessage;
  transfer: ArrayBuffer[];
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** `entry` is the thread's module without its ending, as the URL that names it from its own folder: `new URL('./x', import.meta.url)`. */
export function createThread(entry: URL): Thread {
  const line: Waiting[] = [];
  let worker: Worker | null = null;
  let current: Waiting | null = null;
  let lastId = 0;

  const next = (): void => {
    if (current) return;
    current = line.shift() ?? null;
    if (!current) {
      worker?.unref();
      return;
    }
    worker ??= start();
    worker.ref();
    worker.postMessage(current.message, current.transfer);
  };
  const finish = (settle: (waiting: Waiting) => void): void => {
    if (current) settle(current);
    current = null;
    next();
  };
  const start = (): Worker => {
    const started = startWorker(entry);
    started.on('message', (answer: TaskAnswer) => {
      finish(({ resolve, reject }) =>
        'problem' in answer ? reject(errorFromProblem(answer.problem)) : resolve(answer.result),
      );
    });
    // A thread that died (out of memory, a bug) fails its task; the next task gets a new one.
    started.on('error', (error) => {
      worker = null;
      finish(({ reject }) => reject(error));
    });
    return started;
  };

  return {
    run: (task, input, transfer, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(reasonOf(signal));
        lastId += 1;
        const waiting: Waiting = { message: { id: lastId, task, input }, transfer, resolve, reject };
        const drop = (): void => {
          const at = line.indexOf(waiting);
          if (at >= 0) line.splice(at, 1);
          reject(reasonOf(signal));
        };
        signal?.addEventListener('abort', drop, { once: true });
        const settled = (settle: (value: never) => void) => (value: unknown) => {
          signal?.removeEventListener('abort', drop);
          settle(value as never);
        };
        waiting.resolve = settled(resolve);
        waiting.reject = settled(reject);
        line.push(waiting);
        next();
      }),
    async close() {
      const ending = worker;
      worker = null;
      for (const waiting of [...line.splice(0), ...(current ? [current] : [])]) waiting.reject(closedError());
      current = null;
      await ending?.terminate();
    },
  };
}

/** Starts a module of ours in a thread: the built .js beside the bundle, or the .ts source. */
function startWorker(entry: URL): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`${entry.href}.js`));
  const workerData = { entry: `${entry.href}.ts` };
  return new Worker(new URL('./sourceThread.mjs', import.meta.url), { workerData });
}

function reasonOf(signal: AbortSignal | undefined): unknown {
  return signal?.reason instanceof WorkbenchError ? signal.reason : closedError();
}

function closedError(): WorkbenchError {
  return new WorkbenchError('cancelled', 'Nobody waits for this measurement any more.');
}
