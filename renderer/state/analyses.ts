/**
 * What the window knows of the analyses: the one of the timeline's clip, its sections with the user's word over them, neighbours of a frame.
 *
 * Pure derivations. Those that make new lists remember the last one, so that a component which reads them is drawn only when they change.
 */
import {
  type Analysis,
  chooseSections,
  cutSection,
  type Section,
  type SectionChoice,
  type Shot,
} from '../../model/analysis';
import type { Recipe } from '../../model/recipe';
import type { Span } from '../../model/time';
import { inPlaceOf } from './anotherRecipe';
import type { Project, SideName, Workspace } from './workspace';

const NO_CHOICES: readonly SectionChoice[] = [];
const NO_SECTIONS: readonly Section[] = [];
const NO_SHOTS: readonly Shot[] = [];

/** The analysis of side A's clip, whose frames the timeline counts. */
export function timelineAnalysis({ project, engine }: Workspace): Analysis | null {
  return project.a ? (engine.analyses[project.a.clipId] ?? null) : null;
}

/** What the user said about sections of a clip. Both sides may show it; the enlarged one speaks first, as in the findings. */
export function sectionChoicesOf({ a, b }: Project, clipId: string): readonly SectionChoice[] {
  const side = [b, a].find((shown) => shown?.clipId === clipId && shown.recipe);
  return side?.recipe?.interpret.sections ?? NO_CHOICES;
}

/** Sections of the timeline's clip as they are believed now: measured, with what the user chose over them. The same list until either changes. */
export function timelineSections(state: Workspace): readonly Section[] {
  const analysis = timelineAnalysis(state);
  if (!analysis || !state.project.a) return NO_SECTIONS;
  return sectionsOf(analysis, sectionChoicesOf(state.project, state.project.a.clipId));
}

const lastOf = new WeakMap<Analysis, { choices: readonly SectionChoice[]; sections: readonly Section[] }>();

export function sectionsOf(analysis: Analysis, choices: readonly SectionChoice[]): readonly Section[] {
  const last = lastOf.get(analysis);
  if (last?.choices === choices) return last.sections;
  const sections = chooseSections(analysis.sections, choices);
  lastOf.set(analysis, { choices, sections });
  return sections;
}

export function timelineShots(state: Workspace): readonly Shot[] {
  return timelineAnalysis(state)?.shots ?? NO_SHOTS;
}

/** Index of the span that holds a frame, -1 where none does. `spans` are in order and do not overlap. */
export function indexAt(spans: readonly Span[], frame: number): number {
  const index = lastStartingBy(spans, frame);
  const span = spans[index];
  return span && frame < span.to ? index : -1;
}

/** The first frame of the span behind the one that holds `frame`; null behind the last. */
export function nextStart(spans: readonly Span[], frame: number): number | null {
  return spans[lastStartingBy(spans, frame) + 1]?.from ?? null;
}

/** Back to the start of this span, or where that is `frame` itself, of the one before; null before the first. */
export function previousStart(spans: readonly Span[], frame: number): number | null {
  return spans[lastStartingBy(spans, frame - 1)]?.from ?? null;
}

/** Index of the last span that starts at `frame` or before; -1 where none does. By halving: there may be thousands. */
function lastStartingBy(spans: readonly Span[], frame: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.from ?? 0) <= frame) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The choices with another one written over them. They never overlap afterwards, so the list stays short however often one span is changed. */
export function withSectionChoice(
  choices: readonly SectionChoice[],
  choice: SectionChoice,
): readonly SectionChoice[] {
  return [...withoutChoice(choices, choice), choice].sort((one, other) => one.from - other.from);
}

/** The choices with a span taken back: there the sections are as measured again. What sticks out of it stays chosen, in its phase. */
export function withoutChoice(choices: readonly SectionChoice[], span: Span): SectionChoice[] {
  return choices.flatMap((choice) => [
    ...partOf(choice, { from: 0, to: span.from }),
    ...partOf(choice, { from: span.to, to: choice.to }),
  ]);
}

function partOf(choice: SectionChoice, span: Span): SectionChoice[] {
  const section: Section = { ...choice, confidence: 'sure', margin: null, because: '', isChosen: true };
  return cutSection(section, span).map(({ from, to, cadence, pulldown, phase, fieldOrder }) => ({
    ...{ from, to, cadence, pulldown, phase, fieldOrder },
  }));
}

/** The side whose recipe is meant where somebody acts on a clip: the edited one, if it shows the clip; else B before A. */
export function sideOfClip({ project, session }: Workspace, clipId: string): SideName | null {
  const sides = [session.editedSide, 'b', 'a'] as const;
  return sides.find((side) => project[side]?.clipId === clipId) ?? null;
}

/** The proposed recipe with what the user said of the clip and its parts kept: the clip has not changed. */
export function proposedFor({ suggestion }: Analysis, current: Recipe | null): Recipe {
  return inPlaceOf(current, suggestion.recipe);
}
