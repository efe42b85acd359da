/** Sharpening of luma; RGB is sharpened in all three planes, which are luma each. */
import type { Settings } from '../../../model/settings';
import type { Filter } from '../../ffmpeg/graph';
import { fitSamples } from '../convert';
import { type Build, missingFilter, type PictureState, type StepWork } from '../pictureState';
import { choiceOf, numberOf } from './readSettings';

export function sharpen(settings: Settings, picture: PictureState, build: Build): StepWork {
  const method = choiceOf(settings, 'method');
  const amount = numberOf(settings, 'amount');
  const fitted = fitSamples(picture, method === 'unsharp' ? { isYuv: true } : {}, build);
  const missing = missingFilter(build, method, 'Choose the other method.');
  if (amount === 0) return { filters: [], becomes: picture };
  const filter = method === 'unsharp' ? unsharp(amount) : cas(amount, fitted.becomes);
  return {
    filters: [...fitted.filters, filter],
    becomes: fitted.becomes,
    remarks: missing ? [missing] : [],
  };
}

function cas(amount: number, { format }: PictureState): Filter {
  return { name: 'cas', options: { strength: amount, planes: format.kind === 'yuv' ? 1 : 7 } };
}

/** 1 is twice the difference to the 5 × 5 blur: as far as anybody goes. */
function unsharp(amount: number): Filter {
  return { name: 'unsharp', options: { lx: 5, ly: 5, la: amount * 2, ca: 0 } };
}
