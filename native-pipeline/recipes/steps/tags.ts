/** What the result is said to be: labels of colour and shape, no filter. Every plan ends by writing them (plan.ts). */
import type { Settings } from '../../../model/settings';
import { reduce } from '../../../model/time';
import { type PictureState, type Remark, type StepWork, warn } from '../pictureState';
import { choiceOf } from './readSettings';

export function tags(settings: Settings, picture: PictureState): StepWork {
  const shaped = { ...picture, sampleAspect: aspectFor(choiceOf(settings, 'shape'), picture) };
  const label = choiceOf(settings, 'colour');
  if (label === 'as-made') return { filters: [], becomes: shaped };
  const isRgb = picture.format.kind === 'rgb';
  const names = LABELS[label] ?? {};
  const colour = { ...picture.colour, ...names, ...(isRgb && { matrix: 'gbr' as const }) };
  return { filters: [], becomes: { ...shaped, colour }, remarks: remarksOn(picture, colour) };
}

const LABELS: Record<string, Pick<PictureState['colour'], 'matrix' | 'primaries' | 'transfer'>> = {
  bt709: { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709' },
  smpte170m: { matrix: 'smpte170m', primaries: 'smpte170m', transfer: 'smpte170m' },
  // The tag of its curve says gamma 2.8, which nobody means (colour.ts).
  bt470bg: { matrix: 'bt470bg', primaries: 'bt470bg', transfer: 'smpte170m' },
};

const SHAPES: Record<string, readonly [number, number]> = { '4:3': [4, 3], '16:9': [16, 9] };

function aspectFor(name: string, { size, sampleAspect }: PictureState): PictureState['sampleAspect'] {
  if (name === 'square') return { n: 1, d: 1 };
  const shape = SHAPES[name];
  return shape ? reduce({ n: shape[0] * size.height, d: shape[1] * size.width }) : sampleAspect;
}

function remarksOn({ colour: from }: PictureState, to: PictureState['colour']): Remark[] {
  if (from.matrix === to.matrix && from.primaries === to.primaries) return [];
  return [
    warn(
      `The samples are ${from.matrix} with primaries ${from.primaries}; this calls them ${to.matrix} with ${to.primaries}, so colours will look different.`,
      'Right only where the clip itself was tagged wrongly; to convert, use "Colour 601 → 709".',
    ),
  ];
}
