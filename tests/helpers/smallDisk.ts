/** A disk of 200 kB to be filled up, where this machine lets us mount one (Linux, as root). */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Null, and a line that says so, where nothing can be mounted. Unmount it before its folder is removed. */
export function mountSmallDisk(folder: string): { unmount(): void } | null {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    console.warn('not tested: a full disk (this machine lets us mount none)');
    return null;
  }
  return { unmount: () => void execFileSync('umount', [folder]) };
}
