/**
 * Enlarging by methods that know whole factors only, or sizes of their own: drawn-pixel scalers, a neural one, the graphics card.
 *
 * What comes out is as large as wanted or larger where the method can; enlarge.ts brings it to the size.
 */
import type { Size } from '../../../model/clip';
import type { Filter } from '../../ffmpeg/graph';
import { type PlaceboWay, placeboFilters } from '../../ffmpeg/placebo';
import { zscaleFromMatrix } from '../colourNames';
import { convertSamples, EXACT_FLAGS, fitZscale, formatFilter, zscale } from '../convert';
import { missingWeights } from '../nnedi';
import {
  type Build,
  missingFilter,
  type PictureState,
  type Remark,
  refuse,
  type StepWork,
  tooSmall,
  warn,
} from '../pictureState';
import { formatPixelFormat, type PixelFormat } from '../pixelFormat';

const RGB8: PixelFormat = { kind: 'rgb', subsampling: '444', bitDepth: 8, isFullByName: false };

/** xBR, hqx and 2xSaI: rules made for the drawn pixels of games. They work on packed 8-bit RGB. */
export function growDrawn(picture: PictureState, size: Size, kernel: string, build: Build): StepWork {
  const missing = [kernel, 'zscale'].map((name) => missingFilter(build, name, 'Choose another kernel.'));
  const refusals = [...missing, tooSmall(picture)].filter((remark) => remark !== null);
  if (refusals.length > 0) return { filters: [], becomes: picture, remarks: refusals };
  const factor = kernel === 'super2xsai' ? 2 : factorFor(picture.size, size, 4);
  const rgb = rgbFrom(picture, build);
  const larger = { width: rgb.becomes.size.width * factor, height: rgb.becomes.size.height * factor };
  // xbr takes bgr0 only, hqx bgra only; 2xSaI takes either.
  const packed = kernel === 'xbr' ? 'bgr0' : 'bgra';
  const method: Filter = { name: kernel, options: kernel === 'super2xsai' ? {} : { n: factor } };
  const back = yuvFrom({ ...rgb.becomes, size: larger }, picture);
  return {
    filters: [...rgb.filters, ...repack(packed), method, ...repack('gbrp'), ...back.filters],
    becomes: back.becomes,
    remarks: [
      warn(
        `The kernel ${kernel} is made for drawn pixels and works on 8-bit RGB: photographed pictures turn into patches.`,
        `A curiosity for titles and cartoons${kernel === 'super2xsai' ? ', which also moves them up by half a line' : ''}; choose spline36 or lanczos for film.`,
      ),
    ],
  };
}

/**
 * nnedi as a doubler: lines between the picture's own are predicted, then columns. Its own lines stay at the even places, half a sample
 * off the middle of the larger picture, and are moved there: at twice the size a kernel of eight samples does that without loss.
 */
export function growByNnedi(picture: PictureState, size: Size, _kernel: string, build: Build): StepWork {
  const weights = build.extras?.nnediWeights ?? null;
  const missing = missingFilter(build, 'nnedi', 'Choose another kernel.');
  const untrained = missingWeights(build, 'The kernel nnedi', 'kernel');
  const refusals = [missing, tooSmall(picture), untrained].filter((remark) => remark !== null);
  if (!weights || refusals.length > 0) return { filters: [], becomes: picture, remarks: refusals };
  const whole = convertSamples(picture, { ...picture.format, subsampling: '444' }, build);
  const times = factorFor(picture.size, size, 4) > 2 ? 2 : 1;
  const filters = Array.from({ length: times }, () => doubling(weights)).flat();
  const { width, height } = picture.size;
  const larger = { width: width << times, height: height << times };
  return { filters: [...whole.filters, ...filters], becomes: { ...whole.becomes, size: larger } };
}

function doubling(weights: string): Filter[] {
  const turn: Filter = { name: 'transpose', options: { dir: 'cclock_flip' } };
  const lines: Filter[] = [
    { name: 'scale', options: { w: 'iw', h: '2*ih', flags: 'neighbor' } },
    {
      name: 'nnedi',
      options: { weights, deint: 'all', field: 't', nsize: 's16x6', nns: 'n64', qual: 'slow' },
    },
  ];
  return [...lines, turn, ...lines, turn, halfSample('row'), halfSample('column')];
}

function halfSample(mode: 'row' | 'column'): Filter {
  // Lanczos with four lobes at half a sample, in 1024ths; the ninth weight only makes their number odd.
  const kernel = '-8 31 -95 584 584 -95 31 -8 0';
  const planes = [0, 1, 2].map((plane) => ({
    [`${plane}m`]: kernel,
    [`${plane}mode`]: mode,
    [`${plane}rdiv`]: 1 / 1024,
  }));
  return { name: 'convolution', options: Object.assign({}, ...planes) };
}

