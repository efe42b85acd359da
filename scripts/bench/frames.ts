/**
 * The speed of frames by number, through the door, against a new process of the same ffmpeg build for the same frame.
 *
 * Ours and the reference take turns, target by target, in an order that changes, so that a busy machine slows both. The files are in the page cache.
 */
import { spawn } from 'node:child_process';
import type { Clip } from '../../model/clip';
import { createCatalog } from '../../native-pipeline/clips/catalog';
import { findTools } from '../../native-pipeline/ffmpeg/tools';
import { createPictures } from '../../native-pipeline/frames/pictures';
import { createPlace, type Place } from '../../tests/helpers/place';
import { openRandom } from '../samples/noise';
import { type Build, rowsOfBuilds } from './builds';
import type { BenchClips } from './clips';
import { createRow, inTurn, median, type Row, timeOf } from './rows';

const SEEKS = 50;
const STEPS = 30;
const RUN_FRAMES = 300;
const RUN_ROUNDS = 9;
const OPEN_ROUNDS = 7;
/** People look at a picture before they ask for the next one; decoders are started ahead meanwhile. */
const PAUSE_MILLIS = 60;
const SMALL_CACHE = 16 << 20;
const LARGE_CACHE = 512 << 20;

export function benchFrames(): Promise<Row[]> {
  return rowsOfBuilds(async (build, clips) => {
    const rows: Row[] = [];
    for (const bench of [benchSeeks, benchSteps, benchLongGroup, benchRun, benchOpen]) {
      rows.push(...(await bench(build, clips)));
    }
    return rows;
  });
}

async function benchSeeks(build: Build, clips: BenchClips): Promise<Row[]> {
  const rows = [await benchSeek(build, clips.program(60), 'SD MPEG-2 program stream', 0.7)];
  for (const container of ['mp4', 'mkv', 'ts', 'avi'] as const) {
    rows.push(await benchSeek(build, clips.sd(container), `SD ${container.toUpperCase()}`, 1.1));
  }
  return rows;
}

async function benchSeek(build: Build, file: string, what: string, atMost: number): Promise<Row> {
  // A cache of a few dozen pictures: a seek must not find its frame there.
  return withClip(build, file, SMALL_CACHE, async (place, clip) => {
    const random = openRandom(7);
    await read(place, clip, 3);
    const [ours, reference]: [number[], number[]] = [[], []];
    for (let i = 0; i < SEEKS; i++) {
      const frame = Math.floor(random() * (clip.frames ?? 1));
      await inTurn(
        random() < 0.5,
        async () => ours.push(await timeOf(() => read(place, clip, frame))),
        async () => reference.push(await timeOf(() => readFresh(build, file, clip, frame))),
      );
      await pause();
    }
    const measured = {
      ours: median(ours),
      reference: median(reference),
      unit: 'ms',
      note: `median of ${SEEKS}`,
    };
    return createRow(`random seek, ${what}`, { atMost, of: 'fresh' }, measured);
  });
}

async function benchSteps(build: Build, clips: BenchClips): Promise<Row[]> {
  const file = clips.program(60);
  return withClip(build, file, LARGE_CACHE, async (place, clip) => {
    const [next, back, fresh]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < STEPS; i++) {
      next.push(await timeOf(() => read(place, clip, 400 + i)));
      if (i % 3 === 0) fresh.push(await timeOf(() => readFresh(build, file, clip, 400 + i)));
      await pause();
    }
    for (let i = 2; i < STEPS; i++) {
      back.push(await timeOf(() => read(place, clip, 400 + STEPS - i)));
      await pause();
    }
    // The first steps find no direction of travel yet.
    const steps = { reference: median(fresh), unit: 'ms', note: `median of ${STEPS}, SD MPEG-2` };
    const limit = { atMost: 0.12, of: 'fresh' };
    return [
      createRow('next frame', limit, { ...steps, ours: median(next.slice(2)) }),
      createRow('back one frame that was just passed', limit, { ...steps, ours: median(back) }),
    ];
  });
}

async function benchLongGroup(build: Build, clips: BenchClips): Promise<Row[]> {
  const file = clips.hd();
  return withClip(build, file, LARGE_CACHE, async (place, clip) => {
    const random = openRandom(11);
    await read(place, clip, 490);
    const [ours, reference]: [number[], number[]] = [[], []];
    for (let i = 0; i < 12; i++) {
      const frame = 300 + Math.floor(random() * 185);
      ours.push(await timeOf(() => read(place, clip, frame)));
      if (i % 3 === 0) reference.push(await timeOf(() => readFresh(build, file, clip, frame)));
    }
    const measured = { ours: median(ours), reference: median(reference), unit: 'ms', note: 'median of 12' };
    const seek = await benchSeekHd(build, place, clip, file);
    return [
      createRow('another frame of a GOP just visited, HD H.264', { atMost: 0.03, of: 'fresh' }, measured),
      seek,
    ];
  });
}

