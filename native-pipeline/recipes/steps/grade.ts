/** Levels, lift, gamma, gain and saturation by one table for each plane: exact, without memory, the same in every build. */
import type { Settings } from '../../../model/settings';
import { fitSamples } from '../convert';
import {
  type Build,
  missingFilter,
  type PictureState,
  type Remark,
  refuse,
  type StepWork,
} from '../pictureState';
import { numberOf } from './readSettings';

const NAMES = ['black', 'white', 'lift', 'gamma', 'gain', 'saturation'] as const;
type Grade = Record<(typeof NAMES)[number], number>;

export function grade(settings: Settings, picture: PictureState, build: Build): StepWork {
  const wanted = Object.fromEntries(NAMES.map((name) => [name, numberOf(settings, name)])) as Grade;
  const remarks = remarksOn(wanted, build);
  if (isNeutral(wanted) || remarks.length > 0) return { filters: [], becomes: picture, remarks };
  const fitted = fitSamples(picture, { isYuv: true }, build);
  const luma = lumaTable(wanted, fitted.becomes);
  const chroma = chromaTable(wanted, fitted.becomes);
  const tables = { y: luma, u: chroma, v: chroma };
  return { filters: [...fitted.filters, { name: 'lutyuv', options: tables }], becomes: fitted.becomes };
}

/** 0 at black and 1 at white, then gain × (x + lift × (1 − x)), then the power; what is below black has no power and is only shifted. */
function lumaTable({ black, white, lift, gamma, gain }: Grade, { format, colour }: PictureState): string {
  const codes = 2 ** (format.bitDepth - 8);
  const isFull = colour.range === 'full';
  const [low, span] = isFull ? [0, 2 ** format.bitDepth - 1] : [16 * codes, 219 * codes];
  const [from, width] = [low + (span * black) / 100, (span * (white - black)) / 100];
  const level = `(val-${from})/${width}`;
  const lifted = lift === 0 ? level : `(${level})*${1 - lift}+${lift}`;
  const gained = gain === 1 ? lifted : `(${lifted})*${gain}`;
  const x = `st(0,${gained})`;
  const powered = gamma === 1 ? x : `if(gt(${x},0),pow(ld(0),${1 / gamma}),ld(0))`;
  // Tables cut off after the point, where rounding is meant.
  return `clip(floor(${low}+${span}*(${powered})+0.5),0,${2 ** format.bitDepth - 1})`;
}

/** Stretched levels and gain scale red, green and blue alike, and so colour too. */
function chromaTable({ black, white, lift, gain, saturation }: Grade, { format }: PictureState): string {
  const middle = 2 ** (format.bitDepth - 1);
  const factor = ((saturation * gain) / ((white - black) / 100)) * (1 - lift);
  return `clip(floor(${middle}+(val-${middle})*${factor}+0.5),0,${2 ** format.bitDepth - 1})`;
}

function isNeutral({ black, white, lift, gamma, gain, saturation }: Grade): boolean {
  return black === 0 && white === 100 && lift === 0 && gamma === 1 && gain === 1 && saturation === 1;
}

function remarksOn({ black, white }: Grade, build: Build): Remark[] {
  const missing = missingFilter(build, 'lutyuv', 'Take another build of ffmpeg (see "doctor").');
  if (missing) return [missing];
  if (white - black >= 5) return [];
  return [
    refuse(
      `Between a black point of ${black} % and a white point of ${white} % there is no picture left.`,
      'Move them further apart.',
    ),
  ];
}
