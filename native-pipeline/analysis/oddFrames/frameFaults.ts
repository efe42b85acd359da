/**
 * Frames that the cadence does not explain: doubled, missing, or mixed from their neighbours. Pure.
 *
 * Only what stands out of steady motion is told; pictures that are held by habit (animation on twos) are told once, in a sentence. Frames mixed from pictures
 * of another rate are told in a sentence and listed as well.
 */
import { type FrameFault, phaseAt, type Section, type Shot } from '../../../model/analysis';
import type { Rational, Span } from '../../../model/time';
import { BOTTOM, type FrameRecords, NUMBER_COUNT, TOP } from '../fields/frameRecords';
import { ShotMarks } from '../shots/shotMarks';
import { describeBlends, findClipBlends, listMixedFrames } from './blendFaults';
import type { FrameTraces } from './frameTraces';
import { NO_MIX } from './mixFinder';

/** Below this, and its uncertainty more, a field shows the same moment as the one before it; a new moment gives about 1, a slow one a fifth. */
const SAME = 0.06;
const MOVING = 0.35;
/** Frames of less weight move too little to tell. */
const LEAST_WEIGHT = 0.6;
/** Where a frame is missing the blocks go so far on the way from one frame's motion to two frames'. Measured 0.6 to 2, and over 0.55 in 1 of 200 whole frames. */
const [LEAST_JUMP, MOST_JUMP] = [0.55, 2.5] as const;
/** And the whole moves so many times as far as in each of the three frames before and behind, which must move too. */
const FASTER = 1.35;
/** Where a frame was doubled nearby, less will do: a capture that slips doubles one frame and loses another. */
const FASTER_NEAR_DUPLICATE = 1.2;
const NEAR = 8;
const LEAST_MOVE = 0.3;
/** More than this share of a section's moving frames is a habit and no fault. */
const HABIT = 0.12;
/** More would be a list that nobody reads. */
const MOST_FAULTS = 2000;

export interface FaultsFound {
  frameFaults: FrameFault[];
  notices: string[];
}

export interface FaultSources {
  sections: readonly Section[];
  shots: readonly Shot[];
  records: FrameRecords;
  traces: FrameTraces;
  /** Number of the first frame that was analysed. */
  offset: number;
  rate: Rational;
}

export function findFrameFaults(sources: FaultSources): FaultsFound {
  const marks = new ShotMarks(sources.shots);
  const faults: FrameFault[] = [];
  const habits: Habit[] = [];
  const blends = findClipBlends(sources, marks);
  for (const section of sources.sections) {
    const found = faultsOf(section, sources, marks);
    faults.push(...found.listed.filter(({ kind, frame }) => kind === 'duplicate' || !isIn(blends, frame)));
    habits.push(...found.habits.filter(({ kind }) => kind !== 'blended' || !isIn(blends, section.from)));
  }
  faults.push(...findBreaks(sources).filter((each) => !faults.some((other) => isOneEvent(each, other))));
  const mixed = blends.flatMap(listMixedFrames);
  const total = faults.length + mixed.length;
  // What stands alone first: mixed frames are told in a sentence already.
  const listed = [...faults.sort(byFrame).slice(0, MOST_FAULTS), ...mixed].slice(0, MOST_FAULTS);
  const notices = [
    ...describeBlends(blends),
    ...(['duplicate', 'dropped', 'blended'] as const).flatMap((kind) => describeHabits(habits, kind)),
  ];
  if (total > MOST_FAULTS) notices.push(`${total} odd frames were found; ${MOST_FAULTS} of them are listed.`);
  return { frameFaults: listed.sort(byFrame), notices };
}

/** A frame that was put in breaks the pulldown too. */
function isOneEvent(a: FrameFault, b: FrameFault): boolean {
  return a.kind === b.kind && Math.abs(a.frame - b.frame) <= 1;
}

function byFrame(a: FrameFault, b: FrameFault): number {
  return a.frame - b.frame;
}

function isIn(spans: readonly Span[], frame: number): boolean {
  return spans.some(({ from, to }) => from <= frame && frame < to);
}

/** A section in which one kind of odd frame is the rule. */
interface Habit {
  kind: FrameFault['kind'];
  section: Section;
  count: number;
  moving: number;
}

const MOST_NAMED = 3;

function describeHabits(all: readonly Habit[], kind: FrameFault['kind']): string[] {
  const habits = all.filter((habit) => habit.kind === kind);
  if (habits.length === 0) return [];
  const total = (what: 'count' | 'moving'): number => habits.reduce((sum, habit) => sum + habit[what], 0);
  const named = habits.slice(0, MOST_NAMED).map(({ section: { from, to } }) => `${from} to ${to - 1}`);
  const rest = habits.length > MOST_NAMED ? ` and ${habits.length - MOST_NAMED} more sections` : '';
  const where = `${total('count')} of ${total('moving')} moving frames in ${named.join(', ')}${rest}`;
  if (kind === 'blended')
    return [`Frames are mixed from their neighbours (${where}): converted from another rate.`];
  if (kind === 'dropped')
    return [`Pictures are missing all the time (before ${where}): a higher rate was thinned out.`];
  return [`Pictures are held (${where} repeat the one before): animation, or another rate inside.`];
}

