/**
 * Starts ffmpeg and ffprobe: the only place of the project that starts processes.
 *
 * Sees to what every process needs: its line in the list of recent commands, a capped tail of stderr, an end when nobody waits any more, and a
 * translated error when it fails. What a command does is decided by its caller.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import os from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { WorkbenchError } from '../../model/errors';
import type { FfmpegArgs } from './command';
import { type CommandEnd, logCommand } from './commandLog';
import { errorFromFailure, errorFromSpawn } from './failure';
import { registerProcess, stopProcess } from './processes';
import { createProgressParser, type FfmpegProgress } from './progress';
import type { Tools } from './tools';

export { listCommands, onCommand } from './commandLog';
export { countProcesses, killAll } from './processes';
export type { FfmpegProgress } from './progress';

export interface StartOptions {
  /** What it is for, as "decoding the pictures": shown in the list of recent commands and in errors. */
  purpose: string;
  stdin: 'pipe' | 'none';
  /** Pipes beyond stderr, read as `extra[0]` (descriptor 3) and so on. */
  extraPipes?: number;
  signal?: AbortSignal;
  /** Below the picture decoders: for work in the background. */
  lowPriority?: boolean;
  /** True for a command that writes a file: it is ended politely, so that it can close it. */
  isPolite?: boolean;
}

export interface RunningFfmpeg {
  /** Ends at once where `stdin` is 'none'. Errors after an early end of the process are swallowed: `exit` tells. */
  stdin: Writable;
  stdout: Readable;
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
  /** The last lines of stderr, at most 8 KB. */
  tail: string;
}

export interface RunOptions {
  purpose: string;
  signal?: AbortSignal;
  lowPriority?: boolean;
  /** True for a command that writes a file. */
  writesFile?: boolean;
  /** The file that is opened for the first time: errors then say what it is, and name it. */
  opens?: string;
  onProgress?: (progress: FfmpegProgress) => void;
  /** Bytes of stdout that are kept at most; more ends the process. Default 64 MB. */
  maxBytes?: number;
  /** Time limit; the process is killed when it takes longer. */
  limitMillis?: number;
}

const TAIL_BYTES = 8192;
/**
 * Static builds of glibc crash when they load the system's character converters, as @ffprobe-installer's ffprobe does on every transport stream.
 * A set GCONV_PATH makes them leave the system's cache alone; dynamic builds find their converters as before.
 */
const CHILD_ENVIRONMENT = { GCONV_PATH: '', ...process.env };
/** On the nice scale of POSIX; Windows gets "below normal" from Node. */
const LOW_PRIORITY = 10;

/** Starts ffmpeg and hands out its pipes. The caller reads `stdout` (an unread pipe stops ffmpeg) and looks at `exit`. */
export function startFfmpeg(
  tools: Pick<Tools, 'ffmpeg'>,
  args: FfmpegArgs,
  options: StartOptions,
): RunningFfmpeg {
  return startProgram(tools.ffmpeg.path, args, options);
}

/** Starts ffprobe, for lists too long to be kept whole. */
export function startFfprobe(
  tools: Pick<Tools, 'ffprobe'>,
  args: readonly string[],
  options: StartOptions,
): RunningFfmpeg {
  return startProgram(tools.ffprobe.path, ['-hide_banner', '-loglevel', 'error', ...args], options);
}

/** Runs ffmpeg to its end. Throws what went wrong, as a WorkbenchError; 'cancelled' when `signal` fired. */
export async function runFfmpeg(
  tools: Pick<Tools, 'ffmpeg'>,
  args: FfmpegArgs,
  options: RunOptions,
): Promise<{ stdout: Buffer; tail: string }> {
  return runProgram(tools.ffmpeg.path, args, options);
}

/** Runs ffprobe to its end and returns what it printed. Limits: 20 s and 32 MB unless told otherwise. */
export async function runFfprobe(
  tools: Pick<Tools, 'ffprobe'>,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  return (await runFfprobeFully(tools, args, options)).text;
}

/** As runFfprobe, with the complaints that did not make it fail. */
export async function runFfprobeFully(
  tools: Pick<Tools, 'ffprobe'>,
  args: readonly string[],
  options: RunOptions,
): Promise<{ text: string; tail: string }> {
  const limits = { limitMillis: 20_000, maxBytes: 32 << 20, ...options };
  const words = ['-hide_banner', '-loglevel', 'error', ...args];
  const { stdout, tail } = await runProgram(tools.ffprobe.path, words, limits);
  return { text: stdout.toString('utf8'), tail };
}

