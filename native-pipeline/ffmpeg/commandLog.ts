/**
 * The list of recent ffmpeg commands, for the panel that shows them and for reports.
 *
 * Kept in memory only. Lines are quoted so that they can be pasted into a POSIX shell.
 */
import type { RanCommand } from '../../model/job';

const KEPT = 200;

type Listener = (command: RanCommand) => void;

const commands: RanCommand[] = [];
const listeners = new Set<Listener>();
let lastId = 0;

export interface CommandEnd {
  exitCode: number | null;
  tail: string;
}

/** Notes a started command; call the returned function once when it has ended. */
export function logCommand(
  program: string,
  args: readonly string[],
  purpose: string,
): (end: CommandEnd) => void {
  const started = performance.now();
  const command: RanCommand = {
    id: ++lastId,
    line: formatCommandLine([program, ...args]),
    purpose,
    startedAt: new Date().toISOString(),
    millis: null,
    exitCode: null,
    tail: '',
  };
  commands.push(command);
  if (commands.length > KEPT) commands.shift();
  tell(command);
  return ({ exitCode, tail }) => {
    command.millis = Math.round(performance.now() - started);
    command.exitCode = exitCode;
    command.tail = exitCode === 0 ? '' : tail;
    tell(command);
  };
}

/** Copies, oldest first, at most 200. */
export function listCommands(): RanCommand[] {
  return commands.map((command) => ({ ...command }));
}

/** Called when a command starts and again when it ends. Returns the function that stops listening. */
export function onCommand(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function formatCommandLine(words: readonly string[]): string {
  return words.map(quote).join(' ');
}

function tell(command: RanCommand): void {
  for (const listener of listeners) listener({ ...command });
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
