/**
 * Grain that moves and is the same at every render, and in every preview.
 *
 * ffmpeg's own moving noise draws new numbers for each frame since the process began, so that a preview would show other grain than the
 * render. Here a plate of standing noise, larger than the picture, is laid on at a place that follows from the picture's number.
 */
import type { Settings } from '../../../model/settings';
import { type Filter, FRAME_NUMBER, PICTURE_NUMBER } from '../../ffmpeg/graph';
import { convertSamples, fitSamples } from '../convert';
import { type Build, missingFilter, type PictureState, type StepWork } from '../pictureState';
import { choiceOf, numberOf } from './readSettings';

/** How far the plate reaches beyond the picture. Primes, and even when doubled: 7747 places, neighbours in time far apart. */
const PLACES = { x: 127, y: 61 };
/** noise's strength 60 is a deviation of 60 / √3 (libavfilter/vf_noise.c): coarse enough to be scaled down in fine steps. */
const PLATE = { strength: 60, deviation: 60 / Math.sqrt(3) };

/** Blur of the plate, and what of its deviation the blur leaves (measured). */
const SIZES: Record<string, { sigma: number; rest: number }> = {
  fine: { sigma: 0, rest: 1 },
  medium: { sigma: 0.6, rest: 0.603 },
  coarse: { sigma: 1.1, rest: 0.353 },
};

export function regrain(settings: Settings, picture: PictureState, build: Build): StepWork {
  const amount = numberOf(settings, 'amount');
  if (amount === 0) return { filters: [], becomes: picture };
  const fitted = fitSamples(picture, { isYuv: true }, build);
  const plate = plateFilters(fitted.becomes, settings, amount, build);
  const filters: Filter[] = [
    { name: 'split', options: {}, to: ['clean', 'flat'] },
    ...plate,
    { name: 'blend', options: { c0_mode: 'grainmerge' }, from: ['clean', 'grain'] },
  ];
  const names = [...new Set(filters.map(({ name }) => name))];
  const remarks = names
    .map((name) => missingFilter(build, name, 'Leave this step out.'))
    .filter((remark) => remark !== null);
  return { filters: [...fitted.filters, ...filters], becomes: fitted.becomes, remarks };
}

/** A flat grey picture -> noise around the middle code, of the picture's own size and format. */
function plateFilters(picture: PictureState, settings: Settings, amount: number, build: Build): Filter[] {
  const { width, height } = picture.size;
  const { sigma, rest } = SIZES[choiceOf(settings, 'size')] ?? { sigma: 0, rest: 1 };
  const bitDepth = picture.format.bitDepth;
  const count = picture.relation.kind === 'same' ? FRAME_NUMBER : PICTURE_NUMBER;
  // noise knows 8 bits only.
  const eight = { ...picture, format: { ...picture.format, bitDepth: 8 } };
  const [lower, raise] = [
    convertSamples(picture, eight.format, build),
    convertSamples(eight, picture.format, build),
  ];
  const middle = 2 ** (bitDepth - 1);
  const factor = (amount / PLATE.deviation / rest).toFixed(5);
  const scaled = `clip(floor(${middle}+(val-${middle})*${factor}+0.5),0,${2 ** bitDepth - 1})`;
  return [
    { name: 'lutyuv', options: { y: middle, u: middle, v: middle }, from: ['flat'] },
    ...lower.filters,
    { name: 'pad', options: { w: width + 2 * PLACES.x, h: height + 2 * PLACES.y, color: 'gray' } },
    { name: 'lutyuv', options: { y: 128, u: 128, v: 128 } },
    { name: 'noise', options: { c0_seed: 1 + numberOf(settings, 'seed'), c0_strength: PLATE.strength } },
    {
      name: 'crop',
      options: {
        w: width,
        h: height,
        x: place(count, 53, PLACES.x),
        y: place(count, 29, PLACES.y),
        exact: 1,
      },
    },
    ...raise.filters,
    ...(sigma > 0 ? [{ name: 'gblur', options: { sigma, planes: 1 } }] : []),
    { name: 'lutyuv', options: { y: scaled }, to: ['grain'] },
  ];
}

function place(count: string, stride: number, places: number): string {
  return `2*mod((n+${count})*${stride},${places})`;
}
