/**
 * Cuts the path of explanations into sections: runs that one pattern explains, with stretches where nothing moves put with their neighbours. Pure.
 *
 * Frames are counted from the start of the analysed span.
 */
import { cycleOf } from '../../../model/analysis';
import type { Span } from '../../../model/time';
import { CUT_BOTTOM, CUT_TOP, type FrameRecords } from '../fields/frameRecords';
import type { CadenceState } from './cadenceStates';

/** A section as found: the state of its first frame says all. Null: nothing moves, and the neighbours disagree. */
export interface FoundSection extends Span {
  state: CadenceState | null;
  /** Nats by which it is ahead, where another measure than the path has told it (oneSided.ts). */
  lead?: number;
}

/** A shot is still if its frames weigh less than this in the mean, and none of them much more: grain and codings stir a little. */
const STILL_WEIGHT = 0.15;
const STIRRED_WEIGHT = 0.6;
/** Shorter still stretches are left to the path. */
const STILL_FRAMES = 12;
/** Shorter runs that do not begin at a cut are slips of the path. */
const LEAST_FRAMES = 3;

export function findSections(
  states: readonly CadenceState[],
  path: Uint8Array,
  records: FrameRecords,
): FoundSection[] {
  const runs = mergeSlips(cutRuns(states, path), records);
  return mergeSame(stillRuns(records).reduce(setStill, runs));
}

function cutRuns(states: readonly CadenceState[], path: Uint8Array): FoundSection[] {
  const runs: FoundSection[] = [];
  for (let frame = 0; frame < path.length; frame++) {
    const state = states[path[frame] as number] as CadenceState;
    const last = runs.at(-1);
    const isGoingOn =
      frame > 0 && (state.before === path[frame - 1] || isSameVideo(state, last?.state ?? null));
    if (last && isGoingOn) last.to = frame + 1;
    else runs.push({ from: frame, to: frame + 1, state });
  }
  return runs;
}

/** Whole frames look alike in both field orders. */
function isSameVideo(a: CadenceState, b: CadenceState | null): boolean {
  return a.cadence === 'video-progressive' && b?.cadence === 'video-progressive';
}

/** Gives runs that are too short to the run before (the first one to the run behind). */
function mergeSlips(runs: readonly FoundSection[], records: FrameRecords): FoundSection[] {
  const kept: FoundSection[] = [];
  for (const run of runs) {
    const isSlip = run.to - run.from < LEAST_FRAMES && (records.cuts[run.from] as number) === 0;
    const last = kept.at(-1);
    if (isSlip && last) last.to = run.to;
    else kept.push({ ...run });
  }
  return kept;
}

/**
 * Shots, and runs of them, in which nothing shows what they are. A still stretch within a shot is no matter: what moves in that shot tells for all of it.
 */
function stillRuns(records: FrameRecords): Span[] {
  const spans: Span[] = [];
  for (const { from, to } of shotsOf({ from: 0, to: records.count }, records)) {
    const isStill = isStillShot(records.weight.subarray(from, to));
    const last = spans.at(-1);
    if (isStill && last?.to === from) last.to = to;
    else if (isStill) spans.push({ from, to });
  }
  return spans.filter(({ from, to }) => to - from > STILL_FRAMES);
}

/** The parts of a span between cuts; one between the fields of a frame begins its shot with that frame. */
export function shotsOf({ from, to }: Span, { cuts }: FrameRecords): Span[] {
  const shots: Span[] = [];
  for (let start = from; start < to; ) {
    let end = start + 1;
    while (end < to && !isShotStart(end, cuts)) end++;
    shots.push({ from: start, to: end });
    start = end;
  }
  return shots;
}

/** A section by its shots, each in the state that the section has reached there. */
export function partsInShots<Part extends FoundSection>(section: Part, records: FrameRecords): Part[] {
  return shotsOf(section, records).map(({ from, to }) => {
    const state = section.state && advance(section.state, from - section.from);
    return { ...section, from, to, state };
  });
}

function isShotStart(frame: number, cuts: Uint8Array): boolean {
  const cut = cuts[frame] as number;
  const isPartner = cut !== (CUT_TOP | CUT_BOTTOM) && (cuts[frame - 1] as number) !== 0;
  return cut !== 0 && !isPartner;
}

export function isStillShot(weights: Float32Array): boolean {
  let sum = 0;
  for (const weight of weights) {
    if (weight > STIRRED_WEIGHT) return false;
    sum += weight;
  }
  return sum < STILL_WEIGHT * weights.length;
}

/** A still stretch takes its neighbours' class where both agree (or where there is but one); else it is called static. */
function setStill(sections: readonly FoundSection[], still: Span): FoundSection[] {
  const first = sections[0];
  const last = sections.at(-1);
  if (!first || !last) return [];
  const before = still.from > first.from ? stateAround(sections, still.from - 1) : null;
  const after = still.to < last.to ? stateAround(sections, still.to) : null;
  const isLone = before === null && after === null;
  if (!isLone && (before === null || after === null || isSameClass(before, after))) return [...sections];
  const outside = (section: FoundSection): FoundSection[] => [
    ...part(section, { from: section.from, to: Math.min(section.to, still.from) }),
    ...part(section, { from: Math.max(section.from, still.to), to: section.to }),
  ];
  const rest = sections.flatMap(outside);
  const at = rest.findIndex((section) => section.from >= still.to);
  const place = at < 0 ? rest.length : at;
  return [...rest.slice(0, place), { ...still, state: null }, ...rest.slice(place)];
}

function part(section: FoundSection, { from, to }: Span): FoundSection[] {
  if (from >= to) return [];
  return [{ from, to, state: section.state && advance(section.state, from - section.from) }];
}

/** The state so many frames later (or earlier) in the same pattern, with only what a section needs. */
export function advance(state: CadenceState, frames: number): CadenceState {
  if (state.pulldown === null || state.pulldown === '2:2') return state;
  const cycle = cycleOf(state.pulldown);
  return { ...state, position: (((state.position + frames) % cycle) + cycle) % cycle };
}

function stateAround(sections: readonly FoundSection[], frame: number): CadenceState | null {
  return sections.find(({ from, to }) => from <= frame && frame < to)?.state ?? null;
}

function isSameClass(a: CadenceState, b: CadenceState): boolean {
  return a.cadence === b.cadence && a.pulldown === b.pulldown;
}

function mergeSame(sections: readonly FoundSection[]): FoundSection[] {
  const merged: FoundSection[] = [];
  for (const section of sections) {
    const last = merged.at(-1);
    if (last && isContinued(last, section)) last.to = section.to;
    else merged.push({ ...section });
  }
  return merged;
}

/** Whether a section is what the one before it goes on to be. */
export function isContinued(before: FoundSection, after: FoundSection): boolean {
  if (!before.state || !after.state) return before.state === after.state;
  if (!isSameClass(before.state, after.state)) return false;
  if (isSameVideo(before.state, after.state)) return true;
  const expected = advance(before.state, after.from - before.from);
  return before.state.order === after.state.order && expected.position === after.state.position;
}
