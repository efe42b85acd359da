/**
 * What is known about the pictures at one place of the graph: every step reads it and says what it changes.
 *
 * Pure data. Claims about files live in the clip; here stands what the samples are at this very point.
 */

import type { Section, Shot } from '../../model/analysis';
import type { FieldOrder, Matrix, Primaries, Range, Siting, Size, Transfer } from '../../model/clip';
import type { FilterMemory, FrameRelation, Objection } from '../../model/recipe';
import type { Rational } from '../../model/time';
import type { Filter } from '../ffmpeg/graph';
import type { PlaceboWay } from '../ffmpeg/placebo';
import type { FrameMap } from './frameMap';
import type { PixelFormat, Subsampling } from './pixelFormat';
import type { WeaveOptions } from './weave';

export interface PictureColour {
  matrix: Matrix;
  primaries: Primaries;
  transfer: Transfer;
  range: Range;
  siting: Siting;
}

export interface PictureState {
  size: Size;
  /** Lines that the picture would have at its present scale if nothing had been cut from it. */
  wholeLines: number;
  sampleAspect: Rational;
  format: PixelFormat;
  colour: PictureColour;
  /** Order of the two fields still woven into every frame; null: whole frames. */
  fields: FieldOrder | null;
  /** True behind a step that made whole frames of fields. */
  areFieldsSpent: boolean;
  rate: Rational;
  /** False where the clip's own frames come at a variable rate. */
  isConstantRate: boolean;
  relation: FrameRelation;
  /** What an analysis has found in the frames, the user's word over it; null where there is none. */
  footage: Footage | null;
  /** The chroma the result is to have once its frames are whole: the clip's own, as far as encoders take it. */
  wantedSubsampling: Subsampling;
}

export interface Footage {
  sections: readonly Section[];
  shots: readonly Shot[];
  /** Of the clip; the sections may cover fewer. */
  frames: number;
  /** Seconds from the first frame. */
  secsAt: (frame: number) => number;
  /** Frame maps made of it, by the orders they were made for: planning is asked for with every picture. */
  maps: Map<string, FrameMap>;
}

/** What this build of ffmpeg can do, and what lies at hand for it. */
export interface Build {
  filters: ReadonlySet<string>;
  extras?: Extras;
}

export interface Extras {
  /** How libplacebo gets its pictures; null where no graphics driver answered it. */
  placebo: PlaceboWay | null;
  /** Files that were named and are there. */
  nnediWeights: string | null;
  placeboShader: string | null;
}

export type Remark = Omit<Objection, 'step'>;

/** What a step asks for: filters, what they make of the pictures, what they remember of other frames, what speaks against it. */
export interface StepWork {
  filters: Filter[];
  becomes: PictureState;
  /** In pictures as they arrive at this step. */
  memory?: FilterMemory;
  remarks?: Remark[];
  /** Behind the filters the pictures are woven anew by this map. */
  weave?: { map: FrameMap; options: WeaveOptions };
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

/** A refusal where a filter's window does not fit into the picture: some mirror beyond the edge for ever (convolution in ffmpeg 5.1). */
export function tooSmall({ size }: Pick<PictureState, 'size'>): Remark | null {
  if (Math.min(size.width, size.height) >= SMALLEST) return null;
  return refuse(
    `A picture of ${size.width} × ${size.height} samples is too small for this step.`,
    `It needs ${SMALLEST} samples each way; leave it out.`,
  );
}

/** Twice the largest window, also in chroma planes of half the size. */
const SMALLEST = 24;
