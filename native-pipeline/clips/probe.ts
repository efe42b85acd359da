/**
 * Asks ffprobe what a file claims to be, and refuses what cannot be worked with before any picture is decoded.
 *
 * One call. Decides nothing about colour, scan or time (settle.ts); says clearly why a file is refused.
 */
import { isCancelled, WorkbenchError } from '../../model/errors';
import { refusedDemuxer, refusedPictureSize } from '../ffmpeg/failure';
import { runFfprobe, runFfprobeFully } from '../ffmpeg/run';
import { type ClipSource, type Input, MAX_PIXELS, sourceInput, unknownInput } from '../ffmpeg/source';
import type { Tools } from '../ffmpeg/tools';
import { type Claims, type PictureClaims, parseClaims, parsePictureClaims, type VideoClaims } from './claims';
import type { ClipInput } from './inputs';
import { startsLikeMovie } from './sniff';

export interface Probed {
  claims: Claims;
  /** The stream in use, one of `claims.videos`. */
  video: VideoClaims;
  /** With the demuxer that was found, so that every later command opens the file the same way. */
  source: ClipSource;
  /** Null where the stream's claims are enough, or the picture cannot be read. */
  picture: PictureClaims | null;
}

/** Samples along one side; more is refused. */
const MAX_SIDE = 16_384;
const CHECK_DAMAGE = 'Check whether the file is damaged.';

/** Throws a WorkbenchError that says why the file cannot be used. */
export async function probe(tools: Tools, input: ClipInput, signal?: AbortSignal): Promise<Probed> {
  const { claims, tail, source } = await readClaims(tools, input, signal);
  const video = chooseVideo(claims, input.path);
  refuseEncrypted(video, input.path);
  refuseLarge(video, tail, input.path);
  refuseUnknownCodec(video, tools, input.path);
  refuseWithoutPictures(video, input.path);
  const isAsked = source.kind === 'still' || saysFieldsByPicture(video);
  const picture = isAsked ? await readFirstPicture(tools, source, video, signal) : null;
  return { claims, video, source, picture };
}

/** The first stream that is a movie and no cover picture. */
export function chooseVideo({ videos, format }: Claims, path: string): VideoClaims {
  const video = videos.find(({ isCover }) => !isCover);
  if (video) return video;
  const what = videos.length > 0 ? 'only a cover picture' : `no video stream (ffmpeg takes it for ${format})`;
  throw new WorkbenchError(
    'no-video',
    `There is ${what} in this file: ${path}`,
    'Open a file with pictures.',
  );
}

/** Asks once more, for what only a decoded picture tells: fields of DV and MPEG-4, the way up of a photograph (Exif). */
async function readFirstPicture(
  tools: Tools,
  source: ClipSource,
  { index }: VideoClaims,
  signal?: AbortSignal,
): Promise<PictureClaims | null> {
  const { options, url } = sourceInput(source);
  const wanted = [
    '-select_streams',
    String(index),
    '-show_frames',
    '-read_intervals',
    '%+#1',
    '-of',
    'json=c=1',
  ];
  const run = { purpose: 'asking what the first picture says', signal };
  try {
    return parsePictureClaims(await runFfprobe(tools, [...options, ...wanted, '-i', url], run));
  } catch (error) {
    if (isCancelled(error)) throw error;
    return null; // The stream's claims stand alone then.
  }
}

/** Codecs that mark each picture but not the stream. */
function saysFieldsByPicture({ codec, fieldOrder }: VideoClaims): boolean {
  return fieldOrder === null && /^(dvvideo|mpeg4|mjpeg|h264|vc1|wmv3|dnxhd|prores|cavs)$/.test(codec ?? '');
}

interface Report {
  claims: Claims;
  tail: string;
  source: ClipSource;
}

