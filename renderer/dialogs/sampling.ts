/** What can be sampled: recipes to choose from, frames to look at, the pictures that follow. Pure. */
import type { Analysis, Shot } from '../../model/analysis';
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
  frames: number;
}

/** In order, no frame twice. `count` is for 'spread' only. */
export function sampledFrames(choice: FrameChoice, count: number, source: FrameSource): number[] {
  const { playhead, span, frames } = source;
  if (choice === 'marks' && span) return distinct([span.from, span.to - 1]);
  if (choice !== 'spread') return [playhead];
  return distinct(spread(count, source).map((frame) => Math.min(frame, frames - 1)));
}

/** The middles of shots that lie evenly over the list; where there are too few shots, places that lie evenly over the clip. */
function spread(count: number, { shots, frames }: FrameSource): number[] {
  const places = Array.from({ length: count }, (_none, at) => (at + 0.5) / count);
  if (shots.length < count) return places.map((share) => Math.floor(share * frames));
  return places.flatMap((share) => {
    const shot = shots[Math.floor(share * shots.length)];
    return shot ? [Math.floor((shot.from + shot.to) / 2)] : [];
  });
}

function distinct(frames: number[]): number[] {
  return [...new Set(frames)].sort((one, other) => one - other);
}

export function sampleKey(candidate: Candidate, frame: number): string {
  return `${candidate.key} ${frame}`;
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
