/**
 * Dot crawl and rainbows: what composite video left of colour in brightness, and of brightness in colour.
 *
 * The NTSC subcarrier turns its phase round from frame to frame, so two frames of a picture that stands still cancel it. dedot averages
 * only where the frames before and behind agree; measured on drawn residue: a tenth of it is left in still parts, moving parts keep all.
 * It must see the clip's frames as they were coded: behind field matching the phases are in another order.
 */
import type { Settings } from '../../../model/settings';
import { fitSamples } from '../convert';
import { type Build, missingFilter, type PictureState, type StepWork } from '../pictureState';
import { numberOf } from './readSettings';

export function dotcrawl(settings: Settings, picture: PictureState, build: Build): StepWork {
  const dots = numberOf(settings, 'dots') / 100;
  const rainbows = numberOf(settings, 'rainbows') / 100;
  const modes = [...(dots > 0 ? ['dotcrawl'] : []), ...(rainbows > 0 ? ['rainbows'] : [])];
  if (modes.length === 0) return { filters: [], becomes: picture };
  const fitted = fitSamples(picture, { isYuv: true }, build);
  const missing = missingFilter(build, 'dedot', 'Leave this step out.');
  // Any but the flattest place is looked at (lt): its own default of 0.079 leaves dots of half that size alone.
  const options = { m: modes.join('+'), lt: 0.02, tl: dots, tc: rainbows, ct: 0.01 };
  return {
    filters: [...fitted.filters, { name: 'dedot', options }],
    becomes: fitted.becomes,
    // Five frames, this one in the middle.
    memory: { behind: 2, ahead: 2, isExact: true, tolerance: '' },
    remarks: missing ? [missing] : [],
  };
}
