/**
 * Tells whether a process that a file on disk names is still that process: numbers are given again to others, most of all after a restart.
 *
 * For what a crash has left running. Children that are ours are in processes.ts.
 */
import { readFile } from 'node:fs/promises';
import os from 'node:os';

/** A process as it can be written down and recognised later. */
export interface ProcessMark {
  pid: number;
  /** Which of all processes that ever had this number. */
  stamp: string;
}

/** Null where there is none of this number (any more). */
export async function markProcess(pid: number): Promise<ProcessMark | null> {
  if (!isAlive(pid)) return null;
  const stamp = process.platform === 'linux' ? await readLinuxStamp(pid) : bootStamp();
  return stamp === null ? null : { pid, stamp };
}

export async function isSameProcess(mark: ProcessMark): Promise<boolean> {
  const now = await markProcess(mark.pid);
  return now !== null && isSameStamp(now.stamp, mark.stamp);
}

/** Kills it if it is still the one that was meant, and waits until it is gone (two seconds at most). True where it had been alive. */
export async function endProcess(mark: ProcessMark): Promise<boolean> {
  if (!(await isSameProcess(mark))) return false;
  try {
    // Also ends one that was halted.
    process.kill(mark.pid, 'SIGKILL');
  } catch {
    return false;
  }
  for (let waited = 0; waited < 2000 && (await isSameProcess(mark)); waited += 20) {
    await new Promise((wake) => setTimeout(wake, 20));
  }
  return true;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's: it is there, but not ours to signal.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The start's id and the moment the process began, in clock ticks since then (proc(5), field 22). Null for one that has ended unburied. */
async function readLinuxStamp(pid: number): Promise<string | null> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The name stands in parentheses and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : `${boot.trim()} ${fields[19]}`;
  } catch {
    return null;
  }
}

/** Elsewhere only a restart of the machine is told apart; within one, a number given again is rare. */
function bootStamp(): string {
  return `boot ${Math.round(Date.now() / 1000 - os.uptime())}`;
}

/** The time of the machine's start is a difference of two clocks, which one may have set. */
function isSameStamp(one: string, other: string): boolean {
  const [a, b] = [one, other].map((stamp) => /^boot (\d+)$/.exec(stamp)?.[1]);
  return a && b ? Math.abs(Number(a) - Number(b)) < 60 : one === other;
}
