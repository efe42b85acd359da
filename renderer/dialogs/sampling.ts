/** What can be sampled: recipes to choose from, frames to look at, the pictures that follow. Pure. */
import type { Analysis, Section, Shot } from '../../model/analysis';
import type { Size } from '../../model/clip';
import { PRESETS } from '../../model/presets';
import type { Recipe } from '../../model/recipe';
import type { Span } from '../../model/time';
import { proposedFor, sideOfClip, timelineAnalysis } from '../state/analyses';
import { inPlaceOf, keptText, sourceFor } from '../state/anotherRecipe';
import type { SampleRequest } from '../state/effects/samples';
import { clipOf } from '../state/pair';
import type { Workspace } from '../state/workspace';

export interface Candidate {
  key: string;
  title: string;
  recipe: Recipe | null;
}

/** The recipe in use, the proposed one, the bare source, every preset; each with what was said of the clip, its sections and shots. The same steps come once. */
export function candidatesOf(state: Workspace): Candidate[] {
  const clip = clipOf(state, 'a');
  const side = clip && sideOfClip(state, clip.id);
  const current = side ? (state.project[side]?.recipe ?? null) : null;
  const analysis = timelineAnalysis(state);
  const all: Candidate[] = [
    { key: 'current', title: current ? `In use: ${current.title}` : 'In use: source', recipe: current },
    ...(analysis ? [proposed(analysis, current)] : []),
    { key: 'source', title: 'Source, untouched', recipe: sourceFor(current) },
    ...PRESETS.map((preset) => candidateFrom(preset.id, '', inPlaceOf(current, preset))),
  ];
  return all.filter((one, at) => all.findIndex((other) => isSamePicture(one, other)) === at);
}

function proposed(analysis: Analysis, current: Recipe | null): Candidate {
  return candidateFrom('proposed', 'Proposed: ', proposedFor(analysis, current));
}

/** Called as it will be called once it is taken over. */
function candidateFrom(key: string, who: string, recipe: Recipe): Candidate {
  return { key, title: `${who}${recipe.title}${keptText(recipe)}`, recipe };
}

function isSamePicture(one: Candidate, other: Candidate): boolean {
  return JSON.stringify(one.recipe?.steps ?? []) === JSON.stringify(other.recipe?.steps ?? []);
}

export type FrameChoice = 'current' | 'marks' | 'spread';
export const MOST_SAMPLED_FRAMES = 6;
export const MOST_SAMPLED_RECIPES = 6;

interface FrameSource {
  playhead: number;
  span: Span | null;
  shots: readonly Shot[];
  /** As they are believed now. */
  sections: readonly Section[];
  frames: number;
}

/** In order, no frame twice. `count` is for 'spread' only. */
export function sampledFrames(choice: FrameChoice, count: number, source: FrameSource): number[] {
  const { playhead, span, frames } = source;
  if (choice === 'marks' && span) return distinct([span.from, span.to - 1]);
  if (choice !== 'spread') return [playhead];
  return distinct(spread(count, source).map((frame) => Math.min(frame, frames - 1)));
}

/**
 * The middles of shots, the classes of the sections in turn, the one with most frames first, and of each its longest shots first: a recipe
 * must do well in all of them. Where there are too few shots, places that lie evenly over the clip.
 */
function spread(count: number, { shots, sections, frames }: FrameSource): number[] {
  const classes = piecesByClass(shots, sections);
  const turns = Math.max(0, ...classes.map((pieces) => pieces.length));
  const inTurn = Array.from({ length: turns }, (_none, turn) => classes.flatMap((of) => of[turn] ?? []));
  const chosen = inTurn.flat().slice(0, count);
  if (chosen.length < count)
    return Array.from({ length: count }, (_none, at) => Math.floor(((at + 0.5) / count) * frames));
  return chosen.map(({ from, to }) => Math.floor((from + to) / 2));
}

/** Shots cut at the limits of sections: those of each class, longest first. */
function piecesByClass(shots: readonly Shot[], sections: readonly Section[]): Span[][] {
  const classes = new Map<string, Span[]>();
  const parts = sections.length > 0 ? sections : [{ ...NO_LIMITS, cadence: null, pulldown: null }];
  for (const { from, to, cadence, pulldown } of parts) {
    const name = `${cadence} ${pulldown}`;
    const pieces = shots
      .map((shot) => ({ from: Math.max(from, shot.from), to: Math.min(to, shot.to) }))
      .filter((piece) => piece.from < piece.to);
    classes.set(name, [...(classes.get(name) ?? []), ...pieces]);
  }
  const framesOf = (pieces: readonly Span[]) => pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
  return [...classes.values()]
    .map((pieces) => pieces.sort((one, other) => lengthOf(other) - lengthOf(one)))
    .sort((one, other) => framesOf(other) - framesOf(one));
}

const NO_LIMITS: Span = { from: 0, to: Number.MAX_SAFE_INTEGER };

function lengthOf({ from, to }: Span): number {
  return to - from;
}

function distinct(frames: number[]): number[] {
  return [...new Set(frames)].sort((one, other) => one - other);
}

export function sampleKey(candidate: Candidate, frame: number): string {
  return `${candidate.key} ${frame}`;
}

/** The candidate of a sample. */
export function candidateKey(key: string): string {
  return key.slice(0, key.lastIndexOf(' '));
}

/** In order, no frame twice, none behind the clip's last. What is added by hand comes on top of what was chosen. */
export function withFrames(chosen: readonly number[], added: readonly number[], frames: number): number[] {
  return distinct(
    [...chosen, ...added].map((frame) => Math.min(Math.max(0, frame), Math.max(0, frames - 1))),
  );
}

/** Frame by frame, so that the first row can be compared while the others are made. */
export function sampleRequests(
  clip: { id: string; revision: number },
  candidates: readonly Candidate[],
  frames: readonly number[],
  size: Size | null = null,
): SampleRequest[] {
  const { id: clipId, revision } = clip;
  return frames.flatMap((frame) =>
    candidates.map((candidate) => ({
      key: sampleKey(candidate, frame),
      address: { clipId, revision, frame, clock: 'source' as const, recipe: candidate.recipe, size },
    })),
  );
}

/** '42 ms', '1.3 s', 'from memory'. */
export function millisText(millis: number | null): string {
  if (millis === null) return 'from memory';
  return millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(1)} s`;
}
