/**
 * Decodes a whole clip once, in the background, and notes time, type and checksum of every frame: the truth that an index is held against.
 *
 * What is decoded here is the sequential decode that "frame n" means everywhere. Types come out on pipes of their own, as wrapped_avframe (the
 * frame's struct, not its pixels), so that they cost next to nothing; key frames come with their pixels, for these have a size.
 */
import type { Clip } from '../../model/clip';
import { WorkbenchError } from '../../model/errors';
import { framesPerSecond, parseRational, type Rational } from '../../model/time';
import { type Command, createCommand } from '../ffmpeg/command';
import { startFfmpeg } from '../ffmpeg/run';
import type { ClipSource } from '../ffmpeg/source';
import { sourceInput } from '../ffmpeg/source';
import type { Tools } from '../ffmpeg/tools';
import { FrameTable } from './frameTable';
import { forEachLine } from './lines';
import { isMultiple, snapRate, usualRate } from './settleTime';

export interface WholeDecode {
  /** Rejects with 'cancelled', or where ffmpeg could not be started. Damage is no reason to reject: what was decoded counts. */
  frames: Promise<DecodedFrames>;
  pause(): void;
  resume(): void;
}

/** `-enc_time_base -1` keeps the stream's own ticks; without -copyts ffmpeg would shift them to zero. */
const LISTING = ['-fps_mode', 'passthrough', '-enc_time_base', '-1'];
const TYPE_OUTPUTS = ['eq(pict_type\\,I)', 'eq(pict_type\\,P)', 'key'] as const;
const KEY = 2;
const WITHOUT_PIXELS = ['-c:v', 'wrapped_avframe'];
/** Key frames as they are stored: the size in bytes of each tells whether the picture size changes, which the list itself, scaled, does not show. */
const UNSCALED = ['-noautoscale', '-c:v', 'rawvideo'];

export function decodeWhole(
  tools: Tools,
  source: ClipSource,
  clip: Pick<Clip, 'videoStream' | 'path'>,
  options: { withTypes: boolean; signal?: AbortSignal },
): WholeDecode {
  const { signal, withTypes } = options;
  const command = createCommand().input(withCopiedTimes(sourceInput(source)));
  const listing = [...LISTING, '-f', 'framehash', '-hash', 'crc32'];
  command.pipeOutput(1, ['-map', `0:${clip.videoStream}`, ...listing]);
  if (withTypes) addTypeOutputs(command, clip.videoStream);
  const running = startFfmpeg(tools, command.args(), {
    purpose: 'confirming the index by a whole decode',
    stdin: 'none',
    extraPipes: withTypes ? TYPE_OUTPUTS.length : 0,
    lowPriority: true,
    signal,
  });
  const decoded = new DecodedFrames();
  const listed = [
    forEachLine(running.stdout, (line) => decoded.readFrame(line)),
    ...running.extra.map((pipe, i) => forEachLine(pipe, (line) => decoded.readMark(i, line))),
  ];
  const frames = Promise.all([running.exit, ...listed]).then(() => {
    if (signal?.aborted)
      throw new WorkbenchError('cancelled', `Confirming the index was cancelled: ${clip.path}`);
    return decoded;
  });
  return { frames, pause: running.pause, resume: running.resume };
}

/**
 * Outputs of their own, not branches of one graph: ffmpeg 7 loses frames that are under way in a branched graph when the picture size changes, and the
 * list must be that of the plain decode.
 */
function addTypeOutputs(command: Command, stream: number): void {
  for (const [i, expression] of TYPE_OUTPUTS.entries()) {
    const select = ['-map', `0:${stream}`, '-vf', `select=${expression}`];
    const pictures = i === KEY ? UNSCALED : WITHOUT_PIXELS;
    command.pipeOutput(3 + i, [...select, ...pictures, ...LISTING, '-f', 'framecrc']);
  }
}

export class DecodedFrames {
  count = 0;
  /** Presentation times as decoded, in the stream's own ticks. */
  readonly times = new NumberList();
  checksums = new Uint32Array(1024);
  /** True where key frames differ in their size in bytes. */
  hasSizes = false;
  private keyBytes = '';
  private timeBase = { n: 1, d: 90_000 };
  /** Times of I, of P and of key frames, in order. */
  private readonly marks = TYPE_OUTPUTS.map(() => new NumberList());

