/**
 * The way back across a reload: the steps of undo and redo beside the bookmark, in the same tab. The nearest ones are kept, as many as have room.
 *
 * Sides are written once and named by their place: two neighbouring steps differ in one of them. What is read may be broken, or belong to another
 * moment than the bookmark: then there is no way back, as in a new window.
 */
import { z } from 'zod';
import type { Bookmark } from './bookmark';
import { type MarkedProject, type MarkedSide, markProject, sideSchema } from './marked';
import type { Project, UndoStack, Workspace } from './workspace';

const KEY = 'remaster.undo';

/**
 * Characters. Browsers give a tab five millions for everything; where somebody else has taken them, the smaller ones are tried. An ordinary
 * recipe takes a thousand, one with two hundred overrides forty thousand.
 */
const ROOMS = [1_000_000, 100_000] as const;

const placesSchema = z.tuple([z.number().int(), z.number().int().nullable()]);
const keptSchema = z.object({
  visit: z.string(),
  sides: z.array(sideSchema),
  /** Places of A and B in `sides`. */
  now: placesSchema,
  past: z.array(placesSchema),
  future: z.array(placesSchema),
});
type Kept = z.infer<typeof keptSchema>;
type Places = Kept['now'];

/** As in UndoStack: oldest first, and what comes next first. */
export interface MarkedUndo {
  past: readonly MarkedProject[];
  future: readonly MarkedProject[];
}

export const NOTHING_MARKED: MarkedUndo = { past: [], future: [] };

/** The steps around a bookmark; none where what is kept belongs to another moment. */
export function readUndo(storage: Pick<Storage, 'getItem'>, bookmark: Bookmark): MarkedUndo {
  try {
    const kept = keptSchema.parse(JSON.parse(storage.getItem(KEY) ?? 'null'));
    const now = projectAt(kept, kept.now);
    const isOfBookmark = kept.visit === bookmark.visit && isSame(now, { a: bookmark.a, b: bookmark.b });
    if (!isOfBookmark) return NOTHING_MARKED;
    return {
      past: kept.past.map((places) => projectAt(kept, places)),
      future: kept.future.map((places) => projectAt(kept, places)),
    };
  } catch {
    return NOTHING_MARKED;
  }
}

function projectAt({ sides }: Kept, [atA, atB]: Places): MarkedProject {
  const [a, b] = [sides[atA], atB === null ? null : sides[atB]];
  if (!a || b === undefined) throw new Error('A step names a side that is not there.');
  return { a, b };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Writes the steps around the project of now. Where there is no room, what stands there is of another moment and will not be believed. */
export function keepUndo(storage: Pick<Storage, 'setItem'>, state: Workspace, visit: string): void {
  for (const room of ROOMS) {
    const text = undoText(state, visit, room);
    if (text === null) return;
    try {
      storage.setItem(KEY, text);
      return;
    } catch {
      // Full or refused: fewer steps, then none.
    }
  }
}

/** Null while nothing is open. `room`: characters. */
export function undoText(state: Workspace, visit: string, room: number): string | null {
  const table = createTable(state);
  const now = table.add(state.project);
  if (!now) return null;
  const steps: Pick<Kept, 'past' | 'future'> = { past: [], future: [] };
  for (const { project, way } of nearestFirst(state.undo)) {
    const places = table.add(project);
    // A gap would make two steps one: behind the first that cannot be kept there is none.
    if (!places || table.length() > room) break;
    if (way === 'past') steps.past.unshift(places);
    else steps.future.push(places);
  }
  return JSON.stringify({ visit, sides: table.sides, now, ...steps } satisfies Kept);
}

function nearestFirst({ past, future }: UndoStack) {
  const steps: { project: Project; way: 'past' | 'future' }[] = [];
  for (let away = 0; away < Math.max(past.length, future.length); away++) {
    const [back, on] = [past.at(-1 - away), future[away]];
    if (back) steps.push({ project: back, way: 'past' });
    if (on) steps.push({ project: on, way: 'future' });
  }
  return steps;
}

function createTable(state: Workspace) {
  const places = new Map<string, number>();
  const sides: MarkedSide[] = [];
  let length = 0;
  const placeOf = (side: MarkedSide): number => {
    const text = JSON.stringify(side);
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, sides.length);
    length += text.length;
    return sides.push(side) - 1;
  };
  return {
    sides,
    /** Of what was written so far, and a little for each step. */
    length: () => length + places.size * 16,
    add(project: Project): Places | null {
      const marked = markProject(state, project);
      return marked && [placeOf(marked.a), marked.b && placeOf(marked.b)];
    },
  };
}
