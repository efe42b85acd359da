/**
 * Draws the samples: `npx tsx scripts/makeSamples.ts [--only NAME]`, with the ffmpeg of FFMPEG_PATH or of the PATH.
 *
 * Everything is made here, from seeds and test patterns: nothing is found, so nobody else has rights in it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeStation } from './samples/stationFiles';
import { pairTruth } from './samples/stationTruth';
import { makeTinyFiles } from './samples/tinyFiles';
import type { SampleTruth } from './samples/truth';

const samples = fileURLToPath(new URL('../samples', import.meta.url));
const truthPath = join(samples, 'truth.json');

await makeSamples(readOnly(process.argv.slice(2)));

async function makeSamples(only: string): Promise<void> {
  mkdirSync(samples, { recursive: true });
  const tiny = makeTinyFiles(samples, only);
  const isStationWanted = ['station-hd.mp4', 'station-sd.mpg'].some((name) => name.includes(only));
  writeTruth([...tiny, ...(isStationWanted ? await makeStation(samples) : [])]);
}

function readOnly(args: string[]): string {
  const at = args.indexOf('--only');
  return at < 0 ? '' : (args[at + 1] ?? '');
}

/** Replaces the entries made in this run and leaves the others, so that `--only` does not forget anything. */
function writeTruth(made: SampleTruth[]): void {
  const before: SampleTruth[] = existsSync(truthPath)
    ? JSON.parse(readFileSync(truthPath, 'utf8')).samples
    : [];
  const kept = before.filter((old) => !made.some(({ path }) => path === old.path));
  const all = [...kept, ...made].sort((a, b) => (a.path < b.path ? -1 : 1));
  // One sample, or one run of numbers, a line: differences stay readable.
  const text = JSON.stringify({ samples: all, pairs: [pairTruth()] }, null, 1);
  writeFileSync(truthPath, `${text.replace(/\[[\s\d.,]+\]/g, (numbers) => numbers.replace(/\s+/g, ' '))}\n`);
}
