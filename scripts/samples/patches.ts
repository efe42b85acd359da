/**
 * Changes a few bits in finished streams, for properties that ffmpeg's command line cannot express in every version.
 */

/**
 * Turns a progressive 24000/1001 MPEG-2 elementary stream into soft telecine: 30000/1001 in the header and a
 * 2-3-2-3 cycle of fields in the flags, the pictures untouched. ISO/IEC 13818-2, 6.3.10.
 */
export function flagSoftTelecine(stream: Uint8Array): Uint8Array {
  const out = stream.slice();
  let gopStart = 0;
  let pictures = 0;
  let shown = 0;
  for (const at of startCodes(out)) {
    const code = out[at + 3];
    if (code === 0xb3) setBits(out, at + 7, 0x0f, 4); // frame_rate_code 4 = 30000/1001
    if (code === 0xb8) gopStart = pictures;
    if (code === 0x00) {
      shown = gopStart + temporalReference(out, at + 4);
      pictures += 1;
    }
    if (code !== 0xb5) continue;
    const kind = (out[at + 4] ?? 0) >> 4;
    if (kind === 1) setBits(out, at + 5, 0x08, 0); // not a progressive sequence: repeats are then fields
    if (kind === 8) setBits(out, at + 7, 0x82, fieldFlags(shown));
  }
  return out;
}

/** Writes "turn by 90° clockwise for display" into the track header of an MP4, as a phone held upright does. */
export function turnMp4(file: Uint8Array, codedHeight: number): Uint8Array {
  const out = Buffer.from(file);
  const header = out.indexOf('tkhd');
  if (header < 0) throw new Error('no track header in this MP4');
  // Version 0 header: the matrix follows 36 bytes of times, ids, layer and volume after version and flags.
  const matrix = header + 4 + 40;
  const turned = [0, 0x10000, 0, -0x10000, 0, 0, codedHeight * 0x10000, 0, 0x40000000];
  for (const [index, value] of turned.entries()) out.writeInt32BE(value, matrix + 4 * index);
  return out;
}

function* startCodes(data: Uint8Array): Generator<number> {
  for (let at = 0; at + 8 < data.length; at += 1) {
    if (data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 1) yield at;
  }
}

function temporalReference(data: Uint8Array, at: number): number {
  return ((data[at] ?? 0) << 2) | ((data[at + 1] ?? 0) >> 6);
}

/** top_field_first (0x80) and repeat_first_field (0x02) of the n-th picture shown: tt, ttr, bb, bbr. */
function fieldFlags(shown: number): number {
  const place = shown % 4;
  return (place < 2 ? 0x80 : 0) | (place % 2 === 1 ? 0x02 : 0);
}

function setBits(data: Uint8Array, at: number, mask: number, value: number): void {
  data[at] = ((data[at] ?? 0) & ~mask & 0xff) | value;
}
