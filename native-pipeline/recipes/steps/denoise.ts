/**
 * Denoising by filters with different memories: hqdn3d (space, and time without an end), nlmeans and wavelets (space), atadenoise (time), and the
 * first in space before the last in time, which is exact from wherever it starts.
 */
import type { FilterMemory } from '../../../model/recipe';
import type { Settings } from '../../../model/settings';
import type { Filter } from '../../ffmpeg/graph';
import { fitSamples, type Wanted } from '../convert';
import {
  type Build,
  missingFilter,
  NO_MEMORY,
  type PictureState,
  type StepWork,
  warn,
} from '../pictureState';
import { choiceOf, numberOf } from './readSettings';

interface Strengths {
  luma: number;
  chroma: number;
  temporal: number;
}

interface Method {
  wanted: Wanted;
  filters(strengths: Strengths): Filter[];
  memory: FilterMemory;
}

/** The middle one of nine frames. */
const NINE_FRAMES: FilterMemory = { behind: 4, ahead: 4, isExact: true, tolerance: '' };
/** hqdn3d's own proportion (6 : 4.5). */
const CHROMA_IN_TIME = 0.75;

const METHODS: Record<string, Method> = {
  spacetime: {
    wanted: { isYuv: true },
    filters: ({ luma, chroma, temporal }) => [
      spatial(luma, chroma),
      averaged(temporal, temporal * CHROMA_IN_TIME),
    ],
    memory: NINE_FRAMES,
  },
  hqdn3d: {
    wanted: { isYuv: true },
    filters: ({ luma, chroma, temporal }) => [
      {
        name: 'hqdn3d',
        options: {
          luma_spatial: notZero(luma),
          chroma_spatial: notZero(chroma),
          luma_tmp: notZero(temporal),
          chroma_tmp: notZero(temporal * CHROMA_IN_TIME),
        },
      },
    ],
    // A recursive average never forgets entirely; measured on six cuts: at most 1 code from 10 frames on, 66 dB or more at 20.
    memory: {
      behind: 20,
      ahead: 0,
      isExact: false,
      tolerance:
        'hqdn3d remembers all frames before: a previewed frame may differ from the render by one code.',
    },
  },
  nlmeans: {
    // 8-bit only; a small patch and window: the defaults (7, 15) take three times as long for little more.
    wanted: { bitDepths: [8] },
    filters: ({ luma }) => [{ name: 'nlmeans', options: { s: Math.max(1, luma), p: 5, r: 9 } }],
    memory: NO_MEMORY,
  },
  atadenoise: {
    wanted: {},
    filters: ({ luma, chroma }) => [averaged(luma, chroma)],
    memory: NINE_FRAMES,
  },
  vaguedenoiser: {
    wanted: { isYuv: true },
    filters: ({ luma }) => [
      {
        name: 'vaguedenoiser',
        options: { threshold: notZero(luma), method: 'garrote', nsteps: 6, percent: 85 },
      },
    ],
    memory: NO_MEMORY,
  },
};

export function denoise(settings: Settings, picture: PictureState, build: Build): StepWork {
  const name = choiceOf(settings, 'method');
  const method = METHODS[name];
  if (!method) throw new Error(`no denoiser ${name}`);
  const fitted = fitSamples(picture, method.wanted, build);
  const strengths = {
    luma: numberOf(settings, 'luma'),
    chroma: numberOf(settings, 'chroma'),
    temporal: numberOf(settings, 'temporal'),
  };
  const filters = method.filters(strengths);
  const missing = filters.map((filter) => missingFilter(build, filter.name, 'Choose another method.'));
  const isShallower = fitted.becomes.format.bitDepth < picture.format.bitDepth;
  return {
    filters: [...fitted.filters, ...filters],
    becomes: fitted.becomes,
    memory: method.memory,
    remarks: [
      ...missing.filter((remark) => remark !== null),
      ...(isShallower
        ? [
            warn(
              `${name} works in 8 bits: these pictures lose depth here.`,
              'Choose "Space, then time" to keep it.',
            ),
          ]
        : []),
    ],
  };
}

/**
 * hqdn3d without its memory: every weight in time is rounded to zero by so small a strength, also in the 16-bit table (libavfilter/vf_hqdn3d.c,
 * precalc_coefs); 0 would be read as "take the default".
 */
function spatial(luma: number, chroma: number): Filter {
  const inSpace = { luma_spatial: notZero(luma), chroma_spatial: notZero(chroma) };
  return { name: 'hqdn3d', options: { ...inSpace, luma_tmp: NO_TIME, chroma_tmp: NO_TIME } };
}

/** Averages as many of nine frames as differ by less than the strengths, in hundredths of full scale. */
function averaged(luma: number, chroma: number): Filter {
  const options = { ...thresholds(0, luma), ...thresholds(1, chroma), ...thresholds(2, chroma), s: 9 };
  return { name: 'atadenoise', options };
}

const NO_TIME = 0.000001;

/** hqdn3d reads 0 as "take the default"; a hundredth of a code does nothing. */
function notZero(value: number): number {
  return Math.max(0.01, value);
}

/** The default pair is 0.02 and 0.04: what strength 2 gives. A bounds one frame's difference, B the sum over frames. */
function thresholds(plane: number, amount: number): Filter['options'] {
  return { [`${plane}a`]: round(Math.min(0.3, amount / 100)), [`${plane}b`]: round(amount / 50) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
