/** Enlarging to square samples. The width follows from the shape of the picture, so that nothing is ever stretched. */

import type { Size } from '../../../model/clip';
import { enlargedSize } from '../../../model/enlargedSize';
import type { Settings } from '../../../model/settings';
import type { Rational } from '../../../model/time';
import { reduce } from '../../../model/time';
import type { Filter } from '../../ffmpeg/graph';
import {
  fitZscale,
  formatFilter,
  ranges,
  sitings,
  swscale,
  swscaleRanges,
  swscaleSitings,
  zscale,
} from '../convert';
import {
  type Build,
  missingFilter,
  type PictureState,
  type Remark,
  refuse,
  type StepWork,
  warn,
} from '../pictureState';
import { formatPixelFormat } from '../pixelFormat';
import { growByNnedi, growByPlacebo, growDrawn } from './grow';
import { choiceOf } from './readSettings';

export function enlarge(settings: Settings, picture: PictureState, build: Build): StepWork {
  const { size, wholeLines } = enlargedSize(settings, picture);
  const done = resize(picture, size, choiceOf(settings, 'kernel'), build);
  return { ...done, becomes: { ...done.becomes, wholeLines } };
}

/** Any size by any kernel; the sample aspect becomes what keeps the shape, 1:1 where that is within rounding. */
export function resize(picture: PictureState, size: Size, kernel: string, build: Build): StepWork {
  const grow = GROWERS[kernel];
  return grow ? growFirst(grow, picture, size, kernel, build) : resample(picture, size, kernel, build);
}

/** Enlarged by whole factors of the method's own, then brought to the size that is wanted. */
function growFirst(grow: Grower, picture: PictureState, size: Size, kernel: string, build: Build): StepWork {
  const grown = grow(picture, size, kernel, build);
  if (grown.remarks?.some(({ severity }) => severity === 'refuse')) return { ...grown, becomes: picture };
  const done = resample(grown.becomes, size, 'bicubic', build);
  // Remarks on size and fields are about the picture as it came.
  const remarks = [...(grown.remarks ?? []), ...remarksOn(picture, size, 'bicubic', build)];
  return { ...done, filters: [...grown.filters, ...done.filters], remarks };
}

type Grower = (picture: PictureState, size: Size, kernel: string, build: Build) => StepWork;

const GROWERS: Record<string, Grower> = {
  nnedi: growByNnedi,
  xbr: growDrawn,
  hqx: growDrawn,
  super2xsai: growDrawn,
  libplacebo: growByPlacebo,
};

function resample(picture: PictureState, size: Size, kernel: string, build: Build): StepWork {
  const isZscale = kernel !== 'area' && build.filters.has('zscale');
  const fitted = isZscale ? fitZscale(picture, build) : { filters: [], becomes: picture };
  const from = fitted.becomes;
  const isYuv = from.format.kind === 'yuv';
  // An odd size that was asked for by name has no whole number of subsampled colours.
  const isOdd = size.width % 2 !== 0 || size.height % 2 !== 0;
  const subsampling = isOdd || !isYuv ? '444' : picture.wantedSubsampling;
  const format = { ...from.format, subsampling };
  const becomes: PictureState = {
    ...picture,
    size,
    wholeLines: size.height,
    sampleAspect: aspectAt(picture, size),
    format,
    wantedSubsampling: subsampling,
    // Lines are mixed now: what was woven stays combed for good.
    fields: null,
    colour: { ...picture.colour, siting: isYuv ? 'left' : picture.colour.siting },
  };
  return {
    filters: [
      ...fitted.filters,
      isZscale ? zscaleResize(from, size, kernel) : swscaleResize(from, size, kernel),
      formatFilter(formatPixelFormat(format)),
    ],
    becomes,
    remarks: remarksOn(picture, size, kernel, build),
  };
}

function zscaleResize(picture: PictureState, { width, height }: Size, kernel: string): Filter {
  const options = { w: width, h: height, ...ZSCALE_KERNELS[kernel] };
  return zscale({ ...options, ...sitings(picture, 'left'), ...ranges(picture) });
}

