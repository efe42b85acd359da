/**
 * When the frames of a variable-rate clip are on screen, counted in the fields of the display: film stored as whole frames beside video, repeated and
 * missing frames. Timecode of such clips counts what the display shows, not what is stored. Pure.
 */
import type { Rational } from './time';

/** Frames from `from` on, up to the next run, that stay on screen for two numbers of fields in turn: 3 and 2 for film, 2 and 2 for video. */
export interface StayRun {
  from: number;
  /** Field of the display at which frame `from` appears; 0 is the clip's first. */
  field: number;
  stays: readonly [number, number];
}

export interface DisplayClock {
  /** Whole frames of the display a second: 30000/1001. */
  rate: Rational;
  /** At least one, in order; the first begins with frame 0. The last pattern goes on behind the end. */
  runs: readonly StayRun[];
}

/** What timecode counts by: a rate where every frame is one count, else what the display shows. */
export type Clock = Rational | DisplayClock;

export function rateOf(clock: Clock): Rational {
  return 'runs' in clock ? clock.rate : clock;
}

/** Number of the display's frame in which a frame appears; the frame itself at a constant rate. */
export function countAt(frame: number, clock: Clock): number {
  return 'runs' in clock ? Math.floor(fieldAt(frame, clock) / 2) : frame;
}

/** The frame that is on screen, or appears, in the display's frame of that number: the way back of `countAt`. */
export function frameAtCount(count: number, clock: Clock): number {
  return 'runs' in clock ? frameAtField(2 * count + 1, clock) : count;
}

/** Seconds from the first frame. */
export function secsAtFrame(frame: number, clock: Clock): number {
  const { n, d } = rateOf(clock);
  return 'runs' in clock ? (fieldAt(frame, clock) * d) / (2 * n) : (frame * d) / n;
}

/** The frame on screen at that time; a count of frames that goes on behind the end. */
export function frameAtSecs(secs: number, clock: Clock): number {
  const { n, d } = rateOf(clock);
  const frames = (secs * n) / d;
  return 'runs' in clock ? frameAtField(Math.floor(2 * frames), clock) : Math.floor(frames);
}

function fieldAt(frame: number, { runs }: DisplayClock): number {
  const { from, field, stays } = runs[lastRun(runs, (run) => run.from <= frame)] ?? FIRST;
  const [first, second] = stays;
  const gone = frame - from;
  return field + Math.floor(gone / 2) * (first + second) + (gone % 2 === 0 ? 0 : first);
}

function frameAtField(field: number, { runs }: DisplayClock): number {
  const at = lastRun(runs, (run) => run.field <= field);
  const { from, field: start, stays } = runs[at] ?? FIRST;
  const cycle = stays[0] + stays[1];
  const pairs = Math.floor((field - start) / cycle);
  const frame = from + 2 * pairs + ((field - start) % cycle >= stays[0] ? 1 : 0);
  return Math.max(0, Math.min(frame, (runs[at + 1]?.from ?? Number.POSITIVE_INFINITY) - 1));
}

const FIRST: StayRun = { from: 0, field: 0, stays: [2, 2] };

/** Index of the last run that begins before or there; 0 where none does. Bisected: every label of the ruler asks. */
function lastRun(runs: readonly StayRun[], isBegun: (run: StayRun) => boolean): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const run = runs[middle];
    if (run && isBegun(run)) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
