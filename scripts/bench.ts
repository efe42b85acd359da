/**
 * `npm run bench [-- NAME…]`: every speed goal as a ratio, measured side by side in one run; a table on stdout, JSON in tests/out/bench.json.
 *
 * Never part of the tests: a busy machine must not fail a build.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { benchCadence } from './bench/cadence';
import { benchFrames } from './bench/frames';
import { benchMemory } from './bench/memory';
import { benchRender } from './bench/render';
import type { Row } from './bench/rows';
import { benchViewer } from './bench/viewer';

const BENCHES: Record<string, () => Promise<Row[]>> = {
  frames: benchFrames,
  memory: benchMemory,
  render: benchRender,
  viewer: benchViewer,
  cadence: benchCadence,
};

const wanted = process.argv.slice(2);
const rows: Row[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`measuring ${name}…\n`);
  rows.push(...(await bench()));
}
process.stdout.write(`${formatTable(rows)}\n`);
await writeReport(rows);
process.exitCode = rows.some(({ passes }) => passes === false) ? 1 : 0;

function formatTable(all: readonly Row[]): string {
  const cells = all.map(({ work, goal, ratio, passes, ours, reference, note }) => [
    work,
    goal,
    ratio === null ? '—' : ratio.toFixed(3),
    passes === null ? 'not told' : passes ? 'yes' : 'NO',
    ours,
    reference,
    note,
  ]);
  const head = ['work', 'goal', 'ratio', 'reached', 'ours', 'reference', 'note'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), ...cells.map(line)].join('\n');
}

async function writeReport(all: readonly Row[]): Promise<void> {
  const folder = path.resolve(import.meta.dirname, '../tests/out');
  await mkdir(folder, { recursive: true });
  const machine = {
    cpus: os.cpus().length,
    model: os.cpus()[0]?.model ?? '',
    load: os.loadavg(),
    node: process.version,
  };
  await writeFile(
    path.join(folder, 'bench.json'),
    JSON.stringify({ at: new Date().toISOString(), machine, rows: all }, null, 2),
  );
}
