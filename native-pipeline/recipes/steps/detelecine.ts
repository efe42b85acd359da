/**
 * Field matching: the two fields of each film frame are paired again, and on request the repeat is dropped.
 *
 * fieldmatch copes with film and video cut together; decimate does not (FFmpeg ticket 3968): it drops one frame of five everywhere.
 */

import type { FilterMemory } from '../../../model/recipe';
import type { Settings } from '../../../model/settings';
import { framesPerSecond, multiply } from '../../../model/time';
import type { Filter } from '../../ffmpeg/graph';
import { fieldFilter, fitSamples } from '../convert';
import {
  type Build,
  missingFilter,
  type PictureState,
  type Remark,
  refuse,
  type StepWork,
  warn,
} from '../pictureState';
import { ORDER_HINT, parityOf } from './fields';
import { isOn, numberOf } from './readSettings';

/** Frames of a 3:2 cadence: four of film and a repeat. */
export const CYCLE = 5;

export function detelecine(settings: Settings, picture: PictureState, build: Build): StepWork {
  const isFilmRate = isOn(settings, 'isFilmRate');
  const isRepairing = isOn(settings, 'isRepairing');
  if (isFilmRate && isFilmAlready(picture)) return passOn(picture);
  // fieldmatch compares 8-bit YUV only (libavfilter/vf_fieldmatch.c).
  const fitted = fitSamples(picture, { isYuv: true, bitDepths: [8] }, build);
  const order = parityOf(picture);
  // fieldmatch flags frames without a partner as interlaced, and only those are touched. Repair follows the drop: an interpolated frame
  // would no longer be recognised as a repeat.
  const repair: Filter = {
    name: 'bwdif',
    options: { mode: 'send_frame', parity: order, deint: 'interlaced' },
  };
  const drop: Filter = { name: 'decimate', options: { cycle: CYCLE } };
  return {
    filters: [
      ...fitted.filters,
      matchFilter(order, numberOf(settings, 'combThreshold')),
      ...(isFilmRate ? [drop] : []),
      ...(isRepairing ? [repair] : []),
      fieldFilter(null),
    ],
    becomes: {
      ...fitted.becomes,
      fields: null,
      areFieldsSpent: true,
      rate: isFilmRate ? multiply(picture.rate, { n: CYCLE - 1, d: CYCLE }) : picture.rate,
      relation: isFilmRate ? { kind: 'drop-one-of', cycle: CYCLE } : picture.relation,
    },
    memory: memoryOf(isRepairing, isFilmRate),
    remarks: remarksOn(picture, build, isFilmRate, isRepairing),
  };
}

/**
 * Combing decides on the partner only at cuts, but is measured on every frame, for the repair. Measured with combmatch=full: on detailed
 * pictures it takes detail for combing, and throws away right partners.
 */
function matchFilter(order: 'tff' | 'bff', combThreshold: number): Filter {
  const comb = { combmatch: 'sc', combdbg: 'pcn', cthresh: combThreshold, combpel: 80 };
  return { name: 'fieldmatch', options: { order, mode: 'pc_n', ...comb } };
}

/**
 * Measured: fieldmatch is exact with 2 frames on either side, decimate with a whole cycle more that starts at a multiple of 5; bwdif looks
 * at one picture before and after, which are two source frames once repeats are gone.
 */
function memoryOf(isRepairing: boolean, isFilmRate: boolean): FilterMemory {
  const repair = isRepairing ? (isFilmRate ? 2 : 1) : 0;
  const reach = 2 + repair + (isFilmRate ? CYCLE : 0);
  return { behind: reach, ahead: reach, isExact: true, tolerance: '' };
}

/** Whole frames at 23.976 or 24: what a softly telecined disc decodes to, for its pulldown is in the flags only. What a step before made so is refused. */
function isFilmAlready({ fields, areFieldsSpent, rate }: PictureState): boolean {
  return !areFieldsSpent && fields === null && framesPerSecond(rate) < 24.5;
}

function passOn(picture: PictureState): StepWork {
  const says =
    'These pictures are whole film frames already (soft telecine, or film that was never telecined).';
  return {
    filters: [],
    becomes: picture,
    remarks: [warn(says, 'Nothing is matched and nothing dropped here.')],
  };
}

function remarksOn(picture: PictureState, build: Build, isFilmRate: boolean, isRepairing: boolean): Remark[] {
  const instead = 'Take another build of ffmpeg (see "doctor"), or deinterlace instead.';
  const missing = ['fieldmatch', ...(isRepairing ? ['bwdif'] : []), ...(isFilmRate ? ['decimate'] : [])]
    .map((name) => missingFilter(build, name, instead))
    .filter((remark) => remark !== null);
  return [
    ...missing,
    ...remarksOnFields(picture),
    ...remarksOnRate(picture, isFilmRate),
    ...remarksOnDepth(picture),
    ...remarksOnFootage(picture, isFilmRate),
  ];
}

function remarksOnFields({ fields, areFieldsSpent }: PictureState): Remark[] {
  if (areFieldsSpent)
    return [
      refuse(
        'The fields are gone already: a step before this one has made frames of them.',
        'Match fields or deinterlace, not both, and only once.',
      ),
    ];
  if (fields !== null) return [];
  return [
    warn(
      'These frames count as progressive: there are no fields to match, and frames may be paired wrongly.',
      ORDER_HINT,
    ),
  ];
}

function remarksOnRate(
  { rate, isConstantRate, areFieldsSpent }: PictureState,
  isFilmRate: boolean,
): Remark[] {
  const fps = framesPerSecond(rate);
  if (!isFilmRate || areFieldsSpent) return [];
  // decimate gives all frames that are left the same length.
  const gaps = isConstantRate
    ? []
    : [
        warn(
          'The frames of this clip come at a variable rate, and come out at a constant one: pictures and sound part where frames are missing.',
          'Take the step "True frames" (the recipe "DVD, true frames") instead: it keeps their own times.',
        ),
      ];
  // 3:2 pulldown makes 29.97 (or 30); anything slower has no repeat to give away.
  if (fps > 28) return gaps;
  return [
    ...gaps,
    refuse(
      `At ${fps.toFixed(3).replace(/\.?0+$/, '')} frames a second there is no repeat: dropping one frame of five would drop real pictures.`,
      'Switch "Bring back to film rate" off, or take the recipe for PAL film.',
    ),
  ];
}

function remarksOnDepth({ format }: PictureState): Remark[] {
  if (format.kind === 'yuv' && format.bitDepth === 8) return [];
  return [
    warn(
      'Field matching works on 8-bit YUV: these pictures lose depth here.',
      'Deinterlace instead where the extra depth matters more than the film frames.',
    ),
  ];
}

/** decimate drops one frame of five, whatever they are. */
function remarksOnFootage({ footage }: PictureState, isFilmRate: boolean): Remark[] {
  if (!footage || !isFilmRate) return [];
  const native = footage.sections.filter(
    ({ cadence, pulldown }) => cadence !== 'static' && (cadence !== 'film' || pulldown === '2:2'),
  );
  const frames = native.reduce((sum, { from, to }) => sum + to - from, 0);
  if (frames === 0) return [];
  const where = native.length === 1 ? 'one section' : `${native.length} sections`;
  return [
    warn(
      `${frames} frames in ${where} are not telecined film: one of five is dropped there all the same.`,
      'Take the step "True frames" (the recipe "DVD, true frames") instead: it treats each section as what it is.',
    ),
  ];
}
