/** The connection to the engine: what to open at the start, and the one stream of events with its one listener. */
import { problemFromError } from '../../../model/errors';
import type { EngineEvent, Job } from '../../../model/job';
import { keepBookmark, readBookmark } from '../bookmark';
import { NOTHING_MARKED, readUndo } from '../keptUndo';
import { dispatch, workspace } from '../store';
import { openPath, openReferencePath, openSample, refreshRecents, restoreBookmark } from './clips';
import { attempt, door } from './door';
import { isToldInDialog } from './jobs';
import { linesOf } from './lines';

/** What a page keeps across a reload, and what tells one visit from the next: the token it came with. */
export interface Tab {
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  token: string;
}

/** Starts everything; the function returned ends it. Without a tab nothing outlives a reload. */
export function connect(tab: Tab | null = null): () => void {
  const end = new AbortController();
  const stopFiles = door().shell.onFiles((paths) => void openAll(paths));
  void followEvents(end.signal);
  void openStart(tab, end.signal);
  return () => {
    end.abort();
    stopFiles();
  };
}

async function openStart(tab: Tab | null, signal: AbortSignal): Promise<void> {
  const { client } = door();
  void refreshRecents();
  const start = await attempt('Starting', () => client.getStart({}));
  if (!start) return;
  dispatch({ type: 'start/told', start });
  const visit = JSON.stringify([tab?.token, start.paths, start.reference]);
  const bookmark = tab && readBookmark(tab.storage, visit);
  const undo = tab && bookmark ? readUndo(tab.storage, bookmark) : NOTHING_MARKED;
  if (tab && !signal.aborted) signal.addEventListener('abort', keepBookmark(tab.storage, visit));
  // Files that the shell delivered meanwhile ("open with") come before all that was here.
  const isFree = () =>
    workspace.getState().project.a === null && workspace.getState().engine.opening === null;
  if (bookmark && isFree() && (await restoreBookmark(bookmark, undo))) return;
  if (start.paths.length > 0) await openAll(start.paths, start.reference);
  else if (isFree()) openSample();
}

/** The first file is the clip; a second one stands beside it as the reference. */
async function openAll(paths: readonly string[], reference: string | null = null): Promise<void> {
  const [path, second = null] = paths;
  if (path === undefined) return;
  const isOpen = await openPath(path);
  const beside = reference ?? second;
  if (isOpen && beside) await openReferencePath(beside);
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5000;

/** A hiccup is no news; somebody who waits this long must be told. */
const MISSED_AFTER_MS = 10_000;

/** Reads the stream for as long as the window lives; a lost engine is asked again, ever more patiently. */
async function followEvents(signal: AbortSignal): Promise<void> {
  let wait = FIRST_WAIT_MS;
  const miss = () => setTimeout(() => dispatch({ type: 'engine/missed' }), MISSED_AFTER_MS);
  let missed = miss();
  signal.addEventListener('abort', () => clearTimeout(missed));
  while (!signal.aborted) {
    try {
      const response = await door().client.streamEvents({}, { signal });
      clearTimeout(missed);
      dispatch({ type: 'engine/connected' });
      wait = FIRST_WAIT_MS;
      void catchUp();
      for await (const line of linesOf(response.body)) takeEvent(line);
    } catch (error) {
      // What is told of a broken connection hangs on its state; a notice for each try would bury the picture.
      const problem = problemFromError(error);
      if (problem.code === 'no-token') return dispatch({ type: 'problem/raised', problem });
    }
    if (signal.aborted) return;
    if (workspace.getState().engine.connection === 'there') missed = miss();
    dispatch({ type: 'engine/lost' });
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  }
}

/** What was missed before the stream began or while it was broken. */
async function catchUp(): Promise<void> {
  const { client } = door();
  const jobs = await attempt('Reading the jobs', () => client.listJobs({}));
  if (jobs) dispatch({ type: 'jobs/listed', jobs });
  const commands = await attempt('Reading the commands', () => client.listCommands({}));
  if (commands) dispatch({ type: 'commands/listed', commands });
  const { a, b } = workspace.getState().project;
  for (const clipId of new Set([a?.clipId, b?.clipId])) if (clipId) await refreshClip(clipId);
}

/** A new engine (started again) knows no clips: the path is opened again and gives the same id. */
async function refreshClip(clipId: string): Promise<void> {
  const path = workspace.getState().engine.clips[clipId]?.path;
  if (path === undefined) return;
  const clip = await attempt('Opening the clip again', () => door().client.openClip({ path }));
  if (clip) dispatch({ type: 'clip/reopened', clip });
}

function takeEvent(line: string): void {
  const event = JSON.parse(line) as EngineEvent;
  if (event.type === 'job') takeJob(event.job);
  if (event.type === 'clip') dispatch({ type: 'clip/reported', clip: event.clip });
  if (event.type === 'command') dispatch({ type: 'command/reported', command: event.command });
}

/** A job that failed is told once, at the moment it fails: by the dialog that watches it, else by a notice. */
function takeJob(job: Job): void {
  const known = workspace.getState().engine.jobs.find(({ id }) => id === job.id);
  dispatch({ type: 'job/reported', job });
  if (job.problem && known?.state !== 'failed' && !isToldInDialog(job.id)) {
    dispatch({ type: 'problem/raised', problem: job.problem, place: job.title, isOfClip: false });
  }
}
