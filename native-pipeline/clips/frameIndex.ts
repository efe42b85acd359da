/**
 * Makes a clip's index: which frames there are, and how each is reached exactly.
 *
 * Program streams are indexed from their bytes, other containers from their packets' times. Afterwards a whole decode in the background confirms
 * count and times, keeps a checksum of every frame for the readers, and corrects the index where it was wrong. frames-notes.md sections 1 and 3.
 */
import { open } from 'node:fs/promises';
import type { Clip, ClipAccess, Size } from '../../model/clip';
import { isCancelled, WorkbenchError } from '../../model/errors';
import { framesPerSecond, type Rational } from '../../model/time';
import type { ClipSource } from '../ffmpeg/source';
import type { Tools } from '../ffmpeg/tools';
import { FrameTable } from './frameTable';
import { errorIfGone } from './gone';
import { indexPackets } from './packetIndex';
import { ProgramStreamIndexer } from './programStream';
import { findSizeChange, type SizeChange, sizeChangeText, sizeText } from './sizeChange';
import { type DecodedFrames, decodeWhole, type WholeDecode } from './wholeDecode';

/**
 * How frames are reached: `bytes` feeds a decoder from a pack on, `time` seeks to a key frame and looks at presentation times, `count` decodes from
 * the head.
 */
export type ReadMethod = 'bytes' | 'time' | 'count';

export interface FrameIndex {
  readonly table: FrameTable;
  readonly method: ReadMethod;
  /** Replaced by a new object whenever it changes. */
  readonly access: ClipAccess;
  /** Counts up when numbers that were known before have changed their meaning: pictures kept under them are void. */
  readonly generation: number;
  /** Sentences for the user: a size change, frames that cannot be decoded. */
  readonly notices: readonly string[];
  /** Settles when the whole decode is done or given up; never rejects. */
  readonly whenConfirmed: Promise<void>;
  /** Why the whole decode could not be made: the file went away meanwhile, or ffmpeg could not be started. What is known was read before. */
  readonly lost: Error | null;
  /** Halts the whole decode for a moment, because somebody waits for a picture. */
  giveWay(): void;
}

export interface IndexOptions {
  /** Ends indexing and confirming. */
  signal?: AbortSignal;
  /** Share of the index made so far, 0 to 1. */
  onProgress?: (share: number) => void;
  /** Called once, early: this index already holds the first frames and goes on growing. */
  onPartial?: (index: FrameIndex) => void;
}

type Streams = Pick<
  Clip,
  'path' | 'kind' | 'format' | 'codec' | 'rate' | 'videoStream' | 'otherVideoStreams'
>;

/** Room is made for this long after each picture that somebody waited for. */
const GIVE_WAY_MILLIS = 400;
const CHUNK_BYTES = 1 << 20;

/** Resolves when the index is made; its whole decode then goes on in the background. Throws 'cancelled', 'file-missing', or what ffprobe or the disk says. */
export async function indexClip(
  tools: Tools,
  source: ClipSource,
  clip: Streams,
  options: IndexOptions = {},
): Promise<FrameIndex> {
  try {
    const index = await makeIndex(tools, source, clip, options);
    // Programs that find no file say of it what they say of an empty one.
    const gone = index.table.count === 0 ? await errorIfGone({ clip, source }) : null;
    if (gone) throw gone;
    return index;
  } catch (error) {
    throw isCancelled(error) ? error : ((await errorIfGone({ clip, source })) ?? error);
  }
}

async function makeIndex(
  tools: Tools,
  source: ClipSource,
  clip: Streams,
  options: IndexOptions,
): Promise<FrameIndex> {
  const index = new GrowingIndex(clip);
  if (index.method === 'bytes') await indexBytes(index, clip, options);
  if (index.method !== 'bytes' || index.table.count === 0)
    await indexTimes(tools, source, clip, index, options);
  index.finish();
  options.onProgress?.(1);
  index.startConfirming(
    decodeWhole(tools, source, clip, { withTypes: index.method !== 'bytes', signal: options.signal }),
    {
      findChange: () => findSizeChange(tools, source, clip.videoStream, options.signal),
      findGone: () => errorIfGone({ clip, source }),
    },
  );
  // Where the packets say too little, only the whole decode knows the frames.
  if (index.access.kind === 'indexing') await index.whenConfirmed;
  if (index.access.kind === 'indexing') throw index.lost ?? cancelled(clip.path);
  return index;
}

