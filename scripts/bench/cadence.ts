/**
 * The price of the analysis and of what follows it: speed against real time, lists of 900 sections against none, and a render of
 * true film against the plainest ffmpeg command that gives the same pictures.
 */
import path from 'node:path';
import type { Recipe } from '../../model/recipe';
import { secsFromFrame } from '../../model/time';
import { analyseClip } from '../../native-pipeline/analysis/analyse';
import { shelveGraphs } from '../../native-pipeline/ffmpeg/longGraphs';
import { planVariant } from '../../native-pipeline/frames/planVariant';
import { buildFrameMap } from '../../native-pipeline/recipes/frameMap';
import { weaveFrom } from '../../native-pipeline/recipes/weave';
import { madeAnalysis, madeSection, madeShot } from '../../tests/helpers/analysed';
import { ffmpegOutput } from '../../tests/helpers/ffmpegBuilds';
import { presetOf } from '../../tests/helpers/madeRecipe';
import { type Bench, createBench } from '../../tests/helpers/openClips';
import { type Build, rowsOfBuilds } from './builds';
import type { BenchClips } from './clips';
import { createRow, median, type Row, timeOf } from './rows';

const ROUNDS = 3;
const NTSC = { n: 30000, d: 1001 };

export function benchCadence(): Promise<Row[]> {
  return rowsOfBuilds(async (build, clips) => {
    const bench = await createBench(build);
    try {
      return [
        await benchAnalysis(bench, clips),
        await benchLists(build),
        await benchFilm(build, bench, clips),
      ];
    } finally {
      await bench.close();
    }
  });
}

async function benchAnalysis(bench: Bench, clips: BenchClips): Promise<Row> {
  const open = await bench.open(clips.program(60));
  await open.index?.whenConfirmed;
  const frames = open.clip.frames ?? 0;
  const task = { signal: new AbortController().signal, onProgress: () => {} };
  const millis: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    millis.push(await timeOf(() => analyseClip(open, bench.tools, null, task)));
  }
  const measured = {
    ours: (frames * 1000) / median(millis),
    reference: NTSC.n / NTSC.d,
    unit: 'fps',
    note: `${frames} frames of SD MPEG-2, all measures in one decode, median of ${ROUNDS}`,
  };
  return createRow('analysis', { atLeast: 8, of: 'real time' }, measured);
}

/** 900 sections of film, each with another phase, against one. */
async function benchLists(build: Build): Promise<Row> {
  const length = 24;
  const frames = 900 * length;
  const sections = Array.from({ length: 900 }, (_, n) =>
    madeSection([n * length, (n + 1) * length, 'film', '3:2', (n * 3) % 5]),
  );
  const weave = (list: typeof sections): string => {
    const shots = list.map(({ from, to }) => madeShot(from, to));
    const order = {
      sections: list,
      shots,
      fieldOrder: 'top-first',
      videoRate: NTSC,
      rate: 'variable',
    } as const;
    const rest = { resample: 'nearest', hybrid: 'video', isRepairing: false } as const;
    const map = buildFrameMap({ ...order, ...rest, secsAt: (frame) => secsFromFrame(frame, NTSC) });
    return weaveFrom(map, 0, { method: 'bwdif' }).graph;
  };
  const many = weave(sections);
  const one = weave([madeSection([0, frames, 'film', '3:2', 0])]);
  const source = [
    '-f',
    'lavfi',
    '-i',
    `color=s=720x480:r=30000/1001,format=yuv422p,trim=end_frame=${frames}`,
  ];
  const run = (graph: string) => timeOf(() => runFfmpeg(build, [...source, '-vf', graph, '-f', 'null', '-']));
  const [ours, reference]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    reference.push(await run(one));
    ours.push(await run(many));
  }
  const fps = (millis: number[]): number => (frames * 1000) / median(millis);
  const note = `${frames} frames, lists of ${Math.round(many.length / 1024)} KB, median of ${ROUNDS}`;
  const measured = { ours: fps(ours), reference: fps(reference), unit: 'fps', note };
  return createRow('re-weaving with 900 sections', { atLeast: 0.9, of: 'the same graph for one' }, measured);
}

/** Film from end to end, for which a plain command can be written by hand. */
async function benchFilm(build: Build, bench: Bench, clips: BenchClips): Promise<Row> {
  const file = path.join(clips.folder, 'film.mpg');
  const hd = path.resolve(import.meta.dirname, '../../samples/station-hd.mp4');
  const telecine = 'scale=720:480,telecine=first_field=top:pattern=23';
  ffmpegOutput(build, [
    '-y',
    '-i',
    hd,
    '-map',
    '0:v:0',
    '-vf',
    telecine,
    '-c:v',
    'mpeg2video',
    '-q:v',
    '3',
    '-flags',
    '+ilme+ildct',
    '-top',
    '1',
    file,
  ]);
  const open = await bench.open(file);
  const frames = open.clip.frames ?? 0;
  open.takeAnalysis(madeAnalysis([[0, frames, 'film', '3:2', 0]]));
  const recipe: Recipe = presetOf('dvd-true');
  const ours = planVariant(open, recipe, bench.tools.capabilities).graph;
  const byHand = plainGraph(ours);
  const run = (graph: string) =>
    timeOf(() =>
      runFfmpeg(build, [
        '-i',
        file,
        '-map',
        '0:v:0',
        '-vf',
        graph,
        '-fps_mode',
        'passthrough',
        '-c:v',
        'ffv1',
        '-f',
        'null',
        '-',
      ]),
    );
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(await run(byHand));
    mine.push(await run(ours));
  }
  const fps = (millis: number[]): number => (frames * 1000) / median(millis);
  const note = `dvd-true on ${frames} frames of pure film, plain: the same steps with select by hand, median of ${ROUNDS}`;
  const measured = { ours: fps(mine), reference: fps(theirs), unit: 'fps', note };
  return createRow('render of true film', { atLeast: 0.95, of: 'the plain command' }, measured);
}

/** The same pictures as one would write them for film that never breaks: k0 k1 k3 k4 of the top lines, k0 k1 k2 k4 of the bottom ones. */
function plainGraph(graph: string): string {
  const start = graph.indexOf('split[weave0]');
  const end = graph.indexOf('setfield=mode=prog', start);
  if (start < 0 || end < 0) throw new Error(`There is no weave in this graph: ${graph}`);
  const half = (lines: string, dropped: number): string =>
    `field=${lines},select='not(eq(mod(n,5),${dropped}))',setpts=N*5`;
  const woven = `split[a][b];[a]${half('top', 2)}[c];[b]${half('bottom', 3)}[d];[c][d]vstack,il=l=i:c=i,`;
  return graph.slice(0, start) + woven + graph.slice(end);
}

/** Long graphs travel as the engine's do. */
async function runFfmpeg(build: Build, words: string[]): Promise<void> {
  const { args, discard } = shelveGraphs(words, build.version);
  try {
    ffmpegOutput(build, args);
  } finally {
    discard();
  }
}
