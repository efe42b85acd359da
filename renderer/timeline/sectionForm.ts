/** From a section to the form that overrides it, and to the choice that the recipe keeps. Pure. */
import { type Cadence, cycleOf, type Pulldown, type Section, type SectionChoice } from '../../model/analysis';
import type { Span } from '../../model/time';

export type SectionForm = SectionChoice;

export function formOf({ from, to, cadence, pulldown, phase, fieldOrder }: Section): SectionForm {
  return { from, to, cadence, pulldown, phase, fieldOrder };
}

/** How many phases there are to choose from; 0 where the pulldown has none. Shifted fields are a phase of 2:2. */
export function phaseCount(pulldown: Pulldown | null): number {
  if (pulldown === '2:2') return 2;
  const cycle = cycleOf(pulldown);
  return cycle > 1 ? cycle : 0;
}

/** The form with a part changed, and all that depends on it brought in line; one limit never moves the other. `whole`: the frames of the clip. */
export function changeForm(form: SectionForm, part: Partial<SectionForm>, whole: Span): SectionForm {
  const next = { ...form, ...part };
  const pulldown = hasPulldown(next.cadence) ? (next.pulldown ?? usualPulldown(form, part)) : null;
  const count = phaseCount(pulldown);
  const from = Math.min(Math.max(whole.from, next.from), whole.to - 1);
  const to = Math.min(Math.max(whole.from + 1, next.to), whole.to);
  // The pattern stands still when its first frame moves; 2:2 is the same everywhere.
  const moved = part.phase === undefined && pulldown !== '2:2' ? from - form.from : 0;
  const phase = count === 0 ? null : wrap((next.phase ?? 0) + moved, count);
  return { ...next, from, to, pulldown, phase, fieldOrder: hasFields(next.cadence) ? next.fieldOrder : null };
}

/** False for a form whose limits cross: it stays as it was typed, and nothing follows from it until one of them is changed. */
export function isFitting({ from, to }: Span): boolean {
  return from < to;
}

/** What is said of limits that cannot be taken as they were typed; null where they can. `got`: what came of them, `what`: whose limits they are. */
export function limitNote(part: Partial<Span>, got: Span, whole: Span, what: string): string | null {
  const outside = outsideNote(part, whole);
  if (outside || isFitting(got)) return outside;
  const { from, to } = got;
  return `The first frame, ${from}, lies behind the last one, ${to - 1}: change one of them. Until then the ${what} stays where it is.`;
}

/** What is said of a typed limit that the clip does not reach. */
export function outsideNote({ from, to }: Partial<Span>, whole: Span): string | null {
  const last = whole.to - 1;
  if (from !== undefined && from > last) return `There is no frame ${from}: ${last} is the last one.`;
  if (from !== undefined && from < whole.from)
    return `There is no frame ${from}: ${whole.from} is the first one.`;
  if (to !== undefined && to > whole.to) return `There is no frame ${to - 1}: ${last} is the last one.`;
  return null;
}

/** What becomes film is mostly 3:2; whole frames under titles stay what they are. */
function usualPulldown({ cadence }: SectionForm, part: Partial<SectionForm>): Pulldown | null {
  const stays = cadence === 'hybrid' && (part.cadence === undefined || part.cadence === 'hybrid');
  return stays ? null : '3:2';
}

export function hasPulldown(cadence: Cadence): boolean {
  return cadence === 'film' || cadence === 'hybrid';
}

export function hasFields(cadence: Cadence): boolean {
  return cadence !== 'video-progressive' && cadence !== 'static';
}

function wrap(value: number, count: number): number {
  return ((value % count) + count) % count;
}
