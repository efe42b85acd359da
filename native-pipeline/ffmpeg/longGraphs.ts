/**
 * Filter graphs too long for a command line travel in a file: Linux takes 128 KB in one word, Windows 32 KB in all.
 *
 * Builds from 7 on read any option's value from a file (`-/filter:v`), older ones have an option of their own for it (doc/ffmpeg.texi).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FfmpegArgs } from './command';

export interface Shelved {
  args: string[];
  /** Removes the files, once the program has ended. */
  discard(): void;
}

const LONGEST = 12_000;
const OPTIONS: Record<string, { old: string; now: string }> = {
  '-vf': { old: '-filter_script:v', now: '-/filter:v' },
  '-filter_complex': { old: '-filter_complex_script', now: '-/filter_complex' },
};

/** `version` as the build tells it: "5.1.9-0+deb1", "n7.0-7-gd38b"; what counts no versions is taken for a new one. */
export function shelveGraphs(args: FfmpegArgs, version: string): Shelved {
  const isLong = (i: number): boolean =>
    OPTIONS[args[i] ?? ''] !== undefined && (args[i + 1]?.length ?? 0) > LONGEST;
  if (!args.some((_, i) => isLong(i))) return { args: [...args], discard: () => {} };
  const folder = mkdtempSync(path.join(os.tmpdir(), 'remaster-graph-'));
  const isOld = Number(/^n?(\d+)\./.exec(version)?.[1] ?? 99) < 7;
  const words = [...args];
  args.forEach((word, i) => {
    const option = OPTIONS[word];
    if (!option || !isLong(i)) return;
    const file = path.join(folder, `${i}.txt`);
    writeFileSync(file, args[i + 1] ?? '');
    words.splice(i, 2, isOld ? option.old : option.now, file);
  });
  return { args: words, discard: () => rmSync(folder, { recursive: true, force: true }) };
}
