/** Pictures of several recipes at several frames, one after the other, each timed through the door: for the sampler and the blind test. */
import type { Size } from '../../../model/clip';
import type { PictureAddress } from '../../../model/compare';
import { KEPT_HEADER } from '../../../model/contract';
import { isCancelled, type Problem, problemFromError } from '../../../model/errors';
import type { Picture } from '../../../model/picture';
import { parseRecipe, type Recipe } from '../../../model/recipe';
import { readPicture } from '../../viewer/readReply';
import { type Answer, answerOf } from './answers';
import { door } from './door';

export interface SampleRequest {
  /** Names the picture to whoever asked. */
  key: string;
  address: PictureAddress;
}

export interface HowToSample {
  /** Each picture is made anew, so that its time can be taken. */
  isFresh: boolean;
}

export type Sample =
  | { key: string; state: 'busy' }
  /** `millis`: from asking to having all of it; null where it came from memory, which says nothing of the recipe. */
  | { key: string; state: 'done'; picture: Picture; millis: number | null }
  | { key: string; state: 'failed'; problem: Problem };

/** Each window, and each run, has a lane of its own: what is given up stops in the engine too. */
let runs = 0;
const LANE = `samples-${Math.random().toString(36).slice(2, 8)}`;

/** Tells each picture as it begins and as it is there. The function returned stops it; nothing is told after that. */
export function fetchSamples(
  requests: readonly SampleRequest[],
  { isFresh }: HowToSample,
  onSample: (sample: Sample) => void,
): () => void {
  const end = new AbortController();
  runs += 1;
  const lane = `${LANE}-${runs}`;
  void fetchAll(requests, { lane, isFresh }, end.signal, onSample);
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
  how: HowToSample & { lane: string },
  signal: AbortSignal,
  onSample: (sample: Sample) => void,
): Promise<void> {
  for (const { key, address } of requests) {
    if (signal.aborted) return;
    onSample({ key, state: 'busy' });
    const sample = await fetchOne(key, address, how, signal);
    if (!signal.aborted && sample) onSample(sample);
  }
}

async function fetchOne(
  key: string,
  address: PictureAddress,
  how: HowToSample & { lane: string },
  signal: AbortSignal,
): Promise<Sample | null> {
  const startedAt = performance.now();
  try {
    const reply = await door().client.getPicture({ ...address, ...how }, { signal });
    const picture = await readPicture(reply);
    const wasKept = reply.headers.get(KEPT_HEADER) === '1';
    return { key, state: 'done', picture, millis: wasKept ? null : performance.now() - startedAt };
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
