/**
 * Counts what the pictures of an MPEG-1/2 stream say about their fields, in the first bytes of the file, whatever the container.
 *
 * A sample for the settling of scan and rate; the whole file is told by the index (programStream.ts). Pure.
 */

export interface PictureFlags {
  pictures: number;
  /** Marked as frames whose two fields show the same moment. */
  progressive: number;
  /** Marked to show their first field twice: soft telecine. */
  repeating: number;
  /** Of the pictures that are not marked as whole frames: soft telecine turns the flag with every repeat. */
  topFirst: number;
  /** Coded as single fields. */
  fields: number;
  /** True where the sequence header rules fields out. */
  isProgressiveSequence: boolean;
  /** Video packets whose bits are scrambled (DVD copy protection), and all of them. */
  scrambledPackets: number;
  packets: number;
}

/** About two seconds of DVD. */
export const FLAG_BYTES = 2 ** 20;

/** Works on raw container bytes: a code that a packet header cuts in two is missed, which a sample can bear. (ISO/IEC 13818-2, 6.2) */
export function countPictureFlags(bytes: Uint8Array): PictureFlags {
  const flags: PictureFlags = {
    pictures: 0,
    progressive: 0,
    repeating: 0,
    topFirst: 0,
    fields: 0,
    isProgressiveSequence: false,
    scrambledPackets: 0,
    packets: 0,
  };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const prefix = Buffer.from([0, 0, 1]);
  for (
    let at = buffer.indexOf(prefix);
    at >= 0 && at + 9 < buffer.length;
    at = buffer.indexOf(prefix, at + 3)
  ) {
    const code = buffer[at + 3] ?? 0;
    if (code === 0xb5) countExtension(flags, buffer.subarray(at + 4, at + 9));
    else if (code >= 0xe0 && code <= 0xef) countPacket(flags, buffer[at + 6] ?? 0);
  }
  return flags;
}

function countExtension(flags: PictureFlags, body: Uint8Array): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = body;
  if (a >> 4 === 1) flags.isProgressiveSequence = (b & 8) !== 0;
  if (a >> 4 !== 8) return;
  flags.pictures++;
  if ((c & 3) !== 3) flags.fields++;
  if ((d & 0x02) !== 0) flags.repeating++;
  if ((e & 0x80) !== 0) flags.progressive++;
  else if ((d & 0x80) !== 0) flags.topFirst++;
}

/** The header of an MPEG-2 packet starts with the bits 10, then two that tell how it is scrambled. */
function countPacket(flags: PictureFlags, first: number): void {
  if (first >> 6 !== 2) return;
  flags.packets++;
  if ((first & 0x30) !== 0) flags.scrambledPackets++;
}
