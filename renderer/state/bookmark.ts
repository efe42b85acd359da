/**
 * Where the user was: clips, recipes, playhead, span and view. Kept in the tab (sessionStorage), so that a reload goes on there; the steps of undo
 * are kept beside it (keptUndo.ts).
 *
 * Whatever is read there may be old or broken, and then there is no bookmark. What outlives the window is in remembered.ts.
 */
import { z } from 'zod';
import { keepUndo } from './keptUndo';
import { markProject, sideSchema } from './marked';
import { SPEEDS } from './reduceSession';
import { workspace } from './store';
import { VIEW_MODES, type Workspace } from './workspace';

const KEY = 'remaster.bookmark';

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
  const marked = markProject(state, state.project);
  if (!marked) return null;
  const parsed = bookmarkSchema.safeParse({ visit, ...marked, session: state.session });
  return parsed.success ? parsed.data : null;
}

/** A scrub changes the session sixty times a second; the storage hears of the last one, or of the page's end. */
const WRITE_AFTER_MS = 400;

/** Writes the bookmark whenever the workspace has rested, and when the page goes; the function returned stops it. */
export function keepBookmark(storage: Pick<Storage, 'setItem'>, visit: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written: Workspace['undo'] | null = null;
  const write = () => {
    clearTimeout(timer);
    const state = workspace.getState();
    const bookmark = bookmarkOf(state, visit);
    if (!bookmark) return;
    try {
      storage.setItem(KEY, JSON.stringify(bookmark));
    } catch {
      // Full or refused: a reload then starts anew.
    }
    // A playhead that moves leaves the steps of undo as they are.
    if (state.undo !== written) keepUndo(storage, state, visit);
    written = state.undo;
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
