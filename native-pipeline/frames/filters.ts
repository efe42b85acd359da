/**
 * Stage 2 as an ffmpeg command: raw source pictures in on stdin, the plan's graph, raw variant pictures out.
 *
 * Where the plan drops frames by content, checksums of the pictures before and after `decimate` come out on descriptors 3 and 4.
 */
import type { Plan } from '../../model/recipe';
import { formatRational, type Rational } from '../../model/time';
import { createCommand } from '../ffmpeg/command';
import { type RunningFfmpeg, startFfmpeg } from '../ffmpeg/run';
import type { Tools } from '../ffmpeg/tools';
import type { DeliveredFormat } from './formats';

/** -flush_packets writes every picture (and line) at once instead of when ffmpeg's output buffer is full. */
const EACH = ['-fps_mode', 'passthrough', '-flush_packets', '1'];

export interface FilterOptions {
  plan: Pick<Plan, 'graph' | 'pixelFormat' | 'relation'>;
  /** Of the pictures that come in. */
  format: DeliveredFormat;
  rate: Rational;
  /** True where the first picture that comes in is the clip's first. */
  isFromHead: boolean;
}

/** A filter process that waits for pictures on stdin. */
export function startFilters(tools: Tools, options: FilterOptions): RunningFfmpeg {
  const { plan, format, rate } = options;
  const graph = options.isFromHead ? plan.graph : wakeBwdif(plan.graph);
  const { width, height } = format.size;
  const raw = ['-f', 'rawvideo', '-pix_fmt', format.pixelFormat, '-video_size', `${width}x${height}`];
  const input = [...raw, '-framerate', formatRational(rate), '-probesize', '32', '-analyzeduration', '0'];
  const output = ['-pix_fmt', plan.pixelFormat, ...EACH, '-c:v', 'rawvideo', '-f', 'rawvideo'];
  const command = createCommand().pipeInput(0, input);
  const isDropping = plan.relation.kind === 'drop-one-of';
  if (isDropping) {
    command.graph(watchedGraph(graph));
    command.pipeOutput(1, ['-map', '[out]', ...output]);
    for (const [i, label] of ['[before]', '[after]'].entries()) {
      command.pipeOutput(3 + i, ['-map', label, ...EACH, '-f', 'framecrc']);
    }
  } else {
    command.pipeOutput(1, ['-map', '0:v:0', '-vf', graph, ...output]);
  }
  return startFfmpeg(tools, command.args(), {
    purpose: 'previewing a recipe',
    stdin: 'pipe',
    isRaw: true,
    extraPipes: isDropping ? 2 : 0,
  });
}

/** The graph with taps before and behind its `decimate`; the pictures are the same. */
export function watchedGraph(graph: string): string {
  const filters = splitGraph(graph);
  const at = filters.findIndex((filter) => /^decimate(=|$)/.test(filter));
  if (at < 0) throw new RangeError(`a plan that drops frames needs the filter decimate: ${graph}`);
  const before = [...filters.slice(0, at), 'split[kept][before]'].join(',');
  const after = filters.slice(at + 1);
  return `[0:v:0]${before};[kept]${filters[at]},split[rest][after];[rest]${after.join(',') || 'null'}[out]`;
}

/** True where what a picture looks like depends on whether any frame before it was combed. */
export function isWakingLate(graph: string): boolean {
  return splitGraph(graph).some((filter) => LATE_BWDIF.test(filter));
}

/**
 * The graph for a start in the middle of a clip, where frames before it were combed.
 *
 * bwdif makes the first frame that it deinterlaces from one field alone, however late that comes (deint=interlaced; libavfilter/bwdif: current_field
 * stays at its end mark until then). A render is past that long ago, so here the first frame of the run-up is marked as interlaced.
 */
export function wakeBwdif(graph: string): string {
  const filters = splitGraph(graph);
  const at = filters.findIndex((filter) => LATE_BWDIF.test(filter));
  if (at < 0) return graph;
  const marked = 'split[a][b];[a]trim=end_frame=1,setfield=mode=tff[c];[b]trim=start_frame=1[d];[c][d]concat';
  return [...filters.slice(0, at), marked, ...filters.slice(at)].join(',');
}

const LATE_BWDIF = /^bwdif=.*deint=(interlaced|1)\b/;

/** The filters of a chain: split at commas that are not escaped (formatGraph escapes with backslashes, never with quotes). */
function splitGraph(graph: string): string[] {
  return graph.match(/(?:\\.|[^,\\])+/gs) ?? [];
}
