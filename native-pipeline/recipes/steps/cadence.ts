/**
 * True frames: every section as the analysis found it. Film is woven again from its own fields, native video bobbed, whole frames left alone.
 *
 * What is dropped is decided by our own list, section by section; nothing is guessed from the pictures while rendering.
 */
import { hasEqualFields } from '../../../model/clip';
import type { Settings } from '../../../model/settings';
import { framesPerSecond, isFilmRate, type Rational } from '../../../model/time';
import type { BobMethod } from '../bob';
import { buildFrameMap, type FrameMap, type OutputRate } from '../frameMap';
import { missingWeights } from '../nnedi';
import {
  type Build,
  type Footage,
  missingFilter,
  type PictureState,
  type Remark,
  refuse,
  type StepWork,
  warn,
} from '../pictureState';
import { chromaShifts } from '../pixelFormat';
import { knownMap } from '../seen';
import { count, remarksOnOrphans } from './orphanWords';
import { choiceOf, isOn } from './readSettings';

const FILTERS = ['field', 'select', 'setpts', 'settb', 'vstack', 'il', 'tpad'] as const;

export function cadence(settings: Settings, picture: PictureState, build: Build): StepWork {
  const { footage } = picture;
  const videoRate = videoRateOf(picture.rate, footage);
  const refusals = refusalsFor(settings, picture, build, videoRate);
  if (!footage || !videoRate || refusals.some(({ severity }) => severity === 'refuse'))
    return { filters: [], becomes: picture, remarks: refusals };
  if (isFilmAlready(picture, footage)) return passOn(picture);
  const fieldOrder = picture.fields ?? 'top-first';
  const rate = choiceOf(settings, 'rate') as OutputRate;
  const order = {
    ...{ fieldOrder, videoRate, rate },
    resample: choiceOf(settings, 'resample') === 'frames' ? 'frames' : 'nearest',
    hybrid: choiceOf(settings, 'hybrid') === 'film' ? 'film' : 'video',
    isRepairing: isOn(settings, 'isRepairing'),
  } as const;
  const { sections, shots, secsAt } = footage;
  const map = knownMap(footage, order, () => buildFrameMap({ ...order, sections, shots, secsAt }));
  const method = choiceOf(settings, 'method') as BobMethod;
  const weights = method === 'nnedi' ? build.extras?.nnediWeights : null;
  return {
    filters: [],
    weave: { map, options: { method, weights } },
    becomes: {
      ...picture,
      fields: null,
      areFieldsSpent: true,
      footage: null,
      rate: map.rate ?? map.filmRate,
      relation: {
        kind: 'map',
        pictures: map.length,
        sourceFrames: footage.frames,
        isConstantRate: map.rate !== null,
      },
    },
    remarks: [...refusals, ...remarksOnMap(map, footage)],
  };
}

/**
 * What the fields run at: 29.97 (or 30), also where soft telecine stores 23.976, or 25. Null for anything else. A field that slipped pulls the mean rate of a
 * short clip below its own; where flags show the film, they are believed.
 */
function videoRateOf(rate: Rational, footage: Footage | null): Rational | null {
  const fps = framesPerSecond(rate);
  const isSoft = footage?.sections.some(({ pulldown }) => pulldown === 'soft') ?? false;
  if (Math.abs(fps - 25) < 0.05) return { n: 25, d: 1 };
  if (Math.abs(fps - 30) < 0.002) return { n: 30, d: 1 };
  // Soft and hard telecine in one file have a rate between these two.
  if (fps > (isSoft ? 22 : 23.9) && fps < 30) return { n: 30000, d: 1001 };
  return null;
}

/** Whole frames at 23.976 (or 24): soft telecine throughout, or film that was never telecined. */
function isFilmAlready({ rate }: PictureState, { sections }: Footage): boolean {
  const isWhole = sections.every(
    ({ cadence, pulldown }) => pulldown === 'soft' || cadence === 'video-progressive' || cadence === 'static',
  );
  return isWhole && isFilmRate(rate);
}

function passOn(picture: PictureState): StepWork {
  const says =
    'These pictures are whole film frames already (soft telecine, or film that was never telecined).';
  return {
    filters: [],
    becomes: { ...picture, fields: null, areFieldsSpent: true },
    remarks: [warn(says, 'Nothing is woven and nothing dropped here.')],
  };
}

function refusalsFor(
  settings: Settings,
  { footage, areFieldsSpent, relation, rate, size, wantedSubsampling }: PictureState,
  build: Build,
  videoRate: Rational | null,
): Remark[] {
  const method = choiceOf(settings, 'method');
  const instead = 'Take another build of ffmpeg (see "doctor"), or the step "Field match".';
  const missing = [...FILTERS, method].map((name) => missingFilter(build, name, instead));
  if (method === 'nnedi') missing.push(missingWeights(build, 'The method nnedi', 'method'));
  const misfits = [
    // Behind a step that took the fields nothing is known of the footage any more, analysed or not: that is said below.
    footage || areFieldsSpent
      ? null
      : refuse(
          'This step follows the analysis, and this clip has not been analysed.',
          'Analyse the clip first (in the window: Analyse; on the command line it is done by itself).',
        ),
    footage && !coversAll(footage)
      ? refuse(
          'Only a part of this clip has been analysed; nothing is known of the rest.',
          'Analyse the whole clip.',
        )
      : null,
    areFieldsSpent || relation.kind !== 'same'
      ? refuse(
          'The fields are gone already: a step before this one has made frames of them.',
          'Follow the analysis, match fields or deinterlace: only one of them, and only once.',
        )
      : null,
    videoRate
      ? null
      : refuse(
          `At ${framesPerSecond(rate)
            .toFixed(3)
            .replace(/\.?0+$/, '')} frames a second there is no film cadence that this step knows.`,
          'It is made for 29.97 and 25 frames a second. Leave it out, or deinterlace.',
        ),
    hasEqualFields(size.height, chromaShifts(wantedSubsampling).y > 0)
      ? null
      : refuse(
          `${size.height} lines of ${wantedSubsampling === '420' ? '4:2:0 ' : ''}do not divide into two equal fields.`,
          'Match fields or deinterlace instead; a crop belongs behind this step.',
        ),
  ];
  return [...missing, ...misfits].filter((remark) => remark !== null);
}

function coversAll({ sections, frames }: Footage): boolean {
  return sections[0]?.from === 0 && (sections.at(-1)?.to ?? 0) >= frames;
}

function remarksOnMap(map: FrameMap, footage: Footage): Remark[] {
  const unsure = footage.sections.filter(({ confidence }) => confidence === 'unsure').length;
  const remarks = remarksOnOrphans(map, footage);
  if (map.resampled.length > 0)
    remarks.push(
      warn(
        `${count(map.resampled.length, 'section')} of video ${map.resampled.length === 1 ? 'is' : 'are'} brought to film rate and ${map.resampled.length === 1 ? 'loses' : 'lose'} pictures.`,
        'A variable rate, or 59.94, keeps every one of them. A render writes tables of what is left out where that is asked for.',
      ),
    );
  if (unsure > 0)
    remarks.push(
      warn(
        `The analysis is unsure of ${count(unsure, 'section')}.`,
        'Look at them, and correct them by hand.',
      ),
    );
  return remarks;
}
