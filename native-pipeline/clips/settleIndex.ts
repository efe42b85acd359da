/**
 * What a clip's index teaches about it: number of frames, length, rate, and what its header promised and did not hold. Pure.
 *
 * Findings that claims decided (colour, scan, shape) stay as they are; what decides pixels changes only with the index's generation.
 */
import type { Clip } from '../../model/clip';
import { framesPerSecond, isFilmRate, type Rational } from '../../model/time';
import { findDisplayClock } from './displayClock';
import type { FrameIndex } from './frameIndex';
import type { FrameTable } from './frameTable';
import { isMultiple, isStandardRate, snapRate, usualRate } from './settleTime';

/** The clip as settled from claims, with what the index knows now written over it. */
export function settleWithIndex(claimed: Clip, index: FrameIndex): Clip {
  const { table, access, generation, notices } = index;
  const revision = claimed.revision + generation;
  if (claimed.kind !== 'movie' || table.count === 0) {
    const more = table.count === 0 ? ['Not one frame of this clip can be decoded.'] : [];
    return {
      ...claimed,
      revision,
      access,
      frames: table.count,
      notices: [...claimed.notices, ...notices, ...more],
    };
  }
  const isConstantRate = table.hasConstantRate();
  const rate = rateOf(table, claimed.rate, isConstantRate);
  const durationSecs = table.secsAt(table.count - 1) + rate.d / rate.n;
  return {
    ...claimed,
    revision,
    access,
    frames: table.count,
    isConstantRate,
    // Soft telecine throughout: its stored frames are the film's, and timecode counts those.
    displayClock: isConstantRate || isFilmRate(rate) ? null : findDisplayClock(table),
    rate,
    durationSecs,
    notices: [...claimed.notices, ...notices, ...noticeMissing(claimed, durationSecs, rate)],
  };
}

/** The claimed rate where the frames bear it out; else the rate that the frames have. */
function rateOf(table: FrameTable, claimed: Rational, isConstantRate: boolean): Rational {
  const steps = table.count - 1;
  const spanSecs = table.secsAt(steps);
  if (steps < 2 || spanSecs <= 0) return claimed;
  const mean = steps / spanSecs;
  // Half a frame at either end: rounded times, or a cut within a pulldown pattern.
  const slack = Math.max(0.0004, 0.5 / steps);
  const claimedFps = framesPerSecond(claimed);
  if (Math.abs(mean / claimedFps - 1) <= slack && (isConstantRate || isStandardRate(claimed))) return claimed;
  if (isConstantRate) return snapRate(mean, slack);
  const nominal = nominalRate(table);
  if (nominal !== null && isMultiple(claimedFps, nominal)) return claimed;
  // Matroska rounds times to milliseconds; less than the tenth of a percent between 24 and 23.976.
  return snapRate(nominal ?? mean, 0.0008);
}

/** The rate at which most frames follow each other; null where no step is the usual one. Long clips are judged by their start. */
function nominalRate(table: FrameTable): number | null {
  const count = Math.min(table.count, 2000);
  const steps = Array.from(
    { length: count - 1 },
    (_, frame) => table.secsAt(frame + 1) - table.secsAt(frame),
  );
  return usualRate(steps, table.timeBase.n / table.timeBase.d);
}

/** Said where more than a twentieth of the promised length is not there. */
function noticeMissing({ durationSecs }: Clip, foundSecs: number, rate: Rational): string[] {
  if (durationSecs === null || foundSecs >= durationSecs * 0.95) return [];
  const missing = Math.round(framesPerSecond(rate) * (durationSecs - foundSecs));
  if (missing < 3) return [];
  const [claimed, found] = [durationSecs, foundSecs].map((secs) => secs.toFixed(2));
  return [
    `The file promises ${claimed} s of video, but only ${found} s can be decoded: it seems to be cut off or damaged.`,
  ];
}
