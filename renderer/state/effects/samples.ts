/** Pictures of several recipes at several frames, one after the other, each timed through the door: for the sampler and the blind test. */
import type { Size } from '../../../model/clip';
import type { PictureAddress } from '../../../model/compare';
import { KEPT_HEADER } from '../../../model/contract';
import { isCancelled, type Problem, problemFromError } from '../../../model/errors';
import type { Picture } from '../../../model/picture';
import { parseRecipe, type Recipe } from '../../../model/recipe';
import { keyOf } from '../../viewer/frameRequests';
import { readPicture } from '../../viewer/readReply';
import { type Answer, answerOf } from './answers';
import { door } from './door';

export interface SampleRequest {
  /** Names the picture to whoever asked. */
  key: string;
  address: PictureAddress;
}

export type Sample =
  | { key: string; state: 'busy' }
  | { key: string; state: 'done'; picture: Picture; time: SampleTime }
  | { key: string; state: 'failed'; problem: Problem };

export interface SampleTime {
  /** From asking for the picture to having all of it, when it was made; null where that was not for a sample. */
  millis: number | null;
  /** It came from memory this time, which says nothing of the recipe: the time is an earlier one. */
  wasKept: boolean;
}

/** Milliseconds that pictures took to be made, by engine and by what makes them; the latest behind. An engine keeps pictures, and would not make them again. */
const timesOf = new WeakMap<object, Map<string, number>>();
const MOST_REMEMBERED = 500;

function timeOf(address: PictureAddress, wasKept: boolean, millis: number): SampleTime {
  const key = keyOf(address);
  const made = timesOf.get(door()) ?? new Map<string, number>();
  timesOf.set(door(), made);
  if (!wasKept) {
    made.delete(key);
    made.set(key, millis);
    for (const oldest of made.keys()) if (made.size > MOST_REMEMBERED) made.delete(oldest);
  }
  return { millis: made.get(key) ?? null, wasKept };
}

/** Each window, and each run, has a lane of its own: what is given up stops in the engine too. */
let runs = 0;
const LANE = `samples-${Math.random().toString(36).slice(2, 8)}`;

/** Tells each picture as it begins and as it is there. The function returned stops it; nothing is told after that. */
export function fetchSamples(
  requests: readonly SampleRequest[],
  onSample: (sample: Sample) => void,
): () => void {
  const end = new AbortController();
  runs += 1;
  const lane = `${LANE}-${runs}`;
  void fetchAll(requests, lane, end.signal, onSample);
  return () => {
    if (end.signal.aborted) return;
    end.abort();
    // The abort alone does not reach the engine in every shell.
    void door()
      .client.leaveLane({ lane })
      .catch(() => undefined);
  };
}

async function fetchAll(
  requests: readonly SampleRequest[],
  lane: string,
  signal: AbortSignal,
  onSample: (sample: Sample) => void,
): Promise<void> {
  for (const { key, address } of requests) {
    if (signal.aborted) return;
    onSample({ key, state: 'busy' });
    const sample = await fetchOne(key, address, lane, signal);
    if (!signal.aborted && sample) onSample(sample);
  }
}

async function fetchOne(
  key: string,
  address: PictureAddress,
  lane: string,
  signal: AbortSignal,
): Promise<Sample | null> {
  const startedAt = performance.now();
  try {
    const reply = await door().client.getPicture({ ...address, lane }, { signal });
    const picture = await readPicture(reply);
    const wasKept = reply.headers.get(KEPT_HEADER) === '1';
    return { key, state: 'done', picture, time: timeOf(address, wasKept, performance.now() - startedAt) };
  } catch (error) {
    // What is given up from outside (another window's work) is a failure here: its place would stay empty without a word.
    if (signal.aborted) return null;
    const problem = problemFromError(error);
    return {
      key,
      state: 'failed',
      problem: isCancelled(error) ? { ...problem, detail: 'It was given up.' } : problem,
    };
  }
}

/** The larger of the sizes that recipes make of a clip, for pictures that are to be laid over each other. */
export function commonSize(clipId: string, recipes: readonly (Recipe | null)[]): Promise<Answer<Size>> {
  return answerOf(async () => {
    const plans = await Promise.all(recipes.map((recipe) => door().client.planRecipe({ clipId, recipe })));
    const sizes = plans.map(({ size }) => size);
    return sizes.reduce((one, other) => (other.width * other.height > one.width * one.height ? other : one));
  });
}

/** A saved recipe from a file. */
export function readRecipeFile(file: File): Promise<Answer<Recipe>> {
  return answerOf(async () => parseRecipe(await file.text()));
}
