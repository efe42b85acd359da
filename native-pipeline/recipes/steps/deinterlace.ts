/** Deinterlacing: whole frames from fields that never formed one, one for each field or one for each frame. */
import type { Settings } from '../../../model/settings';
import { multiply } from '../../../model/time';
import type { Filter } from '../../ffmpeg/graph';
import { fieldFilter } from '../convert';
import { missingWeights, nnediDeinterlacer } from '../nnedi';
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
import { choiceOf } from './readSettings';

export function deinterlace(settings: Settings, picture: PictureState, build: Build): StepWork {
  const method = choiceOf(settings, 'method');
  const isBob = choiceOf(settings, 'rate') === 'field';
  return {
    filters: [deinterlaceFilter(method, isBob, picture, build), fieldFilter(null)],
    becomes: {
      ...picture,
      fields: null,
      areFieldsSpent: true,
      rate: isBob ? multiply(picture.rate, { n: 2, d: 1 }) : picture.rate,
      relation: isBob ? { kind: 'multiply', by: 2 } : picture.relation,
    },
    // estdif and nnedi look at one frame only, but hand each one out when the next has come.
    memory: { behind: 1, ahead: 1, isExact: true, tolerance: '' },
    remarks: remarksOn(method, picture, build),
  };
}

/** The mode is always written: bwdif doubles the rate by default, yadif does not. */
function deinterlaceFilter(method: string, isBob: boolean, picture: PictureState, build: Build): Filter {
  const parity = parityOf(picture);
  if (method === 'nnedi') {
    const order = parity === 'tff' ? 'top-first' : 'bottom-first';
    return nnediDeinterlacer(build.extras?.nnediWeights ?? '', order, isBob);
  }
  if (method === 'estdif')
    return { name: method, options: { mode: isBob ? 'field' : 'frame', parity, deint: 'all' } };
  return { name: method, options: { mode: isBob ? 'send_field' : 'send_frame', parity, deint: 'all' } };
}

function remarksOn(method: string, picture: PictureState, build: Build): Remark[] {
  const missing = missingFilter(build, method, 'Choose another method, or another build of ffmpeg.');
  const untrained = method === 'nnedi' ? missingWeights(build, 'The method nnedi', 'method') : null;
  const remarks = [missing, untrained].filter((remark) => remark !== null);
  if (picture.areFieldsSpent)
    remarks.push(
      refuse(
        'The fields are gone already: a step before this one has made frames of them.',
        'Match fields or deinterlace, not both, and only once.',
      ),
    );
  else if (picture.fields === null)
    remarks.push(warn('These frames count as progressive: deinterlacing would only blur them.', ORDER_HINT));
  return remarks;
}
