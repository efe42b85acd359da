/**
 * Where the user was: clips, recipes, playhead, span and view. Kept in the tab (sessionStorage), so that a reload goes on there.
 *
 * Whatever is read there may be old or broken, and then there is no bookmark. What outlives the window is in remembered.ts.
 */
import { z } from 'zod';
import { recipeSchema } from '../../model/recipe';
import { clipOf } from './pair';
import { SPEEDS } from './reduceSession';
import { workspace } from './store';
import { type SideName, VIEW_MODES, type Workspace } from './workspace';

const KEY = 'remaster.bookmark';

const sideSchema = z.object({ path: z.string().min(1), recipe: recipeSchema.nullable(), label: z.string() });
const frame = z.number().int().min(0);
const share = z.number().min(0).max(1);

const bookmarkSchema = z.object({
  /** Names the start that it belongs to: the window's token and the files named then. */
  visit: z.string(),
  a: sideSchema,
  b: sideSchema.nullable(),
  session: z.object({
    playhead: frame,
    span: z.object({ from: frame, to: frame }).nullable(),
    view: z.enum(VIEW_MODES),
    speed: z.literal(SPEEDS),
    isSwapped: z.boolean(),
    wipeAt: share,
    camera: z.object({ isFit: z.boolean(), zoom: z.number().positive(), centreX: share, centreY: share }),
    isMaskShown: z.boolean(),
    rightTab: z.enum(['recipe', 'numbers']),
    editedSide: z.enum(['a', 'b']),
  }),
});
export type Bookmark = z.infer<typeof bookmarkSchema>;
export type MarkedSide = Bookmark['a'];

/** The bookmark of this visit, or null: another start (files named anew, a new token) begins anew. */
export function readBookmark(storage: Pick<Storage, 'getItem'>, visit: string): Bookmark | null {
  try {
    const bookmark = bookmarkSchema.parse(JSON.parse(storage.getItem(KEY) ?? 'null'));
    return bookmark.visit === visit ? bookmark : null;
  } catch {
    return null;
  }
}

/** Null while no clip is open. */
export function bookmarkOf(state: Workspace, visit: string): Bookmark | null {
  const [a, b] = [markSide(state, 'a'), markSide(state, 'b')];
  if (!a) return null;
  const parsed = bookmarkSchema.safeParse({ visit, a, b, session: state.session });
  return parsed.success ? parsed.data : null;
}

function markSide(state: Workspace, side: SideName): MarkedSide | null {
  const shown = state.project[side];
  const clip = clipOf(state, side);
  return shown && clip && { path: clip.path, recipe: shown.recipe, label: shown.label };
}

/** A scrub changes the session sixty times a second; the storage hears of the last one, or of the page's end. */
const WRITE_AFTER_MS = 400;

/** Writes the bookmark whenever the workspace has rested, and when the page goes; the function returned stops it. */
export function keepBookmark(storage: Pick<Storage, 'setItem'>, visit: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    const bookmark = bookmarkOf(workspace.getState(), visit);
    try {
      if (bookmark) storage.setItem(KEY, JSON.stringify(bookmark));
    } catch {
      // Full or refused: a reload then starts anew.
    }
  };
  const unsubscribe = workspace.subscribe((state, before) => {
    if (state.session === before.session && state.project === before.project) return;
    clearTimeout(timer);
    timer = setTimeout(write, WRITE_AFTER_MS);
  });
  window.addEventListener('pagehide', write);
  return () => {
    clearTimeout(timer);
    unsubscribe();
    window.removeEventListener('pagehide', write);
  };
}
