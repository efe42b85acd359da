/** Which function does which step. A new step is a declaration in model/steps.ts, a function here, and a row. */
import type { Settings } from '../../../model/settings';
import type { Build, PictureState, StepWork } from '../pictureState';
import { cadence } from './cadence';
import { chromaShift } from './chromaShift';
import { deband, deblock } from './clean';
import { colour } from './colour';
import { crop } from './crop';
import { dehalo } from './dehalo';
import { deinterlace } from './deinterlace';
import { denoise } from './denoise';
import { detelecine } from './detelecine';
import { dotcrawl } from './dotcrawl';
import { enlarge } from './enlarge';
import { grade } from './grade';
import { regrain } from './regrain';
import { sharpen } from './sharpen';
import { stabilise } from './stabilise';
import { tags } from './tags';

export type StepFunction = (settings: Settings, picture: PictureState, build: Build) => StepWork;

export const STEP_FUNCTIONS: Readonly<Record<string, StepFunction>> = {
  dotcrawl,
  cadence,
  detelecine,
  deinterlace,
  chromashift: chromaShift,
  denoise,
  dehalo,
  deblock,
  deband,
  stabilise,
  crop,
  enlarge,
  sharpen,
  regrain,
  colour,
  grade,
  tags,
};
