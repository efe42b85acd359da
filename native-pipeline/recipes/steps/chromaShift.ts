/** Colour moved against brightness, by parts of a sample: whole chroma samples by "chromashift", the rest by a cubic kernel. */
import type { Settings } from '../../../model/settings';
import type { Filter } from '../../ffmpeg/graph';
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
import { chromaShifts } from '../pixelFormat';
import { numberOf } from './readSettings';

export function chromaShift(settings: Settings, picture: PictureState, build: Build): StepWork {
  const { filters, becomes } = fitSamples(picture, { isYuv: true }, build);
  const shifts = chromaShifts(becomes.format.subsampling);
  // In chroma samples.
  const across = numberOf(settings, 'horizontal') / (1 << shifts.x);
  const down = numberOf(settings, 'vertical') / (1 << shifts.y);
  if (across === 0 && down === 0) return { filters: [], becomes: picture };
  const moves = [...wholeShift(across, down), ...partShift(across, 'row'), ...partShift(down, 'column')];
  return { filters: [...filters, ...moves], becomes, remarks: remarksOn(moves, down, picture, build) };
}

function wholeShift(across: number, down: number): Filter[] {
  const [x, y] = [Math.round(across), Math.round(down)];
  if (x === 0 && y === 0) return [];
  return [{ name: 'chromashift', options: { cbh: x, crh: x, cbv: y, crv: y, edge: 'smear' } }];
}

/** Half a sample at most. Settings are quarters of a luma sample, so that all weights are whole 1024ths: flat colour stays as it is. */
function partShift(shift: number, mode: 'row' | 'column'): Filter[] {
  const part = shift - Math.round(shift);
  if (part === 0) return [];
  const kernel = [-2, -1, 0, 1, 2].map((place) => Math.round(1024 * catmullRom(place + part))).join(' ');
  const planes = [1, 2].map((plane) => ({
    [`${plane}m`]: kernel,
    [`${plane}mode`]: mode,
    [`${plane}rdiv`]: 1 / 1024,
  }));
  return [{ name: 'convolution', options: Object.assign({}, ...planes) }];
}

/** Weight of a sample at this distance (Catmull and Rom: through all samples, no blur at whole ones). */
function catmullRom(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return 1.5 * x ** 3 - 2.5 * x ** 2 + 1;
  return x < 2 ? -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2 : 0;
}

function remarksOn(moves: Filter[], down: number, picture: PictureState, build: Build): Remark[] {
  const instead = 'Leave this step out, or take another build of ffmpeg.';
  const misfits = [tooSmall(picture), ...moves.map(({ name }) => missingFilter(build, name, instead))];
  const missing = misfits.filter((remark) => remark !== null);
  const isWoven = picture.fields !== null && down !== 0;
  return isWoven ? [...missing, wovenWarning()] : missing;
}

function wovenWarning(): Remark {
  return warn(
    'The frames still hold two fields: moved up or down, each line takes colour from the other field.',
    'Match fields or deinterlace first.',
  );
}
