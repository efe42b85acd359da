/**
 * The most likely explanation of every frame of a clip, under the rule that explanations last: a path through the states (Viterbi). Pure.
 *
 * Going on in the pattern is free, another explanation costs; less at a picture cut. Kept per frame: two bits a state (came on from its predecessor or from
 * elsewhere, and from where), the best state of each order, and that of each class of several: 14 bytes in all for 3:2, 20 for Euro pulldown.
 */
import type { FieldOrder } from '../../../model/clip';
import type { FrameRecords } from '../fields/frameRecords';
import type { CadenceState } from './cadenceStates';
import { Likelihood } from './likelihood';

/** Nats. 7 to 14 give the same results; cheaper cuts than these break short shots, dearer ones hold on to a phase that ended. */
const SWITCH_COST = 10;
const CUT_COST = 2.5;
/** One recording has one field order; files joined from several change it at a cut. */
const ORDER_COST = 25;
/** Beyond the above, for another class: shots of one clip are mostly of one kind, so weak evidence does not make a kind of its own. */
const CLASS_COST = 2;

export interface CadencePath {
  /** Place in `states` of every frame. */
  states: Uint8Array;
  /** How far the whole clip is better explained top field first than bottom field first, in nats; negative for the reverse; 0: nothing shows it. */
  topFirstLead: number;
}