async function benchSeekHd(build: Build, place: Place, clip: Clip, file: string): Promise<Row> {
  const [ours, reference]: [number[], number[]] = [[], []];
  for (const frame of [120, 610, 130, 600, 240, 560]) {
    reference.push(await timeOf(() => readFresh(build, file, clip, frame)));
    ours.push(await timeOf(() => read(place, clip, frame)));
  }
  const measured = {
    ours: median(ours),
    reference: median(reference),
    unit: 'ms',
    note: 'median of 6, GOP of 250',
  };
  return createRow('random seek, HD MP4', { atMost: 1.1, of: 'fresh' }, measured);
}

/** Inside the engine, not through the door: HTTP has a price of its own. */
async function benchRun(build: Build, clips: BenchClips): Promise<Row[]> {
  const file = clips.program(60);
  const tools = await findTools({ ffmpegPath: build.path });
  const catalog = createCatalog(tools);
  const open = await catalog.open(file);
  await (await open.whenIndexed).whenConfirmed;
  const pictures = createPictures(tools, { cacheBytes: 128 << 20 });
  const readRun = async (from: number): Promise<void> => {
    const span = { from, to: from + RUN_FRAMES, step: 1 };
    for await (const { planes } of pictures.stream(open, null, span)) if (planes.length === 0) return;
  };
  const count = ['-i', file, '-map', '0:v:0', '-frames:v', `${RUN_FRAMES}`, '-f', 'rawvideo', '-'];
  // Far from each other, so that each run starts anew; the first ones fill the cache's memory.
  const starts = Array.from({ length: RUN_ROUNDS + 2 }, (_, round) => (round * 701) % 1450);
  const [ours, reference]: [number[], number[]] = [[], []];
  for (const [round, from] of starts.entries()) {
    await inTurn(
      round % 2 === 0,
      async () => ours.push(await timeOf(() => readRun(from))),
      async () => reference.push(await timeOf(() => countBytes(build, count))),
    );
    await pause();
  }
  await pictures.close();
  catalog.close();
  const rate = (millis: number) => (RUN_FRAMES * 1000) / millis;
  const measured = {
    ours: rate(median(ours.slice(2))),
    reference: rate(median(reference.slice(2))),
    unit: 'fps',
    note: `median of ${RUN_ROUNDS}`,
  };
  return [
    createRow(
      `${RUN_FRAMES} frames in a row`,
      { atLeast: 0.9, of: 'a Node reader that counts bytes' },
      measured,
    ),
  ];
}

async function benchOpen(build: Build, clips: BenchClips): Promise<Row[]> {
  const files = { short: clips.program(10), long: clips.program(3600) };
  const millis: { short: number[]; long: number[] } = { short: [], long: [] };
  for (let round = 0; round < OPEN_ROUNDS; round++) {
    for (const which of round % 2 ? (['short', 'long'] as const) : (['long', 'short'] as const)) {
      const place = await createPlace({ ffmpegPath: build.path });
      await place.client.getDoctor({});
      const first = async () => read(place, await place.client.openClip({ path: files[which] }), 0);
      millis[which].push(await timeOf(first));
      await place.close();
    }
  }
  const measured = {
    ours: median(millis.long),
    reference: median(millis.short),
    unit: 'ms',
    note: `median of ${OPEN_ROUNDS}, index in the making`,
  };
  return [createRow('open to first picture, 1 hour', { atMost: 1.3, of: 'that of 10 seconds' }, measured)];
}

async function withClip<Value>(
  build: Build,
  file: string,
  cacheBytes: number,
  work: (place: Place, clip: Clip) => Promise<Value>,
): Promise<Value> {
  const place = await createPlace({ ffmpegPath: build.path, cacheBytes });
  try {
    const { id } = await place.client.openClip({ path: file });
    await place.client.settleClip({ clipId: id });
    let clip = await place.client.getClip({ clipId: id });
    while (!clip.access.isConfirmed) {
      await pause();
      clip = await place.client.getClip({ clipId: id });
    }
    return await work(place, clip);
  } finally {
    await place.close();
  }
}

async function read({ client }: Place, { id, revision }: Clip, frame: number): Promise<void> {
  const reply = await client.getPicture({
    clipId: id,
    revision,
    frame,
    clock: 'source',
    recipe: null,
    size: null,
  });
  await reply.arrayBuffer();
}

function readFresh(build: Build, file: string, { rate }: Clip, frame: number): Promise<number> {
  const secs = Math.max(0, (frame * rate.d) / rate.n);
  return countBytes(build, [
    '-ss',
    secs.toFixed(6),
    '-i',
    file,
    '-map',
    '0:v:0',
    '-frames:v',
    '1',
    '-f',
    'rawvideo',
    '-',
  ]);
}

function countBytes(build: Build, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(build.path, ['-nostdin', '-v', 'error', ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    child.on('error', reject);
    child.stdout.on('end', () => resolve(bytes));
  });
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
}
