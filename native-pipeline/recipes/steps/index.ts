/** Which function does which step. A new step is a declaration in model/steps.ts, a function here, and a row. */
import type { Settings } from '../../../model/settings';
import type { Build, PictureState, StepWork } from '../pictureState';
import { deband, deblock } from './clean';
import { colour } from './colour';
import { crop } from './crop';
import { deinterlace } from './deinterlace';
import { denoise } from './denoise';
import { detelecine } from './detelecine';
import { enlarge } from './enlarge';
import { sharpen } from './sharpen';

export type StepFunction = (settings: Settings, picture: PictureState, build: Build) => StepWork;

export const STEP_FUNCTIONS: Readonly<Record<string, StepFunction>> = {
  detelecine,
  deinterlace,
  denoise,
  deblock,
  deband,
  crop,
  enlarge,
  sharpen,
  colour,
};
