/**
 * Indexes an MPEG program stream (VOB, MPG; MPEG-1 and MPEG-2 syntax) from its bytes alone: every picture in presentation order, every GOP
 * with the position of its pack.
 *
 * No timestamp is used, so missing, repeated or restarted ones do not matter. The order is that in which ffmpeg's decoder hands pictures out: B at
 * once, references one later. ISO/IEC 13818-1 (packs, PES) and 13818-2 (start codes). Pure: bytes in, table out.
 */
import type { Size } from '../../model/clip';
import type { Rational } from '../../model/time';
import type { FrameTable } from './frameTable';
import { PictureOrder } from './pictureOrder';
import { StartCodeScanner } from './startCodes';

const PACK = 0xba;
const PADDING = 0xbe;
const PRIVATE_2 = 0xbf;
const STREAM_MAP = 0xbc;

/** Frames per second by frame_rate_code (13818-2, table 6-4). */
const RATES: readonly (Rational | null)[] = [
  null,
  { n: 24000, d: 1001 },
  { n: 24, d: 1 },
  { n: 25, d: 1 },
  { n: 30000, d: 1001 },
  { n: 30, d: 1 },
  { n: 50, d: 1 },
  { n: 60000, d: 1001 },
  { n: 60, d: 1 },
];

export class ProgramStreamIndexer {
  /** Picture sizes in order of appearance; more than one means that the file changes size. */
  readonly sizes: Size[] = [];
  private readonly packets = new StartCodeScanner();
  private readonly video = new StartCodeScanner();
  private readonly order: PictureOrder;
  /** Bytes of a packet header or video header that is being collected, because it may straddle chunks. */
  private readonly header = new Uint8Array(300);
  private headerFill = 0;
  private packetCode = 0;
  private state: 'scan' | 'length' | 'video-header' | 'video' | 'skip' = 'scan';
  private left = 0;
  /** Id of the first video stream, once met. */
  private videoId = 0;
  private packPosition = 0;
  private payloadPack = 0;
  private payloadPackBefore = 0;
  private payloadBytes = 0;
  private offset = 0;
  private videoCode = -1;
  private readonly videoHeader = new Uint8Array(8);
  private videoHeaderFill = 0;
  private sequencePosition = -1;

  constructor(table: FrameTable) {
    this.order = new PictureOrder(table);
  }

