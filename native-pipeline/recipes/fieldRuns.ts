/**
 * From sections and shots to the moments that can be shown: film frames with their two fields, fields left alone, fields that are moments
 * of their own. Pure.
 *
 * Fields are counted in the order they are shown: field 2m is the one that frame m shows first, 2m + 1 its second. A pair never crosses a
 * cut, and a cut may fall between the two fields of a frame.
 */
import type { Section, Shot } from '../../model/analysis';
import { cycleOf } from '../../model/analysis';
import { filmOfFields } from '../../model/pulldown';

/** A moment of the picture, before it is decided whether and when it is shown. */
export interface Moment {
  /** Frame that holds the field shown first, and the one shown second; equal where the frame is whole. One of them is -1 for a field alone. */
  first: number;
  second: number;
  /** Number within its section's pattern, from the pattern's start; fields of native video are numbered one by one. */
  id: number;
}

/** Fields `[from, to)` that belong to one section and one shot. */
export interface FieldRun {
  section: Section;
  from: number;
  to: number;
}

/** Every field is in exactly one run. Sections and shots must each cover the frames without a gap. */
export function cutIntoRuns(sections: readonly Section[], shots: readonly Shot[]): FieldRun[] {
  const cuts = shots.slice(1).map(({ from, isMidFrame }) => 2 * from + (isMidFrame ? 1 : 0));
  const isMid = new Set(shots.filter(({ isMidFrame }) => isMidFrame).map(({ from }) => from));
  // A section that begins with a shot begins with the very field that the shot does.
  const startOf = (frame: number): number => 2 * frame + (isMid.has(frame) ? 1 : 0);
  let at = 0;
  return sections.flatMap((section, i) => {
    const next = sections[i + 1];
    const from = i === 0 ? 2 * section.from : startOf(section.from);
    const to = next ? startOf(next.from) : 2 * section.to;
    while ((cuts[at] ?? Number.POSITIVE_INFINITY) <= from) at++;
    const edges = [from];
    for (let cut = cuts[at]; cut !== undefined && cut < to; cut = cuts[at]) {
      edges.push(cut);
      at++;
    }
    return edges.map((edge, n) => ({ section, from: edge, to: edges[n + 1] ?? to }));
  });
}

/** Film frames of a run, in order: complete ones as whole as they are stored, and fields without a partner. */
export function* filmMoments({ section, from, to }: FieldRun): Generator<Moment> {
  const pulldown = section.pulldown ?? '2:2';
  const isShifted = pulldown === '2:2' && section.phase === 1;
  const start = cycleOf(pulldown) === 1 ? 0 : (section.phase ?? 0);
  let group: number[] = [];
  let id = -1;
  for (let field = from; field < to; field++) {
    const [first, second] = filmOfFields(pulldown, start + (field >> 1) - section.from, isShifted);
    const next = field % 2 === 0 ? first : second;
    if (next !== id && group.length > 0) yield momentFrom(group, id);
    if (next !== id) group = [];
    id = next;
    group.push(field);
  }
  if (group.length > 0) yield momentFrom(group, id);
}

/** Each field by itself. */
export function* nativeMoments({ section, from, to }: FieldRun): Generator<Moment> {
  for (let field = from; field < to; field++) {
    const frame = field >> 1;
    const isFirst = field % 2 === 0;
    yield { first: isFirst ? frame : -1, second: isFirst ? -1 : frame, id: field - 2 * section.from };
  }
}

/** Of up to three fields of one film frame the two of one stored frame, where there are; else one of each kind. */
function momentFrom(fields: readonly number[], id: number): Moment {
  const firsts = fields.filter((field) => field % 2 === 0).map((field) => field >> 1);
  const seconds = fields.filter((field) => field % 2 === 1).map((field) => field >> 1);
  const whole = firsts.find((frame) => seconds.includes(frame));
  if (whole !== undefined) return { first: whole, second: whole, id };
  return { first: firsts[0] ?? -1, second: seconds[0] ?? -1, id };
}
