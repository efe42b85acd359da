/**
 * Halos beside strong edges: the thin pale or dark lines that sharpening drew.
 *
 * A median wider than the halo takes such lines out and leaves edges where they are; a mask keeps it to the surroundings of strong edges, and a
 * limit keeps real lines there from vanishing. Luma only. Measured on drawn edges sharpened by "unsharp": a twentieth of the overshoot is left;
 * corners and one-line strokes pay for it.
 */
import type { Settings } from '../../../model/settings';
import type { Filter } from '../../ffmpeg/graph';
import { fitSamples } from '../convert';
import { type Build, missingFilter, type PictureState, type StepWork, tooSmall } from '../pictureState';
import { numberOf } from './readSettings';

export function dehalo(settings: Settings, picture: PictureState, build: Build): StepWork {
  const limit = numberOf(settings, 'limit');
  if (limit === 0) return { filters: [], becomes: picture };
  // The filters of the mask know no 9 and 14 bits; plans do not work in those anyway.
  const fitted = fitSamples(picture, { isYuv: true }, build);
  const filters = haloFilters(
    { radius: numberOf(settings, 'radius'), limit, edge: numberOf(settings, 'edge') },
    fitted.becomes.format.bitDepth,
  );
  const names = [...new Set(filters.map(({ name }) => name))];
  const misfits = [
    tooSmall(picture),
    ...names.map((name) => missingFilter(build, name, 'Leave this step out.')),
  ];
  const remarks = misfits.filter((remark) => remark !== null);
  return { filters: [...fitted.filters, ...filters], becomes: fitted.becomes, remarks };
}

function haloFilters(
  { radius, limit, edge }: { radius: number; limit: number; edge: number },
  bitDepth: number,
): Filter[] {
  const scale = 2 ** (bitDepth - 8);
  const white = 2 ** bitDepth - 1;
  // A threshold of 0 leaves the chroma planes as they are.
  const grow: Filter = { name: 'dilation', options: { threshold1: 0, threshold2: 0 } };
  return [
    { name: 'split', options: { outputs: 5 }, to: ['kept', 'dark', 'bright', 'soft', 'edges'] },
    {
      name: 'median',
      options: { radius, planes: 1 },
      from: ['soft'],
      to: ['flat'],
    },
    {
      name: 'maskedclamp',
      options: { undershoot: limit * scale, overshoot: limit * scale, planes: 1 },
      from: ['flat', 'dark', 'bright'],
      to: ['limited'],
    },
    { name: 'sobel', options: { planes: 1 }, from: ['edges'] },
    { name: 'lutyuv', options: { y: `if(gt(val,${edge * scale}),${white},0)` } },
    // The halo lies beyond the edge: its own width, and the edge's.
    ...Array.from({ length: radius + 1 }, () => grow),
    { name: 'gblur', options: { sigma: 1, planes: 1 }, to: ['mask'] },
    { name: 'maskedmerge', options: { planes: 1 }, from: ['kept', 'limited', 'mask'] },
  ];
}
