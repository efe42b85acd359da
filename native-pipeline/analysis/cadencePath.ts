/**
 * The most likely explanation of every frame of a clip, under the rule that explanations last: a path through the states (Viterbi). Pure.
 *
 * Going on in the pattern is free, another explanation costs; less at a picture cut. Kept per frame: one bit a state (came on from its predecessor or from
 * elsewhere) and the best state of each order, 10 bytes in all.
 */
import type { FieldOrder } from '../../model/clip';
import type { CadenceState } from './cadenceStates';
import type { FrameRecords } from './frameRecords';
import { Likelihood } from './likelihood';

/** Nats. 7 to 14 give the same results; cheaper cuts than these break short shots, dearer ones hold on to a phase that ended. */
const SWITCH_COST = 10;
const CUT_COST = 2.5;
/** One recording has one field order; files joined from several change it at a cut. */
const ORDER_COST = 25;
/** Bit that tells that switches at this frame came from the other order. */
const FROM_OTHER = 1 << 30;

export interface CadencePath {
  /** Place in `states` of every frame. */
  states: Uint8Array;
  /** How far the whole clip is better explained top field first than bottom field first, in nats; negative for the reverse; 0: nothing shows it. */
  topFirstLead: number;
}

export function findPath(states: readonly CadenceState[], records: FrameRecords): CadencePath {
  const trellis = new Trellis(states, records);
  const scores = new Float64Array(states.length);
  const likelihood = new Likelihood(states, records);
  const lanes: Record<FieldOrder, Lane> = {
    'top-first': new Lane(states, 'top-first'),
    'bottom-first': new Lane(states, 'bottom-first'),
  };
  for (let frame = 0; frame < records.count; frame++) {
    likelihood.measure(frame, scores);
    const isCut = (records.cuts[frame] as number) !== 0;
    const cost = isCut || frame === 0 ? CUT_COST : SWITCH_COST;
    trellis.step(frame, scores, cost, isCut);
    for (const lane of Object.values(lanes)) lane.step(scores, cost);
  }
  return {
    states: trellis.trace(),
    topFirstLead: lanes['top-first'].best() - lanes['bottom-first'].best(),
  };
}

/** One order for the whole clip: its score only. */
class Lane {
  private scores: Float64Array;
  private next: Float64Array;

  constructor(
    private readonly states: readonly CadenceState[],
    private readonly order: FieldOrder,
  ) {
    this.scores = new Float64Array(states.length);
    this.next = new Float64Array(states.length);
    states.forEach((state, s) => {
      this.scores[s] = state.order === order ? -state.entryCost : Number.NEGATIVE_INFINITY;
    });
  }

  step(fits: Float64Array, cost: number): void {
    const best = this.best();
    for (let s = 0; s < this.states.length; s++) {
      const state = this.states[s] as CadenceState;
      if (state.order !== this.order) {
        this.next[s] = Number.NEGATIVE_INFINITY;
        continue;
      }
      const stay = this.scores[state.before] as number;
      this.next[s] = Math.max(stay, best - cost - state.entryCost) + (fits[s] as number);
    }
    [this.scores, this.next] = [this.next, this.scores];
  }

  best(): number {
    let best = Number.NEGATIVE_INFINITY;
    for (const score of this.scores) if (score > best) best = score;
    return best;
  }
}

/** Both orders, with what is needed to walk back. */
class Trellis {
  private scores: Float64Array;
  private next: Float64Array;
  private readonly half: number;
  /** Bit s of the order's half: state s was switched to at this frame. Most states of one order: 28. */
  private readonly switched: [Uint32Array, Uint32Array];
  /** Best state of each order at this frame. */
  private readonly best: [Uint8Array, Uint8Array];

  constructor(
    private readonly states: readonly CadenceState[],
    private readonly records: FrameRecords,
  ) {
    this.half = states.length / 2;
    this.scores = Float64Array.from(states, (state) => -state.entryCost);
    this.next = new Float64Array(states.length);
    this.switched = [new Uint32Array(records.count), new Uint32Array(records.count)];
    this.best = [new Uint8Array(records.count), new Uint8Array(records.count)];
  }

  step(frame: number, fits: Float64Array, cost: number, isCut: boolean): void {
    const bests = [this.bestOf(0), this.bestOf(1)] as const;
    for (const order of [0, 1] as const) {
      this.best[order][frame] = bests[order];
      const from = this.originOf(order, bests, isCut);
      const isOther = this.orderOf(from) !== order;
      const enter = (this.scores[from] as number) - cost - (isOther ? ORDER_COST : 0);
      if (isOther) this.switched[order][frame] = FROM_OTHER;
      for (let i = 0; i < this.half; i++) {
        const s = order * this.half + i;
        const state = this.states[s] as CadenceState;
        const stay = this.scores[state.before] as number;
        const switching = enter - state.entryCost;
        if (switching > stay) {
          const bits = this.switched[order];
          bits[frame] = (bits[frame] as number) | (1 << i);
        }
        this.next[s] = Math.max(stay, switching) + (fits[s] as number);
      }
    }
    [this.scores, this.next] = [this.next, this.scores];
  }

  trace(): Uint8Array {
    const path = new Uint8Array(this.records.count);
    const [top, bottom] = [this.bestOf(0), this.bestOf(1)];
    let s = (this.scores[bottom] as number) > (this.scores[top] as number) ? bottom : top;
    for (let frame = this.records.count - 1; frame >= 0; frame--) {
      path[frame] = s;
      s = this.cameFrom(frame, s);
    }
    return path;
  }

  private cameFrom(frame: number, s: number): number {
    const order = this.orderOf(s);
    const isSwitched = ((this.switched[order][frame] as number) >>> (s - order * this.half)) & 1;
    if (!isSwitched) return (this.states[s] as CadenceState).before;
    const isFromOther = ((this.switched[order][frame] as number) & FROM_OTHER) !== 0;
    return this.best[isFromOther ? ((1 - order) as 0 | 1) : order][frame] as number;
  }

  /** The state from which a switch into this order comes. */
  private originOf(order: 0 | 1, bests: readonly [number, number], isCut: boolean): number {
    const [own, other] = [bests[order], bests[(1 - order) as 0 | 1]];
    if (!isCut || (this.scores[other] as number) - ORDER_COST <= (this.scores[own] as number)) return own;
    return other;
  }

  private orderOf(s: number): 0 | 1 {
    return s < this.half ? 0 : 1;
  }

  private bestOf(order: 0 | 1): number {
    let best = order * this.half;
    for (let s = best + 1; s < (order + 1) * this.half; s++) {
      if ((this.scores[s] as number) > (this.scores[best] as number)) best = s;
    }
    return best;
  }
}
