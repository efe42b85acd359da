/**
 * Which instant each field of the SD master shows, and how two fields are woven into a frame.
 */
import type { Planes } from './planes';
import { hdFrames, shots } from './shots';

export interface Segment {
  sdFirst: number;
  sdCount: number;
  mode: '3:2 telecine of 23.976p' | 'native 29.97i (59.94 fields/s)';
  hdFirst: number;
  hdCount: number;
  /** Film: 0 = AA BB BC CD DD from the segment's first frame. */
  phase?: number;
}

/**
 * The edit. The first cut (HD 74) is a film splice, which the cadence runs through: it falls between the two fields
 * of SD frame 92. The cuts to and from the effects shot were made on video, and the cadence breaks there.
 */
export const segments: readonly Segment[] = [
  { sdFirst: 0, sdCount: 150, mode: '3:2 telecine of 23.976p', hdFirst: 0, hdCount: 120, phase: 0 },
  { sdFirst: 150, sdCount: 60, mode: 'native 29.97i (59.94 fields/s)', hdFirst: 120, hdCount: 48 },
  {
    sdFirst: 210,
    sdCount: 69,
    mode: '3:2 telecine of 23.976p',
    hdFirst: 168,
    hdCount: hdFrames - 168,
    phase: 2,
  },
];

export const sdFrames = segments.reduce((sum, { sdCount }) => sum + sdCount, 0);

/** HD frame shown by a field (0 = top, shown first; 1 = bottom); a fraction in native video. */
export function hdFromField(frame: number, field: 0 | 1): number {
  const segment = segments.find(({ sdFirst, sdCount }) => frame < sdFirst + sdCount);
  if (segment === undefined) throw new Error(`the SD master has no frame ${frame}`);
  const i = frame - segment.sdFirst;
  if (segment.phase === undefined) return Number((segment.hdFirst + 0.8 * i + 0.4 * field).toFixed(1));
  // In fifths, as whole numbers: floor(0.8 x) of floating point goes wrong on exact frames.
  const shown = Math.floor((4 * (i + segment.phase) + 2 * field + 1) / 5);
  const first = Math.floor((4 * segment.phase + 1) / 5);
  return segment.hdFirst + shown - first;
}

export function isNative(frame: number): boolean {
  return shots.some(({ name, from, to }) => name === 'pulse' && frame >= from && frame < to);
}

/** An interlaced 4:2:0 frame; chroma is halved within each field, at its own place (ISO/IEC 13818-2, figure 6-2). */
export function weaveFields(top: Planes, bottom: Planes): Uint8Array {
  const { width, height } = top;
  const size = (width * height) / 4;
  const out = new Uint8Array(width * height + 2 * size);
  for (let y = 0; y < height; y += 1) {
    const source = y % 2 === 0 ? top : bottom;
    out.set(source.y.subarray(y * width, (y + 1) * width), y * width);
  }
  weaveChroma(top.u, bottom.u, width / 2, height / 2, out, width * height);
  weaveChroma(top.v, bottom.v, width / 2, height / 2, out, width * height + size);
  return out;
}

function weaveChroma(
  top: Uint8Array,
  bottom: Uint8Array,
  width: number,
  rows: number,
  out: Uint8Array,
  at: number,
) {
  for (let row = 0; row < rows; row += 1) {
    const isTop = row % 2 === 0;
    const source = isTop ? top : bottom;
    // Two lines of one field lie two frame lines apart.
    const first = 2 * (row - (row % 2)) + (isTop ? 0 : 1);
    const near = isTop ? 3 : 1;
    for (let x = 0; x < width; x += 1) {
      const a = source[first * width + x] as number;
      const b = source[(first + 2) * width + x] as number;
      out[at + row * width + x] = (near * a + (4 - near) * b + 2) >> 2;
    }
  }
}
