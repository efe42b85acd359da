/**
 * Explicit conversions of samples: no plan leaves one to ffmpeg, which would choose matrix, range and chroma siting by itself.
 *
 * zscale is the reference converter, because its arithmetic is the viewer's too. swscale ("scale") stands in where a build lacks zscale,
 * and does what zscale cannot: chroma by fields, gray, packed formats.
 */
import { type FieldOrder, hasEqualFields, type Siting } from '../../model/clip';
import type { Filter } from '../ffmpeg/graph';
import { zscaleFromMatrix } from './colourNames';
import type { Build, PictureState, StepWork } from './pictureState';
import { chromaShifts, formatPixelFormat, type PixelFormat } from './pixelFormat';

/** swscale without these takes short cuts: nearest chroma, rough rounding, code that differs between processors. */
export const EXACT_FLAGS = 'accurate_rnd+full_chroma_int+full_chroma_inp+bitexact';

/** What a filter can take; absent: anything a plan works in. */
export interface Wanted {
  isYuv?: boolean;
  bitDepths?: readonly number[];
}

/** Brings the samples into a form that a filter takes. Depth is raised where possible, lowered (ordered dither) where not. */
export function fitSamples(picture: PictureState, wanted: Wanted, build: Build): StepWork {
  const isRgbUnwanted = wanted.isYuv === true && picture.format.kind === 'rgb';
  const rgbDone = isRgbUnwanted ? yuvFromRgb(picture, build) : { filters: [], becomes: picture };
  const bitDepth = nearestDepth(rgbDone.becomes.format.bitDepth, wanted.bitDepths);
  const done = convertSamples(rgbDone.becomes, { ...rgbDone.becomes.format, bitDepth }, build);
  return { filters: [...rgbDone.filters, ...done.filters], becomes: done.becomes };
}

/** Another subsampling or depth; colours, size and range stay. */
export function convertSamples(picture: PictureState, format: PixelFormat, build: Build): StepWork {
  const from = formatPixelFormat(picture.format);
  const to = formatPixelFormat(format);
  if (from === to) return { filters: [], becomes: picture };
  const isLower = format.bitDepth < picture.format.bitDepth;
  const siting = sitingFor(picture.colour.siting, format);
  const isZscale = isZscaleable(picture, build) && isZscaleable({ ...picture, format }, build);
  const convert = isZscale
    ? zscale({
        f: 'bicubic',
        ...sitings(picture, siting),
        ...ranges(picture),
        ...(isLower && { d: 'ordered' }),
      })
    : swscale({ ...swscaleSitings(picture, siting), ...swscaleRanges(picture) });
  return {
    filters: [convert, formatFilter(to)],
    becomes: { ...picture, format, colour: { ...picture.colour, siting } },
  };
}

/**
 * Chroma that was subsampled field by field is raised to a sample for each line, each field by itself. From here on a line's colour is its
 * own, whatever is woven, matched or interpolated later; a film frame re-woven from two coded frames gets its colour right as well.
 */
export function raiseFieldChroma(picture: PictureState): StepWork {
  const format: PixelFormat = { ...picture.format, subsampling: '422' };
  const siting = sitingFor(picture.colour.siting, format);
  return {
    filters: [
      { name: 'scale', options: { interl: 1, flags: `bicubic+${EXACT_FLAGS}`, ...swscaleRanges(picture) } },
      formatFilter(formatPixelFormat(format)),
    ],
    becomes: { ...picture, format, colour: { ...picture.colour, siting } },
  };
}

/** True where chroma lines alternate between fields. Heights that are no multiple of four cannot be 4:2:0 by fields. */
export function hasFieldChroma(picture: Pick<PictureState, 'format' | 'fields' | 'size'>): boolean {
  const { format, fields, size } = picture;
  return (
    fields !== null &&
    format.kind === 'yuv' &&
    chromaShifts(format.subsampling).y === 1 &&
    hasEqualFields(size.height, true)
  );
}

