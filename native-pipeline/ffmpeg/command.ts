/**
 * Builds ffmpeg commands. The only file that knows fluent-ffmpeg.
 *
 * Options are given as separate words and stay separate: fluent splits a lone word holding one space, and asks the build about formats in a
 * way ffmpeg 7 answers differently, so format names are plain options here. What comes out is the argument list; run.ts starts it.
 */
import fluent from 'fluent-ffmpeg';
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
  args(): FfmpegArgs;
}

/** fluent's own list builder: not in its types, stable since 2014 (lib/processor.js). */
interface Built extends fluent.FfmpegCommand {
  _getArguments(): string[];
}

export function createCommand(): Command {
  const built = fluent() as Built;
  let isOverwriting = false;
  const addInput = (url: string, options: readonly string[]): Command => {
    addOptions(
      (...words) => built.inputOptions(...words),
      () => built.input(url),
      options,
    );
    return command;
  };
  const addOutput = (url: string, options: readonly string[]): Command => {
    addOptions(
      (...words) => built.outputOptions(...words),
      () => built.output(url),
      options,
    );
    return command;
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
    fileOutput: (path, options, mayReplace = false) => {
      isOverwriting ||= mayReplace;
      return addOutput(fileUrl(path), options);
    },
    args: () => [...globalOptions(isOverwriting), ...built._getArguments()],
  };
  return command;
}

/** fluent takes a single word apart at its space, but leaves several words alone. */
function addOptions(
  add: (...words: string[]) => unknown,
  open: () => unknown,
  options: readonly string[],
): void {
  open();
  const [first] = options;
  if (first === undefined) return;
  if (options.length === 1 && first.includes(' ')) throw new Error(`one option per word: "${first}"`);
  add(...options);
}

// fluent writes no -y for urls with a protocol, so what happens to an existing file is said here and only here.
function globalOptions(isOverwriting: boolean): string[] {
  return ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', isOverwriting ? '-y' : '-n'];
}
