/**
 * Sees to what every process needs once it is started: registered so that it dies with us, its line in the list of recent commands, a capped tail
 * of stderr, an end when nobody waits any more.
 *
 * Not for starting (run.ts), nor for judging an exit code (failure.ts).
 */
import type { ChildProcess } from 'node:child_process';
import os from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { type CommandEnd, logCommand } from './commandLog';
import { errorFromSpawn } from './failure';
import type { Outlet, TakeBytes } from './outlets';
import { registerProcess, stopProcess } from './processes';

export interface RunningFfmpeg {
  /** Null where it could not be started. */
  pid: number | null;
  /** Ends at once where `stdin` is 'none'. Errors after an early end of the process are swallowed: `exit` tells. */
  stdin: Writable;
  stdout: Readable;
  /** Hands stdout's bytes to `take`, from the next `stdout.resume()` on. They are valid during the call only; false pauses. */
  readBytes(take: TakeBytes): void;
  /** Descriptors 3 and up. */
  extra: Readable[];
  /** Settles when the process has ended; rejects only where it could not be started. */
  exit: Promise<ProcessEnd>;
  kill(): void;
  /** Halts the process where it stands, and lets it go on: work in the background makes room so. Does nothing on Windows. */
  pause(): void;
  resume(): void;
}

export interface ProcessEnd {
  /** Null when it was killed. */
  code: number | null;
  /** The signal that ended it; null where it ended by itself. */
  signal: NodeJS.Signals | null;
  /** The last lines of stderr, at most 8 KB. */
  tail: string;
}

export interface Supervision {
  program: string;
  args: readonly string[];
  purpose: string;
  signal?: AbortSignal;
  lowPriority?: boolean;
  isPolite?: boolean;
  /** What stands in the place of Node's own pipe for stdout. */
  outlet?: Outlet | null;
}

const TAIL_BYTES = 8192;
/** On the nice scale of POSIX; Windows gets "below normal" from Node. */
const LOW_PRIORITY = 10;

/** Must be called in the same tick as the start, or a program that cannot be started goes unnoticed. */
export function supervise(child: ChildProcess, supervision: Supervision): RunningFfmpeg {
  const { program, args, purpose, signal, isPolite = false } = supervision;
  registerProcess(child);
  if (supervision.lowPriority && child.pid !== undefined) lowerPriority(child.pid);
  const kill = (): void => stopProcess(child, isPolite);
  signal?.addEventListener('abort', kill, { once: true });
  // A start takes a moment; who went away in between would otherwise never be heard.
  if (signal?.aborted) kill();
  const exit = logged(whenEnded(child, program), logCommand(program, args, purpose));
  const forget = (): void => signal?.removeEventListener('abort', kill);
  exit.then(forget, forget);
  const halts = process.platform !== 'win32';
  const pause = (): void => void (halts && child.kill('SIGSTOP'));
  const resume = (): void => void (halts && child.kill('SIGCONT'));
  const pid = child.pid ?? null;
  return { pid, ...pipesOf(child, supervision.outlet ?? null), exit, kill, pause, resume };
}

function pipesOf(
  child: ChildProcess,
  outlet: Outlet | null,
): Pick<RunningFfmpeg, 'stdin' | 'stdout' | 'readBytes' | 'extra'> {
  const [stdin, ownStdout, , ...extra] = child.stdio;
  const stdout = outlet?.ourEnd ?? (ownStdout as Readable);
  // A process that ends early breaks its pipes; that it ended is told by `exit`, so the pipes' own errors say nothing new.
  for (const pipe of [...child.stdio, stdout]) pipe?.on('error', () => {});
  const readBytes = (take: TakeBytes): void => {
    if (outlet) outlet.taker.take = take;
    else stdout.on('data', (chunk: Buffer) => void (take(chunk) || stdout.pause()));
    stdout.pause();
  };
  return { stdin: stdin as Writable, stdout, readBytes, extra: extra as Readable[] };
}

/**
 * Waits for the exit and the last of stderr. Not for 'close': a decoder that was killed while nobody read its pictures never closes stdout.
 */
function whenEnded(child: ChildProcess, program: string): Promise<ProcessEnd> {
  const tail = keepTail(child.stderr);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(errorFromSpawn(error, program)));
    child.once('exit', (code, signal) => {
      tail.ended.then(() => resolve({ code, signal, tail: tail.read() }), reject);
    });
  });
}

async function logged(exit: Promise<ProcessEnd>, end: (end: CommandEnd) => void): Promise<ProcessEnd> {
  try {
    const ended = await exit;
    end({ exitCode: ended.code, tail: ended.tail });
    return ended;
  } catch (error) {
    end({ exitCode: null, tail: String(error) });
    throw error;
  }
}

function keepTail(stderr: Readable | null): { read: () => string; ended: Promise<void> } {
  let kept = Buffer.alloc(0);
  stderr?.on('data', (chunk: Buffer | string) => {
    // Copied, because a small view would pin a large chunk for as long as the process lives.
    kept = Buffer.from(Buffer.concat([kept, Buffer.from(chunk)]).subarray(-TAIL_BYTES));
  });
  const ended = new Promise<void>((resolve) => {
    if (stderr) stderr.once('close', resolve);
    else resolve();
  });
  return { read: () => kept.toString('utf8'), ended };
}

function lowerPriority(pid: number): void {
  try {
    os.setPriority(pid, LOW_PRIORITY);
  } catch {
    // It has ended already, or the system does not let us: it then runs at the usual priority.
  }
}