/** A pulldown that goes on at another place without a cut: frames are missing, or were put in. */
function findBreaks({ sections, shots }: FaultSources): FrameFault[] {
  const starts = new Set(shots.flatMap(({ from }) => [from - 1, from, from + 1]));
  return sections.flatMap((section, index): FrameFault[] => {
    const before = sections[index - 1];
    const isSame =
      before?.pulldown === section.pulldown && (section.pulldown === '3:2' || section.pulldown === '2:3:3:2');
    if (!before || !isSame || section.phase === null || starts.has(section.from)) return [];
    const missing = (section.phase - phaseAt(before, section.from) + 5) % 5;
    if (missing === 0) return [];
    const because = `The ${section.pulldown} pattern jumps by ${missing} of its 5 frames without a cut: ${missing} missing, or ${5 - missing} too many.`;
    return [{ frame: section.from, kind: missing <= 2 ? 'dropped' : 'duplicate', because }];
  });
}

function faultsOf(
  section: Section,
  sources: FaultSources,
  marks: ShotMarks,
): { listed: FrameFault[]; habits: Habit[] } {
  if (section.cadence === 'static') return { listed: [], habits: [] };
  const found: Record<FrameFault['kind'], FrameFault[]> = { duplicate: [], dropped: [], blended: [] };
  let moving = 0;
  for (let frame = section.from; frame < section.to; frame++) {
    const place = frame - sources.offset;
    if ((sources.records.weight[place] ?? 0) < LEAST_WEIGHT || marks.isNear(frame)) continue;
    moving++;
    const fault = faultAt(section, sources, place);
    if (fault) found[fault.kind].push({ ...fault, frame });
  }
  const kinds = ['duplicate', 'dropped', 'blended'] as const;
  const isHabit = (kind: FrameFault['kind']): boolean =>
    found[kind].length > 3 && found[kind].length > HABIT * moving;
  const habits = kinds.filter(isHabit).map((kind) => ({ kind, section, count: found[kind].length, moving }));
  return { listed: kinds.filter((kind) => !isHabit(kind)).flatMap((kind) => found[kind]), habits };
}

function faultAt(section: Section, sources: FaultSources, place: number): Omit<FrameFault, 'frame'> | null {
  const { records, traces } = sources;
  // Where things turn the picture is much like its neighbours' mean.
  if (isTurn(sources, place)) return null;
  if (isDoubled(records, place) && traces.isSeenToMove(place))
    return { kind: 'duplicate', because: 'Both fields repeat the frame before, in the middle of motion.' };
  const mix = mixAmongWhole(traces, place);
  if (mix > 0)
    return {
      kind: 'blended',
      because: `A mix of its neighbours: ${100 - mix} % of the one before, ${mix} % of the one behind.`,
    };
  // Its fields move in jerks, and a pulldown that breaks tells more.
  if (section.cadence === 'film' && section.pulldown !== '2:2') return null;
  const seen = traces.stepsAt(place);
  const pace = seen.kind === 'missing' ? seen.times : paceOfJump(sources, place);
  if (pace === null) return null;
  const because = `The motion jumps to ${pace.toFixed(1)} times its pace: a frame seems to be missing before this one.`;
  return { kind: 'dropped', because };
}

function isDoubled(records: FrameRecords, place: number): boolean {
  const move = (at: number): number => moveAt(records, at);
  const goesOn = Math.max(move(place + 1), move(place + 2)) > MOVING;
  return isSame(records, place) && move(place - 1) > MOVING && goesOn;
}

/** What trembles stands still where it turns, but not to the last code. */
function isTurn({ records, traces }: FaultSources, place: number): boolean {
  const { kind } = traces.stepsAt(place);
  return kind === 'moving' || (kind === 'turning' && moveAt(records, place) > 0);
}

/** How many times as far the frame moves as those around it, where one is missing before it; null where none is. */
function paceOfJump({ records, traces }: FaultSources, place: number): number | null {
  const jump = traces.jumpAt(place);
  if (jump < LEAST_JUMP || jump > MOST_JUMP) return null;
  const least = Math.min(numberAt(records, place, TOP), numberAt(records, place, BOTTOM));
  const around = [-3, -2, -1, 1, 2, 3].map((step) => place + step).filter((at) => !isSame(records, at));
  const moves = around.map((at) => moveAt(records, at));
  const pace = least / Math.max(...moves);
  const faster = around.length < 6 || hasDuplicateNear(records, place) ? FASTER_NEAR_DUPLICATE : FASTER;
  // A number across a cut is none at all.
  return moves.every((each) => each >= LEAST_MOVE) && pace >= faster ? pace : null;
}

function moveAt(records: FrameRecords, place: number): number {
  return Math.max(numberAt(records, place, TOP), numberAt(records, place, BOTTOM));
}

function isSame(records: FrameRecords, place: number): boolean {
  return moveAt(records, place) < SAME + (records.slack[place] ?? 0);
}

function hasDuplicateNear(records: FrameRecords, place: number): boolean {
  for (let at = Math.max(1, place - NEAR); at <= place + NEAR && at < records.count; at++) {
    if (isSame(records, at) && moveAt(records, at - 1) > MOVING) return true;
  }
  return false;
}

function numberAt({ numbers, count }: FrameRecords, place: number, which: number): number {
  return place > 0 && place < count ? (numbers[place * NUMBER_COUNT + which] ?? 0) : 0;
}

/** Percent of a mix that stands between frames which are surely none; 0 else: where all frames look mixed, the motion is only soft. */
function mixAmongWhole(traces: FrameTraces, place: number): number {
  const mix = traces.mixAt(place);
  if (mix === 0 || mix === NO_MIX) return 0;
  const isWhole = (steps: readonly number[]): boolean =>
    steps.some((step) => traces.mixAt(place + step) === NO_MIX);
  return isWhole([-1, -2]) && isWhole([1, 2]) ? mix : 0;
}
