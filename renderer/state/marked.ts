/** A project as it is written down: sides by the paths of their clips, for ids are the engine's, and another one gives others. Pure. */
import { z } from 'zod';
import { recipeSchema } from '../../model/recipe';
import type { Project, Side, Workspace } from './workspace';

export const sideSchema = z.object({
  path: z.string().min(1),
  recipe: recipeSchema.nullable(),
  label: z.string(),
});
export type MarkedSide = z.infer<typeof sideSchema>;

export interface MarkedProject {
  a: MarkedSide;
  b: MarkedSide | null;
}

/** Null while nothing is open. */
export function markProject({ engine }: Pick<Workspace, 'engine'>, { a, b }: Project): MarkedProject | null {
  const mark = (side: Side | null): MarkedSide | null => {
    const clip = side && engine.clips[side.clipId];
    return side && clip ? { path: clip.path, recipe: side.recipe, label: side.label } : null;
  };
  const first = mark(a);
  return first && { a: first, b: mark(b) };
}

/** Null where a clip of it is not among these, which are named by the paths that were written down. */
export function projectOf({ a, b }: MarkedProject, clipIds: ReadonlyMap<string, string>): Project | null {
  const place = ({ path, recipe, label }: MarkedSide): Side | null => {
    const clipId = clipIds.get(path);
    return clipId === undefined ? null : { clipId, recipe, label };
  };
  const [first, second] = [place(a), b && place(b)];
  return first && (b === null || second) ? { a: first, b: second } : null;
}
