/**
 * Builds ffmpeg commands, and has fluent-ffmpeg run those that write files. The only file that knows fluent-ffmpeg.
 *
 * Options are given as separate words and stay separate: fluent splits a lone word that holds one space. It also asks the build about formats in a
 * way that ffmpeg 7 answers differently (it then refuses lavfi), so those checks are left out: capabilities.ts knows better.
 */
import type { ChildProcess } from 'node:child_process';
import fluent from 'fluent-ffmpeg';
import { deviceOptions } from './placebo';
import { fileUrl, type Input } from './source';

/** A finished argument list, without the program. */
export type FfmpegArgs = readonly string[];

export interface Command {
  /** A file, as sourceInput() gives it. */
  input(input: Input): Command;
  /** Bytes that come in through a descriptor: 0 is stdin, 3 and up are extra pipes. */
  pipeInput(descriptor: number, options: readonly string[]): Command;
  /** Generated pictures: a graph without inputs (tests, patterns). */
  graphInput(graph: string, options?: readonly string[]): Command;
  /** A graph over several inputs; its outputs are mapped by their labels. */
  graph(graph: string): Command;
  /** Bytes that go out through a descriptor: 1 is stdout, 3 and up are extra pipes. */
  pipeOutput(descriptor: number, options: readonly string[]): Command;
  /** A file that must not exist yet, unless `isOverwriting`. */
  fileOutput(path: string, options: readonly string[], isOverwriting?: boolean): Command;
  /** What is read on the way and thrown away. */
  nullOutput(options: readonly string[]): Command;
  args(): FfmpegArgs;
  /** Starts it; `take` gets the process in the same tick. For run.ts only, which supervises it. */
  start<Running>(how: HowToStart, take: TakeProcess<Running>): Promise<Running>;
}

export interface HowToStart {
  program: string;
  /** What `args()` gives, and what run.ts makes of it. */
  args: FfmpegArgs;
  env: NodeJS.ProcessEnv;
}

type TakeProcess<Running> = (child: ChildProcess) => Running;
interface Lines {
  get(): string;
}
type EndCallback = (error: Error | null, out?: Lines, err?: Lines) => void;
type Callback<Value> = (error: Error | null, value?: Value) => void;

/** fluent's inner methods, which are not in its types; the same since 2014 (lib/processor.js, lib/capabilities.js). */
interface Built extends fluent.FfmpegCommand {
  ffmpegProc?: ChildProcess;
  _getArguments(): string[];
  _getFfmpegPath(callback: Callback<string>): void;
  _checkCapabilities(callback: Callback<never>): void;
  _spawnFfmpeg(args: string[], options: object, onProcess: unknown, onEnd: EndCallback): void;
}

export function createCommand(): Command {
  const built = fluent() as Built;
  // Reading no keys makes ffmpeg 7.0 deaf to SIGTERM; a command that writes a file must hear it.
  let ending = ['-nostdin'];
  const addInput = (url: string, options: readonly string[]): Command => {
    built.input(url);
    addOptions((...words) => built.inputOptions(...words), options);
    return command;
  };
  const addOutput = (url: string, options: readonly string[]): Command => {
    built.output(url);
    addOptions((...words) => built.outputOptions(...words), options);
    return command;
  };
  const args = (): string[] => {
    const words = built._getArguments();
    return [...GLOBAL_OPTIONS, ...deviceOptions(words), ...ending, ...words];
  };
  const command: Command = {
    input: ({ url, options }) => addInput(url, options),
    pipeInput: (descriptor, options) =>
      addInput(`pipe:${descriptor}`, [...options, '-protocol_whitelist', 'pipe']),
    graphInput: (graph, options = []) => addInput(graph, ['-f', 'lavfi', ...options]),
    graph: (graph) => {
      built.complexFilter(graph);
      return command;
    },
    pipeOutput: (descriptor, options) => addOutput(`pipe:${descriptor}`, options),
    fileOutput: (path, options, isOverwriting = false) => {
      // fluent writes no -y for urls with a protocol, so what happens to an existing file is said here and only here.
      ending = [isOverwriting ? '-y' : '-n'];
      return addOutput(fileUrl(path), options);
    },
    // Nothing is opened; a name without a protocol would make fluent write -y.
    nullOutput: (options) => addOutput('pipe:1', [...options, '-f', 'null']),
    args,
    start: (how, take) => runByFluent(built, how, take),
  };
  return command;
}

const GLOBAL_OPTIONS = ['-hide_banner', '-nostats', '-loglevel', 'error'];

function addOptions(add: (...words: string[]) => unknown, options: readonly string[]): void {
  const [first] = options;
  if (first === undefined) return;
  if (options.length === 1 && first.includes(' ')) throw new Error(`one option per word: "${first}"`);
  add(...options);
}

const NO_LINES: Lines = { get: () => '' };
/** Its types want an Error even where there is none; its code looks for null. */
const NO_ERROR = null as unknown as Error;

function runByFluent<Running>(
  built: Built,
  { program, args, env }: HowToStart,
  take: TakeProcess<Running>,
): Promise<Running> {
  // fluent remembers one ffmpeg for the whole process, and looks for it by itself; ours is found by tools.ts and may differ from run to run.
  built._getFfmpegPath = (callback) => callback(null, program);
  built._checkCapabilities = (callback) => callback(null);
  built.availableEncoders = (callback) => callback(NO_ERROR, {});
  built._getArguments = () => [...args];
  const spawn = built._spawnFfmpeg.bind(built);
  built._spawnFfmpeg = (words, options, onProcess, onEnd) => {
    // Where the program is missing, fluent reads from buffers that were never made.
    const onSafeEnd: EndCallback = (error, out = NO_LINES, err = NO_LINES) => onEnd(error, out, err);
    spawn(words, { ...options, env }, onProcess, onSafeEnd);
  };
  return new Promise((resolve, reject) => {
    built.on('start', () => {
      if (built.ffmpegProc) resolve(take(built.ffmpegProc));
    });
    // After the start this says what the exit code says too; before it, nothing was started.
    built.on('error', (error: Error) => reject(error));
    built.run();
  });
}
