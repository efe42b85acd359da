/**
 * Draws the program's icon: the same picture twice, coarse lines on the left, smooth light on the right, the wipe's edge between them.
 *
 * Writes packaging/icon.png (Linux), icon.ico (Windows), icon.icns (macOS). Run it after a change here: `npx tsx scripts/makeIcon.ts`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PNG } from 'pngjs';

type Rgba = readonly [number, number, number, number];

const FOLDER = path.join(import.meta.dirname, '../packaging');
/** Samples per pixel and axis: smooth edges at 16 px. */
const FINE = 4;

/** The colour at a point, both axes 0 to 1. */
function colourAt(x: number, y: number): Rgba {
  if (!isInRounded(x, y, 0.03, 0.97, 0.2)) return [0, 0, 0, 0];
  if (Math.abs(x - 0.5) < 0.018 && y > 0.12 && y < 0.88) return [255, 255, 255, 255];
  if (!isInRounded(x, y, 0.17, 0.83, 0.04, 0.27, 0.73)) return [27, 27, 27, 255];
  // A hill of light, seen through seven coarse lines on the left and as it is on the right.
  const height = x < 0.5 ? (Math.floor(y / 0.066) + 0.5) * 0.066 : y;
  const light = Math.exp(-((x - 0.5) ** 2 / 0.05 + (height - 0.62) ** 2 / 0.03));
  const isGap = x < 0.5 && Math.floor(y / 0.033) % 2 === 1;
  const grey = Math.round((58 + 190 * light) * (isGap ? 0.55 : 1));
  return [grey, grey, grey, 255];
}

function isInRounded(
  x: number,
  y: number,
  left: number,
  right: number,
  radius: number,
  top = left,
  bottom = right,
): boolean {
  if (x < left || x > right || y < top || y > bottom) return false;
  const dx = Math.max(left + radius - x, x - (right - radius), 0);
  const dy = Math.max(top + radius - y, y - (bottom - radius), 0);
  return dx * dx + dy * dy <= radius * radius;
}

function drawPng(size: number): Buffer {
  const png = new PNG({ width: size, height: size });
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) png.data.set(averageAt(x, y, size), (y * size + x) * 4);
  }
  return PNG.sync.write(png, { deflateLevel: 9 });
}

function averageAt(x: number, y: number, size: number): number[] {
  const sum = [0, 0, 0, 0];
  for (let index = 0; index < FINE * FINE; index += 1) {
    const fineX = (x + ((index % FINE) + 0.5) / FINE) / size;
    const fineY = (y + (Math.floor(index / FINE) + 0.5) / FINE) / size;
    const [red, green, blue, alpha] = colourAt(fineX, fineY);
    for (const [channel, value] of [red, green, blue].entries())
      sum[channel] = (sum[channel] ?? 0) + value * alpha;
    sum[3] = (sum[3] ?? 0) + alpha;
  }
  const alpha = sum[3] ?? 0;
  const colour = sum.slice(0, 3).map((value) => (alpha > 0 ? Math.round(value / alpha) : 0));
  return [...colour, Math.round(alpha / (FINE * FINE))];
}

/** Windows' container: a directory of PNG files (since Vista). */
function icoFromPngs(pngs: ReadonlyMap<number, Buffer>): Buffer {
  const head = Buffer.alloc(6 + 16 * pngs.size);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pngs.size, 4);
  let offset = head.length;
  for (const [index, [size, png]] of [...pngs].entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at); // 0 stands for 256
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pngs.values()]);
}

/** Apple's container: typed blocks, here those that hold PNG files. */
function icnsFromPngs(pngs: ReadonlyMap<string, Buffer>): Buffer {
  const blocks = [...pngs].map(([type, png]) => block(type, png));
  return block('icns', Buffer.concat(blocks));
}

function block(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([head, content]);
}

const sized = (size: number) => [size, drawPng(size)] as const;
writeFileSync(path.join(FOLDER, 'icon.png'), drawPng(512));
writeFileSync(path.join(FOLDER, 'icon.ico'), icoFromPngs(new Map([16, 24, 32, 48, 64, 256].map(sized))));
const APPLE: Record<string, number> = { ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic09: 512 };
const apple = new Map(Object.entries(APPLE).map(([type, size]) => [type, drawPng(size)]));
writeFileSync(path.join(FOLDER, 'icon.icns'), icnsFromPngs(apple));
