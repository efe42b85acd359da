/**
 * How every plan starts: the clip's pictures as the recipe understands them, in one of few sample formats, every property pinned.
 *
 * A preview is fed with bare planes and a render reads the file; both see the same pictures only if nothing is left to flags and tags.
 */
import { type Clip, type Matrix, uprightAspect, uprightSize } from '../../model/clip';
import type { Choices } from '../../model/recipe';
import type { Rational } from '../../model/time';
import type { Filter } from '../ffmpeg/graph';
import { paramFromPrimaries, paramFromTransfer } from './colourNames';
import {
  convertSamples,
  EXACT_FLAGS,
  fieldFilter,
  formatFilter,
  hasFieldChroma,
  raiseFieldChroma,
} from './convert';
import type { Build, Footage, PictureState, StepWork } from './pictureState';
import {
  chromaShifts,
  formatPixelFormat,
  type PixelFormat,
  parsePixelFormat,
  type Subsampling,
} from './pixelFormat';

/** What the recipe takes the clip's pictures for: its findings, overruled by the recipe's choices. */
export function interpretClip(clip: Clip, choices: Choices, footage: Footage | null = null): PictureState {
  const { colour } = clip;
  const format = uprightFormat(clip);
  const size = uprightSize(clip);
  return {
    size,
    wholeLines: size.height,
    sampleAspect: uprightAspect({ ...clip, sampleAspect: chosen(clip.sampleAspect, choices.sampleAspect) }),
    format,
    colour: {
      matrix: settleMatrix(format, choices.matrix ?? colour.matrix.value),
      primaries: colour.primaries.value,
      transfer: colour.transfer.value,
      range: choices.range ?? colour.range.value,
      siting: colour.siting.value,
    },
    fields: settleFields(clip, choices.fieldOrder),
    areFieldsSpent: false,
    rate: clip.rate,
    isConstantRate: clip.isConstantRate !== false,
    relation: { kind: 'same' },
    footage,
    wantedSubsampling: wantedSubsampling(format),
  };
}

/** Pins the properties and brings the samples into a working format: yuv of 4:2:0, 4:2:2, 4:4:4 or gbrp, of 8, 10, 12 or 16 bits. */
export function startPictures(clip: Clip, picture: PictureState, build: Build): StepWork {
  const planar = makePlanar(clip, picture);
  const pins = [fieldFilter(null), colourFilter(planar.becomes), aspectFilter(picture.sampleAspect)];
  // Frames are called progressive from here on, whatever is woven into them: zscale would take a frame that is flagged interlaced for a
  // single field and shift its lines. Steps that work on fields are told the order instead.
  const raised = hasFieldChroma(planar.becomes)
    ? raiseFieldChroma(planar.becomes)
    : { filters: [], becomes: planar.becomes };
  const working = convertSamples(raised.becomes, workingFormat(raised.becomes.format), build);
  return {
    filters: [...planar.filters, ...pins, ...raised.filters, ...working.filters],
    becomes: working.becomes,
  };
}

export function colourFilter({ colour }: PictureState): Filter {
  return {
    name: 'setparams',
    options: {
      range: colour.range,
      color_primaries: paramFromPrimaries(colour.primaries),
      color_trc: paramFromTransfer(colour.transfer),
      colorspace: colour.matrix,
    },
  };
}

export function aspectFilter({ n, d }: Rational): Filter {
  const options: Filter['options'] = { sar: `${n}/${d}` };
  // setsar rounds to parts below 100 unless told how large they may get.
  if (Math.max(n, d) > 100) options.max = Math.max(n, d);
  return { name: 'setsar', options };
}

/** Packed, alpha, big-endian and yuvj formats become the planar one of equal content; gray gets empty chroma, for zscale knows no gray. */
function makePlanar(clip: Clip, picture: PictureState): StepWork {
  const { format } = picture;
  const target: PixelFormat =
    format.kind === 'gray'
      ? { ...format, kind: 'yuv', subsampling: '420', bitDepth: workingDepth(format.bitDepth) }
      : { ...format, isFullByName: false };
  const name = formatPixelFormat(target);
  const becomes = { ...picture, format: target };
  if (name === clip.pixelFormat) return { filters: [], becomes };
  // swscale's direct way from palettes and some packed RGB to planes leads through YUV; by way of plain RGB every value survives.
  const detour =
    target.kind === 'rgb' && !/^gbra?p/.test(clip.pixelFormat) ? PLAIN_RGB[target.bitDepth] : undefined;
  return { filters: [...repack(detour), ...repack(name)], becomes };
}

const PLAIN_RGB: Record<number, string> = { 8: 'rgb24', 16: 'rgb48le' };

/** Full in and full out: the values stay as they are, whatever the tags say. The clip's own range is pinned afterwards. */
function repack(name: string | undefined): Filter[] {
  if (name === undefined) return [];
  const options = { flags: `bicubic+${EXACT_FLAGS}`, interl: 0, in_range: 'full', out_range: 'full' };
  return [{ name: 'scale', options }, formatFilter(name)];
}

/** As frames are handed out: a quarter turn leaves chroma that is subsampled in one direction only as 4:4:4 (frames/formats.ts). */
function uprightFormat(clip: Clip): PixelFormat {
  const format = parsePixelFormat(clip.pixelFormat, clip.bitDepth);
  const shifts = chromaShifts(format.subsampling);
  const isTurned = clip.rotation.value === 90 || clip.rotation.value === 270;
  return isTurned && shifts.x !== shifts.y ? { ...format, subsampling: '444' } : format;
}

function workingFormat(format: PixelFormat): PixelFormat {
  const bitDepth = workingDepth(format.bitDepth);
  if (format.kind !== 'yuv') return { ...format, bitDepth };
  const subsampling = WORKING_SUBSAMPLING[format.subsampling];
  return { ...format, subsampling, bitDepth };
}

const WORKING_SUBSAMPLING: Record<Subsampling, Subsampling> = {
  '410': '420',
  '411': '422',
  '420': '420',
  '422': '422',
  '440': '444',
  '444': '444',
};

/** Few filters know 9 and 14 bits. */
function workingDepth(bitDepth: number): number {
  return [8, 10, 12, 16].find((depth) => depth >= bitDepth) ?? 16;
}

function wantedSubsampling({ kind, subsampling }: PixelFormat): Subsampling {
  return kind === 'gray' ? '420' : WORKING_SUBSAMPLING[subsampling];
}

/** Gray PNGs are tagged gbr; their samples are luma all the same, and no matrix changes them. */
function settleMatrix({ kind }: PixelFormat, matrix: Matrix): Matrix {
  if (kind === 'rgb') return 'gbr';
  return matrix === 'gbr' ? 'bt709' : matrix;
}

function settleFields(clip: Clip, chosenOrder: Choices['fieldOrder']): PictureState['fields'] {
  if (chosenOrder) return chosenOrder === 'progressive' ? null : chosenOrder;
  return clip.scan.value === 'progressive' ? null : clip.fieldOrder.value;
}

function chosen(finding: Clip['sampleAspect'], choice: Rational | undefined): Clip['sampleAspect'] {
  return choice ? { value: choice, source: 'chosen', because: 'The recipe says so.' } : finding;
}
