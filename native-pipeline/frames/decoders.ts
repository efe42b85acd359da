/**
 * The decoders of stage 1 as ffmpeg commands: fed with packs, sought by time, or reading from the head. And a pool of those that are fed, started ahead.
 *
 * Starting a process is two thirds of the time of a seek in an SD program stream (frames-notes.md section 4), so such decoders wait, started, for bytes.
 */
import type { Clip } from '../../model/clip';
import { createCommand } from '../ffmpeg/command';
import { type RunningFfmpeg, startFfmpeg } from '../ffmpeg/run';
import type { ClipSource } from '../ffmpeg/source';
import { sourceInput } from '../ffmpeg/source';
import type { Tools } from '../ffmpeg/tools';
import type { DeliveredFormat } from './formats';

/** Raw pictures, each written at once: small ones would otherwise wait for ffmpeg's output buffer to fill. */
const RAW = ['-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo', '-flush_packets', '1'];

/** Nothing to find out about a program stream that we have walked ourselves; slices instead of frames in parallel, which hold nothing back. */
const FED_INPUT = [
  ...['-f', 'mpeg', '-probesize', '65536', '-analyzeduration', '0', '-fpsprobesize', '0'],
  ...['-threads', '2', '-thread_type', 'slice'],
];

/** A decoder for MPEG program streams whose bytes come in on stdin. It hands out the decoder's own pixel format. */
function startFedDecoder(tools: Tools): RunningFfmpeg {
  const command = createCommand()
    .pipeInput(0, FED_INPUT)
    .pipeOutput(1, ['-map', '0:v:0', ...RAW]);
  return startFfmpeg(tools, command.args(), { purpose: 'decoding pictures', stdin: 'pipe', isRaw: true });
}

export interface FileDecoderOptions {
  source: ClipSource;
  clip: Pick<Clip, 'videoStream'>;
  format: DeliveredFormat;
  /** Left out: it reads from the head. */
  seek?: {
    /** On the file's own clock. */
    secs: number;
    /** Pictures before this presentation time are decoded but not handed out; null: all are. */
    fromTicks: number | null;
  };
  /** Small pictures come sooner without frame threads, which are filled before the first one comes out. */
  isSingleThreaded?: boolean;
}

/**
 * A decoder that opens the file itself. Where it seeks, the pictures' times come out as framecrc lines on descriptor 3.
 *
 * The size is written down because a decoder that starts behind a size change would hand out the other size.
 */
export function startFileDecoder(tools: Tools, options: FileDecoderOptions): RunningFfmpeg {
  const { source, clip, format, seek, isSingleThreaded = false } = options;
  const { options: demuxer, url } = sourceInput(source);
  const threads = isSingleThreaded ? ['-threads', '1'] : [];
  const selected = seek && seek.fromTicks !== null ? [`select=gte(pts\\,${seek.fromTicks})`] : [];
  const output = (filters: string[]): string[] => {
    const wanted = filters.filter((filter) => filter !== '').join(',');
    return ['-map', `0:${clip.videoStream}`, ...(wanted ? ['-vf', wanted] : [])];
  };
  const size = ['-s', `${format.size.width}x${format.size.height}`, '-pix_fmt', format.pixelFormat];
  const command = createCommand()
    .input({ options: [...threads, ...(seek ? seekOptions(seek.secs) : []), ...demuxer], url })
    .pipeOutput(1, [...output([...selected, format.conversion]), ...size, ...RAW]);
  if (seek) command.pipeOutput(3, [...output(selected), ...TIMES]);
  const pipes = { stdin: 'none', extraPipes: seek ? 1 : 0, isRaw: true } as const;
  return startFfmpeg(tools, command.args(), { purpose: 'decoding pictures', ...pipes });
}

/** Without -noaccurate_seek ffmpeg itself would drop pictures, by times that it has shifted. */
function seekOptions(secs: number): string[] {
  return ['-copyts', '-noaccurate_seek', '-seek_timestamp', '1', '-ss', secs.toFixed(6)];
}

/** One line for each picture; wrapped_avframe hashes the frame's struct, not its pixels. */
const TIMES = [
  ...['-fps_mode', 'passthrough', '-enc_time_base', '-1', '-c:v', 'wrapped_avframe'],
  ...['-f', 'framecrc', '-flush_packets', '1'],
];

/** So many wait started: one to take, one for the next seek that comes before its replacement is up. */
const POOL_SIZE = 2;
/**
 * A replacement starts when no picture has come for this long, so that it does not take the processor from the seek or the playing that goes on. Only
 * where none is left is it started at once.
 */
const REFILL_MILLIS = 15;
const IDLE_MILLIS = 60_000;

export class DecoderPool {
  private readonly waiting: RunningFfmpeg[] = [];
  private refillTimer: NodeJS.Timeout | null = null;
  private idleTimer: NodeJS.Timeout | null = null;
  private activeAt = 0;

  constructor(private readonly tools: Tools) {}

  /** Starts decoders ahead, for seeks that are likely to come soon. */
  warm(): void {
    this.closeWhenIdle();
    if (this.refillTimer) return;
    this.refillTimer = setTimeout(() => {
      this.refillTimer = null;
      if (this.waiting.length >= POOL_SIZE) return;
      const isQuiet = performance.now() - this.activeAt >= REFILL_MILLIS;
      if (isQuiet || this.waiting.length === 0) this.add();
      this.warm();
    }, REFILL_MILLIS);
    this.refillTimer.unref();
  }

  /** A decoder has just delivered: replacements wait. */
  noteActivity(): void {
    this.activeAt = performance.now();
  }

  /** A decoder that waits for bytes; one started now where none has been waiting. */
  take(): RunningFfmpeg {
    const decoder = this.waiting.shift() ?? startFedDecoder(this.tools);
    this.warm();
    return decoder;
  }

  close(): void {
    if (this.refillTimer) clearTimeout(this.refillTimer);
    if (this.idleTimer) clearTimeout(this.idleTimer);
    this.refillTimer = null;
    for (const decoder of this.waiting.splice(0)) decoder.kill();
  }

  private add(): void {
    const decoder = startFedDecoder(this.tools);
    this.waiting.push(decoder);
    const forget = (): void => {
      const at = this.waiting.indexOf(decoder);
      if (at >= 0) this.waiting.splice(at, 1);
    };
    decoder.exit.then(forget, forget);
  }

  private closeWhenIdle(): void {
    if (this.idleTimer) clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => this.close(), IDLE_MILLIS);
    this.idleTimer.unref();
  }
}
