/**
 * The price of rendering through the door: CPU time of the whole render against the same ffmpeg command run bare.
 *
 * CPU time, because on a shared machine the wall time of a bare command against itself varies by a factor of two (docs/decisions). Linux only:
 * the time of ended children is read from /proc.
 */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { PRESETS } from '../../model/presets';
import { createPlace, SAMPLES } from '../../tests/helpers/place';
import { createRow, median, type Row } from './rows';

const ROUNDS = 3;

export async function benchRender(): Promise<Row[]> {
  if (process.platform !== 'linux') return [notTold('CPU time of children is only read on Linux')];
  const place = await createPlace();
  try {
    const clip = await place.client.openClip({ path: path.join(SAMPLES, 'station-sd.mpg') });
    await place.client.settleClip({ clipId: clip.id });
    const recipe = PRESETS.find(({ id }) => id === 'dvd-film') ?? null;
    const out = path.join(place.folder, 'bench.mkv');
    const render = async () => {
      const job = await place.client.startRender({
        clipId: clip.id,
        recipe,
        codec: 'ffv1',
        out,
        isOverwriting: true,
      });
      await waitFor(async () =>
        (await place.client.listJobs({})).some(({ id, state }) => id === job.id && isOver(state)),
      );
    };
    const [ours, bare]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await cpuSecsOf(render));
      const line = await bareLine(place, path.join(place.folder, `bare${round}.mkv`));
      bare.push(await cpuSecsOf(() => runShell(line)));
      await rm(out, { force: true });
    }
    const note = `dvd-film to FFV1, ${clip.frames} source frames, medians of ${ROUNDS}`;
    const measured = { ours: median(ours), reference: median(bare), unit: 's CPU', note };
    return [
      createRow('render of a recipe, CPU time', { atMost: 1.03, of: 'the bare ffmpeg command' }, measured),
    ];
  } finally {
    await place.close();
  }
}

/** The command that the render just ran, without what only we need: its progress, and under another name. */
async function bareLine(place: Awaited<ReturnType<typeof createPlace>>, out: string): Promise<string> {
  const command = (await place.client.listCommands({})).findLast(({ purpose }) => /render/i.test(purpose));
  if (!command) throw new Error('The render did not show up among the commands.');
  const line = command.line.replace(/ -progress \S+/, '').replace(/ -stats_period \S+/, '');
  return line.replace(/(?:'[^']*'|\S+)$/, `'${out}'`);
}

async function cpuSecsOf(work: () => Promise<void>): Promise<number> {
  const before = await cpuSecs();
  await work();
  return (await cpuSecs()) - before;
}

/** Own user and system time plus that of ended children, in seconds: fields 14 to 17 of /proc/self/stat, in ticks of 1/100 s (proc(5)). */
async function cpuSecs(): Promise<number> {
  const text = await readFile('/proc/self/stat', 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

function runShell(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', `${line} </dev/null >/dev/null 2>&1`], { stdio: 'ignore' });
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${code}: ${line}`))));
  });
}

async function waitFor(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((wake) => setTimeout(wake, 250));
}

function isOver(state: string): boolean {
  return state !== 'queued' && state !== 'running';
}

function notTold(note: string): Row {
  const work = 'render of a recipe, CPU time';
  return {
    work,
    goal: '≤ 1.03 × the bare ffmpeg command',
    ratio: null,
    passes: null,
    ours: '—',
    reference: '—',
    note,
  };
}
