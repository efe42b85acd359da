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

/** A filter process that waits for pictures of `format` on stdin. */
export function startFilters(
  tools: Tools,
  plan: Pick<Plan, 'graph' | 'pixelFormat' | 'relation'>,
  format: DeliveredFormat,
  rate: Rational,
): RunningFfmpeg {
  const { width, height } = format.size;
  const raw = ['-f', 'rawvideo', '-pix_fmt', format.pixelFormat, '-video_size', `${width}x${height}`];
  const input = [...raw, '-framerate', formatRational(rate), '-probesize', '32', '-analyzeduration', '0'];
  const output = ['-pix_fmt', plan.pixelFormat, ...EACH, '-c:v', 'rawvideo', '-f', 'rawvideo'];
  const command = createCommand().pipeInput(0, input);
  const isDropping = plan.relation.kind === 'drop-one-of';
  if (isDropping) {
    command.graph(watchedGraph(plan.graph));
    command.pipeOutput(1, ['-map', '[out]', ...output]);
    for (const [i, label] of ['[before]', '[after]'].entries()) {
      command.pipeOutput(3 + i, ['-map', label, ...EACH, '-f', 'framecrc']);
    }
  } else {
    command.pipeOutput(1, ['-map', '0:v:0', '-vf', plan.graph, ...output]);
  }
  return startFfmpeg(tools, command.args(), {
    purpose: 'previewing a recipe',
    stdin: 'pipe',
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

/** The filters of a chain: split at commas that are not escaped (formatGraph escapes with backslashes, never with quotes). */
function splitGraph(graph: string): string[] {
  return graph.match(/(?:\\.|[^,\\])+/gs) ?? [];
}
