/**
 * Soft telecine: film whose coded frames are whole, shown for three fields and two in turn by their flags. Told by how long each frame stays. Pure.
 *
 * The pictures of such frames look progressive; only together with the flags are they film at 24 frames a second and not video at 30.
 */
import type { Span } from '../../../model/time';
import type { FrameTable } from '../../clips/frameTable';
import type { FoundSection } from './sections';

/** Seconds of one field at 59.94 fields a second. */
const FIELD_SECS = 1001 / 60_000;
/** Fields by which a duration may be off: Matroska counts milliseconds. */
const SLACK_FIELDS = 0.2;
const LEAST_FRAMES = 5;
/** Share of the moving frames of a run that must look whole. */
const WHOLE_SHARE = 0.8;
/**
 * Leftovers up to this long: between two runs or at the ends of the clip they belong to the run (the pattern breaks at edits, the last frame has no end),
 * and where they look whole beside hard telecine they belong to that: its pattern has whole frames too.
 */
const LEFTOVER_FRAMES = 4;

/** An open end is a frame that stays for two fields, as every frame of video does: it belongs to the run if it looks whole. */
export interface SoftRun extends Span {
  isStartOpen: boolean;
  isEndOpen: boolean;
}

/** Runs of frames that stay for three fields and two in turn, short breaks included; frames are counted from the start of the span. */
export function findSoftRuns(table: Pick<FrameTable, 'count' | 'secsAt'>, span: Span): SoftRun[] {
  const runs: Span[] = [];
  for (let frame = span.from; frame < span.to; frame++) {
    const here = fieldsAt(table, frame);
    if (here !== 2 && here !== 3) continue;
    const other = 5 - here;
    if (fieldsAt(table, frame - 1) !== other && fieldsAt(table, frame + 1) !== other) continue;
    const at = frame - span.from;
    const last = runs.at(-1);
    if (last && at - last.to <= LEFTOVER_FRAMES) last.to = at + 1;
    else runs.push({ from: at, to: at + 1 });
  }
  const length = span.to - span.from;
  return runs
    .filter(({ from, to }) => to - from >= LEAST_FRAMES)
    .map(({ from, to }) => {
      const [isFirst, isLast] = [from <= LEFTOVER_FRAMES, length - to <= LEFTOVER_FRAMES];
      return {
        from: isFirst ? 0 : from,
        to: isLast ? length : to,
        isStartOpen: !isFirst && fieldsAt(table, span.from + from) === 2,
        isEndOpen: !isLast && fieldsAt(table, span.from + to - 1) === 2,
      };
    });
}

/** Fields for which a frame stays; 0 where it is no whole number of them, or not known. */
function fieldsAt(table: Pick<FrameTable, 'count' | 'secsAt'>, frame: number): number {
  if (frame < 0 || frame + 1 >= table.count) return 0;
  const fields = (table.secsAt(frame + 1) - table.secsAt(frame)) / FIELD_SECS;
  return Math.abs(fields - Math.round(fields)) < SLACK_FIELDS ? Math.round(fields) : 0;
}

/** The sections with those runs taken as soft film in which the pictures look whole. `weightAt`: how much a frame's motion says. */
export function applySoftRuns(
  sections: readonly FoundSection[],
  runs: readonly SoftRun[],
  weightAt: (frame: number) => number,
): FoundSection[] {
  return runs.reduce<FoundSection[]>(
    (all, found) => {
      const run = withoutVideo(found, all);
      const whole = wholeIn(all, run, weightAt);
      return whole ? replaced(all, { ...run, state: { ...whole, cadence: 'film', pulldown: 'soft' } }) : all;
    },
    [...sections],
  );
}

/** Without the frames at open ends that go with the fields beside the run. */
function withoutVideo(
  { from, to, isStartOpen, isEndOpen }: SoftRun,
  sections: readonly FoundSection[],
): Span {
  const isFields = (frame: number): boolean => {
    const state = sections.find((section) => section.from <= frame && frame < section.to)?.state;
    return state !== null && state !== undefined && state.cadence !== 'video-progressive';
  };
  return {
    from: isStartOpen && isFields(from) ? from + 1 : from,
    to: isEndOpen && isFields(to - 1) ? to - 1 : to,
  };
}

/** The progressive state of a run whose moving frames look whole; null where they do not. A run in which nothing moves is believed. */
function wholeIn(
  sections: readonly FoundSection[],
  run: Span,
  weightAt: (frame: number) => number,
): FoundSection['state'] {
  let [whole, all] = [0, 0];
  let found: FoundSection['state'] = null;
  for (const { from, to, state } of sections) {
    const isWhole = state === null || state.cadence === 'video-progressive';
    for (let frame = Math.max(from, run.from); frame < Math.min(to, run.to); frame++) {
      all += weightAt(frame);
      if (!isWhole) continue;
      whole += weightAt(frame);
      found ??= state;
    }
  }
  return whole >= WHOLE_SHARE * all ? (found ?? sections.find(({ state }) => state)?.state ?? null) : null;
}

function replaced(sections: readonly FoundSection[], run: FoundSection): FoundSection[] {
  const before = sections.flatMap((section) => clipped(section, { from: 0, to: run.from }));
  const after = sections.flatMap((section) =>
    clipped(section, { from: run.to, to: Number.POSITIVE_INFINITY }),
  );
  const lastBefore = before.at(-1);
  const firstAfter = after[0];
  const previous = before.at(-2);
  const next = after[1];
  if (isLeftover(lastBefore) && previous && isFilm(previous)) {
    before.pop();
    previous.to = run.from;
  }
  if (isLeftover(firstAfter) && next && isFilm(next)) {
    after.shift();
    after[0] = pulledForward(next, run.to);
  }
  return [...before, run, ...after];
}

function isLeftover(section: FoundSection | undefined): boolean {
  return section?.state?.cadence === 'video-progressive' && section.to - section.from <= LEFTOVER_FRAMES;
}

function isFilm({ state }: FoundSection): boolean {
  return state?.cadence === 'film' && state.pulldown !== 'soft';
}

/** The same pattern, begun earlier. */
function pulledForward(section: FoundSection, from: number): FoundSection {
  const { state } = section;
  if (!state || (state.pulldown !== '3:2' && state.pulldown !== '2:3:3:2')) return { ...section, from };
  const position = (((state.position - (section.from - from)) % 5) + 5) % 5;
  return { ...section, from, state: { ...state, position } };
}

function clipped(section: FoundSection, span: Span): FoundSection[] {
  const from = Math.max(section.from, span.from);
  const to = Math.min(section.to, span.to);
  if (from >= to) return [];
  const { state } = section;
  const isCyclic = state?.pulldown === '3:2' || state?.pulldown === '2:3:3:2';
  if (!state || !isCyclic) return [{ ...section, from, to }];
  return [{ from, to, state: { ...state, position: (state.position + from - section.from) % 5 } }];
}
