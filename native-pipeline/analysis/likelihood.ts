/**
 * How well each explanation fits a frame's numbers, in nats. Pure.
 *
 * Two fields of one moment: nearly nothing, by an exponential law. Fields of different moments: about the expected distance, give or take the factor by which
 * motion changes (log-normal). Laws and widths: cadence-notes.md section 2.
 */
import { type CadenceState, EXPECTED } from './cadenceStates';
import { type FrameRecords, NUMBER_COUNT, OWN } from './frameRecords';

/** No single number may say more than this against an explanation. */
const FLOOR = -4.5;
const SAME_MEAN = 0.1;
/** The median of each expectation and its width, by place in EXPECTED ('same' has a law of its own). */
const MEDIANS = [0, 1, 1.5, 0.28, 0.75, 1.5, 1.5];
const WIDTHS = [0, 0.55, 0.55, 0.8, 0.55, 0.8, 0.55];
/** Now and then nothing moves between two frames. More breaks short inserts, none breaks shifted fields. */
const HELD_SHARE = 0.02;
/** Native fields that have nothing to do with each other: counters, strobes, flashes. */
const UNRELATED_SHARE = 0.1;
const UNRELATED = { median: { own: 0.9, comb: 0.6 }, width: 0.8 };
const LOG_ROOT = 0.5 * Math.log(2 * Math.PI);

export class Likelihood {
  private readonly fits = new Float64Array(NUMBER_COUNT * EXPECTED.length);

  constructor(
    private readonly states: readonly CadenceState[],
    private readonly records: FrameRecords,
  ) {}

  /** Writes each state's nats for a frame; all 0 where the frame says nothing. */
  measure(frame: number, into: Float64Array): void {
    const weight = this.records.weight[frame] as number;
    if (weight <= 0) {
      into.fill(0);
      return;
    }
    const slack = this.records.slack[frame] as number;
    const unrelated = this.fitNumbers(frame, slack);
    for (let s = 0; s < this.states.length; s++) {
      const state = this.states[s] as CadenceState;
      let sum = 0;
      for (let i = 0; i < NUMBER_COUNT; i++) {
        sum += this.fits[i * EXPECTED.length + (state.expected[i] as number)] as number;
      }
      if (state.cadence === 'video-interlaced') sum = mixed(sum, unrelated, UNRELATED_SHARE);
      into[s] = weight * sum;
    }
  }

  /** Fits every number with every expectation; returns the fit of unrelated fields. */
  private fitNumbers(frame: number, slack: number): number {
    let unrelated = 0;
    for (let i = 0; i < NUMBER_COUNT; i++) {
      const number = this.records.numbers[frame * NUMBER_COUNT + i] as number;
      const isKnown = !Number.isNaN(number);
      for (let kind = 0; kind < EXPECTED.length; kind++) {
        this.fits[i * EXPECTED.length + kind] = isKnown ? fitOf(number, kind, slack) : 0;
      }
      const median = i < OWN ? UNRELATED.median.own : UNRELATED.median.comb;
      if (isKnown) unrelated += Math.max(FLOOR, logNormal(number, median, UNRELATED.width + 0.5 * slack));
    }
    return unrelated;
  }
}

function fitOf(number: number, kind: number, slack: number): number {
  const same = exponential(number, SAME_MEAN + 0.7 * slack);
  if (kind === 0) return Math.max(FLOOR, same);
  const other = logNormal(number, MEDIANS[kind] as number, (WIDTHS[kind] as number) + 0.5 * slack);
  return Math.max(FLOOR, mixed(other, same, HELD_SHARE));
}

function exponential(number: number, mean: number): number {
  return -Math.log(mean) - Math.max(0, number) / mean;
}

function logNormal(number: number, median: number, width: number): number {
  const log = Math.log(Math.max(0.01, number));
  const z = (log - Math.log(median)) / width;
  return -log - Math.log(width) - LOG_ROOT - 0.5 * z * z;
}

/** Log of a mixture of two densities. */
function mixed(a: number, b: number, share: number): number {
  const [x, y] = [a + Math.log(1 - share), b + Math.log(share)];
  const most = Math.max(x, y);
  return most + Math.log1p(Math.exp(Math.min(x, y) - most));
}
