/**
 * A clip: an opened video file with what we believe about it, each belief with its source and reason.
 *
 * Pure types and the few derivations that every room needs. Claims come from clips/probe.ts, beliefs from clips/settle.ts.
 */
import type { Clock, DisplayClock } from './displayClock';
import type { Rational } from './time';

export type FindingSource = 'tagged' | 'measured' | 'assumed' | 'chosen';

/** A belief that carries its source. */
export interface Finding<Value> {
  value: Value;
  source: FindingSource;
  /** One sentence, shown under the value: what it rests on, or what contradicts it. */
  because: string;
}

/** Width and height in samples, both at least 1. */
export interface Size {
  width: number;
  height: number;
}

export const SCANS = ['progressive', 'interlaced', 'mixed', 'unknown'] as const;
export type Scan = (typeof SCANS)[number];

/** Which field is shown first. */
export const FIELD_ORDERS = ['top-first', 'bottom-first'] as const;
export type FieldOrder = (typeof FIELD_ORDERS)[number];

/** ffmpeg's spellings (libavutil/pixdesc.c, color_space_names). `gbr`: the planes hold RGB itself. */
export const MATRICES = [
  'smpte170m',
  'bt470bg',
  'bt709',
  'bt2020nc',
  'fcc',
  'smpte240m',
  'ycgco',
  'gbr',
] as const;
export type Matrix = (typeof MATRICES)[number];
export const RANGES = ['limited', 'full'] as const;
export type Range = (typeof RANGES)[number];
/** Where chroma samples sit relative to luma (AVChromaLocation). */
export const SITINGS = ['left', 'center', 'topleft', 'top', 'bottomleft', 'bottom'] as const;
export type Siting = (typeof SITINGS)[number];
/** ffmpeg's spellings; open-ended, because a tag may name any of them. */
export type Primaries = string;
export type Transfer = string;

export interface ClipColour {
  matrix: Finding<Matrix>;
  primaries: Finding<Primaries>;
  transfer: Finding<Transfer>;
  range: Finding<Range>;
  siting: Finding<Siting>;
}

/**
 * How frames are reached by number.
 *
 * - `indexing`: frames from the start are there already; numbers further on become known while the index is made.
 * - `exact`: every frame is reached directly and is the n-th of a sequential decode.
 * - `sequential`: the file cannot be sought exactly; frames are counted from the start (slow, but never wrong).
 */
export interface ClipAccess {
  kind: 'indexing' | 'exact' | 'sequential';
  because: string;
  /** True when a whole decode has confirmed count and times of the index. */
  isConfirmed: boolean;
  /** Share of the index made so far, 0 to 1. */
  progress: number;
}

export interface AudioStream {
  index: number;
  codec: string;
  channels: number;
  sampleRate: number;
  language: string | null;
  title: string | null;
}

export interface SubtitleStream {
  index: number;
  codec: string;
  language: string | null;
  title: string | null;
}

export interface Chapter {
  title: string;
  startSecs: number;
  endSecs: number;
}

export interface Clip {
  /** Made from path, size and modification time: a replaced file is another clip. */
  id: string;
  /** Counts up whenever a finding changes; part of every picture's address. */
  revision: number;
  path: string;
  name: string;
  sizeBytes: number;
  kind: 'movie' | 'still' | 'sequence';
  /** ffprobe's format_name, and its long name for people. */
  format: string;
  formatTitle: string;
  durationSecs: number | null;
  /** Presentation time of the first frame on the container's clock. Not an offset between masters. */
  startSecs: number;
  /** Coded pictures in presentation order; an estimate (or null) while `access.kind` is 'indexing'. */
  frames: number | null;
  access: ClipAccess;
  /** True when an analysis has been made; `getAnalysis` hands it out. */
  isAnalysed: boolean;
  rate: Rational;
  /** Null until the index has told. */
  isConstantRate: boolean | null;
  /** Of a variable rate on a display's grid: when frames are shown. `rate` is then the mean of what is stored. Null for all others, and for soft telecine throughout. */
  displayClock: DisplayClock | null;
  codec: string;
  codecTitle: string;
  pixelFormat: string;
  bitDepth: number;
  /** Stored samples, before rotation. */
  codedSize: Size;
  sampleAspect: Finding<Rational>;
  /** Clockwise turn, as the display matrix asks; frames are handed out upright. */
  rotation: Finding<0 | 90 | 180 | 270>;
  /** Square samples, upright, height kept. */
  displaySize: Size;
  scan: Finding<Scan>;
  /** Null where the frames have no fields. */
  fieldOrder: Finding<FieldOrder | null>;
  colour: ClipColour;
  /** Index of the video stream in use, and how many others there are. */
  videoStream: number;
  otherVideoStreams: number;
  audio: AudioStream[];
  subtitles: SubtitleStream[];
  chapters: Chapter[];
  tags: Record<string, string>;
  /** What the user should know: fewer frames than claimed, a size change, a second video stream. Sentences. */
  notices: string[];
}

/** What the timecode of a clip's frames counts by. */
export function clockOf({ displayClock, rate }: Pick<Clip, 'displayClock' | 'rate'>): Clock {
  return displayClock ?? rate;
}

/** Whether two fields of a picture have equally many lines. `isChromaHalved`: chroma has half the lines and must divide, too. */
export function hasEqualFields(lines: number, isChromaHalved: boolean): boolean {
  return lines % (isChromaHalved ? 4 : 2) === 0;
}

/** Upright stored size: what the decoder hands out once rotation is applied. */
export function uprightSize(clip: Pick<Clip, 'codedSize' | 'rotation'>): Size {
  const { width, height } = clip.codedSize;
  return isTurned(clip) ? { width: height, height: width } : { width, height };
}

/** Sample aspect of the upright picture: a quarter turn exchanges its sides. */
export function uprightAspect(clip: Pick<Clip, 'sampleAspect' | 'rotation'>): Rational {
  const { n, d } = clip.sampleAspect.value;
  return isTurned(clip) ? { n: d, d: n } : { n, d };
}

/** Size with square samples: height kept, width = width × sample aspect, rounded to whole samples. */
export function squareSize(size: Size, aspect: Rational): Size {
  return { width: Math.max(1, Math.round((size.width * aspect.n) / aspect.d)), height: size.height };
}

function isTurned(clip: Pick<Clip, 'rotation'>): boolean {
  return clip.rotation.value === 90 || clip.rotation.value === 270;
}
