/**
 * Starts ffmpeg and ffprobe: with command.ts, through which fluent-ffmpeg starts file-to-file jobs, the only place that starts processes.
 *
 * What fails is translated into a WorkbenchError. What a command does is decided by its caller.
 */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { WorkbenchError } from '../../model/errors';
import type { Halt } from '../../model/job';
import type { Command, FfmpegArgs } from './command';
import { errorFromFailure, hasLeftExisting, hasLeftUnfinished } from './failure';
import { shelveGraphs } from './longGraphs';
import { takeOutlet } from './outlets';
import { createProgressParser, type FfmpegProgress } from './progress';
import { type RunningFfmpeg, supervise } from './supervise';
import type { Tools } from './tools';

export { listCommands, onCommand } from './commandLog';
export { countProcesses, endAll, killAll } from './processes';
export type { FfmpegProgress } from './progress';
export type { ProcessEnd, RunningFfmpeg } from './supervise';

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
  /** True where stdout is a great deal of bytes that are only ever read by `readBytes`. */
  isRaw?: boolean;
}

export interface RunOptions {
  purpose: string;
  signal?: AbortSignal;
  lowPriority?: boolean;
  /** True for a command that writes a file. */
  writesFile?: boolean;
  /** False where an unfinished file is thrown away: then a cancelled command is killed at once. Default: as `writesFile`. */
  isPolite?: boolean;
  /** The file that is opened for the first time: errors then say what it is, and name it. */
  opens?: string;
  onProgress?: (progress: FfmpegProgress) => void;
  /** Hears the number of the process as soon as it runs. */
  onStart?: (pid: number) => void;
  /** Halts the process where it stands while it is on. Without effect on Windows. */
  halt?: Halt;
  /** Bytes of stdout that are kept at most; more ends the process. Default 64 MB. */
  maxBytes?: number;
  /** Time limit; the process is killed when it takes longer. */
  limitMillis?: number;
}

const PROGRESS_PERIOD = ['-stats_period', '0.5'];
/**
 * Static builds of glibc crash when they load the system's character converters, as @ffprobe-installer's ffprobe does on every transport stream.
 * A set GCONV_PATH makes them leave the system's cache alone; dynamic builds find their converters as before.
 */
const CHILD_ENVIRONMENT = { GCONV_PATH: '', ...process.env };

/** Starts ffmpeg and hands out its pipes. The caller reads `stdout` (an unread pipe stops ffmpeg) and looks at `exit`. */
export function startFfmpeg(
  tools: Pick<Tools, 'ffmpeg'>,
  args: FfmpegArgs,
  options: StartOptions,
): RunningFfmpeg {
  const shelved = shelveGraphs(args, tools.ffmpeg.version);
  const running = startProgram(tools.ffmpeg.path, shelved.args, options);
  running.exit.then(shelved.discard, shelved.discard);
  return running;
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

/**
 * Runs a command that reads and writes files, as renders do, to its end. Throws as runFfmpeg does; when `signal` fires it gets five seconds to
 * close its file, unless `isPolite` is false.
 */
export async function runCommand(
  tools: Pick<Tools, 'ffmpeg'>,
  command: Command,
  options: Omit<RunOptions, 'maxBytes' | 'writesFile'>,
): Promise<{ tail: string }> {
  const { purpose, signal, lowPriority, onProgress, isPolite = true } = options;
  assertWanted(signal, purpose);
  const program = tools.ffmpeg.path;
  const words = onProgress ? [...PROGRESS_PERIOD, '-progress', 'pipe:1'] : [];
  const shelved = shelveGraphs([...words, ...command.args()], tools.ffmpeg.version);
  try {
    const running = await command.start({ program, args: shelved.args, env: CHILD_ENVIRONMENT }, (child) =>
      supervise(child, { program, args: shelved.args, purpose, signal, lowPriority, isPolite }),
    );
    if (onProgress) readProgress(running.stdout, onProgress);
    if (running.pid !== null) options.onStart?.(running.pid);
    const release = followHalt(running, options.halt);
    return { tail: await judged(running, { ...options, writesFile: true }).finally(release) };
  } finally {
    shelved.discard();
  }
}

function followHalt(running: RunningFfmpeg, halt: Halt | undefined): () => void {
  if (halt?.isOn) running.pause();
  return halt?.subscribe((isOn) => (isOn ? running.pause() : running.resume())) ?? (() => {});
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

/** Runs any of the found programs. Beside this file only tools.ts and capabilities.ts need it: they ask programs what they are. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<{ stdout: Buffer; tail: string }> {
  const { purpose, signal, lowPriority, onProgress, writesFile } = options;
  const words = onProgress ? [...PROGRESS_PERIOD, '-progress', 'pipe:3', ...args] : args;
  const running = startProgram(program, words, {
    purpose,
    stdin: 'none',
    extraPipes: onProgress ? 1 : 0,
    signal,
    lowPriority,
    isPolite: writesFile,
  });
  if (onProgress) readProgress(running.extra[0], onProgress);
  const collected = collect(running, options.maxBytes ?? 64 << 20);
  const [tail, stdout] = await Promise.all([judged(running, options), collected]);
  return { stdout, tail };
}

function startProgram(program: string, args: readonly string[], options: StartOptions): RunningFfmpeg {
  const { purpose, stdin, extraPipes = 0, signal } = options;
  assertWanted(signal, purpose);
  const pipes = Array.from({ length: extraPipes }, () => 'pipe' as const);
  const outlet = options.isRaw ? takeOutlet() : null;
  const child = spawn(program, args, {
    stdio: ['pipe', outlet?.childEnd ?? 'pipe', 'pipe', ...pipes],
    windowsHide: true,
    env: CHILD_ENVIRONMENT,
  });
  // The child has it now; ours would keep the other end from ever seeing the end.
  outlet?.childEnd.destroy();
  const running = supervise(child, { program, args, ...options, outlet });
  // A command that may be stopped politely listens for keys.
  if (stdin === 'none' && !options.isPolite) running.stdin.end();
  return running;
}

function assertWanted(signal: AbortSignal | undefined, purpose: string): void {
  if (signal?.aborted) throw new WorkbenchError('cancelled', `Cancelled before ${purpose}.`);
}

/** Waits for the end, throws where it was a bad one, and returns the tail of stderr. */
async function judged(running: RunningFfmpeg, options: RunOptions): Promise<string> {
  const { purpose, signal, limitMillis, writesFile = false, opens } = options;
  const clock = startClock(limitMillis, running);
  try {
    const { code, signal: endedBy, tail } = await running.exit;
    if (signal?.aborted) throw new WorkbenchError('cancelled', `Cancelled while ${purpose}.`);
    if (clock.isOver()) throw errorFromClock(purpose, limitMillis ?? 0);
    const hasFailed = writesFile && (hasLeftExisting(tail) || hasLeftUnfinished(tail));
    if (code !== 0 || hasFailed)
      throw errorFromFailure({ exitCode: code, endedBy, tail, purpose, writesFile, opens });
    return tail;
  } finally {
    clock.stop();
  }
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
  const decoder = new TextDecoder();
  pipe?.on('data', (chunk: Buffer) => {
    for (const progress of parse(decoder.decode(chunk, { stream: true }))) onProgress(progress);
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