  /** Takes a line of framehash: "0, dts, pts, duration, size, hash". */
  readFrame(line: string): void {
    if (line.startsWith('#tb 0:')) this.timeBase = parseRational(line.slice(6).trim()) ?? this.timeBase;
    if (line.startsWith('#') || line === '') return;
    const fields = line.split(',');
    this.times.add(Number(fields[2]));
    if (this.count === this.checksums.length) this.grow();
    this.checksums[this.count] = Number.parseInt(fields[5] ?? '', 16);
    this.count++;
  }

  readMark(kind: number, line: string): void {
    if (line.startsWith('#') || line === '') return;
    const fields = line.split(',');
    this.marks[kind]?.add(Number(fields[2]));
    if (kind !== KEY) return;
    const bytes = fields[4] ?? '';
    this.hasSizes ||= this.keyBytes !== '' && bytes !== this.keyBytes;
    this.keyBytes ||= bytes;
  }

  hasRisingTimes(): boolean {
    for (let frame = 1; frame < this.count; frame++) {
      if (this.times.at(frame) <= this.times.at(frame - 1)) return false;
    }
    return true;
  }

  /** The claimed rate where most frames follow each other at it or at a fraction of it, or nothing can be told; else the rate at which they do. */
  rateBy(claimed: Rational): Rational {
    const tickSecs = this.timeBase.n / this.timeBase.d;
    const steps: number[] = [];
    for (let frame = 1; frame < Math.min(this.count, 2000); frame++) {
      const ticks = this.times.at(frame) - this.times.at(frame - 1);
      if (ticks > 0) steps.push(ticks * tickSecs);
    }
    // A few steps between times that do not rise prove nothing.
    const usual = steps.length * 2 < this.count ? null : usualRate(steps, tickSecs);
    if (usual === null || isMultiple(framesPerSecond(claimed), usual)) return claimed;
    return snapRate(usual, 0.0008);
  }

  /** A table of these frames, with a group at every key frame. Where the times do not rise they say nothing, and `rate` tells them. */
  createTable(rate: Rational): FrameTable {
    const table = new FrameTable();
    const isRising = this.hasRisingTimes();
    table.timeBase = isRising ? this.timeBase : { n: rate.d, d: rate.n };
    const isKey = createMatcher(this.marks[KEY]);
    for (let frame = 0; frame < this.count; frame++) {
      const ticks = this.times.at(frame);
      if (isKey(ticks)) table.addGroup(0);
      table.addFrame(isRising ? ticks : frame, null);
    }
    this.copyTypes(table);
    table.trim();
    return table;
  }

  /** Writes the types into a table of the same frames. Needs rising times to tell frames apart; else nothing is written. */
  copyTypes(table: FrameTable): void {
    if (!this.hasRisingTimes()) return;
    const isIntra = createMatcher(this.marks[0]);
    const isPredicted = createMatcher(this.marks[1]);
    for (let frame = 0; frame < this.count; frame++) {
      const ticks = this.times.at(frame);
      const [intra, predicted] = [isIntra(ticks), isPredicted(ticks)];
      table.setType(frame, intra ? 'I' : predicted ? 'P' : 'B');
    }
  }

  private grow(): void {
    const checksums = new Uint32Array(this.count * 2);
    checksums.set(this.checksums);
    this.checksums = checksums;
  }
}

/** Numbers in eight bytes each, growing by doubling. */
class NumberList {
  length = 0;
  private numbers = new Float64Array(256);

  add(value: number): void {
    if (this.length === this.numbers.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length++] = value;
  }

  at(place: number): number {
    return this.numbers[place] ?? Number.NaN;
  }
}

/** Tells for rising values, asked one after the other, whether each is in the (rising) list. */
function createMatcher(list: NumberList | undefined): (value: number) => boolean {
  let place = 0;
  return (value) => {
    if (!list) return false;
    while (place < list.length && list.at(place) < value) place++;
    return list.at(place) === value;
  };
}

function withCopiedTimes({ options, url }: { options: string[]; url: string }) {
  return { options: ['-copyts', ...options], url };
}
