/**
 * The effects' way out of the page: the engine's client and the shell, handed over once by main.tsx (and by tests).
 *
 * `attempt` is the one place where an error becomes a notice.
 */
import type { Client } from '../../../model/client';
import type { Clip } from '../../../model/clip';
import type { FolderListing } from '../../../model/contract';
import { isCancelled, problemFromError } from '../../../model/errors';
import type { ChooseTargetOptions, Shell } from '../../../model/shell';
import { dispatch } from '../store';

export interface Door {
  client: Client;
  shell: Shell;
  /** Sends a file's bytes and tells the share sent (0–1): fetch cannot tell, so the page brings a request that can. */
  upload(file: File, onShare: (share: number) => void): Promise<Clip>;
}

let current: Door | null = null;

/** Hands over client and shell; null takes them away (tests). */
export function handOverDoor(door: Door | null): void {
  current = door;
}

export function door(): Door {
  if (!current) throw new Error('The door was not handed over: call handOverDoor first');
  return current;
}

/** What hosts the window: words may differ by it. */
export function shellKind(): Shell['kind'] {
  return door().shell.kind;
}

/**
 * Runs work and answers its result, or undefined where it failed. A failure is raised as a problem at `place` ("Opening dvd.vob");
 * cancelled and superseded work is nobody's business. `isOfClip` false: it stays when another clip is opened.
 */
export async function attempt<Result>(
  place: string,
  work: () => Promise<Result>,
  isOfClip = true,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!isCancelled(error) && !isAbort(error)) {
      dispatch({ type: 'problem/raised', problem: problemFromError(error), place, isOfClip });
    }
    return undefined;
  }
}

/** What slipped through everywhere else is a bug: it is told like any problem, with its stack on the console. */
export function listenToBugs(target: Window): void {
  target.addEventListener('unhandledrejection', ({ reason }) => raiseBug(reason));
  target.addEventListener('error', ({ error }) => error && raiseBug(error));
}

function raiseBug(error: unknown): void {
  if (isCancelled(error) || isAbort(error)) return;
  const problem = problemFromError(error);
  dispatch({ type: 'problem/raised', problem, place: 'In the window', isOfClip: false });
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** A folder of the named roots for the page's own list; undefined where it cannot be read. */
export function listFolder(folder: string | null): Promise<FolderListing | undefined> {
  return attempt('Reading a folder', () => door().client.listFolder({ folder }));
}

/** null: the page shows its own list; '': cancelled. */
export async function chooseFolder(title: string): Promise<string | null> {
  return (await attempt('Choosing a folder', () => door().shell.chooseFolder(title))) ?? null;
}

export async function chooseTarget(options: ChooseTargetOptions): Promise<string | null> {
  return (await attempt('Choosing a file', () => door().shell.chooseTarget(options))) ?? null;
}

/** False where the shell has no file manager to show it in. */
export async function revealFile(path: string): Promise<boolean> {
  return (await attempt('Showing a file', () => door().shell.revealFile(path))) ?? false;
}
