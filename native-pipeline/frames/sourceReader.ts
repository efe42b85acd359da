/**
 * Stage 1: the clip's own frames, each bit-identical to that of a sequential decode.
 *
 * Chooses where a decoder starts (a pack, a key frame, the head), checks what it hands out against the index and its checksums, and starts earlier where
 * that fails; at last from the head, which is always right.
 */
import { WorkbenchError } from '../../model/errors';
import type { OpenClip } from '../clips/catalog';
import type { FrameIndex } from '../clips/frameIndex';
import type { StartPoint } from '../clips/frameTable';
import { errorIfGone } from '../clips/gone';
import type { Tools } from '../ffmpeg/tools';
import type { PictureCache, Slot } from './cache';
import { type DecoderPool, startFileDecoder } from './decoders';
import { FedFile } from './feed';
import { type DeliveredFormat, deliveredFormat } from './formats';
import { Proof } from './proof';
import { type Maker, PictureReader, type RunHooks } from './reader';
import { PictureRun, type RunEnd } from './run';

/** Starts are tried this many groups earlier before the head of the file is the last resort. */
const MAX_EARLIER = 3;
/** Without an index only the head can be read; beyond this many frames it is quicker to wait for the index. */
const HEAD_FRAMES = 250;

/** Up to PAL's size, and a little more. */
const SD_PIXELS = 768 * 576;
/** Of small pictures, so many before the wanted one are kept for steps back. */
const KEPT_BEHIND = 6;

/** How many groups earlier than the nearest a start is, or that it is at the head and counts. */
type Retreat = number | 'head';

export interface SourceContext {
  tools: Tools;
  cache: PictureCache;
  pool: DecoderPool;
}

export class SourceReader implements Maker {
  readonly format: DeliveredFormat;
  /** Of the index when this reader was made: a new one gives numbers another meaning and needs a new reader. */
  readonly generation: number;
  private readonly prefix: string;
  private readonly reader: PictureReader;
  private readonly file: FedFile;
  private readonly retreats = new Map<number, Retreat>();
  /** What has been needed more than once is where starts begin from then on. */
  private usualRetreat = 0;
  private readonly proof: Proof;
  /**
   * ffmpeg takes this much off the wish where there are B pictures and the container is sought by decoding times (fftools: 3/23 s; not in MOV and MP4, and in
   * transport streams it is what makes the seek land before the key frame). It is put on again, until a start has missed because of it.
   */
  private aimSecs: number;

  constructor(
    private readonly context: SourceContext,
    private readonly open: OpenClip,
  ) {
    this.generation = open.index?.generation ?? 0;
    this.format = deliveredFormat(open.clip);
    this.proof = new Proof(open, this.format);
    this.file = new FedFile(open.source.path);
    this.aimSecs = /^(mov|mpegts)/.test(open.clip.format) ? 0 : 3 / 23;
    this.prefix = `${open.clip.id}/${this.generation}/`;
    this.reader = new PictureReader(context.cache, this.prefix, this.format.pictureBytes, this);
  }

  /** Frame's slot, pinned: release it. Throws frame-out-of-range, cancelled, or what ffmpeg says. */
  async read(frame: number, signal?: AbortSignal): Promise<Slot> {
    if (!this.reader.has(frame)) {
      await this.assertExists(frame, signal);
      this.open.index?.giveWay();
    }
    return this.reader.read(frame, signal);
  }

  forget(frame: number): void {
    this.reader.forget(frame);
  }

  /** True where the frame can be had without any decoding. */
  has(frame: number): boolean {
    return this.reader.has(frame);
  }

  /** True where this reader reads that very clip: one that was closed and opened again has another index. */
  serves(open: OpenClip): boolean {
    return this.open === open;
  }

  close(): void {
    this.reader.close();
    this.context.cache.forget(this.prefix);
    void this.file.close();
  }

  start(frame: number, hooks: RunHooks): PictureRun {
    const retreat = this.retreatFor(frame);
    const index = this.usableIndex(frame);
    const at = retreat === 'head' ? null : (index?.table.startFor(frame, retreat) ?? null);
    const first = at?.firstFrame ?? 0;
    if (index?.method === 'bytes' && retreat !== 'head') {
      return this.startFed(at, this.checked(hooks, frame, first));
    }
    if (index?.method === 'time' && at) return this.startSeeking(index, at, frame, hooks);
    return this.startAtHead(this.proof.watched(hooks, frame));
  }

  startCost(frame: number): number {
    const index = this.usableIndex(frame);
    const retreat = this.retreatFor(frame);
    if (!index || index.method === 'count' || retreat === 'head') return Number.POSITIVE_INFINITY;
    const first = index.table.startFor(frame, retreat)?.firstFrame ?? 0;
    // Starting takes as long as decoding a dozen SD pictures where decoders wait for bytes, 30 where a process has to be started.
    const ofSd = index.method === 'bytes' ? 12 : 30;
    const pixels = this.format.size.width * this.format.size.height;
    return frame - first + Math.max(2, Math.min(ofSd, Math.round((ofSd * 345_600) / pixels)));
  }

  async afterEnd(frame: number, why: RunEnd): Promise<'again' | WorkbenchError> {
    const index = await this.open.whenIndexed;
    if (frame >= index.table.count) return outOfRange(frame, index.table.count, this.open.clip.path);
    const gone = await errorIfGone(this.open, frame);
    if (gone) return gone;
    const before = this.retreatFor(frame);
    if (this.aimSecs > 0 && index.method === 'time') {
      this.aimSecs = 0;
      return 'again';
    }
    if (before === 'head') return this.undecodable(frame, why);
    const isAtHead = index.table.startFor(frame, before) === null;
    this.retreats.set(
      frame,
      isAtHead || before >= MAX_EARLIER || index.method === 'count' ? 'head' : before + 1,
    );
    return 'again';
  }

