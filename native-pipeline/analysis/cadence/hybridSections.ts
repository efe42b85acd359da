/** Marks the parts of sections in which film lies under native video. Pure. */
import type { FieldOrder } from '../../../model/clip';
import type { Span } from '../../../model/time';
import type { FrameRecords } from '../fields/frameRecords';
import { type CadenceState, isLikeVideo, statesFor } from './cadenceStates';
import { uncoverFilm } from './coveredShots';
import { WINDOW_FRAMES } from './hybrid';
import type { HybridWindow, HybridWindows } from './hybridWindows';
import { PATTERNS, type Pattern, patternAt, stateOfPattern } from './patterns';
import { advance, type FoundSection, shotsOf } from './sections';

/** Blocks of native motion that a window of film must hold; the prototype's false ones were 5 at most. */
const NATIVE_BLOCKS = 6;
/** Fewer are enough in a window beside such windows. */
const ENTRY_BLOCKS = 3;
/** Blocks that follow a pattern in a window which the path took for native video: so many, and so many times those of any other pattern. */
const FILM_BLOCKS = 15;
const FILM_TIMES = 3;
/** Frames without titles that are told for themselves. */
const LEAST_FILM = 8;
/** Windows in a row: one alone may be a chance. */
const WINDOWS = 2;

export interface HybridSection extends FoundSection {
  isHybrid: boolean;
}

/** What the film under the video is: telecined by a pattern, or whole frames under video of a field order. */
type Under = Pattern | FieldOrder;

/**
 * Patterns are those of 3:2; at other rates only whole frames under video are found. `clipOrder`: null where nothing shows it; video over whole frames in the
 * other order is a test picture or a coding that moves like it.
 */
export function markHybrid(
  sections: readonly FoundSection[],
  windows: HybridWindows,
  isNtsc: boolean,
  records: FrameRecords,
  clipOrder: FieldOrder | null,
): HybridSection[] {
  const states = statesFor(30);
  const shown = isNtsc ? uncoverFilm(sections, records, states) : unmarked(sections);
  const parts = shown.flatMap((section) =>
    section.isHybrid ? [section] : splitSection(section, windows, isNtsc, states, clipOrder, records.cuts),
  );
  return closeGaps(spreadBackwards(spreadForwards(parts, records), records), records.cuts);
}

/** Sections in which no film under video has been looked for. */
export function unmarked(sections: readonly FoundSection[]): HybridSection[] {
  return sections.map((section) => ({ ...section, isHybrid: false }));
}

/** Film does not end within a shot: what is called video there has the film under it too, only less of it to see. */
function spreadForwards(parts: readonly HybridSection[], records: FrameRecords): HybridSection[] {
  const spread: HybridSection[] = [];
  for (const part of parts) {
    const last = spread.at(-1);
    const isCut = (records.cuts[part.from] as number) !== 0;
    if (last?.isHybrid && !isCut && isVideo(part)) {
      last.to = shotsOf(part, records)[0]?.to ?? part.to;
      if (last.to < part.to) spread.push({ ...sectionFrom(part, last.to), isHybrid: false });
    } else if (last?.isHybrid && part.isHybrid && !isCut && isContinued(last, part)) last.to = part.to;
    else spread.push({ ...part });
  }
  return spread;
}

function spreadBackwards(parts: readonly HybridSection[], records: FrameRecords): HybridSection[] {
  const spread: HybridSection[] = [];
  for (const part of [...parts].reverse()) {
    const next = spread.at(-1);
    const isCut = next !== undefined && (records.cuts[next.from] as number) !== 0;
    if (next?.isHybrid && !isCut && isVideo(part)) {
      const from = shotsOf(part, records).at(-1)?.from ?? part.from;
      next.state = next.state && advance(next.state, from - next.from);
      next.from = from;
      if (part.from < from) spread.push({ ...part, to: from });
    } else spread.push({ ...part });
  }
  return spread.reverse();
}

/** Titles over which the film shows for less than a window have not been away. */
function closeGaps(parts: readonly HybridSection[], cuts: Uint8Array): HybridSection[] {
  const closed: HybridSection[] = [];
  for (const part of parts) {
    const [before, gap] = [closed.at(-2), closed.at(-1)];
    const isGap = gap && !gap.isHybrid && gap.to - gap.from < WINDOW_FRAMES;
    const isWithinShot = gap && (cuts[gap.from] as number) === 0 && (cuts[part.from] as number) === 0;
    const isSame = before && gap && isContinued(before, gap) && isContinued(before, part);
    if (before?.isHybrid && part.isHybrid && isGap && isWithinShot && isSame) {
      closed.pop();
      before.to = part.to;
    } else closed.push(part);
  }
  return closed;
}

function isVideo({ state, isHybrid }: HybridSection): boolean {
  return !isHybrid && isLikeVideo(state);
}

function isContinued(before: HybridSection, after: HybridSection): boolean {
  if (!before.state || !after.state) return false;
  const { pulldown, order, position } = advance(before.state, after.from - before.from);
  return (
    pulldown === after.state.pulldown && order === after.state.order && position === after.state.position
  );
}

