/**
 * Gate weave, by "deshake": the only stabiliser that works in one pass.
 *
 * Measured on drawn weave: jumps of 2 samples from frame to frame are about halved; weave below half a sample is left as it is, for deshake
 * searches by whole samples.
 */
import type { FilterMemory } from '../../../model/recipe';
import type { Settings } from '../../../model/settings';
import { fitSamples } from '../convert';
import {
  type Build,
  missingFilter,
  type PictureState,
  type Remark,
  type StepWork,
  tooSmall,
  warn,
} from '../pictureState';
import { choiceOf, numberOf } from './readSettings';

export function stabilise(settings: Settings, picture: PictureState, build: Build): StepWork {
  // 8-bit YUV only (libavfilter/vf_deshake.c).
  const fitted = fitSamples(picture, { isYuv: true, bitDepths: [8] }, build);
  const reach = numberOf(settings, 'reach');
  const options = { rx: reach, ry: reach, edge: choiceOf(settings, 'edge') };
  return {
    filters: [...fitted.filters, { name: 'deshake', options }],
    becomes: fitted.becomes,
    memory: MEMORY,
    remarks: remarksOn(picture, build),
  };
}

/** What it has moved so far fades by a tenth with every frame. Measured on jumps of 2 samples: a sample beside at 50 frames, hardly at 100. */
const MEMORY: FilterMemory = {
  behind: 100,
  ahead: 0,
  isExact: false,
  tolerance:
    'The stabiliser remembers all frames before: after a jump a previewed picture may stand up to a sample beside the rendered one.',
};

function remarksOn(picture: PictureState, build: Build): Remark[] {
  const misfits = [missingFilter(build, 'deshake', 'Leave this step out.'), tooSmall(picture)];
  const remarks = misfits.filter((remark) => remark !== null);
  if (picture.fields !== null)
    remarks.push(
      warn(
        'The frames still hold two fields: moving them mixes their lines.',
        'Match fields or deinterlace first.',
      ),
    );
  if (picture.format.bitDepth > 8)
    remarks.push(
      warn(
        'Stabilising works in 8 bits: these pictures lose depth here.',
        'Leave it out where depth matters more.',
      ),
    );
  return remarks;
}
