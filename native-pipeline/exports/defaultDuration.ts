/**
 * Takes the length "of each picture" out of a Matroska file whose pictures last differently.
 *
 * ffmpeg has no option for it: 5.1 writes that of the fields where only some frames were bobbed, and any version writes the first segment's mean into a
 * joined movie. A player that trusts it shows the pictures at wrong times. The element gives way to a void one of its size, so that nothing moves.
 *
 * Sources: RFC 8794 (EBML: heads of elements, Void, CRC-32), RFC 9559 (Matroska: Tracks, DefaultDuration).
 */
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { errorFromWrite } from './outputFiles';

const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const CLUSTER = 0x1f43b675;
const TRACK_ENTRY = 0xae;
const TRACK_TYPE = 0x83;
const DEFAULT_DURATION = 0x23e383;
const CHECKSUM = 0xbf;
const VOID = 0xec;

/** More than any list of tracks takes; what claims more is damaged. */
const MOST_BYTES = 64 * 2 ** 20;

/** Pictures only: sound keeps its lengths. A file that is not as expected is left as it is. Throws output-unwritable. */
export function leaveOutDefaultDuration(file: string): Promise<void> {
  return voidLengths(file).catch((cause) => {
    throw errorFromWrite(cause, file);
  });
}

async function voidLengths(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const tracks = await findTracks(handle);
    if (!tracks) return;
    const bytes = await readBytes(handle, tracks.from, tracks.to - tracks.from);
    const found = childrenOf(bytes).filter(({ id }) => id === TRACK_ENTRY);
    const lengths = found.flatMap((entry) => lengthsIn(bytes, entry));
    if (lengths.length === 0) return;
    for (const { head, to } of lengths) makeVoid(bytes.subarray(head, to));
    renewChecksum(bytes);
    await handle.write(bytes, 0, bytes.length, tracks.from);
  } finally {
    await handle.close();
  }
}

/** Places in bytes: of the head, of the content and behind it. */
interface Element {
  id: number;
  head: number;
  from: number;
  to: number;
}

/** The tracks stand before the first pictures. */
async function findTracks(handle: FileHandle): Promise<Element | null> {
  for (let at = 0; ; ) {
    const element = readHead(await readBytes(handle, at, 12), 0, at);
    if (!element || element.id === CLUSTER) return null;
    if (element.id === TRACKS) return element.to - element.from <= MOST_BYTES ? element : null;
    at = element.id === SEGMENT ? element.from : element.to;
  }
}

/** Where the entry is one of pictures. */
function lengthsIn(bytes: Buffer, entry: Element): Element[] {
  const children = childrenOf(bytes, entry.from, entry.to);
  const isVideo = children.some(
    ({ id, from, to }) => id === TRACK_TYPE && to - from === 1 && bytes[from] === 1,
  );
  return isVideo ? children.filter(({ id }) => id === DEFAULT_DURATION) : [];
}

function childrenOf(bytes: Buffer, from = 0, to = bytes.length): Element[] {
  const children: Element[] = [];
  for (let at = from; at < to; ) {
    const child = readHead(bytes, at);
    if (!child || child.to > to) break;
    children.push(child);
    at = child.to;
  }
  return children;
}

/** `shift` is where the bytes begin in the file. Null behind the end, and where it is no element. */
function readHead(bytes: Buffer, at: number, shift = 0): Element | null {
  const idBytes = lengthAt(bytes, at);
  const sizeBytes = lengthAt(bytes, at + idBytes);
  if (idBytes === 0 || idBytes > 4 || sizeBytes === 0 || at + idBytes + sizeBytes > bytes.length) return null;
  const size = bytes.subarray(at + idBytes, at + idBytes + sizeBytes);
  // The leading one bit is not part of the number, which would have too many digits with it.
  const value = size.reduce(
    (sum, byte, n) => sum * 256 + (n === 0 ? byte - (1 << (8 - sizeBytes)) : byte),
    0,
  );
  const from = shift + at + idBytes + sizeBytes;
  return { id: bytes.readUIntBE(at, idBytes), head: shift + at, from, to: from + value };
}

/** Of an id or a size: as many bytes as there are leading zero bits, and one; 0 behind the end. */
function lengthAt(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  return first === 0 ? 0 : Math.clz32(first) - 23;
}

function makeVoid(element: Buffer): void {
  element.fill(0);
  element[0] = VOID;
  element[1] = 0x80 + element.length - 2;
}

/** Of all that follows it; always the first child. */
function renewChecksum(bytes: Buffer): void {
  const [first] = childrenOf(bytes);
  if (first?.id === CHECKSUM && first.to - first.from === 4)
    bytes.writeUInt32LE(crc32(bytes.subarray(first.to)), first.from);
}

async function readBytes(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}
