/** Which encoder writes a codec with this build of ffmpeg, how it is set, and which samples it takes. Pure. */
import type { FieldOrder, Matrix, Range, Size } from '../../model/clip';
import type { Codec } from '../../model/contract';
import type { Capabilities } from '../ffmpeg/tools';
import { chromaShifts, formatPixelFormat, type PixelFormat, parsePixelFormat } from '../recipes/pixelFormat';
import type { Container } from './containers';

export interface Encoder {
  name: string;
  options: readonly string[];
  /** Formats that are written as they are. */
  takes: RegExp;
  /** Samples that come nearest to others. */
  nearest(format: PixelFormat): Partial<PixelFormat>;
  /** Options that keep two fields two fields. */
  interlaced: readonly string[];
  /** Where a movie can be taken apart: at every picture, where a key frame is asked for, nowhere. */
  keyFrames: 'all' | 'forced' | null;
}

const eightOrTen = ({ bitDepth }: PixelFormat): Partial<PixelFormat> => ({
  kind: 'yuv',
  bitDepth: bitDepth > 8 ? 10 : 8,
});

/** For each codec the encoders in order of preference. Only those that run everywhere: a listed hardware encoder may lack its hardware. */
const ENCODERS: Record<Codec, readonly Encoder[]> = {
  ffv1: [
    {
      name: 'ffv1',
      // Every frame on its own, in slices with checksums: archives ask for it, and threads need the slices.
      options: ['-level', '3', '-g', '1', '-slices', '4', '-slicecrc', '1'],
      takes: /^(gray(9|10|12|16)?(le)?|yuv4\d\dp((9|10|12|14|16)le)?|gbrp(9|10|12|14|16)le)$/,
      // 8-bit RGB has a packed form only.
      nearest: ({ kind }) => (kind === 'rgb' ? { kind: 'rgb' } : {}),
      interlaced: [],
      keyFrames: 'all',
    },
  ],
  h264: [
    {
      name: 'libx264',
      options: ['-preset', 'medium', '-crf', '16'],
      takes: /^(gray|yuv4(20|22|44)p(10le)?)$/,
      nearest: eightOrTen,
      interlaced: ['-flags', '+ildct+ilme'],
      keyFrames: 'forced',
    },
    {
      name: 'libopenh264',
      // It knows no constant quality; this is ample for 1080 lines.
      options: ['-b:v', '25M', '-allow_skip_frames', '0'],
      takes: /^yuv420p$/,
      nearest: () => ({ kind: 'yuv', subsampling: '420', bitDepth: 8 }),
      interlaced: [],
      keyFrames: null,
    },
  ],
  hevc: [
    {
      name: 'libx265',
      options: ['-preset', 'medium', '-crf', '18', '-x265-params', 'log-level=error'],
      takes: /^(gray|yuv4(20|22|44)p((10|12)le)?)$/,
      nearest: eightOrTen,
      interlaced: [],
      keyFrames: 'forced',
    },
    {
      name: 'libkvazaar',
      options: ['-kvazaar-params', 'qp=20'],
      takes: /^yuv420p$/,
      nearest: () => ({ kind: 'yuv', subsampling: '420', bitDepth: 8 }),
      interlaced: [],
      keyFrames: null,
    },
  ],
  prores: [
    {
      name: 'prores_ks',
      // Profile 3 is 422 HQ; 'apl0' is the vendor that other programs expect.
      options: ['-profile:v', '3', '-vendor', 'apl0'],
      takes: /^yuv422p10le$/,
      nearest: () => ({ kind: 'yuv', subsampling: '422', bitDepth: 10 }),
      interlaced: ['-flags', '+ildct'],
      keyFrames: 'all',
    },
  ],
};

/** Null where the build has none. */
export function findEncoder(codec: Codec, { encoders }: Pick<Capabilities, 'encoders'>): Encoder | null {
  return ENCODERS[codec].find(({ name }) => encoders.has(name)) ?? null;
}