function swscaleResize(picture: PictureState, { width, height }: Size, kernel: string): Filter {
  const options = { w: width, h: height, ...swscaleSitings(picture, 'left'), ...swscaleRanges(picture) };
  return swscale(options, SWSCALE_KERNELS[kernel]);
}

/** Parameters are written although they are the defaults: b and c of bicubic are a matter of taste elsewhere. */
const ZSCALE_KERNELS: Record<string, Filter['options']> = {
  bicubic: { f: 'bicubic', param_a: 0, param_b: 0.5 },
  lanczos: { f: 'lanczos', param_a: 3 },
  spline36: { f: 'spline36' },
  bilinear: { f: 'bilinear' },
  nearest: { f: 'point' },
};

const SWSCALE_KERNELS: Record<string, string> = {
  bicubic: 'bicubic',
  lanczos: 'lanczos',
  spline36: 'spline',
  bilinear: 'bilinear',
  nearest: 'neighbor',
  area: 'area',
};

function remarksOn(picture: PictureState, size: Size, kernel: string, build: Build): Remark[] {
  const remarks: Remark[] = [...remarksOnLargeness(size)];
  if (picture.fields !== null)
    remarks.push(
      warn(
        'The frames still hold two fields: combing is enlarged with them.',
        'Match fields (film) or deinterlace (video) first; the plain enlargement is meant as a baseline only.',
      ),
    );
  if (size.height < picture.size.height)
    remarks.push(
      warn(
        `${size.height} lines are fewer than the clip has: this makes it smaller.`,
        'Choose a larger height.',
      ),
    );
  if (!build.filters.has('zscale')) remarks.push(...remarksWithoutZscale(kernel, build));
  return remarks;
}

/** As many samples on a side as a picture may be asked for with (model/compare), and as the best graphics cards draw. */
const LONGEST_SIDE = 16384;
/** What every graphics card draws that can do WebGL2 at all, but for the oldest. */
const SURELY_DRAWN = 8192;
/** ffmpeg's own bound: av_image_check_size in libavutil/imgutils.c wants 8 (w + 128) (h + 128) below 2^31 - 1. */
const MOST_SAMPLES = (2 ** 31 - 1) / 8;

function remarksOnLargeness({ width, height }: Size): Remark[] {
  const longest = Math.max(width, height);
  if (longest > LONGEST_SIDE || (width + 128) * (height + 128) >= MOST_SAMPLES)
    return [
      refuse(
        `${width} × ${height} samples are more than ffmpeg and the viewer can hold.`,
        `Choose fewer lines: at most ${LONGEST_SIDE} samples on a side, and fewer than 268 million in all.`,
      ),
    ];
  if (longest <= SURELY_DRAWN) return [];
  return [
    warn(
      `${width} × ${height} samples are more than some graphics cards can draw.`,
      `Where the viewer stays empty choose fewer lines; ${SURELY_DRAWN} on a side are always shown. The render is not affected.`,
    ),
  ];
}

function remarksWithoutZscale(kernel: string, build: Build): Remark[] {
  const missing = missingFilter(build, 'scale', 'Take another build of ffmpeg (see "doctor").');
  if (missing) return [missing];
  if (kernel === 'area') return [];
  return [
    warn(
      "This ffmpeg build has no zscale: ffmpeg's own scaler is used, whose kernels differ a little.",
      'Compare only with pictures that were enlarged the same way.',
    ),
  ];
}

/** Half a percent: less than one sample in 200, from rounding to even numbers; more is a shape of its own. */
function aspectAt({ size, sampleAspect }: PictureState, to: Size): Rational {
  const exact = reduce({
    n: sampleAspect.n * size.width * to.height,
    d: sampleAspect.d * size.height * to.width,
  });
  return Math.abs(exact.n / exact.d - 1) < 0.005 ? { n: 1, d: 1 } : exact;
}
