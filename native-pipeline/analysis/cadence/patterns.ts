/** Where each pattern of five frames repeats its two fields, by frame number modulo five. Pure. */
import type { Pulldown } from '../../../model/analysis';
import type { FieldOrder } from '../../../model/clip';
import { filmOfFields } from '../../../model/pulldown';
import type { CadenceState } from './cadenceStates';

export interface Pattern {
  pulldown: Extract<Pulldown, '3:2' | '2:3:3:2'>;
  order: FieldOrder;
  /** Position of frame 0 of the span. */
  phase: number;
  /** Frames, modulo five, whose top (bottom) field repeats the one before. */
  top: number;
  bottom: number;
}

export const PATTERNS: readonly Pattern[] = (['3:2', '2:3:3:2'] as const).flatMap((pulldown) =>
  (['top-first', 'bottom-first'] as const).flatMap((order) =>
    [0, 1, 2, 3, 4].map((phase) => patternOf(pulldown, order, phase)),
  ),
);

/** The pattern that a state at a frame is part of; null where it is none of 3:2 or 2:3:3:2. */
export function patternAt(
  { pulldown, order, position }: { pulldown: string | null; order: FieldOrder; position: number },
  frame: number,
): Pattern | null {
  const phase = (((position - frame) % 5) + 5) % 5;
  const isOwn = (pattern: Pattern): boolean =>
    pattern.pulldown === pulldown && pattern.order === order && pattern.phase === phase;
  return PATTERNS.find(isOwn) ?? null;
}

/** The state that a pattern has reached at a frame: the way back of `patternAt`. */
export function stateOfPattern(
  states: readonly CadenceState[],
  { pulldown, order, phase }: Pattern,
  frame: number,
): CadenceState | null {
  const isOwn = (state: CadenceState): boolean =>
    state.pulldown === pulldown && state.order === order && state.position === (phase + frame) % 5;
  return states.find(isOwn) ?? null;
}

function patternOf(pulldown: Pattern['pulldown'], order: FieldOrder, phase: number): Pattern {
  let [first, second] = [0, 0];
  for (let place = 0; place < 5; place++) {
    const [now, before] = [filmOfFields(pulldown, place), filmOfFields(pulldown, place - 1)];
    const frame = (place - phase + 5) % 5;
    if (now[0] === before[0]) first = frame;
    if (now[1] === before[1]) second = frame;
  }
  const isTopFirst = order === 'top-first';
  return { pulldown, order, phase, top: isTopFirst ? first : second, bottom: isTopFirst ? second : first };
}
