/**
 * What ffprobe says about a file, read from its JSON into plain values. No belief yet: settle.ts weighs these.
 *
 * Pure. ffprobe leaves out what it does not know, or says "unknown", "N/A", "0/0" or "0:1"; all of that becomes null here.
 */
import type { Size } from '../../model/clip';
import { parseRational, type Rational } from '../../model/time';

export interface VideoClaims {
  index: number;
  /** Null where ffprobe has no name for the codec. */
  codec: string | null;
  codecTitle: string;
  /** The container's own four letters for the codec, as "vvc1" or "encv". */
  codecTag: string;
  pixelFormat: string | null;
  codedSize: Size;
  bitsPerSample: number | null;
  sampleAspect: Rational | null;
  fieldOrder: string | null;
  range: string | null;
  matrix: string | null;
  primaries: string | null;
  transfer: string | null;
  siting: string | null;
  /** The rate that ffprobe reckons from the time base, and that from count and duration. */
  tickRate: Rational | null;
  meanRate: Rational | null;
  startSecs: number | null;
  durationSecs: number | null;
  /** What the container says it holds; not counted. */
  frames: number | null;
  /** Degrees counter-clockwise, as ffprobe gives them. */
  turn: number | null;
  isMirrored: boolean;
  isCover: boolean;
  isDefault: boolean;
}

export interface OtherStream {
  index: number;
  codec: string;
  channels: number;
  sampleRate: number;
  language: string | null;
  title: string | null;
}

export interface Claims {
  /** All names of the demuxer, as "mov,mp4,m4a,3gp,3g2,mj2". */
  format: string;
  formatTitle: string;
  startSecs: number | null;
  durationSecs: number | null;
  videos: VideoClaims[];
  audio: OtherStream[];
  subtitles: OtherStream[];
  chapters: { title: string; startSecs: number; endSecs: number }[];
  tags: Record<string, string>;
}

/** What the first decoded picture says that its stream did not. */
export interface PictureClaims extends Pick<VideoClaims, 'turn' | 'isMirrored'> {
  isInterlaced: boolean;
  isTopFirst: boolean;
}

type Json = Record<string, unknown>;

/** Tags are shown to people; a file may hold megabytes of them. */
const MAX_TAGS = 64;
const MAX_TAG_LENGTH = 2000;

/** Throws a SyntaxError where `text` is no JSON. */
export function parseClaims(text: string): Claims {
  const report = JSON.parse(text) as Json;
  const format = object(report.format);
  const streams = list(report.streams);
  const ofType = (type: string) => streams.filter((stream) => stream.codec_type === type);
  return {
    format: word(format.format_name) ?? '',
    formatTitle: word(format.format_long_name) ?? word(format.format_name) ?? '',
    startSecs: number(format.start_time),
    durationSecs: number(format.duration),
    videos: ofType('video').map(parseVideo),
    audio: ofType('audio').map(parseOther),
    subtitles: ofType('subtitle').map(parseOther),
    chapters: list(report.chapters).map(parseChapter),
    tags: parseTags(object(format.tags)),
  };
}

/** Null where no picture came out. Throws a SyntaxError where `text` is no JSON. */
export function parsePictureClaims(text: string): PictureClaims | null {
  const [frame] = list((JSON.parse(text) as Json).frames);
  if (!frame) return null;
  return {
    ...parseTurn(list(frame.side_data_list)),
    isInterlaced: frame.interlaced_frame === 1,
    isTopFirst: frame.top_field_first === 1,
  };
}

function parseVideo(stream: Json): VideoClaims {
  const disposition = object(stream.disposition);
  return {
    index: number(stream.index) ?? 0,
    codec: word(stream.codec_name),
    codecTitle: word(stream.codec_long_name) ?? word(stream.codec_name) ?? '',
    codecTag: word(stream.codec_tag_string) ?? '',
    pixelFormat: word(stream.pix_fmt),
    codedSize: { width: number(stream.width) ?? 0, height: number(stream.height) ?? 0 },
    bitsPerSample: number(stream.bits_per_raw_sample),
    sampleAspect: parseRational(word(stream.sample_aspect_ratio) ?? undefined),
    fieldOrder: word(stream.field_order),
    range: word(stream.color_range),
    matrix: word(stream.color_space),
    primaries: word(stream.color_primaries),
    transfer: word(stream.color_transfer),
    siting: word(stream.chroma_location),
    ...parseTiming(stream),
    ...parseTurn(list(stream.side_data_list)),
    isCover: disposition.attached_pic === 1 || disposition.timed_thumbnails === 1,
    isDefault: disposition.default === 1,
  };
}

function parseTiming(stream: Json) {
  return {
    tickRate: parseRational(word(stream.r_frame_rate) ?? undefined),
    meanRate: parseRational(word(stream.avg_frame_rate) ?? undefined),
    startSecs: number(stream.start_time),
    durationSecs: number(stream.duration) ?? secsFromTag(object(stream.tags).DURATION),
    frames: number(stream.nb_frames),
  };
}

/** Matroska keeps a stream's own length as a tag: "00:00:03.003000000". */
function secsFromTag(tag: unknown): number | null {
  const match = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(word(tag) ?? '');
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : null;
}

function parseTurn(sideData: Json[]): Pick<VideoClaims, 'turn' | 'isMirrored'> {
  const matrix = sideData.find((data) => data.displaymatrix !== undefined);
  if (!matrix) return { turn: null, isMirrored: false };
  const numbers = [...String(matrix.displaymatrix).matchAll(/^[0-9a-f]{8}:\s+(-?\d+)\s+(-?\d+)/gim)];
  const [[a, b] = [1, 0], [c, d] = [0, 1]] = numbers.map(([, x, y]) => [Number(x), Number(y)] as const);
  // A turn keeps the sign of the area; a mirror swaps it.
  return { turn: number(matrix.rotation), isMirrored: a * d - b * c < 0 };
}

function parseOther(stream: Json): OtherStream {
  const tags = object(stream.tags);
  return {
    index: number(stream.index) ?? 0,
    codec: word(stream.codec_name) ?? word(stream.codec_tag_string) ?? 'unknown',
    channels: number(stream.channels) ?? 0,
    sampleRate: number(stream.sample_rate) ?? 0,
    language: word(tags.language) === 'und' ? null : word(tags.language),
    title: word(tags.title),
  };
}

function parseChapter(chapter: Json, at: number): Claims['chapters'][number] {
  const startSecs = number(chapter.start_time) ?? 0;
  const title = word(object(chapter.tags).title) ?? `Chapter ${at + 1}`;
  return { title, startSecs, endSecs: number(chapter.end_time) ?? startSecs };
}

function parseTags(tags: Json): Record<string, string> {
  const kept = Object.entries(tags).slice(0, MAX_TAGS);
  return Object.fromEntries(kept.map(([key, value]) => [key, String(value).slice(0, MAX_TAG_LENGTH)]));
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object) : [];
}

function word(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  return value === 'unknown' || value === 'N/A' || value === 'reserved' ? null : value;
}

function number(value: unknown): number | null {
  const read =
    typeof value === 'number' ? value : typeof value === 'string' ? Number.parseFloat(value) : Number.NaN;
  return Number.isFinite(read) ? read : null;
}
