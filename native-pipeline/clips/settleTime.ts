/**
 * Decides rate and length of a clip: first from claims, later from its index. Pure.
 *
 * ffprobe gives two rates: one reckoned from time base and first pictures (`tickRate`), one from count and duration (`meanRate`). Both lie at times:
 * the first doubles for fields, the second is spoilt by an odd last frame.
 */
import { framesPerSecond, type Rational, reduce } from '../../model/time';
import type { Claims, VideoClaims } from './claims';
import type { PictureFlags } from './pictureFlags';

export interface SettledRate {
  rate: Rational;
  notices: string[];
}

/** Rates in use. A measured rate this close to one of them is that one. */
const STANDARD: readonly Rational[] = [
  ...[15, 24, 25, 30, 48, 50, 60, 100, 120].map((n) => ({ n, d: 1 })),
  ...[12000, 15000, 24000, 30000, 48000, 60000, 120000].map((n) => ({ n, d: 1001 })),
];
const CLOSE = 0.0004;

/** Pictures without a rate of their own get this one. */
const NO_RATE: Rational = { n: 25, d: 1 };

export function settleRate(video: VideoClaims, format: string, flags: PictureFlags | null): SettledRate {
  const claimed = claimedRate(video, format);
  if (!claimed) {
    return {
      rate: NO_RATE,
      notices: ['The file names no usable frame rate; 25 frames per second are assumed.'],
    };
  }
  const share = softTelecineShare(flags);
  if (!flags || share === null) return { rate: claimed, notices: [] };
  const film = snapRate(framesPerSecond(claimed) * share);
  return { rate: film, notices: [softNotice(flags, film, claimed)] };
}

/** Of the pictures looked at: others may be video. */
function softNotice({ pictures, repeating }: PictureFlags, film: Rational, claimed: Rational): string {
  return `Soft telecine: ${repeating} of the first ${pictures} pictures repeat a field, so that these are shown as ${text(claimed)} frames per second and stored as ${text(film)}.`;
}

/** A measured rate, as the standard rate it stands for where one lies within `slack` (a share). */
export function snapRate(fps: number, slack = CLOSE): Rational {
  const near = nearest(fps);
  if (near && Math.abs(framesPerSecond(near) / fps - 1) <= slack) return near;
  return reduce({ n: Math.round(fps * 1000), d: 1000 });
}

/** Frames per second by the steps (seconds) between most frames; null where no step is the usual one. `tickSecs`: how finely times are counted. */
export function usualRate(steps: readonly number[], tickSecs: number): number | null {
  const median = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const usual = steps.filter((step) => Math.abs(step - median) <= Math.max(2 * tickSecs, median * 0.1));
  if (median <= 0 || usual.length * 2 < steps.length) return null;
  return usual.length / usual.reduce((sum, step) => sum + step, 0);
}

/** True where frames follow each other at the claimed rate with some left out: on its grid, or on every second or third line of it. */
export function isMultiple(claimedFps: number, nominalFps: number): boolean {
  const times = claimedFps / nominalFps;
  return Math.round(times) >= 1 && Math.abs(times / Math.round(times) - 1) < 0.01;
}

/** Seconds that the video lasts, as claimed; null where nothing believable is claimed. */
export function settleDuration(
  { durationSecs, startSecs, format }: Claims,
  video: VideoClaims,
): number | null {
  // A container's header may claim days; the stream knows better, where it says anything.
  const claimed = video.durationSecs !== null && video.durationSecs > 0 ? video.durationSecs : durationSecs;
  if (claimed === null || claimed <= 0) return null;
  if (!format.startsWith('matroska')) return claimed;
  // Matroska's lengths count from 0 even where the first picture comes later.
  const lateSecs = Math.max(0, video.startSecs ?? startSecs ?? 0);
  return claimed > lateSecs ? claimed - lateSecs : claimed;
}

function claimedRate({ codec, tickRate, meanRate }: VideoClaims, format: string): Rational | null {
  const [tick, mean] = [sane(tickRate), sane(meanRate)];
  if (!tick || !mean) return mean ?? tick;
  if (codec === 'mpeg2video' || codec === 'mpeg1video') return mean;
  // Raw streams carry no times: the mean is ffmpeg's own default, the tick is that of fields.
  if (/^(h264|hevc|vvc)$/.test(format))
    return framesPerSecond(tick) > 40 ? snapRate(framesPerSecond(tick) / 2) : tick;
  const ratio = framesPerSecond(tick) / framesPerSecond(mean);
  if (Math.abs(ratio - 1) < 0.03 && isStandardRate(tick)) return tick;
  return isStandardRate(mean) ? mean : (closeStandard(mean) ?? mean);
}

/** Pictures per frame time: 4/5 for film with 3:2 repeats. Null where hardly any picture repeats a field. */
function softTelecineShare(flags: PictureFlags | null): number | null {
  // MPEG-1 has no such marks: nothing was counted.
  if (!flags || flags.pictures === 0 || flags.isProgressiveSequence || flags.repeating < flags.pictures * 0.2)
    return null;
  const share = (2 * flags.pictures) / (2 * flags.pictures + flags.repeating);
  // A sample that starts or ends within the pattern counts one repeat too many or too few.
  return Math.abs(share - 0.8) < 0.03 ? 0.8 : share;
}

function sane(rate: Rational | null): Rational | null {
  if (!rate) return null;
  const fps = framesPerSecond(rate);
  return fps > 0.01 && fps <= 1000 ? rate : null;
}

export function isStandardRate(rate: Rational): boolean {
  return STANDARD.some(({ n, d }) => n === rate.n && d === rate.d);
}

function closeStandard(rate: Rational): Rational | null {
  const near = nearest(framesPerSecond(rate));
  return near && Math.abs(framesPerSecond(near) / framesPerSecond(rate) - 1) < CLOSE ? near : null;
}

function nearest(fps: number): Rational | undefined {
  const distance = (rate: Rational): number => Math.abs(framesPerSecond(rate) / fps - 1);
  return [...STANDARD].sort((a, b) => distance(a) - distance(b))[0];
}

function text(rate: Rational): string {
  return String(Math.round(framesPerSecond(rate) * 1000) / 1000);
}
