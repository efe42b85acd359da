/** What memory grows with: an opened clip against a short one, an analysis with every frame. Each is measured in a process of its own. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Build, rowsOfBuilds } from './builds';
import type { BenchClips } from './clips';
import { createRow, median, type Row } from './rows';

/** What analysisMemory.ts prints. */
export interface HeldMemory {
  /** Bytes that stayed after a collection of garbage, by the number of frames looked at until then. */
  held: { frame: number; bytes: number }[];
  /** The most resident memory there was, in bytes. */
  highest: number;
}

/** A minute: until then code is still being compiled. */
const WARM_FRAMES = 1800;

export function benchMemory(): Promise<Row[]> {
  return rowsOfBuilds(async (build, clips) => [
    await benchIndex(build, clips),
    await benchAnalysis(build, clips),
  ]);
}

async function benchIndex(build: Build, clips: BenchClips): Promise<Row> {
  const measure = (secs: number) =>
    measureIn<{ bytes: number; frames: number }>('indexMemory.ts', build, clips.program(secs));
  const [short, long] = [await measure(10), await measure(3600)];
  const measured = {
    ours: (long.bytes - 32 * long.frames) / 2 ** 20,
    reference: short.bytes / 2 ** 20,
    unit: 'MiB',
    note: `resident after indexing, less 32 bytes for each of ${long.frames} frames`,
  };
  return createRow('engine memory, 1 hour', { atMost: 1.1, of: 'that of 10 seconds' }, measured);
}

/** Not the resident memory: when garbage is collected moves it by more than a quarter of an hour of frames may. */
async function benchAnalysis(build: Build, clips: BenchClips): Promise<Row> {
  const { held, highest } = await measureIn<HeldMemory>('analysisMemory.ts', build, clips.program(900));
  const warm = held.filter(({ frame }) => frame >= WARM_FRAMES);
  const [first, last] = [warm[0]?.frame ?? 0, warm.at(-1)?.frame ?? 0];
  const measured = {
    ours: slopeOf(warm),
    reference: 100,
    unit: 'bytes a frame',
    note: [
      'growth of heap and external memory left after a collection, while frames are looked at:',
      `median slope of ${warm.length} places from frame ${first} to ${last};`,
      `highest resident memory until the end ${(highest / 2 ** 20).toFixed(0)} MiB`,
    ].join(' '),
  };
  return createRow('analysis memory', { atMost: 1, of: '100 bytes a frame' }, measured);
}

/** Bytes a frame: the median of the slopes between any two places (Theil–Sen), which single outliers do not move. */
function slopeOf(held: HeldMemory['held']): number {
  const slopes = held.flatMap((to, n) =>
    held.slice(0, n).map((from) => (to.bytes - from.bytes) / (to.frame - from.frame)),
  );
  return median(slopes);
}

async function measureIn<Found>(script: string, build: Build, file: string): Promise<Found> {
  const program = path.join(import.meta.dirname, script);
  const args = ['--expose-gc', '--import', 'tsx', program, build.path, file];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Found;
}
