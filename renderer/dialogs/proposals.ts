/**
 * Where results are proposed to go: beside the clip. A dropped clip lies in a hidden folder of uploads, so its results go where files went
 * last, else to the first folder that may be written to. Pure.
 */
import type { Codec } from '../../model/contract';
import { clipOf } from '../state/pair';
import { presetIdOf } from '../state/recipeEdits';
import type { SideName, Workspace } from '../state/workspace';
import { suggestedOut } from './renderWords';
import { folderBeside } from './stillsOrder';

export function proposedStillsFolder(state: Workspace): string {
  const path = clipOf(state, 'a')?.path;
  const { outFolder } = state.session;
  if (isUpload(state, path) && outFolder !== null) return outFolder;
  return folderBeside(proposedPath(state, path), 'stills');
}

export function proposedMovie(state: Workspace, side: SideName, codec: Codec): string {
  const path = proposedPath(state, clipOf(state, side)?.path);
  return suggestedOut(path, presetIdOf(state.project[side]?.recipe ?? null), codec);
}

/** The clip's path, or the one it would have if it lay in a folder of the user's. */
function proposedPath(state: Workspace, path: string | undefined): string | undefined {
  const folder = state.session.outFolder ?? state.engine.folders?.out ?? null;
  // Where no folder of the user's may be written to, the hidden one is better than none.
  if (path === undefined || folder === null || !isUpload(state, path)) return path;
  return folderBeside(`${folder}/x`, path.split(/[\\/]/).at(-1));
}

function isUpload({ engine: { folders } }: Workspace, path: string | undefined): boolean {
  return path?.startsWith(folders?.uploads ?? '\0') ?? false;
}
