/**
 * How well each explanation fits a frame's numbers, in nats. Pure.
 *
 * Two fields of one moment: nearly nothing, by an exponential law. Fields of different moments: about the expected distance, give or take the factor by which
 * motion changes (log-normal). docs/CADENCE.md.
 */

import { BOTTOM_BEFORE, type FrameRecords, NUMBER_COUNT, OWN, TOP_BEFORE } from '../fields/frameRecords';
import { type CadenceState, EXPECTED } from './cadenceStates';
import { fitHalves, fitJump, fitWholeFrames } from './likeness';

/** No single number may say more than this against an explanation. */
const FLOOR = -4.5;
const SAME_MEAN = 0.1;
/** What each expectation is in the middle, and how wide, by place in EXPECTED ('same' has a law of its own). */
const MEDIANS = [0, 1, 1.5, 0.28, 0.75, 1.5, 1.5];
const WIDTHS = [0, 0.4, 0.5, 0.7, 0.45, 0.7, 0.5];
/**
 * How much a frame moves, in the usual motion around it, and how often that is so: one factor for all its numbers, for a shot that slows down does so in both
 * fields. Hardly anything is there too: a held picture.
 */
const PACES = [0.05, 0.3, 0.55, 1, 1.8];
const PACE_SHARES = [0.03, 0.12, 0.25, 0.45, 0.15];
/** Native fields half a frame apart may match: where the picture moves by a line a field, and because their own combing counts as detail. */
const MATCHING_SHARE = 0.4;
/** Native fields that have nothing to do with each other: counters, strobes, flashes. */
const UNRELATED_SHARE = 0.2;
const UNRELATED = { median: { own: 0.9, comb: 0.6 }, width: 0.55 };
/** How often a frame's numbers come from noise alone: where motion stands out clearly from it, and where it hardly does. */
const DOUBT = { least: 0.02, most: 0.95 };
const NOISE = { mean: 0.8, width: 0.5 };
/**
 * Detail that moves into a block, and codings that treat the two fields apart, comb beyond the block's floor: equally in all pairings of a frame, whatever they
 * show. In units of motion, and how often.
 */
const EXTRA_COMBS = [0, 0.2, 0.4, 0.65, 0.95];
const EXTRA_SHARES = [0.72, 0.1, 0.08, 0.06, 0.04];
const LOG_ROOT = 0.5 * Math.log(2 * Math.PI);
const KINDS = EXPECTED.length;
const SAME = EXPECTED.indexOf('same');
const HALF = EXPECTED.indexOf('combHalf');
const ONE_APART = EXPECTED.indexOf('combOne');
const [PARITY_KINDS, COMB_KINDS] = [
  [0, 1, 2],
  [0, 3, 4, 5, 6],
] as const;

export class Likelihood {
  /** Densities by pace, extra combing, number and expectation. */
  private readonly fits = new Float64Array(PACES.length * EXTRA_COMBS.length * NUMBER_COUNT * KINDS);

  private readonly progressive: CadenceState;

  constructor(
    private readonly states: readonly CadenceState[],
    private readonly records: FrameRecords,
  ) {
    this.progressive = states.find(({ cadence }) => cadence === 'video-progressive') as CadenceState;
  }

  /**
   * Writes each state's nats for a frame; all 0 where the frame says nothing. `entering`: the same where the explanation begins with this frame, for then the
   * one before may be of another moment (a jump cut, which looks no different from before and is therefore not among the cuts).
   */
  measure(frame: number, into: Float64Array, entering?: Float64Array): void {
    const { presence, weight } = this.records;
    const present = (presence[frame] as number) / 255;
    if (present <= 0) {
      into.fill(0);
      entering?.fill(0);
      return;
    }
    const doubt = DOUBT.most + (DOUBT.least - DOUBT.most) * Math.min(1, (weight[frame] as number) / present);
    const slack = this.records.slack[frame] as number;
    this.fitNumbers(frame, slack);
    const unrelated = this.fitUnrelated(frame, slack);
    const noise = Math.log(doubt) + mixed(this.fitNoise(frame), this.fitState(this.progressive), 0.5);
    const trusted = Math.log(1 - doubt);
    const whole = fitWholeFrames(this.records, frame);
    const [byTop, byBottom] = ([TOP_BEFORE, BOTTOM_BEFORE] as const).map((near) =>
      fitHalves(this.records, frame, near),
    );
    for (let s = 0; s < this.states.length; s++) {
      const state = this.states[s] as CadenceState;
      const fit = this.fitState(state);
      if (state.cadence === 'video-interlaced') {
        const halves = (state.expected[TOP_BEFORE] === HALF ? byTop : byBottom) as number;
        into[s] = present * added(noise, trusted + mixed(fit + halves, unrelated, UNRELATED_SHARE));
      } else into[s] = present * added(noise, trusted + (isWhole(state) ? fit + whole : fit));
    }
    if (entering) this.measureEntries(frame, present, into, entering);
  }

  private measureEntries(frame: number, present: number, fits: Float64Array, into: Float64Array): void {
    const jump = fitJump(this.records, frame);
    for (let s = 0; s < this.states.length; s++) {
      const own = this.fitOwn((this.states[s] as CadenceState).expected[OWN] as number);
      into[s] = Math.max(fits[s] as number, present * (own + jump));
    }
  }

