/**
 * Pictures of full size for the measures of faults: in which planar format ffmpeg hands them out, and their planes as numbers.
 *
 * Samples keep their own depth; `unit` is one code of 8 bits, so that every measure speaks in those. Pure.
 */
import { type Clip, type Size, uprightSize } from '../../../model/clip';
import { isGray, isRgb } from '../../clips/pixelFormat';

export interface LookPlane extends Size {
  samples: Uint16Array;
}

export interface LookPicture {
  /** Number of the frame in the clip. */
  frame: number;
  luma: LookPlane;
  /** Null for gray. */
  chroma: readonly [LookPlane, LookPlane] | null;
  /** Sample steps in one code of 8 bits: 4 for 10 bits. */
  unit: number;
}

export interface LookFormat {
  /** Filters that bring a decoded picture into `pixelFormat` without touching range or matrix where the clip is YUV. */
  filters: string;
  pixelFormat: string;
  bytesPerSample: 1 | 2;
  unit: number;
  /** Luma, then the two of chroma where there are any. */
  planes: readonly Size[];
  pictureBytes: number;
}

/** Names that are handed out as they are: planar, little-endian, 8 to 16 bits. */
const UNTOUCHED = /^(yuvj?4(?:20|22|44|11|10|40)p((?:9|1[0246])le)?|gray((?:9|1[0246])le)?)$/;
/** How far chroma is halved, as shifts in width and height. */
const SHIFTS: readonly [RegExp, number, number][] = [
  [/^yuvj?a?420|^nv(12|21)|^p01/, 1, 1],
  [/^yuvj?a?422|^nv(16|20)|^p21|^(uyvy|yuyv|yvyu)422|^y21/, 1, 0],
  [/^yuvj?a?411|^uyyvyy411/, 2, 0],
  [/^yuvj?a?410/, 2, 2],
  [/^yuvj?a?440/, 0, 1],
];
const NAMES: Readonly<Record<string, string>> = {
  '11': '420',
  '10': '422',
  '20': '411',
  '22': '410',
  '01': '440',
};

export function lookFormat(
  clip: Pick<Clip, 'pixelFormat' | 'bitDepth' | 'codedSize' | 'rotation'>,
): LookFormat {
  const size = uprightSize(clip);
  const { name, shiftX, shiftY } = planarFormat(clip);
  const chroma = { width: -(-size.width >> shiftX), height: -(-size.height >> shiftY) };
  const planes = name.startsWith('gray') ? [size] : [size, chroma, chroma];
  const depth = Number(/(\d+)le$/.exec(name)?.[1] ?? 8);
  const bytesPerSample = depth > 8 ? 2 : 1;
  const samples = planes.reduce((sum, { width, height }) => sum + width * height, 0);
  // RGB becomes full-range luma; YUV keeps its numbers. The size is pinned for streams that change it under way.
  const range = isRgb(clip.pixelFormat) ? 'out_range=full' : 'in_range=full:out_range=full';
  const filters = `scale=${size.width}:${size.height}:${range}:flags=bilinear,format=${name}`;
  return {
    ...{ filters, pixelFormat: name, bytesPerSample, planes },
    unit: 2 ** (depth - 8),
    pictureBytes: samples * bytesPerSample,
  };
}

function planarFormat({
  pixelFormat,
  bitDepth,
  rotation,
}: Pick<Clip, 'pixelFormat' | 'bitDepth' | 'rotation'>): { name: string; shiftX: number; shiftY: number } {
  const [, shiftX, shiftY] = SHIFTS.find(([names]) => names.test(pixelFormat)) ?? [null, 0, 0];
  const isTurned = rotation.value === 90 || rotation.value === 270;
  // ffmpeg's transpose refuses chroma that is halved in one direction only, so such pictures are turned as 4:4:4.
  const isOpened = isTurned && shiftX !== shiftY;
  if (UNTOUCHED.test(pixelFormat) && !isOpened) return { name: pixelFormat, shiftX, shiftY };
  const ending = bitDepth > 8 ? `p${evenDepth(bitDepth)}le` : 'p';
  if (isGray(pixelFormat))
    return { name: bitDepth > 8 ? `gray${evenDepth(bitDepth)}le` : 'gray', shiftX: 0, shiftY: 0 };
  const subsampling = isOpened ? '444' : (NAMES[`${shiftX}${shiftY}`] ?? '444');
  // 4:1:0 and 4:1:1 exist with 8 bits only.
  const isCoarse = subsampling.startsWith('41');
  const shifts = subsampling === '444' ? { shiftX: 0, shiftY: 0 } : { shiftX, shiftY };
  return { name: `yuv${subsampling}${isCoarse ? 'p' : ending}`, ...shifts };
}

/** Depths for which every subsampling has a planar format. */
function evenDepth(bitDepth: number): number {
  return bitDepth <= 10 ? 10 : bitDepth <= 12 ? 12 : 16;
}

/** Turns raw bytes into planes, in memory that is used again for the next picture. */
export function createPictureReader({
  planes,
  bytesPerSample,
  unit,
}: LookFormat): (bytes: Uint8Array, frame: number) => LookPicture {
  const made = planes.map(({ width, height }) => ({
    width,
    height,
    samples: new Uint16Array(width * height),
  }));
  const [luma, u, v] = made;
  return (bytes, frame) => {
    let at = 0;
    for (const { samples } of made) {
      const length = samples.length * bytesPerSample;
      readSamples(samples, bytes.subarray(at, at + length), bytesPerSample);
      at += length;
    }
    if (!luma) throw new Error('a picture without luma');
    return { frame, luma, chroma: u && v ? [u, v] : null, unit };
  };
}

function readSamples(samples: Uint16Array, bytes: Uint8Array, bytesPerSample: 1 | 2): void {
  if (bytesPerSample === 1) {
    samples.set(bytes);
    return;
  }
  // Every machine that runs ffmpeg here is little-endian; only the alignment is not given.
  new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength).set(bytes);
}