/** The graphics card's scaler: polar Lanczos, or the user's own shader. */
export function growByPlacebo(picture: PictureState, size: Size, _kernel: string, build: Build): StepWork {
  const missing = missingFilter(build, 'libplacebo', 'Choose another kernel.');
  const refusals: Remark[] = missing ? [missing] : [];
  const way = build.extras?.placebo ?? null;
  if (way === null)
    refusals.push(
      refuse(
        'The kernel libplacebo works on the graphics card by Vulkan, and with this ffmpeg no driver answers.',
        'Install a Vulkan driver, or choose another kernel.',
      ),
    );
  if (way === null || refusals.length > 0) return { filters: [], becomes: picture, remarks: refusals };
  const whole = wholeSamples(picture, way, build);
  const name = formatPixelFormat(whole.becomes.format);
  const isPacked = whole.becomes.format.kind === 'rgb' && way === 'upload';
  const carried = isPacked ? name.replace('gbrp', 'gbrap') : name;
  const shader = build.extras?.placeboShader;
  const options: Filter['options'] = {
    w: size.width,
    h: size.height,
    upscaler: 'ewa_lanczos',
    dithering: 'none',
    // Old builds would keep the shape by bars.
    normalize_sar: 0,
    ...(shader && { custom_shader_path: shader }),
  };
  const filters = placeboFilters(options, carried, way);
  return {
    filters: [...whole.filters, ...(isPacked ? [...repack(carried), ...filters, ...repack(name)] : filters)],
    becomes: { ...whole.becomes, size },
    remarks: [
      warn(
        'The graphics card computes this: another card or driver may give codes that differ by one.',
        'Render on the machine on which you judged it.',
      ),
    ],
  };
}

/** A colour for each sample: libplacebo is told of no siting. RGB is brought to the card with an empty plane beside it, which there is for 8 and 16 bits. */
function wholeSamples(picture: PictureState, way: PlaceboWay, build: Build): StepWork {
  const isPacked = picture.format.kind === 'rgb' && way === 'upload';
  const bitDepth = isPacked && picture.format.bitDepth > 8 ? 16 : picture.format.bitDepth;
  return convertSamples(picture, { ...picture.format, subsampling: '444', bitDepth }, build);
}

/** The smallest whole factor, from 2, that reaches the size. */
function factorFor(from: Size, to: Size, most: number): number {
  const needed = Math.max(to.width / from.width, to.height / from.height);
  return Math.min(most, Math.max(2, Math.ceil(needed)));
}

function rgbFrom(picture: PictureState, build: Build): StepWork {
  const { filters, becomes: from } = fitZscale(picture, build);
  const becomes: PictureState = {
    ...from,
    format: RGB8,
    colour: { ...from.colour, matrix: 'gbr', range: 'full' },
  };
  if (from.format.kind === 'rgb') {
    const done = convertSamples(from, RGB8, build);
    return { filters: [...filters, ...done.filters], becomes: done.becomes };
  }
  const convert = zscale({
    ...{ f: 'bicubic', min: zscaleFromMatrix(from.colour.matrix), m: 'gbr' },
    ...{ rin: from.colour.range, r: 'full', cin: from.colour.siting },
    ...(from.format.bitDepth > 8 && { d: 'ordered' }),
  });
  return { filters: [...filters, convert, formatFilter('gbrp')], becomes };
}

/** Back to the matrix and range that the picture had, 4:4:4 of 8 bits. */
function yuvFrom(rgb: PictureState, before: PictureState): StepWork {
  if (before.format.kind === 'rgb') return { filters: [], becomes: rgb };
  const format: PixelFormat = { ...RGB8, kind: 'yuv' };
  const becomes = { ...rgb, format, colour: { ...before.colour, siting: 'left' as const } };
  const convert = zscale({
    ...{ min: 'gbr', m: zscaleFromMatrix(before.colour.matrix) },
    ...{ rin: 'full', r: before.colour.range, c: 'left' },
  });
  return { filters: [convert, formatFilter(formatPixelFormat(format))], becomes };
}

/** Planes to packed and back: the values stay as they are. */
function repack(name: string): Filter[] {
  const options = { flags: `bicubic+${EXACT_FLAGS}`, interl: 0, in_range: 'full', out_range: 'full' };
  return [{ name: 'scale', options }, formatFilter(name)];
}