  private async assertExists(frame: number, signal?: AbortSignal): Promise<void> {
    const { index } = this.open;
    const isWhole = index !== null && index.access.kind !== 'indexing';
    if (!isWhole && (frame < HEAD_FRAMES || this.usableIndex(frame))) return;
    const known = isWhole ? index : await unlessAborted(this.open.whenIndexed, signal);
    if (frame >= known.table.count) throw outOfRange(frame, known.table.count, this.open.clip.path);
  }

  /** The index, as far as it helps with this frame; while it grows it may not know the frame yet. */
  private usableIndex(frame: number): FrameIndex | null {
    const { index } = this.open;
    return index && frame < index.table.count ? index : null;
  }

  private retreatFor(frame: number): Retreat {
    return this.retreats.get(frame) ?? Math.max(this.usualRetreat, this.cautiousRetreat());
  }

  /**
   * Transport streams are sought without knowledge of key frames, and H.264 may mark recovery points as key frames. One group earlier hits in both
   * (frames-notes.md section 3); it is needed only until there are checksums to tell.
   */
  private cautiousRetreat(): number {
    const { clip, index } = this.open;
    if (index?.method !== 'time' || index.table.checksums !== null) return 0;
    return clip.codec === 'h264' || clip.format.startsWith('mpegts') ? 1 : 0;
  }

  private startFed(at: StartPoint | null, hooks: RunHooks): PictureRun {
    const process = this.context.pool.take();
    // Its end shows on stdout as well: a feed that breaks with the process needs no word of its own.
    this.file.feed(process.stdin, at?.position ?? 0).catch(() => process.kill());
    return this.createRun(process, at?.firstFrame ?? 0, hooks);
  }

  private startSeeking(index: FrameIndex, at: StartPoint, wanted: number, hooks: RunHooks): PictureRun {
    const { table } = index;
    // Half a tick more, so that no rounding on the way puts the wish before the key frame.
    const keySecs = ((table.ticksAt(table.keyFrame(at.group)) + 0.5) * table.timeBase.n) / table.timeBase.d;
    const first = this.firstDelivered(index, at, wanted);
    const process = startFileDecoder(this.context.tools, {
      ...this.open,
      format: this.format,
      seek: { secs: keySecs + this.aimSecs, fromTicks: first > at.firstFrame ? table.ticksAt(first) : null },
      isSingleThreaded: this.format.size.width * this.format.size.height <= SD_PIXELS,
    });
    const [pipe] = process.extra;
    const times = pipe && { pipe, numberOf: (ticks: number) => table.frameAtTicks(ticks) };
    return this.createRun(process, first, this.checked(hooks, wanted, first), times);
  }

  /**
   * Pictures that are passed over on the way are kept for steps back. Small ones are decoded so quickly that handing all of them over would cost more than
   * decoding a part of them again. Unconfirmed starts are looked at from their key frame on.
   */
  private firstDelivered({ table }: FrameIndex, at: StartPoint, wanted: number): number {
    const isSmall = this.format.size.width * this.format.size.height <= SD_PIXELS;
    return isSmall && table.checksums ? Math.max(at.firstFrame, wanted - KEPT_BEHIND) : at.firstFrame;
  }

  private startAtHead(hooks: RunHooks): PictureRun {
    const process = startFileDecoder(this.context.tools, { ...this.open, format: this.format });
    return this.createRun(process, 0, hooks);
  }

  private createRun(
    process: ReturnType<typeof startFileDecoder>,
    first: number,
    hooks: RunHooks,
    times?: { pipe: NonNullable<(typeof process.extra)[0]>; numberOf: (ticks: number) => number },
  ): PictureRun {
    return new PictureRun(this.context.cache, {
      process,
      pictureBytes: this.format.pictureBytes,
      first,
      times,
      ...hooks,
    });
  }

  /** Holds a run's pictures against the whole decode, and takes back what a misfit has left in the cache. */
  private checked(hooks: RunHooks, wanted: number, first: number): RunHooks {
    return this.proof.checked(hooks, {
      wanted,
      first,
      onDelivery: () => this.context.pool.noteActivity(),
      onRight: (frame) => this.learn(frame),
      onWrong: (frame) => {
        for (let doubtful = first; doubtful < frame; doubtful++) {
          this.context.cache.drop(`${this.prefix}${doubtful}`);
        }
      },
    });
  }

  private learn(frame: number): void {
    const needed = this.retreats.get(frame);
    if (typeof needed !== 'number') return;
    const times = [...this.retreats.values()].filter(
      (retreat) => typeof retreat === 'number' && retreat >= needed,
    ).length;
    if (times > 1) this.usualRetreat = Math.max(this.usualRetreat, needed);
  }

  private undecodable(frame: number, why: RunEnd): WorkbenchError {
    const detail = `Frame ${frame} could not be decoded (${why === 'over' ? 'the decoder ended before it' : 'other pictures came'}): ${this.open.clip.path}`;
    return new WorkbenchError('file-damaged', detail, 'Other frames of this clip may still be fine.');
  }
}

function outOfRange(frame: number, count: number, path: string): WorkbenchError {
  const range = count > 0 ? `frames 0 to ${count - 1}` : 'no frames';
  return new WorkbenchError(
    'frame-out-of-range',
    `There is no frame ${frame}; the clip has ${range}: ${path}`,
  );
}

function unlessAborted<Value>(work: Promise<Value>, signal?: AbortSignal): Promise<Value> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const leave = (): void =>
      reject(new WorkbenchError('cancelled', 'Nobody waits for this frame any more.'));
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
