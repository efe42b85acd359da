/**
 * The explanations that a frame can have: each pulldown at each position, native video, progressive; and what each expects of the frame's five numbers.
 *
 * Nothing is tabled by hand: how far apart two fields are follows from the film frames that they show (model/pulldown.ts). Pure.
 */
import { type Cadence, cycleOf, type Pulldown } from '../../../model/analysis';
import type { FieldOrder } from '../../../model/clip';
import { filmOfFields } from '../../../model/pulldown';

/**
 * What is expected of a number, by the distance of the two fields in frames of motion: none, half a frame, one, one and a half, two. `comb…`: fields of
 * different parity, whose distance shows less clearly above the detail that combs by itself.
 */
export const EXPECTED = ['same', 'one', 'two', 'combHalf', 'combOne', 'combFar', 'combTwo'] as const;
export type Expected = (typeof EXPECTED)[number];

export interface CadenceState {
  cadence: Extract<Cadence, 'film' | 'video-interlaced' | 'video-progressive'>;
  pulldown: Pulldown | null;
  /** Position in the pattern; for 2:2 always 1 (shifted), for video 0. */
  position: number;
  order: FieldOrder;
  /** Index of the state that the frame before must have had. */
  before: number;
  /** Places in EXPECTED for each of NUMBERS. */
  expected: readonly number[];
  /** Nats that starting this explanation costs beyond the usual. */
  entryCost: number;
}

/**
 * The rarer pulldowns must earn more: noise with the period of a GOP can look like 2:3:3:2, and a slow pan like shifted fields. Euro has five times as many
 * positions as 3:2 to choose from.
 */
const ENTRY_COST = { '3:2': 0, '2:3:3:2': 3, '2:2': 2, euro: 3 + Math.log(5), soft: 0 } as const;

/** All states for a frame rate in both field orders; those of the first order come first. */
export function statesFor(framesPerSecond: number): CadenceState[] {
  const states: CadenceState[] = [];
  for (const order of ['top-first', 'bottom-first'] as const) {
    for (const pulldown of pulldownsFor(framesPerSecond)) addPulldown(states, pulldown, order);
    const video = { pulldown: null, position: 0, order, entryCost: 0 } as const;
    const interlaced = expectedOf([0, 0.5], [-1, -0.5], order);
    const progressive = expectedOf([0, 0], [-1, -1], order);
    states.push({ ...video, cadence: 'video-interlaced', before: states.length, expected: interlaced });
    states.push({ ...video, cadence: 'video-progressive', before: states.length, expected: progressive });
  }
  return states;
}

/** Titles that move by a line a field match the field behind, and may pass for shifted film. */
export function isLikeVideo(state: CadenceState | null): boolean {
  return state?.cadence === 'video-interlaced' || state?.pulldown === '2:2';
}

/** 3:2 makes 29.97 (and 30), Euro pulldown 25; shifted fields occur at any rate. */
function pulldownsFor(framesPerSecond: number): Pulldown[] {
  if (Math.abs(framesPerSecond - 30) < 0.5) return ['3:2', '2:3:3:2', '2:2'];
  return Math.abs(framesPerSecond - 25) < 0.5 ? ['euro', '2:2'] : ['2:2'];
}

function addPulldown(states: CadenceState[], pulldown: Pulldown, order: FieldOrder): void {
  const cycle = cycleOf(pulldown);
  const isShifted = pulldown === '2:2';
  const first = states.length;
  for (let position = 0; position < cycle; position++) {
    const now = filmOfFields(pulldown, position, isShifted);
    const before = filmOfFields(pulldown, position - 1, isShifted);
    states.push({
      ...{ cadence: 'film', pulldown, order, entryCost: ENTRY_COST[pulldown] },
      position: isShifted ? 1 : position,
      before: first + ((position + cycle - 1) % cycle),
      expected: expectedOf(now, before, order),
    });
  }
}

type Moments = readonly [first: number, second: number];

function expectedOf(now: Moments, before: Moments, order: FieldOrder): number[] {
  const isTopFirst = order === 'top-first';
  const [top, bottom] = isTopFirst ? now : [now[1], now[0]];
  const [oldTop, oldBottom] = isTopFirst ? before : [before[1], before[0]];
  const kinds: Expected[] = [
    sameParity(top - oldTop),
    sameParity(bottom - oldBottom),
    otherParity(top - bottom),
    otherParity(top - oldBottom),
    otherParity(bottom - oldTop),
  ];
  return kinds.map((kind) => EXPECTED.indexOf(kind));
}

function sameParity(distance: number): Expected {
  if (distance === 0) return 'same';
  return Math.abs(distance) < 2 ? 'one' : 'two';
}

function otherParity(distance: number): Expected {
  const apart = Math.abs(distance);
  if (apart === 0) return 'same';
  if (apart < 1) return 'combHalf';
  if (apart === 1) return 'combOne';
  return apart < 2 ? 'combFar' : 'combTwo';
}