/** zscale refuses sizes that do not divide by the subsampling: a 719th column has half a colour sample. */
export function isZscaleable({ format, size }: Pick<PictureState, 'format' | 'size'>, build: Build): boolean {
  const { x, y } = chromaShifts(format.subsampling);
  return build.filters.has('zscale') && size.width % (1 << x) === 0 && size.height % (1 << y) === 0;
}

/** Pictures that zscale takes: odd sizes get a colour sample for each one of luma first. */
export function fitZscale(picture: PictureState, build: Build): StepWork {
  if (!build.filters.has('zscale') || isZscaleable(picture, build)) return { filters: [], becomes: picture };
  return convertSamples(picture, { ...picture.format, subsampling: '444' }, build);
}

/** RGB as BT.709, limited, 4:4:4, with at least 10 bits, so that every 8-bit RGB value survives. */
function yuvFromRgb(picture: PictureState, build: Build): StepWork {
  const format: PixelFormat = {
    ...picture.format,
    kind: 'yuv',
    subsampling: '444',
    bitDepth: Math.max(10, picture.format.bitDepth),
  };
  const colour = { ...picture.colour, matrix: 'bt709', range: 'limited', siting: 'left' } as const;
  const rin = picture.colour.range;
  const convert = build.filters.has('zscale')
    ? zscale({ min: 'gbr', m: zscaleFromMatrix('bt709'), rin, r: 'limited', c: 'left' })
    : swscale({ out_color_matrix: 'bt709', in_range: rin, out_range: 'limited' });
  return {
    filters: [convert, formatFilter(formatPixelFormat(format))],
    becomes: { ...picture, format, colour },
  };
}

export function zscale(options: Filter['options']): Filter {
  return { name: 'zscale', options };
}

export function swscale(options: Filter['options'], kernel = 'bicubic'): Filter {
  return { name: 'scale', options: { flags: `${kernel}+${EXACT_FLAGS}`, interl: 0, ...options } };
}

export function formatFilter(pixelFormat: string): Filter {
  return { name: 'format', options: { pix_fmts: pixelFormat } };
}

export function fieldFilter(fields: FieldOrder | null): Filter {
  const mode = fields === null ? 'prog' : fields === 'top-first' ? 'tff' : 'bff';
  return { name: 'setfield', options: { mode } };
}

/** zscale's `cin` and `c`; none for RGB and gray, which have no chroma to place. */
export function sitings(picture: PictureState, siting: Siting): Filter['options'] {
  return picture.format.kind === 'yuv' ? { cin: picture.colour.siting, c: siting } : {};
}

export function ranges({ colour }: PictureState): Filter['options'] {
  return { rin: colour.range, r: colour.range };
}

export function swscaleRanges({ colour }: PictureState): Filter['options'] {
  return { in_range: colour.range, out_range: colour.range };
}

/** swscale's positions are in 1/256 of a luma sample: left is 0, centre 128; vertically centre is its own default. */
export function swscaleSitings(picture: PictureState, siting: Siting): Filter['options'] {
  if (picture.format.kind !== 'yuv') return {};
  return { in_h_chr_pos: positionOf(picture.colour.siting), out_h_chr_pos: positionOf(siting) };
}

/** Results are sited left, as MPEG-2 and HD expect it; centred chroma (MPEG-1, JPEG) stays centred until it is resampled anyway. */
function sitingFor(siting: Siting, { subsampling }: PixelFormat): Siting {
  const isLeft = siting === 'left' || siting === 'topleft' || siting === 'bottomleft';
  return subsampling === '444' || isLeft ? 'left' : 'center';
}

function positionOf(siting: Siting): number {
  return siting === 'left' || siting === 'topleft' || siting === 'bottomleft' ? 0 : 128;
}

/** The smallest depth a filter takes that loses nothing, else its largest. */
function nearestDepth(bitDepth: number, offered: readonly number[] | undefined): number {
  if (!offered || offered.includes(bitDepth)) return bitDepth;
  const enough = offered.filter((depth) => depth > bitDepth);
  return enough.length > 0 ? Math.min(...enough) : Math.max(...offered);
}
