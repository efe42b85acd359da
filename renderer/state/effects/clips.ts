/** Opening: by button, drop, command line, recent file or upload. A clip that cannot be opened changes nothing else. */
import type { Clip } from '../../../model/clip';
import { problemFromError, WorkbenchError } from '../../../model/errors';
import { findPreset, suggestPreset } from '../../../model/presets';
import type { Bookmark } from '../bookmark';
import type { MarkedUndo } from '../keptUndo';
import { type MarkedProject, projectOf } from '../marked';
import { dispatch, workspace } from '../store';
import { attempt, door } from './door';

type Place = 'video' | 'reference';

/** Counts openings: when two overlap, the later one wins. */
let latest = 0;

/** Asks for a file, in the system's dialog or (where the shell has none) in the page's own. */
export function openFiles(kind: Place): void {
  void chooseAndOpen(kind);
}

async function chooseAndOpen(kind: Place): Promise<void> {
  const title = kind === 'video' ? 'Open a clip' : 'Open an HD reference';
  const paths = await attempt(title, () =>
    door().shell.chooseFiles({ title, kind: 'video', isMultiple: false }),
  );
  if (paths === undefined) return;
  if (paths === null) {
    void refreshRecents();
    dispatch({ type: 'dialog/opened', dialog: kind === 'video' ? 'open' : 'openReference' });
  } else if (paths[0] !== undefined) await (kind === 'video' ? openPath : openReferencePath)(paths[0]);
}

export function openSample(): void {
  const { samplePath } = workspace.getState().engine;
  if (samplePath) void openPath(samplePath);
}

/** True once the clip is on screen; false where it could not be opened (the notice is up then) or a later opening won. */
export function openPath(path: string): Promise<boolean> {
  return openBy(nameOf(path), () => door().client.openClip({ path }), startWith);
}

export function openReferencePath(path: string): Promise<boolean> {
  return openBy(nameOf(path), () => door().client.openClip({ path }), placeReference);
}

/**
 * Opens what was dropped on the window: the first file is the clip, a second one the reference. Where this shell cannot know a file's
 * path, its bytes are sent to the engine.
 */
export async function dropFiles(files: readonly File[]): Promise<void> {
  const [first, second] = files;
  if (!first) return raiseDrop();
  const isOpen = await openDropped(first, startWith);
  if (isOpen && second) await openDropped(second, placeReference);
}

function openDropped(file: File, place: (clip: Clip) => void): Promise<boolean> {
  const path = door().shell.pathOfDropped(file);
  if (path) return openBy(file.name, () => door().client.openClip({ path }), place);
  const onShare = (share: number) =>
    dispatch({ type: 'opening/reported', opening: { name: file.name, share } });
  return openBy(file.name, () => door().upload(file, onShare), place);
}

async function openBy(name: string, open: () => Promise<Clip>, place: (clip: Clip) => void) {
  const own = ++latest;
  dispatch({ type: 'opening/reported', opening: { name, share: null } });
  const clip = await attempt(`Opening ${name}`, open);
  if (own !== latest) return false;
  dispatch({ type: 'opening/reported', opening: null });
  if (!clip) return false;
  place(clip);
  void refreshRecents();
  return true;
}

/** Opens what stood here before a reload, as it stood. False where a file of it cannot be opened any more. */
export async function restoreBookmark(bookmark: Bookmark, marked: MarkedUndo): Promise<boolean> {
  const { a, b, session } = bookmark;
  const own = ++latest;
  dispatch({ type: 'opening/reported', opening: { name: nameOf(a.path), share: null } });
  // What is opened instead must not wipe the notice away.
  const opened = await attempt(`Opening ${nameOf(a.path)} again`, () => openAll([a.path, b?.path]), false);
  if (own !== latest) return true;
  dispatch({ type: 'opening/reported', opening: null });
  const clipIds = new Map([...(opened ?? [])].map(([path, { id }]) => [path, id]));
  const project = projectOf(bookmark, clipIds);
  if (!opened || !project) return false;
  const clips = [...opened.values()];
  dispatch({ type: 'bookmark/restored', clips, project, undo: undoOf(marked, clipIds), session });
  return true;
}

async function openAll(paths: readonly (string | undefined)[]): Promise<Map<string, Clip>> {
  const clips = new Map<string, Clip>();
  for (const path of paths)
    if (path !== undefined && !clips.has(path)) clips.set(path, await door().client.openClip({ path }));
  return clips;
}

/** As far as the clips are those of now: a step to a reference that is not open any more is none, nor is what lies behind it. */
function undoOf({ past, future }: MarkedUndo, clipIds: ReadonlyMap<string, string>) {
  const untilGap = (steps: readonly MarkedProject[]) => {
    const projects = steps.map((step) => projectOf(step, clipIds));
    const gap = projects.indexOf(null);
    return projects.slice(0, gap < 0 ? projects.length : gap).filter((project) => project !== null);
  };
  return { past: untilGap([...past].reverse()).reverse(), future: untilGap(future) };
}

function startWith(clip: Clip): void {
  const isSample = clip.path === workspace.getState().engine.samplePath;
  // What the file claims cannot tell film from video; of the sample we know it.
  const recipe = (isSample ? findPreset('dvd-film') : null) ?? suggestPreset(clip).recipe;
  dispatch({ type: 'clip/opened', clip, recipe });
}

/** Without a clip on the left there is nothing to refer to: the file becomes the clip. */
function placeReference(clip: Clip): void {
  if (workspace.getState().project.a) dispatch({ type: 'reference/opened', clip });
  else startWith(clip);
}

export async function refreshRecents(): Promise<void> {
  const recents = await attempt('Reading the recent files', () => door().client.listRecents({}));
  if (recents) dispatch({ type: 'recents/listed', recents });
}

function raiseDrop(): void {
  const nothing = new WorkbenchError(
    'not-a-video',
    'What was dropped holds no file.',
    'Drop a video file from a folder of this machine.',
  );
  dispatch({ type: 'problem/raised', problem: problemFromError(nothing), place: 'Dropping a file' });
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}
