/**
 * An engine made of the contract: answers every endpoint from a table, remembers what it was asked. For the window's tests only.
 *
 * It is reached through the real client, so that requests are written and problems are read as in the app.
 */
import { createClient } from '../../model/client';
import type { Clip } from '../../model/clip';
import type { EndpointName } from '../../model/contract';
import { CONTRACT } from '../../model/contract';
import { PROBLEM_TYPE, type Problem, problemFromError, statusOf, WorkbenchError } from '../../model/errors';
import type { EngineEvent } from '../../model/job';
import type { Recipe } from '../../model/recipe';
import type { Shell } from '../../model/shell';
import { webShell } from '../../renderer/webShell';
import { madeClip, madeDoctor, madeJob, madeMeasurement, madePlan } from './made';

type Answer = (input: Record<string, unknown>) => unknown;

export interface FakeEngine {
  client: ReturnType<typeof createClient>;
  shell: Shell;
  upload(file: File, onShare: (share: number) => void): Promise<Clip>;
  /** What was asked so far, oldest first. */
  asked: { name: EndpointName; input: Record<string, unknown> }[];
  /** Replaces the answer of an endpoint. */
  answer(name: EndpointName, answer: Answer): void;
  /** Sends an event down the stream. */
  tell(event: EngineEvent): void;
  uploads: string[];
  /** Breaks the connection, or lets it be made again. */
  setAway(isAway: boolean): void;
  /** As the web shell does to a page without its token. */
  refuseEvents(): void;
  /** Delivers files as "open with" would. */
  deliver(paths: string[]): void;
}

export function createFakeEngine(shell: Partial<Shell> = {}): FakeEngine {
  const answers = new Map<string, Answer>(Object.entries(ANSWERS));
  const asked: FakeEngine['asked'] = [];
  const uploads: string[] = [];
  const listeners = new Set<(paths: string[]) => void>();
  let events: ReadableStreamDefaultController<Uint8Array> | null = null;
  const keepStream = (stream: ReadableStreamDefaultController<Uint8Array>) => {
    events = stream;
  };
  let isAway = false;
  let isRefusing = false;
  const send = async (request: Request): Promise<Response> => {
    // As Chromium says it.
    if (isAway) throw new TypeError('Failed to fetch');
    const { name, input } = await readRequest(request);
    asked.push({ name, input });
    if (name === 'streamEvents' && !isRefusing)
      return new Response(new ReadableStream({ start: keepStream }));
    try {
      if (name === 'streamEvents') throw new WorkbenchError('no-token', 'The token is missing or wrong.');
      const answer = (await answers.get(name)?.(input)) ?? {};
      return answer instanceof Response ? answer : Response.json(answer);
    } catch (error) {
      const problem: Problem = problemFromError(error);
      const headers = { 'content-type': PROBLEM_TYPE };
      return Response.json(problem, { status: statusOf(problem), headers });
    }
  };
  return {
    client: createClient(send, 'http://engine.test'),
    shell: { ...webShell, onFiles: (listener) => listen(listeners, listener), ...shell },
    upload: async (file, onShare) => {
      uploads.push(file.name);
      onShare(0.5);
      return madeClip({ id: `uploaded ${file.name}`, name: file.name });
    },
    asked,
    uploads,
    answer: (name, answer) => void answers.set(name, answer),
    tell: (event) => events?.enqueue(new TextEncoder().encode(`${JSON.stringify(event)}\n`)),
    setAway: (next) => {
      if (next) events?.close();
      isAway = next;
    },
    refuseEvents: () => {
      isRefusing = true;
    },
    deliver: (paths) => {
      for (const listener of listeners) listener(paths);
    },
  };
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const ANSWERS: Partial<Record<EndpointName, Answer>> = {
  getStart: () => ({
    ...{ paths: [], reference: null, samplePath: '/samples/station-sd.mpg' },
    ...{ uploadsFolder: '/state/uploads', outFolder: '/videos' },
  }),
  listRecents: () => [],
  listJobs: () => [],
  listCommands: () => [],
  openClip: ({ path }) => openClip(String(path)),
  planRecipe: ({ recipe }) => madePlan(recipe as Recipe | null),
  measure: () => madeMeasurement(),
  startStills: () => madeJob({ kind: 'stills' }),
  startRender: () => madeJob({ kind: 'render' }),
  cancelJob: () => madeJob({ state: 'cancelled' }),
  pauseJob: () => madeJob({ state: 'paused' }),
  resumeJob: () => madeJob(),
  continueJob: () => madeJob({ id: 'job-continued' }),
  getRenderPlaces: () => ({ places: 1, suggested: 1, most: 2 }),
  getDoctor: () => madeDoctor(),
  listFolder: () => ({ folder: '/videos', parent: null, roots: ['/videos'], entries: FOLDER }),
  getPicture: () => {
    throw new WorkbenchError('superseded', 'The fake engine has no pictures.');
  },
};

const FOLDER = [
  { name: 'tapes', path: '/videos/tapes', kind: 'folder', sizeBytes: 0 },
  { name: 'a.vob', path: '/videos/a.vob', kind: 'video', sizeBytes: 1_000_000 },
];

function openClip(path: string): Clip {
  if (path.includes('missing')) {
    throw new WorkbenchError('file-missing', `There is no file here: ${path}`, 'Check the path.');
  }
  return madeClip({ id: path, path, name: path.split('/').at(-1) ?? path });
}

/** Finds the endpoint and its input as the engine's door does: names in the path, the rest as JSON. */
async function readRequest(
  request: Request,
): Promise<{ name: EndpointName; input: Record<string, unknown> }> {
  const url = new URL(request.url);
  for (const [name, { method, path }] of Object.entries(CONTRACT)) {
    const pattern = new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
    const match = method === request.method ? pattern.exec(url.pathname) : null;
    if (!match) continue;
    const text = method === 'GET' ? url.searchParams.get('q') : await request.text();
    return { name: name as EndpointName, input: { ...JSON.parse(text || '{}'), ...decoded(match.groups) } };
  }
  throw new Error(`The contract has no ${request.method} ${url.pathname}`);
}

function decoded(groups: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
}
