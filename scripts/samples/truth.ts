/**
 * The words of samples/truth.json: what each sample really is, so that a test can be a loop over it.
 *
 * The same words as model/clip.ts, but plain values: a truth has no source and needs no reason. Kept apart from the
 * model on purpose, so that a mistake there cannot rewrite the truth it is tested against.
 */

export interface Rational {
  n: number;
  d: number;
}

export interface Size {
  width: number;
  height: number;
}

/** One run of frames `[from, to)` made in one way; `phase` 0 = AA BB BC CD DD from frame `from` on. */
export interface CadenceSection {
  from: number;
  to: number;
  kind: 'film-3:2' | 'soft-3:2' | '29.97i' | '25i' | 'progressive';
  phase?: number;
}

export interface ColourTruth {
  /** What the pictures were made with; `tags` tells what the file says of it. */
  matrix: string;
  primaries: string;
  transfer: string;
  range: 'limited' | 'full';
  siting: string;
  tags: 'all' | 'some' | 'none';
}

export interface GopTruth {
  structure: 'intra' | 'closed' | 'open';
  length: number;
  bFrames: number;
}

export interface VideoTruth {
  codec: string;
  pixelFormat: string;
  bitDepth: number;
  codedSize: Size;
  sampleAspect: Rational;
  rotation: 0 | 90 | 180 | 270;
  /** Upright, with square samples, height kept. */
  displaySize: Size;
  /** Coded pictures a second; for a variable rate the average is not kept, only the base rate. */
  rate: Rational;
  isConstantRate: boolean;
  /** Counted by a sequential decode. */
  frames: number;
  scan: 'progressive' | 'interlaced' | 'mixed';
  fieldOrder: 'top-first' | 'bottom-first' | null;
  cadence: CadenceSection[];
  colour: ColourTruth;
  gop: GopTruth;
  /** True where time stamps cannot tell one frame from another, so that frames must be counted from the start. */
  isSequential: boolean;
}

export interface SampleTruth {
  /** Below samples/. */
  path: string;
  purpose: string;
  /** Bytes of the committed file. */
  bytes: number;
  kind: 'movie' | 'still' | 'sequence' | 'broken';
  container: string | null;
  /** Null: no picture in it. */
  video: VideoTruth | null;
  audioStreams: number;
  subtitleStreams: number;
  chapters: number;
}

export const ntscFilm: Rational = { n: 24000, d: 1001 };
export const ntscVideo: Rational = { n: 30000, d: 1001 };
export const palVideo: Rational = { n: 25, d: 1 };
export const square: Rational = { n: 1, d: 1 };

/** What ITU-601 material of 480 lines is, tagged or not. */
export const ntscColour: ColourTruth = {
  matrix: 'smpte170m',
  primaries: 'smpte170m',
  transfer: 'smpte170m',
  range: 'limited',
  siting: 'left',
  tags: 'all',
};

export const palColour: ColourTruth = { ...ntscColour, matrix: 'bt470bg', primaries: 'bt470bg' };

export const hdColour: ColourTruth = {
  ...ntscColour,
  matrix: 'bt709',
  primaries: 'bt709',
  transfer: 'bt709',
};

/** Square samples and upright: height kept, width rounded. */
export function displaySize(coded: Size, aspect: Rational, rotation: number): Size {
  const turned = rotation === 90 || rotation === 270;
  const width = turned ? (coded.height * aspect.d) / aspect.n : (coded.width * aspect.n) / aspect.d;
  return { width: Math.round(width), height: turned ? coded.width : coded.height };
}