  /** What the frame's own two fields say by themselves. */
  private fitOwn(kind: number): number {
    let sum = 0;
    for (let pace = 0; pace < PACES.length; pace++) {
      for (let extra = 0; extra < EXTRA_COMBS.length; extra++) {
        const fit = this.fits[((pace * EXTRA_COMBS.length + extra) * NUMBER_COUNT + OWN) * KINDS + kind];
        sum += (PACE_SHARES[pace] as number) * (EXTRA_SHARES[extra] as number) * (fit as number);
      }
    }
    return Math.log(sum);
  }

  private fitState({ expected }: CadenceState): number {
    const { fits } = this;
    let sum = 0;
    for (let pace = 0; pace < PACES.length; pace++) {
      const at = pace * EXTRA_COMBS.length * NUMBER_COUNT * KINDS;
      let parity = PACE_SHARES[pace] as number;
      for (let i = 0; i < OWN; i++) parity *= fits[at + i * KINDS + (expected[i] as number)] as number;
      let combs = 0;
      for (let extra = 0; extra < EXTRA_COMBS.length; extra++) {
        let one = EXTRA_SHARES[extra] as number;
        for (let i = OWN; i < NUMBER_COUNT; i++) {
          one *= fits[at + (extra * NUMBER_COUNT + i) * KINDS + (expected[i] as number)] as number;
        }
        combs += one;
      }
      sum += parity * combs;
    }
    return Math.log(sum);
  }

  /** Densities of every number for every expectation; FLOOR keeps them far from 0. */
  private fitNumbers(frame: number, slack: number): void {
    for (let pace = 0; pace < PACES.length; pace++) {
      for (let extra = 0; extra < EXTRA_COMBS.length; extra++) {
        for (let i = extra === 0 ? 0 : OWN; i < NUMBER_COUNT; i++)
          this.fitNumber(frame, i, pace, extra, slack);
      }
    }
  }

  private fitNumber(frame: number, i: number, pace: number, extra: number, slack: number): void {
    const { numbers, combTrust } = this.records;
    const number = (numbers[frame * NUMBER_COUNT + i] as number) - (EXTRA_COMBS[extra] as number);
    const trust = Number.isNaN(number) ? 0 : i < OWN ? 1 : (combTrust[frame] as number) / 255;
    const at = ((pace * EXTRA_COMBS.length + extra) * NUMBER_COUNT + i) * KINDS;
    for (const kind of i < OWN ? PARITY_KINDS : COMB_KINDS) {
      const nats = trust > 0 ? Math.max(FLOOR, fitOf(number, kind, PACES[pace] as number, slack)) : 0;
      this.fits[at + kind] = Math.exp(trust * nats);
    }
  }

  /** What the numbers would be if nothing but noise had moved, which no explanation is to blame for. */
  private fitNoise(frame: number): number {
    const { numbers, combTrust } = this.records;
    let sum = 0;
    for (let i = 0; i < NUMBER_COUNT; i++) {
      const number = numbers[frame * NUMBER_COUNT + i] as number;
      if (Number.isNaN(number)) continue;
      const z = (number - NOISE.mean) / NOISE.width;
      sum +=
        (i < OWN ? 1 : (combTrust[frame] as number) / 255) *
        (-Math.log(NOISE.width) - LOG_ROOT - 0.5 * z * z);
    }
    return sum;
  }

  private fitUnrelated(frame: number, slack: number): number {
    let sum = 0;
    for (let i = 0; i < NUMBER_COUNT; i++) {
      const number = this.records.numbers[frame * NUMBER_COUNT + i] as number;
      if (Number.isNaN(number)) continue;
      const median = i < OWN ? UNRELATED.median.own : UNRELATED.median.comb;
      const trust = i < OWN ? 1 : (this.records.combTrust[frame] as number) / 255;
      sum += trust * Math.max(FLOOR, logNormal(number, median, UNRELATED.width + 0.5 * slack));
    }
    return sum;
  }
}

/** Whole frames, now and before. */
function isWhole({ expected }: CadenceState): boolean {
  return (
    expected[OWN] === SAME && expected[TOP_BEFORE] === ONE_APART && expected[BOTTOM_BEFORE] === ONE_APART
  );
}

function fitOf(number: number, kind: number, pace: number, slack: number): number {
  const mean = SAME_MEAN + 0.7 * slack;
  if (kind === 0) return exponential(number, mean);
  const median = pace * (MEDIANS[kind] as number);
  // Less than what two equal fields differ by cannot be told from nothing.
  if (median < mean) return exponential(number, mean + median);
  const apart = logNormal(number, median, (WIDTHS[kind] as number) + 0.5 * slack);
  return kind === HALF ? mixed(apart, exponential(number, mean), MATCHING_SHARE) : apart;
}

function exponential(number: number, mean: number): number {
  return -Math.log(mean) - Math.max(0, number) / mean;
}

function logNormal(number: number, median: number, width: number): number {
  const log = Math.log(Math.max(0.01, number));
  const z = (log - Math.log(median)) / width;
  return -log - Math.log(width) - LOG_ROOT - 0.5 * z * z;
}

/** Log of a mixture of two densities; `share` is that of the second. */
function mixed(a: number, b: number, share: number): number {
  return added(a + Math.log(1 - share), b + Math.log(share));
}

/** Log of the sum of two numbers given as logs. */
function added(a: number, b: number): number {
  const [most, least] = a > b ? [a, b] : [b, a];
  return most + Math.log1p(Math.exp(least - most));
}
