/**
 * The children that are alive now, so that none outlives us.
 *
 * run.ts registers every process it starts. On our own exit they are killed at once; asked politely before, a render gets time to close its file.
 */
import type { ChildProcess } from 'node:child_process';

/** How long a process may take to end by itself after SIGTERM before it is killed. */
const GRACE_MILLIS = 5000;

const alive = new Set<ChildProcess>();
let isHooked = false;

/** Remembers a child until it has ended. */
export function registerProcess(child: ChildProcess): void {
  if (!isHooked) hookOurEnd();
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  child.once('error', () => alive.delete(child));
}

function hookOurEnd(): void {
  isHooked = true;
  process.on('exit', killAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endWith);
}

/** A signal that nobody else handles ends us without an 'exit' event; one that somebody handles is theirs to answer. */
function endWith(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killAll();
  process.removeListener(signal, endWith);
  process.kill(process.pid, signal);
}

/** Kills every child at once. For the end of the program; safe to call at any time, also from an exit handler. */
export function killAll(): void {
  for (const child of alive) child.kill('SIGKILL');
  alive.clear();
}

/** Kills every child and waits until they are gone: what they had open can be removed then. A minute-long death (a lost network drive) is not waited for. */
export async function endAll(): Promise<void> {
  const gone = [...alive].map(
    (child) => new Promise((resolve) => child.once('exit', resolve).once('error', resolve)),
  );
  killAll();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, GRACE_MILLIS);
  });
  await Promise.race([Promise.all(gone), late]);
  clearTimeout(timer);
}

/** How many children are alive. */
export function countProcesses(): number {
  return alive.size;
}

/** Ends a child: politely where it has a file to close (`isPolite`), else at once. */
export function stopProcess(child: ChildProcess, isPolite: boolean): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (!isPolite) {
    child.kill('SIGKILL');
    return;
  }
  // Windows knows no SIGTERM: there a kill is always at once, so ffmpeg gets the key it listens for.
  if (process.platform === 'win32') child.stdin?.write('q');
  else {
    child.kill('SIGTERM');
    // One that is halted hears nothing before it goes on.
    child.kill('SIGCONT');
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MILLIS);
  timer.unref();
  child.once('exit', () => clearTimeout(timer));
}
