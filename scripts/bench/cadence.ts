/**
 * The price of the analysis and of what follows it: speed against real time, lists of 900 sections against none, and a render of
 * true film against the best plain ffmpeg command that gives the same pictures.
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
import { compareRates, createRow, median, type Row, timeOf } from './rows';

const ROUNDS = 3;
const LIST_PAIRS = 15;
const FILM_PAIRS = 7;
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
  const run = async (graph: string): Promise<void> => {
    // Drawn inside the graph, by one thread: copies of a source's packets, and threads that wait for each other, took longer than all the lists.
    const drawn = `color=s=720x480:r=30000/1001,format=yuv422p,trim=end_frame=${frames},${graph}[woven]`;
    const out = ['-map', '[woven]', '-fps_mode', 'passthrough', '-f', 'null', '-'];
    runFfmpeg(build, ['-filter_complex_threads', '1', '-filter_complex', drawn, ...out]);
  };
  const { spread, ...rates } = await compareRates(
    { pairs: LIST_PAIRS, count: frames },
    () => run(many),
    () => run(one),
  );
  const note = `${frames} frames, lists of ${Math.round(many.length / 1024)} KB, ${spread}`;
  const limit = { atLeast: 0.9, of: 'the same graph for one' };
  return createRow('re-weaving with 900 sections', limit, { ...rates, unit: 'fps', note });
}

/** Film from end to end, for which a plain command can be written by hand. */
async function benchFilm(build: Build, bench: Bench, clips: BenchClips): Promise<Row> {
  const file = path.join(clips.folder, 'film.mpg');
  const hd = path.resolve(import.meta.dirname, '../../samples/station-hd.mp4');
  const telecine = 'scale=720:480,telecine=first_field=top:pattern=23';
  const coded = ['-c:v', 'mpeg2video', '-q:v', '3', '-flags', '+ilme+ildct', '-top', '1'];
  ffmpegOutput(build, ['-y', '-i', hd, '-map', '0:v:0', '-vf', telecine, ...coded, file]);
  const open = await bench.open(file);
  const frames = open.clip.frames ?? 0;
  open.takeAnalysis(madeAnalysis([[0, frames, 'film', '3:2', 0]]));
  const recipe: Recipe = presetOf('dvd-true');
  const ours = planVariant(open, recipe, bench.tools.capabilities).graph;
  const byHand = plainGraph(ours);
  const render = (graph: string, out: string[]): Buffer =>
    runFfmpeg(build, ['-i', file, '-map', '0:v:0', '-vf', graph, '-fps_mode', 'passthrough', ...out]);
  const fingerprints = (graph: string): Buffer => render(graph, ['-f', 'framemd5', '-']);
  if (!fingerprints(ours).equals(fingerprints(byHand)))
    throw new Error(`Other pictures come out of ${byHand}`);
  const run = async (graph: string) => render(graph, ['-c:v', 'ffv1', '-f', 'null', '-']);
  const { spread, ...rates } = await compareRates(
    { pairs: FILM_PAIRS, count: frames },
    () => run(ours),
    () => run(byHand),
  );
  const note = `dvd-true on ${frames} frames of pure film, plain: the same pictures with select by hand, ${spread}`;
  const limit = { atLeast: 0.95, of: 'the plain command' };
  return createRow('render of true film', limit, { ...rates, unit: 'fps', note });
}

/**
 * The same pictures as one would write them for film that never breaks: k0 k1 k3 k4 of the top lines, k0 k1 k2 k4 of the bottom ones,
 * and only for what stays is the chroma raised (by fields, so that the order of the two changes nothing).
 */
function plainGraph(graph: string): string {
  const parts =
    /^(.*)(scale=interl=1.*)(settb=[^,]*,)split\[weave0\].*?interleave,(setfield=mode=prog.*)$/.exec(graph);
  if (!parts) throw new Error(`There is no weave of interlaced chroma in this graph: ${graph}`);
  const [, pins, raise, ticks, rest] = parts;
  const half = (lines: string, dropped: number): string =>
    `field=${lines},select='not(eq(mod(n,5),${dropped}))',setpts=N*5`;
  const woven = `split[a][b];[a]${half('top', 2)}[c];[b]${half('bottom', 3)}[d];[c][d]vstack,il=l=i:c=i,`;
  return `${pins}${ticks}${woven}${raise}${rest}`;
}

/** Long graphs travel as the engine's do. */
function runFfmpeg(build: Build, words: string[]): Buffer {
  const { args, discard } = shelveGraphs(words, build.version);
  try {
    return ffmpegOutput(build, args);
  } finally {
    discard();
  }
}