async function readClaims(tools: Tools, input: ClipInput, signal?: AbortSignal): Promise<Report> {
  const { source } = input;
  if (source.kind === 'sequence')
    return { ...(await ask(tools, input, sourceInput(source), signal)), source };
  try {
    const report = await ask(tools, input, unknownInput(source.path, tools.capabilities.demuxers), signal);
    const demuxer = report.claims.format.split(',')[0] ?? '';
    return { ...report, source: { ...source, kind: demuxer.endsWith('_pipe') ? 'still' : 'movie', demuxer } };
  } catch (error) {
    // Picture names end up with image2, which would read a number pattern in them: it may open the literal file only.
    if (!/^(image2|alias_pix|brender_pix)$/.test(refusedDemuxer(error) ?? '')) throw clearer(error, input);
    const still: ClipSource = { ...source, kind: 'still', demuxer: 'image2' };
    return { ...(await ask(tools, input, sourceInput(still), signal)), source: still };
  }
}

async function ask(tools: Tools, { path }: ClipInput, { options, url }: Input, signal?: AbortSignal) {
  const wanted = ['-show_format', '-show_streams', '-show_chapters', '-of', 'json=c=1'];
  const run = { purpose: 'asking what a file holds', opens: path, signal };
  const { text, tail } = await runFfprobeFully(tools, [...options, ...wanted, '-i', url], run);
  return { claims: parseClaims(text), tail };
}

/** ffmpeg takes whatever is named .mov or .mp4 for a movie that lost its table of contents; only a file that begins as one is. */
function clearer(error: unknown, { head, path }: ClipInput): unknown {
  const isLostMovie = error instanceof WorkbenchError && error.code === 'file-damaged';
  if (!isLostMovie || startsLikeMovie(head)) return error;
  const detail = `This is not the kind of file its name says, nor any other video that ffmpeg knows: ${path}`;
  return new WorkbenchError('not-a-video', detail, 'Check where it came from.', { cause: error });
}

function refuseEncrypted({ codecTag }: VideoClaims, path: string): void {
  if (!/^(encv|drmi|drmv)$/.test(codecTag)) return;
  const detail = `The video is encrypted (${codecTag}) and there is no key: ${path}`;
  throw new WorkbenchError(
    'encrypted',
    detail,
    'Make a decrypted copy with the software that belongs to the service.',
  );
}

function refuseLarge({ codedSize: { width, height } }: VideoClaims, tail: string, path: string): void {
  const isLarge = width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS;
  const size = isLarge ? `${width}x${height}` : width > 0 && height > 0 ? null : refusedPictureSize(tail);
  if (!size) return;
  const detail = `The pictures claim ${size.replace('x', '×')} samples; the limit is ${MAX_SIDE} along a side: ${path}`;
  throw new WorkbenchError('picture-too-large', detail, CHECK_DAMAGE);
}

function refuseUnknownCodec({ codec, codecTag, codecTitle }: VideoClaims, tools: Tools, path: string): void {
  if (codec && tools.capabilities.decoders.has(codec)) return;
  const detail = codec
    ? `ffmpeg ${tools.ffmpeg.version} has no decoder for the codec ${codec} (${codecTitle})`
    : `ffprobe ${tools.ffprobe.version} does not know the codec ${FOUR_LETTERS[codecTag] ?? `"${codecTag}"`}`;
  const hint = 'Choose a fuller or newer build of ffmpeg and ffprobe, by FFMPEG_PATH and FFPROBE_PATH.';
  throw new WorkbenchError('codec-missing', `${detail}: ${path}`, hint);
}

/** Codecs that are newer than some ffprobe which knows no name for them. */
const FOUR_LETTERS: Readonly<Record<string, string>> = {
  vvc1: 'VVC (H.266)',
  vvi1: 'VVC (H.266)',
  evc1: 'EVC (MPEG-5 part 1)',
  lvc1: 'LCEVC (MPEG-5 part 2)',
  apv1: 'APV',
};

function refuseWithoutPictures(video: VideoClaims, path: string): void {
  const { pixelFormat, codedSize, frames, durationSecs } = video;
  if (pixelFormat && codedSize.width > 0 && codedSize.height > 0) return;
  const isEmpty = frames === 0 || durationSecs === 0;
  throw isEmpty
    ? new WorkbenchError('no-video', `The video stream holds not a single picture: ${path}`, CHECK_DAMAGE)
    : new WorkbenchError('file-damaged', `Not one picture of the video can be read: ${path}`, CHECK_DAMAGE);
}
