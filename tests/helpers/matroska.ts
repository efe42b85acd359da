/** What a Matroska file says of its tracks, read by other means than the engine's own. */
import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

export interface MatroskaTracks {
  /** DefaultDuration of each video track in nanoseconds; null where it says none. */
  pictureNanos: (number | null)[];
  /** True where the checksum of the tracks is right, or there is none. */
  isChecksumRight: boolean;
}

export function readTracks(file: string): MatroskaTracks {
  const bytes = readFileSync(file);
  // The id is four bytes that nothing before it holds in files this small; its first mention is in the seek table.
  const at = bytes.indexOf('1654ae6b', bytes.indexOf('1549a966', 100, 'hex'), 'hex');
  if (at < 0) throw new Error(`${file} has no tracks.`);
  const tracks = elementAt(bytes, at).content;
  const parts = elementsIn(tracks);
  const sum = parts[0]?.id === 'bf' ? parts[0] : null;
  const video = parts
    .filter(({ id }) => id === 'ae')
    .map(({ content }) => elementsIn(content))
    .filter((entry) => entry.some(({ id, content }) => id === '83' && content[0] === 1));
  return {
    pictureNanos: video.map((entry) => {
      const length = entry.find(({ id }) => id === '23e383')?.content;
      return length ? length.readUIntBE(0, length.length) : null;
    }),
    isChecksumRight: sum === null || sum.content.readUInt32LE(0) === crc32(tracks.subarray(6)),
  };
}

interface Element {
  id: string;
  content: Buffer;
  end: number;
}

function elementsIn(bytes: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; at = found.at(-1)?.end ?? bytes.length)
    found.push(elementAt(bytes, at));
  return found;
}

function elementAt(bytes: Buffer, at: number): Element {
  const idBytes = Math.clz32(bytes[at] ?? 0) - 23;
  const sizeAt = at + idBytes;
  const sizeBytes = Math.clz32(bytes[sizeAt] ?? 0) - 23;
  const digits = bytes.subarray(sizeAt, sizeAt + sizeBytes).toString('hex');
  const size = Number(BigInt(`0x${digits}`) - (1n << BigInt(7 * sizeBytes)));
  const from = sizeAt + sizeBytes;
  return {
    id: bytes.subarray(at, sizeAt).toString('hex'),
    content: bytes.subarray(from, from + size),
    end: from + size,
  };
}