interface Finders {
  findChange(): Promise<SizeChange | null>;
  findGone(): Promise<WorkbenchError | null>;
}

class GrowingIndex implements FrameIndex {
  table = new FrameTable();
  method: ReadMethod;
  access: ClipAccess;
  generation = 0;
  notices: string[] = [];
  whenConfirmed: Promise<void> = Promise.resolve();
  lost: Error | null = null;
  /** True where the bytes tell of several picture sizes. */
  hasSizes = false;
  private doubt = '';
  private decode: WholeDecode | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly clip: Streams) {
    this.method = isProgramStream(clip) ? 'bytes' : 'time';
    this.access = {
      kind: 'indexing',
      because: 'The frames are being counted; those found so far can be reached.',
      isConfirmed: false,
      progress: 0,
    };
  }

  grow(progress: number): void {
    this.access = { ...this.access, progress };
  }

  giveUpSeeking(reason: string): void {
    this.method = 'count';
    const because = `${reason} Frames are counted from the head.`;
    this.access = { kind: 'sequential', because, isConfirmed: this.access.isConfirmed, progress: 1 };
  }

  /** `doubt` says why the packets tell too little: then only the whole decode knows the frames, and perhaps rising times to seek by. */
  takePackets(table: FrameTable, doubt: string): void {
    this.method = 'time';
    this.doubt = doubt;
    if (!doubt) this.table = table;
    if (!doubt && !isSeekableByTime(this.clip)) this.giveUpSeeking('This kind of file cannot be sought.');
  }

  finish(): void {
    this.table.trim();
    if (this.access.kind !== 'indexing' || this.doubt) return;
    const because =
      this.method === 'bytes'
        ? 'Every picture was found in the bytes of the program stream.'
        : 'Every packet carries its own presentation time.';
    this.access = { kind: 'exact', because, isConfirmed: false, progress: 1 };
  }

  startConfirming(decode: WholeDecode, { findChange, findGone }: Finders): void {
    this.decode = decode;
    const confirm = async () => {
      const decoded = await decode.frames;
      // A decode that fell short of what was found shows a shorter clip only where there still is one.
      const gone = decoded.count < this.table.count || decoded.count === 0 ? await findGone() : null;
      if (gone) throw gone;
      const change = this.hasSizes || decoded.hasSizes ? await findChange() : null;
      // Before anything else: it is the cause of what else is found.
      if (change) this.notices.push(sizeChangeText(change));
      this.confirm(decoded);
    };
    this.whenConfirmed = confirm().catch((error: Error) => {
      // It stays unconfirmed; whoever cancels needs no reason.
      this.lost = isCancelled(error) ? null : error;
    });
  }

  giveWay(): void {
    if (!this.decode) return;
    this.decode.pause();
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.decode?.resume(), GIVE_WAY_MILLIS);
    this.timer.unref();
  }

  private confirm(decoded: DecodedFrames): void {
    this.decode = null;
    if (this.timer) clearTimeout(this.timer);
    const wrong = this.method === 'bytes' ? this.differsInCount(decoded) : this.differsInTimes(decoded);
    if (wrong) this.replaceTable(decoded, wrong);
    else if (this.method !== 'bytes') decoded.copyTypes(this.table);
    this.table.checksums = decoded.checksums.slice(0, decoded.count);
    this.access = { ...this.access, isConfirmed: true };
  }

  private differsInCount({ count }: DecodedFrames): string {
    if (count === this.table.count) return '';
    return `The file holds ${this.table.count} pictures, of which ffmpeg decodes ${count}.`;
  }

  private differsInTimes(decoded: DecodedFrames): string {
    const count = this.table.count;
    if (this.doubt) return this.doubt;
    if (decoded.count !== count) return `${count} packets give ${decoded.count} frames.`;
    for (let frame = 0; frame < count; frame++) {
      if (decoded.times.at(frame) !== this.table.ticksAt(frame)) {
        return 'The times of decoded frames differ from those of their packets.';
      }
    }
    return '';
  }

  /** The decode is the truth: its frames become the table, and seeking goes on only where their times rise. */
  private replaceTable(decoded: DecodedFrames, wrong: string): void {
    const hadFrames = this.table.count > 0;
    const rate = decoded.rateBy(this.clip.rate);
    const fromDecode = decoded.createTable(rate);
    if (this.method === 'bytes') fromDecode.timeBase = this.table.timeBase;
    const canSeek = this.method === 'time' && isSeekableByTime(this.clip) && decoded.hasRisingTimes();
    this.table = fromDecode;
    if (hadFrames) this.generation++;
    if (hadFrames) this.notices.push(wrong);
    if (this.method !== 'bytes' && !decoded.hasRisingTimes() && rate !== this.clip.rate)
      this.notices.push(evenText(rate, this.clip.rate));
    const because = `${wrong} A whole decode has told the time of every frame.`;
    if (canSeek) this.access = { kind: 'exact', because, isConfirmed: true, progress: 1 };
    else this.giveUpSeeking(wrong);
  }
}

