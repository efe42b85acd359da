/**
 * `npx tsx scripts/judgeCadence.ts [FIRST-LAST] [FOLDER]`: draws random clips of known cadence (one per seed), analyses them, and prints what was taken for what.
 *
 * Never part of the tests: it is for judging the method on clips that nobody has looked at. A folder keeps the clips for the next run.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Analysis } from '../model/analysis';
import { analyseClip } from '../native-pipeline/analysis/analyse';
import { createCatalog } from '../native-pipeline/clips/catalog';
import { findTools } from '../native-pipeline/ffmpeg/tools';
import { inventClip } from '../tests/helpers/inventedClips';
import { type Counts, judge, sumCounts, type Verdict } from '../tests/helpers/judgedCadence';
import { type FrameTruth, type MadeClip, makeClip } from '../tests/helpers/madeCadence';

const [range = '1-8', kept] = process.argv.slice(2);
const [first = 1, last = first] = range.split('-').map(Number);
const folder = kept ?? (await mkdtemp(path.join(os.tmpdir(), 'judge-')));
await mkdir(folder, { recursive: true });
const tools = await findTools();
const catalog = createCatalog(tools);
const table = new Map<string, Map<string, number>>();
const counted: Counts[] = [];

for (let seed = first; seed <= last; seed++) {
  const made = inventClip(seed);
  const { file, truth } = await keptClip(seed, made);
  const open = await catalog.open(file);
  await open.whenIndexed;
  const task = { signal: new AbortController().signal, onProgress: () => {} };
  const analysis = await analyseClip(open, tools, null, task);
  open.close();
  tell(seed, made, analysis, judge(analysis, truth, made.order));
}
catalog.close();
if (!kept) await rm(folder, { recursive: true, force: true });
printTable();

async function keptClip(seed: number, made: MadeClip): Promise<{ file: string; truth: FrameTruth[] }> {
  const file = path.join(folder, `${seed}.mkv`);
  const list = path.join(folder, `${seed}.json`);
  if (existsSync(list)) return { file, truth: JSON.parse(await readFile(list, 'utf8')) as FrameTruth[] };
  const truth = await makeClip(tools.ffmpeg.path, file, made);
  await writeFile(list, JSON.stringify(truth));
  return { file, truth };
}

function tell(seed: number, made: MadeClip, analysis: Analysis, verdict: Verdict): void {
  counted.push(verdict.counts);
  for (const { truth, found } of verdict.frames) {
    const row = table.get(truth) ?? new Map<string, number>();
    row.set(found, (row.get(found) ?? 0) + 1);
    table.set(truth, row);
  }
  const { moving, right } = verdict.counts;
  const mark = right === moving && verdict.complaints.length === 0 ? ' ' : '*';
  const coding = made.coding?.includes('2M') ? '2M' : made.coding?.includes('ffv1') ? 'ffv1' : '6M';
  console.log(
    `${mark} ${seed} ${made.rate} ${made.order} ${coding} noise ${made.noise ?? 0}: ${right}/${moving}`,
  );
  for (const complaint of verdict.complaints) console.log(`      ${complaint}`);
  if (mark === '*') {
    for (const s of analysis.sections) {
      console.log(
        `      found ${s.from}-${s.to} ${s.cadence} ${s.pulldown ?? ''} ${s.phase ?? ''} ${s.fieldOrder ?? ''} ${s.margin?.toFixed(0)}`,
      );
    }
  }
}

function printTable(): void {
  const columns = [...new Set([...table.values()].flatMap((row) => [...row.keys()]))].sort();
  console.log(['truth \\ found', ...columns].join(' | '));
  for (const [truth, row] of [...table].sort()) {
    console.log(
      [
        truth.padEnd(20),
        ...columns.map((column) => String(row.get(column) ?? 0).padStart(column.length)),
      ].join(' | '),
    );
  }
  const total = sumCounts(counted);
  console.log(total, `${((100 * total.right) / total.moving).toFixed(2)} %`);
}
