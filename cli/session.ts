/**
 * What every command shares: the engine behind its door, the client, the way things are said.
 *
 * JSON and results go to stdout, everything else to stderr.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Client, createClient } from '../model/client';
import type { Clip } from '../model/clip';
import { problemFromError, WorkbenchError } from '../model/errors';
import type { Job } from '../model/job';
import { parseRecipe, type Recipe } from '../model/recipe';
import { createEngine, type Engine } from '../native-pipeline/index';
import type { Arguments } from './arguments';
import { describeElectron, findSamples, readVersion, stateFolder, workFolder } from './places';
import { createProgressLine } from './progress';

export interface Session {
  args: Arguments;
  client: Client;
  engine: Engine;
  /** Resolves a path as the user typed it: against the folder they were in. */
  resolve(file: string): string;
  openClip(file: string): Promise<Clip>;
  /**
   * The recipe that a name means (a preset, a file, or `suggested`: what the analysis proposes; null: none named), and the clip as it needs it: a recipe that
   * follows the cadence has the clip analysed first, with progress.
   */
  choose(clip: Clip, name: string | undefined): Promise<Chosen>;
  /** Waits for a job with progress on stderr; throws what it failed of. */
  finish<Result>(job: Job): Promise<Result>;
  /** One JSON document with --json, else the text. */
  say(value: unknown, text: string): void;
  /** Gives up all work that waits or runs; close() waits until it is tidied up. */
  cancelJobs(): Promise<void>;
  close(): Promise<void>;
}

export interface Chosen {
  clip: Clip;
  recipe: Recipe | null;
}

/** Stands for the recipe that the analysis of the clip proposes. */
const SUGGESTED = 'suggested';

export async function startSession(args: Arguments): Promise<Session> {
  const version = await readVersion();
  const engine = createEngine({
    stateDir: stateFolder(),
    pageDir: null,
    samplesDir: await findSamples(),
    roots: null,
    start: { paths: [], reference: null },
    electron: describeElectron(),
    version,
  });
  const client = createClient((request) => engine.fetch(request), 'http://engine.local');
  const resolve = (file: string) => path.resolve(workFolder(), file);
  return {
    args,
    client,
    engine,
    resolve,
    // Numbers are promises on the command line: the index is made and confirmed before the first answer.
    openClip: async (file) =>
      client.settleClip({ clipId: (await client.openClip({ path: resolve(file) })).id }),
    choose: async (clip, name) => {
      if (name === SUGGESTED) return chooseSuggested(client, clip, args.quiet);
      const recipe = await readRecipe(client, name, resolve);
      const isFollowing = recipe?.steps.some(({ kind, isOn }) => kind === 'cadence' && isOn) ?? false;
      return { recipe, clip: isFollowing ? await analysed(client, clip, args.quiet) : clip };
    },
    finish: (job) => finishJob(client, job, args.quiet),
    say: (value, text) =>
      process.stdout.write(args.json ? `${JSON.stringify(value, null, 2)}\n` : `${text}\n`),
    cancelJobs: async () => {
      for (const { id } of await client.listJobs({})) await client.cancelJob({ jobId: id });
    },
    close: () => engine.close(),
  };
}

async function readRecipe(
  client: Client,
  name: string | undefined,
  resolve: (file: string) => string,
): Promise<Recipe | null> {
  if (name === undefined) return null;
  const presets = await client.listRecipes({});
  const preset = presets.find(({ id }) => id === name);
  if (preset) return preset;
  const text = await readFile(resolve(name), 'utf8').catch(() => {
    const ids = presets.map(({ id }) => id).join(', ');
    throw new WorkbenchError(
      'recipe-invalid',
      `There is neither a preset nor a recipe file called ${name}`,
      `Presets: ${ids}; and ${SUGGESTED}, what the analysis of the clip proposes.`,
    );
  });
  return parseRecipe(text);
}

async function chooseSuggested(client: Client, clip: Clip, isQuiet: boolean): Promise<Chosen> {
  const ready = await analysed(client, clip, isQuiet);
  const { analysis } = await client.getAnalysis({ clipId: clip.id });
  return { clip: ready, recipe: analysis?.suggestion.recipe ?? null };
}

async function analysed(client: Client, clip: Clip, isQuiet: boolean): Promise<Clip> {
  if (clip.isAnalysed) return clip;
  await finishJob(client, await client.startAnalysis({ clipId: clip.id }), isQuiet);
  // What was found counts as another state of the clip.
  return client.getClip({ clipId: clip.id });
}

async function finishJob<Result>(client: Client, job: Job, isQuiet: boolean): Promise<Result> {
  const line = createProgressLine(isQuiet);
  for (;;) {
    const now = (await client.listJobs({})).find(({ id }) => id === job.id) ?? job;
    line.show(now);
    if (now.state === 'done') return now.result as Result;
    if (now.state === 'failed' && now.problem)
      throw new WorkbenchError(now.problem.code, now.problem.detail, now.problem.hint);
    if (now.state === 'cancelled') throw new WorkbenchError('cancelled', `${job.title} was cancelled.`);
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
}

/** Fast enough that a short job does not feel slow, slow enough to cost nothing beside ffmpeg. */
const POLL_MS = 50;

/** One line on stderr and what to try on the next, or the problem object on stdout with --json. */
export function sayProblem(error: unknown, isJson: boolean): void {
  const problem = problemFromError(error);
  if (isJson) process.stdout.write(`${JSON.stringify(problem, null, 2)}\n`);
  process.stderr.write(`error ${problem.code}: ${problem.title} — ${oneLine(problem.detail)}\n`);
  if (problem.hint) process.stderr.write(`${oneLine(problem.hint)}\n`);
  if (problem.code === 'internal' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').trim();
}
