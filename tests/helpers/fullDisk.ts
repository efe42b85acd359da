/**
 * An ffmpeg that meets a full disk while it ends one of the segments of a render, as ffmpeg leaves them then: the segment has no end, and is listed all
 * the same. For machines that let nobody mount a small disk.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface FullDisk {
  /** The segment that finds no room, from 0. */
  segment: number;
  /** 0: as ffmpeg 5.1 ends where only the end of the last file found no room. */
  code: number;
}

/** Path of the program: it runs the true one, and spoils the result. Not for Windows. */
export function fullDiskFfmpeg(build: { path: string }, folder: string, { segment, code }: FullDisk): string {
  const name = path.join(folder, `full-disk-${segment}-${code}`);
  writeFileSync(`${name}.mjs`, script(build.path, segment, code));
  writeFileSync(name, `#!/bin/sh\nexec '${process.execPath}' '${name}.mjs' "$@"\n`);
  chmodSync(name, 0o755);
  return name;
}

function script(ffmpeg: string, segment: number, code: number): string {
  return `
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
const words = process.argv.slice(2);
const at = words.indexOf('-segment_list') + 1;
if (at === 0) process.exit(spawnSync(${JSON.stringify(ffmpeg)}, words, { stdio: 'inherit' }).status);
const list = words[at].replace(/^file:/, '');
// Nobody looks before it is as it is to be.
words[at] = 'file:' + list + '.new';
spawnSync(${JSON.stringify(ffmpeg)}, words, { stdio: ['ignore', 'inherit', 'inherit'] });
const lines = readFileSync(list + '.new', 'utf8').trim().split('\\n');
const [bad, ...behind] = lines.slice(${segment}).map((line) => path.join(path.dirname(list), path.basename(line.split(',')[0])));
truncateSync(bad, Math.floor(statSync(bad).size * 0.9));
for (const file of behind) rmSync(file);
writeFileSync(list, lines.slice(0, ${segment + 1}).join('\\n') + '\\n');
console.error("[segment @ 0x1] Failure occurred when ending segment '" + bad + "'");
console.error('Error writing trailer of ' + bad + ': No space left on device');
process.exit(${code});
`;
}
