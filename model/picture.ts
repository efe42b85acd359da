/**
 * How decoded pictures travel: native planes, as decoded, behind a small JSON header. The viewer's shader and exports make RGB from them.
 *
 * One packet: 4 bytes header length H (little endian), 4 bytes payload length P, H bytes JSON (UTF-8, PictureHeader), P bytes planes.
 * A single frame is one packet; playing is one long reply of many. Samples deeper than 8 bits take two bytes, little endian, value in the low bits.
 */
import type { FieldOrder, Matrix, Primaries, Range, Siting, Size, Transfer } from './clip';
import type { Rational } from './time';

export interface Plane extends Size {
  /** Byte offset in the payload; rows follow each other without padding. */
  offset: number;
}

export interface PictureHeader extends Size {
  clipId: string;
  /** The frame on the variant's own clock: the n-th picture that a render of this variant would write. */
  frame: number;
  /** The source frame (clip clock) this picture shows; for a frame made of two source frames the one holding its first field. */
  sourceFrame: number;
  /** Where the picture was woven by a frame map: the source frame of its top and bottom lines; null for lines made from the other field. */
  fields: { top: number | null; bottom: number | null } | null;
  /** Presentation time on the source's clock, counted from the clip's first frame. */
  timeSecs: number;
  pictureType: 'I' | 'P' | 'B' | null;
  /** 'yuv': Y, U, V. 'gray': Y only. 'rgb': planes in the order G, B, R (ffmpeg's gbrp). */
  kind: 'yuv' | 'gray' | 'rgb';
  bitDepth: number;
  planes: Plane[];
  sampleAspect: Rational;
  matrix: Matrix;
  range: Range;
  siting: Siting;
  primaries: Primaries;
  transfer: Transfer;
  /** Not null where chroma was subsampled field by field and must be raised so (interlaced 4:2:0). */
  chromaFields: FieldOrder | null;
}

/** A decoded picture: header and planes. `planes` may be a view into memory that is reused: copy what you keep. */
export interface Picture {
  header: PictureHeader;
  planes: Uint8Array;
}

/** What a picture shows of the source. */
export type ShownSource = Pick<PictureHeader, 'sourceFrame' | 'fields'>;

/** The source frames a picture shows, for people: "12", "12 bottom + 13 top", "12 top field". */
export function nameSource({ sourceFrame, fields }: ShownSource): string {
  if (!fields || fields.top === fields.bottom) return String(sourceFrame);
  const { top, bottom } = fields;
  if (bottom === null) return `${top} top field`;
  if (top === null) return `${bottom} bottom field`;
  return top < bottom ? `${top} top + ${bottom} bottom` : `${bottom} bottom + ${top} top`;
}

/** The source frames that a picture holds a field of, lowest first. */
export function sourceFramesOf({ sourceFrame, fields }: ShownSource): number[] {
  if (!fields) return [sourceFrame];
  const frames = [fields.top, fields.bottom].filter((frame) => frame !== null);
  return [...new Set(frames)].sort((one, other) => one - other);
}

/**
 * How what B shows stands to what A shows: of the very same source frames, of some that A shows too, or of none of them. `by` counts the
 * source frames from A's nearest to B's: negative where B's is the earlier one.
 */
export type SourceMatch = { kind: 'same' } | { kind: 'shared' } | { kind: 'apart'; by: number };

export function matchSources(a: ShownSource, b: ShownSource): SourceMatch {
  const [ofA, ofB] = [sourceFramesOf(a), sourceFramesOf(b)];
  if (ofA.join() === ofB.join()) return { kind: 'same' };
  if (ofB.some((frame) => ofA.includes(frame))) return { kind: 'shared' };
  const steps = ofA.flatMap((from) => ofB.map((to) => to - from));
  const by = steps.reduce((best, step) => (Math.abs(step) < Math.abs(best) ? step : best));
  return { kind: 'apart', by };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Bytes that stand before the planes in a packet. */
export function packetHead(header: PictureHeader): Uint8Array<ArrayBuffer> {
  const json = encoder.encode(JSON.stringify(header));
  const head = new Uint8Array(8 + json.length);
  const view = new DataView(head.buffer);
  view.setUint32(0, json.length, true);
  view.setUint32(4, payloadBytes(header), true);
  head.set(json, 8);
  return head;
}

/** Reads one packet from the start of `bytes`; `bytesUsed` tells where the next one starts. Null while bytes are missing. */
export function readPacket(bytes: Uint8Array): { picture: Picture; bytesUsed: number } | null {
  if (bytes.length < 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const planesAt = 8 + view.getUint32(0, true);
  const bytesUsed = planesAt + view.getUint32(4, true);
  if (bytes.length < bytesUsed) return null;
  const header = JSON.parse(decoder.decode(bytes.subarray(8, planesAt))) as PictureHeader;
  return { picture: { header, planes: bytes.subarray(planesAt, bytesUsed) }, bytesUsed };
}

export function bytesPerSample(bitDepth: number): 1 | 2 {
  return bitDepth > 8 ? 2 : 1;
}

export function payloadBytes({ planes, bitDepth }: Pick<PictureHeader, 'planes' | 'bitDepth'>): number {
  const last = planes.at(-1);
  return last ? last.offset + last.width * last.height * bytesPerSample(bitDepth) : 0;
}

/** Lays planes one behind the other. Chroma sizes round up, as ffmpeg's do (719 luma columns have 360 of chroma). */
export function layPlanes(
  size: Size,
  kind: PictureHeader['kind'],
  bitDepth: number,
  shiftX = 0,
  shiftY = 0,
): Plane[] {
  const chroma = { width: -(-size.width >> shiftX), height: -(-size.height >> shiftY) };
  const sizes = kind === 'gray' ? [size] : kind === 'rgb' ? [size, size, size] : [size, chroma, chroma];
  let offset = 0;
  return sizes.map(({ width, height }) => {
    const plane = { width, height, offset };
    offset += width * height * bytesPerSample(bitDepth);
    return plane;
  });
}
