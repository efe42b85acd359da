/**
 * Reads the presentation times of a stream's packets, as ffprobe lists them, into a frame table.
 *
 * The list is read as it comes and sorted in typed arrays. Says where it cannot be believed; whether it is right is confirmed elsewhere.
 */
import { WorkbenchError } from '../../model/errors';
import { parseRational } from '../../model/time';
import { startFfprobe } from '../ffmpeg/run';
import type { ClipSource } from '../ffmpeg/source';
import { sourceInput } from '../ffmpeg/source';
import type { Tools } from '../ffmpeg/tools';
import type { FrameTable } from './frameTable';
import { forEachLine } from './lines';

/**
 * Fills `table` with one frame per packet, in presentation order, and one group per key frame.
 *
 * Returns '' where the packets can be believed, else a sentence why not (the table is empty then).
 */
export async function indexPackets(
  tools: Tools,
  source: ClipSource,
  stream: number,
  table: FrameTable,
  signal?: AbortSignal,
): Promise<string> {
  const packets = new PacketTimes();
  const input = sourceInput(source);
  const entries = ['-show_entries', 'stream=time_base:packet=pts,flags', '-of', 'compact'];
  const args = [...input.options, '-select_streams', String(stream), ...entries, '-i', input.url];
  const running = startFfprobe(tools, args, {
    purpose: 'reading the times of all packets',
    stdin: 'none',
    signal,
  });
  await forEachLine(running.stdout, (line) => packets.read(line, table));
  await running.exit;
  if (signal?.aborted) throw new WorkbenchError('cancelled', 'Indexing was cancelled.');
  return packets.fill(table);
}

class PacketTimes {
  /** Twice the presentation time, plus one for a key frame: sorts by time in one typed array. */
  private times = new Float64Array(1024);
  private count = 0;
  private missing = 0;
  /** The first packet in the file's own order, discarded or not, as it is kept in `times`. */
  private first: number | null = null;

  read(line: string, table: FrameTable): void {
    if (line.startsWith('stream|')) readTimeBase(line, table);
    if (!line.startsWith('packet|')) return;
    const flags = /\|flags=(\S)(\S?)/.exec(line);
    const pts = /\|pts=(-?\d+)/.exec(line);
    const time = pts ? Number(pts[1]) * 2 + (flags?.[1] === 'K' ? 1 : 0) : null;
    this.first ??= time;
    // A packet that the container marks as discarded (outside an edit list) gives no frame.
    if (flags?.[2] === 'D') return;
    if (time === null) this.missing++;
    else this.add(time);
  }

  fill(table: FrameTable): string {
    const all = this.count + this.missing;
    if (this.missing > 0) return `${this.missing} of ${all} packets carry no presentation time.`;
    const sorted = this.times.subarray(0, this.count).sort();
    for (let i = 1; i < sorted.length; i++) {
      if (Math.floor((sorted[i] ?? 0) / 2) === Math.floor((sorted[i - 1] ?? 0) / 2)) {
        return 'Several packets carry the same presentation time.';
      }
    }
    // Pictures before the first key frame cannot be decoded, or only in part: which of them come out, a decode alone can tell.
    if (this.first !== null && (Math.abs(this.first % 2) !== 1 || this.first > (sorted[0] ?? 0))) {
      return 'The file does not start with a key frame that is shown first: it seems to be cut out of a longer stream.';
    }
    for (const time of sorted) {
      const isKey = Math.abs(time % 2) === 1;
      if (isKey) table.addGroup(0);
      table.addFrame(Math.floor(time / 2), isKey ? 'I' : null);
    }
    return '';
  }

  private add(time: number): void {
    if (this.count === this.times.length) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this.times);
      this.times = larger;
    }
    this.times[this.count++] = time;
  }
}

function readTimeBase(line: string, table: FrameTable): void {
  const timeBase = parseRational(/\|time_base=([\d/]+)/.exec(line)?.[1]);
  if (timeBase) table.timeBase = timeBase;
}
