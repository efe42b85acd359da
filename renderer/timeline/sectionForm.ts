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

/** The form with a part changed, and all that depends on it brought in line. `whole`: the frames of the clip. */
export function changeForm(form: SectionForm, part: Partial<SectionForm>, whole: Span): SectionForm {
  const next = { ...form, ...part };
  const pulldown = hasPulldown(next.cadence) ? (next.pulldown ?? usualPulldown(form, part)) : null;
  const count = phaseCount(pulldown);
  const from = Math.min(Math.max(whole.from, next.from), whole.to - 1);
  const to = Math.max(from + 1, Math.min(whole.to, next.to));
  // The pattern stands still when its first frame moves; 2:2 is the same everywhere.
  const moved = part.phase === undefined && pulldown !== '2:2' ? from - form.from : 0;
  const phase = count === 0 ? null : wrap((next.phase ?? 0) + moved, count);
  return { ...next, from, to, pulldown, phase, fieldOrder: hasFields(next.cadence) ? next.fieldOrder : null };
}

/** What was made of limits that could not be taken as they were typed, or of the other limit; null where nothing was. `got`: what came of it. */
export function limitNote(part: Partial<Span>, got: Span, before: Span, whole: Span): string | null {
  const outside = outsideNote(part, whole);
  if (outside) return outside;
  const { from, to } = part;
  if (to !== undefined && to !== got.to)
    return `Frame ${to - 1} lies before the first frame, ${got.from}: it became ${got.to - 1}. Change the first frame first.`;
  if (from === undefined && got.from !== before.from)
    return `The first frame, ${before.from}, lay behind the last one: it became ${got.from}.`;
  if (to === undefined && got.to !== before.to)
    return `The last frame, ${before.to - 1}, lay before the first one: it became ${got.to - 1}.`;
  return null;
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