export function findPath(states: readonly CadenceState[], records: FrameRecords): CadencePath {
  const trellis = new Trellis(states, records);
  const scores = new Float64Array(states.length);
  const entries = new Float64Array(states.length);
  const likelihood = new Likelihood(states, records);
  const lanes: Record<FieldOrder, Lane> = {
    'top-first': new Lane(states, 'top-first'),
    'bottom-first': new Lane(states, 'bottom-first'),
  };
  for (let frame = 0; frame < records.count; frame++) {
    likelihood.measure(frame, scores, entries);
    const isCut = (records.cuts[frame] as number) !== 0;
    const cost = isCut || frame === 0 ? CUT_COST : SWITCH_COST;
    trellis.step(frame, scores, entries, cost, isCut);
    for (const lane of Object.values(lanes)) lane.step(scores, entries, cost);
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

  step(fits: Float64Array, entries: Float64Array, cost: number): void {
    const best = this.best();
    for (let s = 0; s < this.states.length; s++) {
      const state = this.states[s] as CadenceState;
      if (state.order !== this.order) {
        this.next[s] = Number.NEGATIVE_INFINITY;
        continue;
      }
      const stay = (this.scores[state.before] as number) + (fits[s] as number);
      this.next[s] = Math.max(stay, best - cost - state.entryCost + (entries[s] as number));
    }
    [this.scores, this.next] = [this.next, this.scores];
  }

  best(): number {
    let best = Number.NEGATIVE_INFINITY;
    for (const score of this.scores) if (score > best) best = score;
    return best;
  }
}

type Half = 0 | 1;

/** One word a frame, one bit a state of an order. */
type Bits = Uint16Array | Uint32Array;

/** Both orders, with what is needed to walk back. */
class Trellis {
  private scores: Float64Array;
  private next: Float64Array;
  private readonly half: number;
  /** Of each state, and of the classes of one order how many there are. */
  private readonly classes: readonly number[];
  /** Of each class its place among those with several states; -1: one state, which is its own best. */
  private readonly slots: readonly number[];
  private readonly slotCount: number;
  /** Bit i of the order's half: its i-th state was switched to at this frame; and came from its own class. */
  private readonly switched: [Bits, Bits];
  private readonly withinClass: [Bits, Bits];
  /** Where switches into this order come from, at this frame: the best state of all, and of each class of the order. */
  private readonly origins: [Uint8Array, Uint8Array];
  private readonly classOrigins: [Uint8Array, Uint8Array];

  constructor(
    private readonly states: readonly CadenceState[],
    private readonly records: FrameRecords,
  ) {
    this.half = states.length / 2;
    const names = states.map(({ cadence, pulldown }) => pulldown ?? cadence);
    const known = [...new Set(names)];
    this.classes = names.map((name) => known.indexOf(name));
    const sizes = known.map((name) => names.filter((other) => other === name).length / 2);
    this.slots = sizes.map((size, i) =>
      size > 1 ? sizes.slice(0, i).filter((other) => other > 1).length : -1,
    );
    this.slotCount = sizes.filter((size) => size > 1).length;
    this.scores = Float64Array.from(states, (state) => -state.entryCost);
    this.next = new Float64Array(states.length);
    const { count } = records;
    const bits = (): Bits => (this.half <= 16 ? new Uint16Array(count) : new Uint32Array(count));
    this.switched = [bits(), bits()];
    this.withinClass = [bits(), bits()];
    this.origins = [new Uint8Array(count), new Uint8Array(count)];
    const size = count * this.slotCount;
    this.classOrigins = [new Uint8Array(size), new Uint8Array(size)];
  }

  step(frame: number, fits: Float64Array, entries: Float64Array, cost: number, isCut: boolean): void {
    const bests = [this.bestOf(0), this.bestOf(1)] as const;
    for (const order of [0, 1] as const) {
      const from = this.originOf(order, bests, isCut);
      this.origins[order][frame] = from;
      this.noteClasses(order, frame);
      const enter = this.scoreOf(from) - cost - CLASS_COST - (this.orderOf(from) === order ? 0 : ORDER_COST);
      for (let i = 0; i < this.half; i++) this.stepState(order, i, frame, enter, cost, fits, entries);
    }
    [this.scores, this.next] = [this.next, this.scores];
  }

  trace(): Uint8Array {
    const path = new Uint8Array(this.records.count);
    const [top, bottom] = [this.bestOf(0), this.bestOf(1)];
    let s = this.scoreOf(bottom) > this.scoreOf(top) ? bottom : top;
    for (let frame = this.records.count - 1; frame >= 0; frame--) {
      path[frame] = s;
      s = this.cameFrom(frame, s);
    }
    return path;
  }

  private stepState(
    order: Half,
    i: number,
    frame: number,
    enter: number,
    cost: number,
    fits: Float64Array,
    entries: Float64Array,
  ): void {
    const s = order * this.half + i;
    const { before, entryCost } = this.states[s] as CadenceState;
    const stay = this.scoreOf(before) + (fits[s] as number);
    const own = this.scoreOf(this.classOrigin(order, frame, s)) - cost - entryCost;
    const other = enter - entryCost;
    const switching = Math.max(own, other) + (entries[s] as number);
    if (switching > stay) setBit(this.switched[order], frame, i);
    if (own >= other) setBit(this.withinClass[order], frame, i);
    this.next[s] = Math.max(stay, switching);
  }

  private cameFrom(frame: number, s: number): number {
    const order = this.orderOf(s);
    const i = s - order * this.half;
    if (!hasBit(this.switched[order], frame, i)) return (this.states[s] as CadenceState).before;
    if (hasBit(this.withinClass[order], frame, i)) return this.classOrigin(order, frame, s);
    return this.origins[order][frame] as number;
  }

  private classOrigin(order: Half, frame: number, s: number): number {
    const slot = this.slots[this.classes[s] as number] as number;
    return slot < 0 ? s : (this.classOrigins[order][frame * this.slotCount + slot] as number);
  }

  private noteClasses(order: Half, frame: number): void {
    const best = this.classOrigins[order];
    const at = frame * this.slotCount;
    const first = order * this.half;
    for (let s = first + this.half - 1; s >= first; s--) {
      const slot = this.slots[this.classes[s] as number] as number;
      if (slot < 0) continue;
      const place = at + slot;
      const held = best[place] as number;
      const isFresh = this.classes[held] !== this.classes[s] || this.orderOf(held) !== order;
      if (isFresh || this.scoreOf(s) >= this.scoreOf(held)) best[place] = s;
    }
  }

  /** The state from which a switch into this order comes. */
  private originOf(order: Half, bests: readonly [number, number], isCut: boolean): number {
    const [own, other] = order === 0 ? bests : [bests[1], bests[0]];
    return isCut && this.scoreOf(other) - ORDER_COST > this.scoreOf(own) ? other : own;
  }

  private orderOf(s: number): Half {
    return s < this.half ? 0 : 1;
  }

  private scoreOf(s: number): number {
    return this.scores[s] as number;
  }

  private bestOf(order: Half): number {
    let best = order * this.half;
    for (let s = best + 1; s < (order + 1) * this.half; s++)
      if (this.scoreOf(s) > this.scoreOf(best)) best = s;
    return best;
  }
}

function setBit(words: Bits, at: number, bit: number): void {
  words[at] = (words[at] as number) | (1 << bit);
}

function hasBit(words: Bits, at: number, bit: number): boolean {
  return (((words[at] as number) >>> bit) & 1) === 1;
}
