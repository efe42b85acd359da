/**
 * Letters as strokes: our own alphabet, because no font can be counted on and none may be copied.
 *
 * Squarish capitals with round corners, after the stencils on hulls. Grid 8 × 12, y down.
 */

export interface Lettering {
  width: number;
  height: number;
  /** Coverage 0..1. */
  data: Float32Array;
}

type Point = readonly [number, number];

// Strokes are separated by ';', points are two base-36 digits, '~' rounds the corners of its stroke.
const alphabet: Record<string, string> = {
  A: '0c 40 8c;19 79',
  B: '00 0c;~00 70 76 06;~06 86 8c 0c',
  C: '~83 80 00 0c 8c 89',
  D: '00 0c;~00 80 8c 0c',
  E: '80 00 0c 8c;06 66',
  F: '80 00 0c;06 66',
  G: '~83 80 00 0c 8c 86;86 56',
  H: '00 0c;80 8c;06 86',
  I: '00 0c',
  J: '~80 8c 0c 09',
  K: '00 0c;80 06 8c',
  L: '00 0c 8c',
  M: '0c 00 57 a0 ac',
  N: '0c 00 8c 80',
  O: '~40 00 0c 8c 80 40',
  P: '00 0c;~00 80 86 06',
  Q: '~40 00 0c 8c 80 40;69 9d',
  R: '00 0c;~00 80 86 06;46 8c',
  S: '~83 80 00 06 86 8c 0c 09',
  T: '00 80;40 4c',
  U: '~00 0c 8c 80',
  V: '00 4c 80',
  W: '00 3c 52 7c a0',
  X: '00 8c;80 0c',
  Y: '00 46 80;46 4c',
  Z: '00 80 0c 8c',
  0: '~40 00 0c 8c 80 40;62 2a',
  1: '02 20 2c',
  2: '~02 00 80 85 0c;0c 8c',
  3: '~00 80 86 36;~36 86 8c 0c',
  4: '60 09 89;60 6c',
  5: '80 00 05;~05 85 8c 0c',
  6: '~80 00 0c 8c 86 06',
  7: '00 80 3c',
  8: '~40 00 06 86 80 40;~46 06 0c 8c 86 46',
  9: '~0c 8c 80 00 06 86',
  '-': '06 46',
  '.': '0b 0c',
  ' ': '',
};

/** Draws one line of text; `size` is the height of a capital, `weight` the stroke, `tracking` the gap, in pixels. */
export function drawLettering(text: string, size: number, weight: number, tracking: number): Lettering {
  const unit = size / 12;
  const margin = Math.ceil(weight + 2);
  const letters = [...text].map((letter) => strokesOf(letter));
  const widths = letters.map((strokes) => (strokes.length === 0 ? 5 : widest(strokes)) * unit);
  const total = widths.reduce((sum, width) => sum + width + tracking, -tracking);
  const height = Math.ceil(size + 2 * margin);
  const width = Math.ceil(total + 2 * margin);
  const out: Lettering = { width, height, data: new Float32Array(width * height) };
  let x = margin;
  for (const [index, strokes] of letters.entries()) {
    for (const stroke of strokes) drawStroke(out, stroke, x, margin, unit, weight);
    x += (widths[index] as number) + tracking;
  }
  return out;
}

/** Coverage at a place given as shares of the picture, 0 outside; bilinear. */
export function readLettering(from: Lettering, u: number, v: number): number {
  const x = u * from.width - 0.5;
  const y = v * from.height - 0.5;
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  if (xi < 0 || yi < 0 || xi >= from.width - 1 || yi >= from.height - 1) return 0;
  const at = yi * from.width + xi;
  const { data, width } = from;
  const above = mix(data[at] as number, data[at + 1] as number, x - xi);
  return mix(above, mix(data[at + width] as number, data[at + width + 1] as number, x - xi), y - yi);
}

function strokesOf(letter: string): Point[][] {
  const text = alphabet[letter.toUpperCase()];
  if (text === undefined) throw new Error(`no strokes for "${letter}"`);
  return text.split(';').filter(Boolean).map(readStroke);
}

function readStroke(text: string): Point[] {
  const isRound = text.startsWith('~');
  const pairs = text.replace('~', '').trim().split(/\s+/);
  const points = pairs.map((pair): Point => [digit(pair, 0), digit(pair, 1)]);
  return isRound ? cutCorners(cutCorners(cutCorners(points))) : points;
}

function digit(pair: string, at: number): number {
  return Number.parseInt(pair.charAt(at), 36);
}

/** One round of Chaikin's corner cutting; the ends stay. */
function cutCorners(points: Point[]): Point[] {
  const out: Point[] = [points[0] as Point];
  for (let i = 1; i < points.length; i += 1) {
    const [ax, ay] = points[i - 1] as Point;
    const [bx, by] = points[i] as Point;
    // A fifth instead of a quarter keeps the letters squarish.
    if (i > 1) out.push([mix(ax, bx, 0.2), mix(ay, by, 0.2)]);
    if (i < points.length - 1) out.push([mix(ax, bx, 0.8), mix(ay, by, 0.8)]);
  }
  out.push(points[points.length - 1] as Point);
  return out;
}

function widest(strokes: Point[][]): number {
  return Math.max(...strokes.flat().map(([x]) => x));
}

function drawStroke(
  out: Lettering,
  stroke: Point[],
  left: number,
  top: number,
  unit: number,
  weight: number,
): void {
  for (let i = 1; i < stroke.length; i += 1) {
    const [ax, ay] = stroke[i - 1] as Point;
    const [bx, by] = stroke[i] as Point;
    drawSegment(out, left + ax * unit, top + ay * unit, left + bx * unit, top + by * unit, weight / 2);
  }
}

function drawSegment(out: Lettering, ax: number, ay: number, bx: number, by: number, radius: number): void {
  const reach = radius + 1;
  const x1 = Math.min(out.width - 1, Math.ceil(Math.max(ax, bx) + reach));
  const y1 = Math.min(out.height - 1, Math.ceil(Math.max(ay, by) + reach));
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
  for (let y = Math.max(0, Math.floor(Math.min(ay, by) - reach)); y <= y1; y += 1) {
    for (let x = Math.max(0, Math.floor(Math.min(ax, bx) - reach)); x <= x1; x += 1) {
      const along = ((x + 0.5 - ax) * (bx - ax) + (y + 0.5 - ay) * (by - ay)) / length2;
      const t = Math.min(1, Math.max(0, along));
      const distance = Math.hypot(x + 0.5 - mix(ax, bx, t), y + 0.5 - mix(ay, by, t));
      const cover = Math.min(1, Math.max(0, radius + 0.5 - distance));
      const at = y * out.width + x;
      if (cover > (out.data[at] as number)) out.data[at] = cover;
    }
  }
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
