/** The thread's side of thread.ts: answers each message by the function of its task. */
import { parentPort } from 'node:worker_threads';
import { problemFromError } from '../../model/errors';
import type { TaskAnswer, TaskMessage } from './thread';

/** A task answers its result and names the buffers in it that are given away. */
export type Task = (input: never) => { result: unknown; transfer: ArrayBuffer[] };

/** Called once by the module that a thread runs. */
export function serveTasks(tasks: Record<string, Task>): void {
  parentPort?.on('message', ({ id, task, input }: TaskMessage) => {
    try {
      const run = tasks[task];
      if (!run) throw new Error(`The thread has no task "${task}".`);
      const { result, transfer } = run(input as never);
      answer({ id, result }, transfer);
    } catch (error) {
      answer({ id, problem: problemFromError(error) }, []);
    }
  });
}

function answer(message: TaskAnswer, transfer: ArrayBuffer[]): void {
  parentPort?.postMessage(message, transfer);
}