  /** Takes the next bytes of the file. */
  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) at = this.step(bytes, at);
    this.offset += bytes.length;
  }

  /** True where the bytes so far end within a packet: at the end of the file that means it was cut. */
  get isWithinPacket(): boolean {
    return this.state !== 'scan';
  }

  /** Call once after the last byte. */
  end(): void {
    this.order.end();
  }

  private step(bytes: Uint8Array, at: number): number {
    switch (this.state) {
      case 'scan':
        return this.scanPackets(bytes, at);
      case 'length':
        return this.readLength(bytes, at);
      case 'video-header':
        return this.readVideoHeader(bytes, at);
      case 'video': {
        const to = Math.min(bytes.length, at + this.left);
        this.scanVideo(bytes, at, to);
        return this.pass(at, to);
      }
      case 'skip':
        return this.pass(at, Math.min(bytes.length, at + this.left));
    }
  }

  private pass(from: number, to: number): number {
    this.left -= to - from;
    if (this.left === 0) this.beginScan();
    return to;
  }

  private beginScan(): void {
    this.state = 'scan';
    this.packets.reset();
  }

  private scanPackets(bytes: Uint8Array, from: number): number {
    const at = this.packets.find(bytes, from, bytes.length);
    const code = this.packets.code;
    if (code === PACK) this.packPosition = this.offset + at - 4;
    // As ffmpeg's demuxer does: pack and system headers are not measured but scanned over, which also gets over damage.
    if (isPacket(code)) {
      this.packetCode = code;
      this.headerFill = 0;
      this.state = 'length';
    }
    return at;
  }

  private readLength(bytes: Uint8Array, at: number): number {
    this.header[this.headerFill++] = bytes[at] ?? 0;
    if (this.headerFill < 2) return at + 1;
    this.left = ((this.header[0] ?? 0) << 8) | (this.header[1] ?? 0);
    this.headerFill = 0;
    const isVideo = this.packetCode >= 0xe0 && this.packetCode <= 0xef;
    if (isVideo && this.videoId === 0) this.videoId = this.packetCode;
    this.state = isVideo && this.packetCode === this.videoId ? 'video-header' : 'skip';
    if (this.left === 0) this.beginScan();
    return at + 1;
  }

  private readVideoHeader(bytes: Uint8Array, at: number): number {
    this.header[this.headerFill++] = bytes[at] ?? 0;
    this.left--;
    if (isHeaderComplete(this.header, this.headerFill)) this.beginPayload();
    else if (this.left === 0 || this.headerFill === this.header.length) this.state = 'skip';
    if (this.left === 0) this.beginScan();
    return at + 1;
  }

  private beginPayload(): void {
    this.state = 'video';
    this.payloadPackBefore = this.payloadPack;
    this.payloadPack = this.packPosition;
    this.payloadBytes = 0;
  }

  private scanVideo(bytes: Uint8Array, from: number, to: number): void {
    let at = from;
    while (at < to) {
      if (this.videoCode >= 0) {
        at = this.readCodeBody(bytes, at);
        continue;
      }
      at = this.video.find(bytes, at, to);
      const code = this.video.code;
      if (code < 0) break;
      if (code >= 0x01 && code <= 0xaf) this.order.slice();
      else if (bodyBytes(code) > 0) this.beginCode(code, this.payloadBytes + at - from - 4);
    }
    this.payloadBytes += to - from;
  }

  private beginCode(code: number, startInPayload: number): void {
    this.videoCode = code;
    this.videoHeaderFill = 0;
    // A start code whose first byte lay in the packet before belongs to that packet's pack.
    if (code === 0xb3) this.sequencePosition = startInPayload < 0 ? this.payloadPackBefore : this.payloadPack;
  }

  private readCodeBody(bytes: Uint8Array, at: number): number {
    this.videoHeader[this.videoHeaderFill++] = bytes[at] ?? 0;
    this.video.pass(bytes[at] ?? 0);
    if (this.videoHeaderFill < bodyBytes(this.videoCode)) return at + 1;
    this.readCode(this.videoCode, this.videoHeader);
    this.videoCode = -1;
    return at + 1;
  }

  private readCode(code: number, body: Uint8Array): void {
    const [a = 0, b = 0, c = 0, d = 0, , f = 0] = body;
    if (code === 0xb3) {
      this.sequence({ width: (a << 4) | (b >> 4), height: ((b & 15) << 8) | c }, d & 15);
    } else if (code === 0xb8) {
      this.order.group((d & 0x40) !== 0);
    } else if (code === 0x00) {
      this.order.picture((b >> 3) & 7, this.sequencePosition);
      this.sequencePosition = -1;
    } else if (a >> 4 === 1) {
      this.order.sequenceExtension((b & 8) !== 0, f);
    } else if (a >> 4 === 8) {
      const isFrame = (c & 3) === 3;
      this.order.pictureExtension({ isFrame, isTopFirst: (d & 0x80) !== 0, isRepeating: (d & 0x02) !== 0 });
    }
  }

  private sequence(size: Size, rateCode: number): void {
    const last = this.sizes.at(-1);
    if (size.width !== last?.width || size.height !== last.height) this.sizes.push(size);
    this.order.sequence(RATES[rateCode] ?? null);
  }
}

function isPacket(code: number): boolean {
  const isStream = code === 0xbd || code === 0xfd || (code >= 0xc0 && code <= 0xef);
  return isStream || code === PADDING || code === PRIVATE_2 || code === STREAM_MAP;
}

/** Bytes that are needed behind a start code of the video stream; 0 for those that say nothing to us. */
function bodyBytes(code: number): number {
  if (code === 0x00) return 2;
  if (code === 0xb3 || code === 0xb8) return 4;
  return code === 0xb5 ? 6 : 0;
}

/** True once the optional fields before the payload are all there (13818-1, 2.4.3.6; 11172-1, 2.4.3.3). */
function isHeaderComplete(header: Uint8Array, length: number): boolean {
  const first = header[0] ?? 0;
  if ((first & 0xc0) === 0x80) return length >= 3 && length >= 3 + (header[2] ?? 0);
  let at = 0;
  while (at < length && header[at] === 0xff) at++;
  if (at < length && ((header[at] ?? 0) & 0xc0) === 0x40) at += 2;
  if (at >= length) return false;
  const kind = (header[at] ?? 0) & 0xf0;
  const stamps = kind === 0x20 ? 5 : kind === 0x30 ? 10 : 1;
  return length >= at + stamps;
}