function splitSection(
  section: FoundSection,
  windows: HybridWindows,
  isNtsc: boolean,
  states: readonly CadenceState[],
  clipOrder: FieldOrder | null,
  cuts: Uint8Array,
): HybridSection[] {
  const inside = windows.within(section);
  const parts: HybridSection[] = [];
  let at = section.from;
  const runs = runsOf(section, inside, isNtsc, clipOrder).map((run) => withEntry(run, inside, cuts));
  for (const { from, to, stir, under } of runs) {
    // What is left before or behind, shorter than a window, was never looked at.
    const [isBegunBefore, isEndedBehind] = [stir.from === from, stir.to === to];
    const limits = {
      from: stir.from - at < (isBegunBefore ? WINDOW_FRAMES : LEAST_FILM) ? at : stir.from,
      to: section.to - stir.to < (isEndedBehind ? WINDOW_FRAMES : LEAST_FILM) ? section.to : stir.to,
    };
    if (limits.from > at) parts.push({ ...sectionFrom(section, at), to: limits.from, isHybrid: false });
    parts.push({ ...limits, state: stateOf(states, under, limits.from), isHybrid: true });
    at = limits.to;
  }
  if (at < section.to) parts.push({ ...sectionFrom(section, at), isHybrid: false });
  return parts;
}

interface Run {
  from: number;
  to: number;
  /** Where in its windows the titles move. */
  stir: Span;
  under: Under;
  windows: number;
}

/** Windows in a row that are hybrid in one and the same way. */
function runsOf(
  section: FoundSection,
  windows: readonly HybridWindow[],
  isNtsc: boolean,
  clipOrder: FieldOrder | null,
): Run[] {
  const runs: Run[] = [];
  for (const window of windows) {
    const under = (isNtsc && hybridPattern(section, window)) || orderOverWhole(section, window, clipOrder);
    if (!under) continue;
    const last = runs.at(-1);
    const stir = typeof under === 'string' ? window : window.stir(PATTERNS.indexOf(under));
    if (last?.to === window.from && last.under === under) {
      last.to = window.to;
      last.stir.to = stir.to;
      last.windows++;
    } else runs.push({ from: window.from, to: window.to, stir: { ...stir }, under, windows: 1 });
  }
  return runs.filter(({ windows: count }) => count >= WINDOWS);
}

/** Titles come in and go by a few blocks: a window beside a run in which they move up to its limit belongs to it from there. */
function withEntry(run: Run, windows: readonly HybridWindow[], cuts: Uint8Array): Run {
  if (typeof run.under === 'string') return run;
  const place = PATTERNS.indexOf(run.under);
  const whole = { ...run, stir: { ...run.stir } };
  for (const window of [...windows].reverse()) {
    const isEntry = window.to === whole.from && whole.stir.from === whole.from && cuts[whole.from] === 0;
    if (!isEntry || (window.native[place] ?? 0) < ENTRY_BLOCKS) continue;
    whole.stir.from = window.stir(place).from;
    whole.from = window.from;
  }
  for (const window of windows) {
    const isExit = window.from === whole.to && whole.stir.to === whole.to && cuts[whole.to] === 0;
    if (!isExit || (window.native[place] ?? 0) < ENTRY_BLOCKS) continue;
    whole.stir.to = window.stir(place).to;
    whole.to = window.to;
  }
  return whole;
}

function hybridPattern(section: FoundSection, window: HybridWindow): Pattern | null {
  const { state } = section;
  if (state?.cadence === 'video-interlaced') return patternUnderVideo(state, window);
  if (state?.pulldown !== '3:2' && state?.pulldown !== '2:3:3:2') return null;
  const own = patternAt(state, section.from);
  return own && (window.native[PATTERNS.indexOf(own)] ?? 0) >= NATIVE_BLOCKS ? own : null;
}

/** Titles may outweigh the film: then the path says video, but many blocks still follow one pattern and no other. */
function patternUnderVideo({ order }: CadenceState, { native, film }: HybridWindow): Pattern | null {
  const places = PATTERNS.map((_, i) => i).sort((a, b) => (film[b] ?? 0) - (film[a] ?? 0));
  const [best = 0, next = 0] = places;
  const isClear = (film[best] ?? 0) >= FILM_BLOCKS && (film[best] ?? 0) >= FILM_TIMES * (film[next] ?? 0);
  const pattern = PATTERNS[best];
  const isNative = (native[best] ?? 0) >= NATIVE_BLOCKS;
  return isClear && isNative && pattern?.order === order ? pattern : null;
}

/** The field order of native video over whole frames. */
function orderOverWhole(
  { state }: FoundSection,
  { whole }: HybridWindow,
  clipOrder: FieldOrder | null,
): FieldOrder | null {
  const { topFirst, bottomFirst, film } = whole;
  if (state?.cadence !== 'video-progressive' || film < FILM_BLOCKS) return null;
  const [native, other] = [Math.max(topFirst, bottomFirst), Math.min(topFirst, bottomFirst)];
  if (native < NATIVE_BLOCKS || native < FILM_TIMES * other) return null;
  const order = topFirst > bottomFirst ? 'top-first' : 'bottom-first';
  return clipOrder === null || order === clipOrder ? order : null;
}

function stateOf(states: readonly CadenceState[], under: Under, frame: number): CadenceState | null {
  return typeof under === 'string' ? wholeState(states, under) : stateOfPattern(states, under, frame);
}

function wholeState(states: readonly CadenceState[], fieldOrder: FieldOrder): CadenceState | null {
  return states.find(({ cadence, order }) => cadence === 'video-progressive' && order === fieldOrder) ?? null;
}

function sectionFrom(section: FoundSection, from: number): FoundSection {
  return { ...section, from, state: section.state && advance(section.state, from - section.from) };
}
