/** Two spatial repairs without memory: block edges and banding. */
import type { Settings } from '../../../model/settings';
import { fitSamples } from '../convert';
import { type Build, missingFilter, type PictureState, type StepWork } from '../pictureState';
import { choiceOf, numberOf } from './readSettings';

export function deblock(settings: Settings, picture: PictureState, build: Build): StepWork {
  const missing = missingFilter(build, 'deblock', 'Leave this step out.');
  return {
    filters: [{ name: 'deblock', options: { filter: choiceOf(settings, 'strength'), block: 8 } }],
    becomes: picture,
    remarks: missing ? [missing] : [],
  };
}

export function deband(settings: Settings, picture: PictureState, build: Build): StepWork {
  // deband lacks the 10-bit formats (libavfilter/vf_deband.c); 12 bits hold them.
  const fitted = fitSamples(picture, { bitDepths: [8, 12, 16] }, build);
  const share = numberOf(settings, 'threshold') / 100;
  const missing = missingFilter(build, 'deband', 'Leave this step out.');
  return {
    filters: [
      ...fitted.filters,
      {
        name: 'deband',
        options: {
          '1thr': share,
          '2thr': share,
          '3thr': share,
          range: numberOf(settings, 'radius'),
          blur: 1,
        },
      },
    ],
    becomes: fitted.becomes,
    remarks: missing ? [missing] : [],
  };
}
