/**
 * Decides what we believe about a clip.
 *
 * Weighs what the file claims and keeps one finding per property, with the reason. Pure: no files, no processes. Claims come from probe.ts, times
 * from the index; taste belongs to recipes.
 */
import {
  type AudioStream,
  type Clip,
  type ClipColour,
  squareSize,
  uprightAspect,
  uprightSize,
} from '../../model/clip';
import type { Claims, OtherStream, PictureClaims, VideoClaims } from './claims';
import type { PictureFlags } from './pictureFlags';
import { bitDepthOf, hasAlpha } from './pixelFormat';
import { settleColour } from './settleColour';
import { settleScan } from './settleScan';
import { settleRotation, settleSampleAspect } from './settleShape';
import { settleDuration, settleRate } from './settleTime';

/** All that is known of a clip before its index is made. */
export interface Evidence {
  id: string;
  path: string;
  name: string;
  sizeBytes: number;
  kind: Clip['kind'];
  claims: Claims;
  video: VideoClaims;
  /** What the first MPEG pictures say; null for other codecs. */
  flags: PictureFlags | null;
  /** What the first decoded picture says; null where it was not asked. */
  picture: PictureClaims | null;
  /** Pictures of a sequence; null for anything else. */
  pictures: number | null;
  notices: string[];
}

export function settle(evidence: Evidence): Clip {
  const { id, path, name, sizeBytes, kind, claims, video, flags, picture } = evidence;
  const isPicture = kind !== 'movie';
  const { rate, notices: rateNotices } = settleRate(video, claims.format, flags);
  const turned = video.turn === null && picture ? picture : video;
  const rotation = settleRotation(turned);
  const shape = {
    codedSize: video.codedSize,
    rotation,
    sampleAspect: settleSampleAspect(video.sampleAspect, video.codedSize, isPicture),
  };
  const colour = settleColour(video, uprightSize(shape), rate);
  const pixelFormat = video.pixelFormat ?? '';
  return {
    id,
    revision: 1,
    path,
    name,
    sizeBytes,
    kind,
    format: claims.format,
    formatTitle: claims.formatTitle,
    ...settleLength(evidence, rate),
    access: { kind: 'indexing', because: 'The frames are being counted.', isConfirmed: false, progress: 0 },
    isAnalysed: false,
    rate,
    isConstantRate: isPicture ? true : null,
    displayClock: null,
    codec: video.codec ?? '',
    codecTitle: video.codecTitle,
    pixelFormat,
    bitDepth: bitDepthOf(pixelFormat, video.bitsPerSample),
    ...shape,
    displaySize: squareSize(uprightSize(shape), uprightAspect(shape)),
    ...settleScan(video, { flags, picture, isStill: isPicture }),
    colour,
    ...describeStreams(claims, video),
    notices: [...evidence.notices, ...rateNotices, ...notice(evidence, turned.isMirrored, colour)],
  };
}

function settleLength(
  { kind, claims, video, pictures }: Evidence,
  rate: Clip['rate'],
): Pick<Clip, 'durationSecs' | 'startSecs' | 'frames'> {
  if (kind === 'still') return { durationSecs: null, startSecs: 0, frames: 1 };
  if (pictures !== null)
    return { durationSecs: (pictures * rate.d) / rate.n, startSecs: 0, frames: pictures };
  const durationSecs = settleDuration(claims, video);
  const guess = durationSecs === null ? null : Math.max(1, Math.round((durationSecs * rate.n) / rate.d));
  const startSecs = video.startSecs ?? claims.startSecs ?? 0;
  return { durationSecs, startSecs, frames: video.frames && video.frames > 0 ? video.frames : guess };
}

function describeStreams(claims: Claims, video: VideoClaims) {
  return {
    videoStream: video.index,
    otherVideoStreams: claims.videos.length - 1,
    audio: claims.audio.map(audioOf),
    subtitles: claims.subtitles.map(({ index, codec, language, title }) => ({
      index,
      codec,
      language,
      title,
    })),
    chapters: claims.chapters,
    tags: claims.tags,
  };
}

function audioOf({ index, codec, channels, sampleRate, language, title }: OtherStream): AudioStream {
  return { index, codec, channels, sampleRate, language, title };
}

function notice({ claims, video, flags }: Evidence, isMirrored: boolean, { transfer }: ClipColour): string[] {
  return [
    ...noticeStreams(claims, video),
    ...(isMirrored
      ? ['The display matrix mirrors the picture; it is shown mirrored, as the file asks.']
      : []),
    ...(hasAlpha(video.pixelFormat ?? '') ? ['The pictures have transparency, which is left out.'] : []),
    ...noticeHdr(transfer.value),
    ...noticeOddSize(video),
    ...noticeScrambled(flags),
  ];
}

function noticeStreams({ videos }: Claims, video: VideoClaims): string[] {
  const movies = videos.filter(({ isCover }) => !isCover);
  if (movies.length < 2) return [];
  const preferred = movies.find(({ isDefault, index }) => isDefault && index !== video.index);
  const used = `This file holds ${movies.length} video streams; the first one is used (${nameStream(video)}).`;
  const other = ` The file itself prefers another (${preferred ? nameStream(preferred) : ''}).`;
  return [preferred && !video.isDefault ? used + other : used];
}

function nameStream({ index, codec, codedSize }: VideoClaims): string {
  return `stream ${index}, ${codec ?? 'unknown'}, ${codedSize.width}×${codedSize.height}`;
}

const HDR: Readonly<Record<string, string>> = { 'arib-std-b67': 'HLG', smpte2084: 'PQ (HDR10)' };

function noticeHdr(transfer: string): string[] {
  const name = HDR[transfer];
  return name
    ? [`This clip is HDR, ${name}: it is shown without tone mapping, so it looks flat and pale.`]
    : [];
}

function noticeOddSize({ codedSize: { width, height }, pixelFormat }: VideoClaims): string[] {
  const isHalved = /420|nv12|p010|410/.test(pixelFormat ?? '');
  const isOdd = isHalved
    ? width % 2 === 1 || height % 2 === 1
    : /422|411/.test(pixelFormat ?? '') && width % 2 === 1;
  if (!isOdd) return [];
  return [
    `The size ${width}×${height} is odd while chroma is halved; the last chroma sample covers half a pair.`,
  ];
}

function noticeScrambled(flags: PictureFlags | null): string[] {
  const isScrambled = flags !== null && flags.packets > 0 && flags.scrambledPackets * 2 > flags.packets;
  return isScrambled
    ? ['Most video packets are marked as scrambled (copy protection): pictures may be noise.']
    : [];
}