async function indexBytes(index: GrowingIndex, clip: Streams, options: IndexOptions): Promise<void> {
  const indexer = new ProgramStreamIndexer(index.table);
  const file = await open(clip.path);
  try {
    const { size } = await file.stat();
    const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    for (let at = 0; ; ) {
      assertWanted(options.signal, clip.path);
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, at);
      if (bytesRead === 0) break;
      indexer.push(chunk.subarray(0, bytesRead));
      if (at === 0) options.onPartial?.(index);
      at += bytesRead;
      index.grow(Math.min(1, at / size));
      options.onProgress?.(index.access.progress);
    }
  } finally {
    await file.close();
  }
  indexer.end();
  if (indexer.isWithinPacket) index.notices.push(CUT);
  index.hasSizes = indexer.sizes.length > 1;
  if (index.hasSizes) index.giveUpSeeking(sizesText(indexer.sizes));
}

const CUT = 'The file ends in the middle of a packet: it seems to be cut off. What is there can be used.';

async function indexTimes(
  tools: Tools,
  source: ClipSource,
  clip: Streams,
  index: GrowingIndex,
  options: IndexOptions,
): Promise<void> {
  const table = new FrameTable();
  const doubt = await indexPackets(tools, source, clip.videoStream, table, options.signal);
  index.takePackets(table, doubt);
}

/** MPEG-1 or MPEG-2 video in packs, with only one video stream, which then is the first one. */
function isProgramStream({ kind, format, codec, otherVideoStreams }: Streams): boolean {
  const isMpeg = codec === 'mpeg2video' || codec === 'mpeg1video';
  return kind === 'movie' && format.split(',')[0] === 'mpeg' && isMpeg && otherVideoStreams === 0;
}

/** Elementary streams have no index and no times of their own; ffmpeg's guesses after a seek are not to be trusted. */
function isSeekableByTime({ kind, format }: Streams): boolean {
  const raw = [
    'h264',
    'hevc',
    'm4v',
    'mpegvideo',
    'h263',
    'mjpeg',
    'vc1',
    'rawvideo',
    'dnxhd',
    'av1',
    'obu',
    'ivf',
  ];
  const name = format.split(',')[0] ?? '';
  return kind !== 'still' && !raw.includes(name) && !name.endsWith('_pipe');
}

function sizesText(sizes: readonly Size[]): string {
  const [first, second] = sizes.map(sizeText);
  return `The picture size changes from ${first} to ${second}.`;
}

function evenText(rate: Rational, claimed: Rational): string {
  const [shown, said] = [rate, claimed].map((each) => Number(framesPerSecond(each).toFixed(3)));
  return `The times of the frames jump back, so all are shown at ${shown} fps, the rate of most of them; the file claims ${said}.`;
}

function assertWanted(signal: AbortSignal | undefined, path: string): void {
  if (signal?.aborted) throw cancelled(path);
}

function cancelled(path: string): WorkbenchError {
  return new WorkbenchError('cancelled', `Indexing was cancelled: ${path}`);
}