/** Runs any of the found programs. Only tools.ts needs it beside this file: it asks programs what they are. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<{ stdout: Buffer; tail: string }> {
  const { purpose, signal, onProgress, writesFile = false, limitMillis, opens } = options;
  const withProgress = onProgress ? ['-stats_period', '0.5', '-progress', 'pipe:3', ...args] : args;
  const running = startProgram(program, withProgress, {
    purpose,
    stdin: 'none',
    extraPipes: onProgress ? 1 : 0,
    signal,
    lowPriority: options.lowPriority,
    isPolite: writesFile,
  });
  if (onProgress) readProgress(running.extra[0], onProgress);
  const clock = startClock(limitMillis, running);
  const collected = collect(running, options.maxBytes ?? 64 << 20);
  try {
    const [{ code, tail }, stdout] = await Promise.all([running.exit, collected]);
    if (signal?.aborted) throw new WorkbenchError('cancelled', `Cancelled while ${purpose}.`);
    if (clock.isOver()) throw errorFromClock(purpose, limitMillis ?? 0);
    if (code !== 0) throw errorFromFailure({ exitCode: code, tail, purpose, writesFile, opens });
    return { stdout, tail };
  } finally {
    clock.stop();
  }
}

function startProgram(program: string, args: readonly string[], options: StartOptions): RunningFfmpeg {
  const { purpose, stdin, extraPipes = 0, signal, isPolite = false } = options;
  if (signal?.aborted) throw new WorkbenchError('cancelled', `Cancelled before ${purpose}.`);
  const pipes = Array.from({ length: extraPipes }, () => 'pipe' as const);
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe', ...pipes],
    windowsHide: true,
    env: CHILD_ENVIRONMENT,
  });
  registerProcess(child);
  if (options.lowPriority && child.pid !== undefined) lowerPriority(child.pid);
  const kill = (): void => stopProcess(child, isPolite);
  signal?.addEventListener('abort', kill, { once: true });
  const exit = logged(whenEnded(child, program), logCommand(program, args, purpose));
  const forget = (): void => signal?.removeEventListener('abort', kill);
  exit.then(forget, forget);
  const halts = process.platform !== 'win32';
  const pause = (): void => void (halts && child.kill('SIGSTOP'));
  const resume = (): void => void (halts && child.kill('SIGCONT'));
  const running = { ...pipesOf(child), exit, kill, pause, resume };
  if (stdin === 'none') running.stdin.end();
  return running;
}

function pipesOf(child: ChildProcess): Pick<RunningFfmpeg, 'stdin' | 'stdout' | 'extra'> {
  const [stdin, stdout, , ...extra] = child.stdio;
  // A process that ends early breaks its pipes; that it ended is told by `exit`, so the pipes' own errors say nothing new.
  for (const pipe of child.stdio) pipe?.on('error', () => {});
  return { stdin: stdin as Writable, stdout: stdout as Readable, extra: extra as Readable[] };
}

/**
 * Waits for the exit and the last of stderr. Not for 'close': a decoder that was killed while nobody read its pictures never closes stdout.
 */
function whenEnded(child: ChildProcess, program: string): Promise<ProcessEnd> {
  const tail = keepTail(child.stderr);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(errorFromSpawn(error, program)));
    child.once('exit', (code) => {
      tail.ended.then(() => resolve({ code, tail: tail.read() }), reject);
    });
  });
}

async function logged(exit: Promise<ProcessEnd>, end: (end: CommandEnd) => void): Promise<ProcessEnd> {
  try {
    const { code, tail } = await exit;
    end({ exitCode: code, tail });
    return { code, tail };
  } catch (error) {
    end({ exitCode: null, tail: String(error) });
    throw error;
  }
}

function keepTail(stderr: Readable | null): { read: () => string; ended: Promise<void> } {
  let kept = Buffer.alloc(0);
  stderr?.on('data', (chunk: Buffer) => {
    // subarray of a fresh concat, copied once more by the next one: never a view that pins a large chunk for long.
    kept = Buffer.concat([kept, chunk]).subarray(-TAIL_BYTES);
  });
  const ended = new Promise<void>((resolve) => {
    if (stderr) stderr.once('close', resolve);
    else resolve();
  });
  return { read: () => kept.toString('utf8'), ended };
}

async function collect(running: RunningFfmpeg, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of running.stdout as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      running.kill();
      throw new WorkbenchError(
        'ffmpeg-failed',
        `A program printed more than ${maxBytes} bytes and was stopped.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readProgress(pipe: Readable | undefined, onProgress: (progress: FfmpegProgress) => void): void {
  const parse = createProgressParser();
  pipe?.setEncoding('utf8').on('data', (chunk: string) => {
    for (const progress of parse(chunk)) onProgress(progress);
  });
}

function startClock(limitMillis: number | undefined, running: RunningFfmpeg) {
  let isOver = false;
  const stop = (): void => {
    isOver = true;
    running.kill();
  };
  const timer = limitMillis === undefined ? undefined : setTimeout(stop, limitMillis);
  return { isOver: () => isOver, stop: () => clearTimeout(timer) };
}

function errorFromClock(purpose: string, limitMillis: number): WorkbenchError {
  const detail = `While ${purpose} there was no answer within ${Math.round(limitMillis / 1000)} seconds.`;
  return new WorkbenchError('ffmpeg-failed', detail, 'The disk may be slow or the file damaged; try again.');
}

function lowerPriority(pid: number): void {
  try {
    os.setPriority(pid, LOW_PRIORITY);
  } catch {
    // It has ended already, or the system does not let us: it then runs at the usual priority.
  }
}
