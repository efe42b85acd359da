/**
 * What is known about the pictures at one place of the graph: every step reads it and says what it changes.
 *
 * Pure data. Claims about files live in the clip; here stands what the samples are at this very point.
 */
import type { FieldOrder, Matrix, Primaries, Range, Siting, Size, Transfer } from '../../model/clip';
import type { FilterMemory, FrameRelation, Objection } from '../../model/recipe';
import type { Rational } from '../../model/time';
import type { Filter } from '../ffmpeg/graph';
import type { PixelFormat, Subsampling } from './pixelFormat';

export interface PictureColour {
  matrix: Matrix;
  primaries: Primaries;
  transfer: Transfer;
  range: Range;
  siting: Siting;
}

export interface PictureState {
  size: Size;
  sampleAspect: Rational;
  format: PixelFormat;
  colour: PictureColour;
  /** Order of the two fields still woven into every frame; null: whole frames. */
  fields: FieldOrder | null;
  /** True behind a step that made whole frames of fields. */
  areFieldsSpent: boolean;
  rate: Rational;
  relation: FrameRelation;
  /** The chroma the result is to have once its frames are whole: the clip's own, as far as encoders take it. */
  wantedSubsampling: Subsampling;
}

/** What this build of ffmpeg can do. */
export type Build = { filters: ReadonlySet<string> };

export type Remark = Omit<Objection, 'step'>;

/** What a step asks for: filters, what they make of the pictures, what they remember of other frames, what speaks against it. */
export interface StepWork {
  filters: Filter[];
  becomes: PictureState;
  /** In pictures as they arrive at this step. */
  memory?: FilterMemory;
  remarks?: Remark[];
}

export const NO_MEMORY: FilterMemory = { behind: 0, ahead: 0, isExact: true, tolerance: '' };

export function refuse(says: string, hint: string): Remark {
  return { severity: 'refuse', says, hint };
}

export function warn(says: string, hint: string): Remark {
  return { severity: 'warn', says, hint };
}

/** A refusal for a filter that this build lacks, or null. */
export function missingFilter(build: Build, name: string, instead: string): Remark | null {
  if (build.filters.has(name)) return null;
  return refuse(`This ffmpeg build has no filter "${name}".`, instead);
}
