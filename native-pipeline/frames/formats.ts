/**
 * In which planar format a clip's pictures are handed out, and the filters that bring them into it.
 *
 * Planar little-endian formats of 8 to 16 bits go through untouched. Everything else is unpacked by explicit conversions that keep every sample (alpha
 * is dropped); nothing here ever changes matrix or range. Pure.
 */
import type { Clip, Size } from '../../model/clip';
import { uprightSize } from '../../model/clip';
import { layPlanes, type PictureHeader, payloadBytes } from '../../model/picture';
import { chromaShifts, formatPixelFormat, parsePixelFormat } from '../recipes/pixelFormat';

export interface DeliveredFormat {
  /** ffmpeg's name: 'yuv420p', 'gbrp10le', 'gray'. */
  pixelFormat: string;
  size: Size;
  layout: Pick<PictureHeader, 'kind' | 'bitDepth' | 'planes'>;
  pictureBytes: number;
  /** Filters to be written behind the decoder; '' where the decoder's samples are handed out as they are. */
  conversion: string;
}

type Stored = Pick<Clip, 'pixelFormat' | 'bitDepth' | 'codedSize' | 'rotation'>;

export function deliveredFormat(clip: Stored): DeliveredFormat {
  const parsed = parsePixelFormat(clip.pixelFormat, clip.bitDepth);
  const isTurned = clip.rotation.value === 90 || clip.rotation.value === 270;
  const shifts = chromaShifts(parsed.subsampling);
  // ffmpeg's transpose refuses chroma that is subsampled in one direction only, so such pictures are turned as 4:4:4.
  const format = isTurned && shifts.x !== shifts.y ? { ...parsed, subsampling: '444' as const } : parsed;
  const pixelFormat = formatPixelFormat(format);
  const conversion =
    pixelFormat === clip.pixelFormat ? '' : conversionTo(pixelFormat, parsed.kind, parsed.bitDepth);
  return describeFormat(pixelFormat, uprightSize(clip), conversion);
}

/** The layout of raw pictures in a planar format. */
export function describeFormat(pixelFormat: string, size: Size, conversion = ''): DeliveredFormat {
  const { kind, bitDepth, subsampling } = parsePixelFormat(pixelFormat);
  const shifts = chromaShifts(subsampling);
  const planes = layPlanes(size, kind, bitDepth, shifts.x, shifts.y);
  const layout = { kind, bitDepth, planes };
  return { pixelFormat, size, layout, conversion, pictureBytes: payloadBytes(layout) };
}

/** Packed and palette RGB goes by way of plain RGB: ffmpeg's direct way from some of them leads through YUV. */
function conversionTo(pixelFormat: string, kind: PictureHeader['kind'], bitDepth: number): string {
  if (kind === 'rgb' && bitDepth === 8) return 'format=rgb24,format=gbrp';
  if (kind === 'rgb' && bitDepth === 16) return 'format=rgb48le,format=gbrp16le';
  return `format=${pixelFormat}`;
}