/**
 * FFV1 holds no more than 2^27 bits of its two kinds of planes in a slice (ffv1enc.c): large pictures need more than the usual four. Where colours
 * are shared and a side is odd, ffmpeg 5.1 divides some heights into none but certain numbers, and is left to find one.
 */
export function withSlicesFor(encoder: Encoder, { width, height }: Size, pixelFormat: string): Encoder {
  const at = encoder.options.indexOf('-slices');
  if (at < 0) return encoder;
  const { x, y } = chromaShifts(parsePixelFormat(pixelFormat).subsampling);
  const isOdd = width % (1 << x) > 0 || height % (1 << y) > 0;
  const enough = [4, 16, 64].find((count) => (width * height) / count <= MOST_IN_SLICE) ?? 256;
  const slices = isOdd ? 0 : enough;
  return { ...encoder, options: encoder.options.map((said, n) => (n === at + 1 ? String(slices) : said)) };
}

/** 2^27 / (17 bits × 2 kinds of planes), with room for slices of unequal size. */
const MOST_IN_SLICE = 3_900_000;

/** Names of the encoders that would do. */
export function encoderNames(codec: Codec): string[] {
  return ENCODERS[codec].map(({ name }) => name);
}

/** Samples as the encoder takes them. */
export interface Conversion {
  /** '' where nothing is to be done. */
  graph: string;
  pixelFormat: string;
  /** Set where RGB became YUV: then the pictures' own matrix and range are these. */
  colour: { matrix: Matrix; range: Range } | null;
}

/** Depths that can be asked for. */
export type Bits = 8 | 10;

/**
 * Brings the samples into a format that the encoder takes; the form of the samples is all that changes, but for RGB where it must be YUV.
 * `bits` null keeps the depth where the encoder takes it.
 */
export function conversionFor(
  encoder: Encoder,
  pixelFormat: string,
  fields: FieldOrder | null,
  bits: Bits | null = null,
): Conversion {
  const stored = parsePixelFormat(pixelFormat);
  const format = { ...stored, bitDepth: bits ?? stored.bitDepth };
  const plain = formatPixelFormat({ ...format, isFullByName: false });
  const isTaken = encoder.takes.test(plain);
  if (isTaken && format.bitDepth === stored.bitDepth) {
    // The yuvj names are full range by name; the plain ones by tag. The samples are the same.
    const graph = plain === pixelFormat ? '' : `scale=in_range=full:out_range=full,format=${plain}`;
    return { graph, pixelFormat: plain, colour: null };
  }
  const isRgb = format.kind === 'rgb';
  if (isRgb && encoder.name === 'ffv1') {
    const name = isTaken ? plain : 'bgr0';
    return { graph: `format=${name}`, pixelFormat: name, colour: null };
  }
  const nearest = { ...format, ...(isTaken ? {} : encoder.nearest(format)), isFullByName: false };
  const target = formatPixelFormat(format.kind === 'gray' ? { ...nearest, subsampling: '420' } : nearest);
  const options = [
    'flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact',
    ...(isRgb ? ['in_range=full', 'out_range=limited', 'out_color_matrix=bt709'] : []),
    ...(format.isFullByName ? ['in_range=full', 'out_range=full'] : []),
    ...(fields === null ? [] : ['interl=1']),
  ];
  const colour = isRgb ? ({ matrix: 'bt709', range: 'limited' } as const) : null;
  return { graph: `scale=${options.join(':')},format=${target}`, pixelFormat: target, colour };
}

/** True where the encoder writes samples of this depth at all. */
export function holdsDepth(encoder: Encoder, pixelFormat: string, bits: Bits): boolean {
  return parsePixelFormat(conversionFor(encoder, pixelFormat, null, bits).pixelFormat).bitDepth === bits;
}

/** How players of Apple's like HEVC to be called. */
export function tagOptions(codec: Codec, container: Container): string[] {
  return codec === 'hevc' && container !== 'mkv' ? ['-tag:v', 'hvc1'] : [];
}
