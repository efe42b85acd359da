/**
 * Fetches the pictures that the viewer wants at rest, and remembers the last ones. Playing is playback.ts.
 *
 * Both sides of a moment are shown together or not at all: a wipe between two different frames would be a lie. Latest wins: a moment that is
 * no longer wanted is given up, but a young one may finish, so that something moves while the user scrubs faster than the engine renders.
 */
import { type Client, createClient } from '../../model/client';
import type { PictureAddress } from '../../model/compare';
import { isCancelled, type Problem, problemFromError } from '../../model/errors';
import type { Picture } from '../../model/picture';
import type { Span } from '../../model/time';
import type { SideName } from '../state/workspace';
import { isSameMoment, keyOf, type Wanted, type WantedMask } from './frameRequests';
import { keptSpans } from './kept';
import { createPictureShelf } from './pictureShelf';
import { readPicture } from './readReply';

/** The way to the engine; `headers` carry the web shell's token. */
export interface FramesDoor {
  origin: string;
  headers: Record<string, string>;
}

let door: FramesDoor = { origin: '', headers: {} };
let client: Client | null = null;

/** Called once at the start, before the viewer is shown. */
export function connectFrames(given: FramesDoor): void {
  door = given;
  client = createClient((request) => fetch(request), given.origin, given.headers);
}

export function framesDoor(): FramesDoor {
  return door;
}

/** Two windows on one engine must not replace each other's requests. */
const LANE_SUFFIX = Math.random().toString(36).slice(2, 8);
export function laneOf(what: SideName | 'mask'): string {
  return `viewer-${what}-${LANE_SUFFIX}`;
}

export interface Moment {
  wanted: Wanted;
  a: Picture | null;
  b: Picture | null;
  /** False while a side is still on its way (only before the first whole moment of a clip). */
  isWhole: boolean;
}

export interface LoaderEvents {
  onMoment(moment: Moment): void;
  onMask(mask: Picture | null): void;
  onBusy(isBusy: boolean): void;
  onProblem(problem: Problem, place: string, isOfPictures: boolean): void;
  /** Every picture that is wanted is there. `isFresh`: one at least came from the engine just now. */
  onWhole(isFresh: boolean): void;
  /** A picture was put on a shelf. */
  onKept(): void;
}

export interface FrameLoader {
  /** Asks for a moment; `next` is fetched ahead when it is there. Asking for the same again costs nothing. */
  want(wanted: Wanted, next: Wanted | null): void;
  wantMask(input: WantedMask | null): void;
  /** Takes pictures that came another way (playing), so that they need not be asked for again. */
  keep(moment: Moment): void;
  /** Frames of the wanted variants that need not be asked for. */
  kept(wanted: Wanted): { a: Span[]; b: Span[] };
  readonly requests: number;
  close(): void;
}

/** How long a request that is no longer wanted may go on before it is given up, in ms. */
const GRACE_MS = 120;

interface Job {
  wanted: Wanted;
  startedAt: number;
  isAhead: boolean;
  /** A picture of it was asked for. */
  isFresh: boolean;
  end: AbortController;
}

export function createFrameLoader(events: LoaderEvents): FrameLoader {
  const shelves = { a: createPictureShelf(), b: createPictureShelf() };
  let latest: Wanted | null = null;
  let next: Wanted | null = null;
  let job: Job | null = null;
  let graceTimer: ReturnType<typeof setTimeout> | undefined;
  let mask: { key: string; end: AbortController } | null = null;
  let lastProblem = '';
  let requests = 0;
  /** Whose first whole moment was shown; before it, each side is shown as soon as it is there. */
  let familiar = '';

  const load = async (
    side: SideName,
    address: PictureAddress | null,
    asked: Job,
  ): Promise<Picture | null> => {
    if (!address || !client) return null;
    const known = shelves[side].find(keyOf(address));
    if (known) return known;
    requests++;
    const picture = await readPicture(
      await client.getPicture({ ...address, lane: laneOf(side) }, { signal: asked.end.signal }),
    );
    asked.isFresh = true;
    shelves[side].put(keyOf(address), picture);
    events.onKept();
    return picture;
  };

  /** A side that fails stays empty; the other is still shown. Given-up work throws on. */
  const loadOrRaise = async (side: SideName, asked: Job): Promise<Picture | null> => {
    const { wanted, isAhead, end } = asked;
    try {
      const picture = await load(side, wanted[side], asked);
      if (picture && !isAhead && !end.signal.aborted && familiar !== clipsOf(wanted)) {
        events.onMoment({ wanted, a: null, b: null, [side]: picture, isWhole: false });
      }
      return picture;
    } catch (error) {
      if (end.signal.aborted || isCancelled(error)) throw error;
      const problem = problemFromError(error);
      // The last good picture stays until the engine is back; the stage then asks again.
      if (problem.code === 'engine-away') {
        latest = null;
        throw error;
      }
      if (!isAhead) raise(problem, `Frame ${wanted.frame}, side ${side.toUpperCase()}`, true);
      return null;
    }
  };

  const raise = (problem: Problem, place: string, isOfPictures: boolean): void => {
    const text = `${problem.code} ${problem.detail}`;
    // The same trouble on every frame of a scrub is one notice.
    if (text !== lastProblem) events.onProblem(problem, place, isOfPictures);
    lastProblem = text;
  };

  const start = (wanted: Wanted, isAhead: boolean): void => {
    const begun: Job = {
      wanted,
      startedAt: performance.now(),
      isAhead,
      isFresh: false,
      end: new AbortController(),
    };
    job = begun;
    if (!isAhead) events.onBusy(true);
    Promise.all([loadOrRaise('a', begun), loadOrRaise('b', begun)]).then(
      ([a, b]) => finish(begun, { wanted, a, b, isWhole: true }),
      () => finish(begun, null),
    );
  };

  const finish = (done: Job, moment: Moment | null): void => {
    if (job !== done) return;
    job = null;
    clearTimeout(graceTimer);
    if (moment && !done.isAhead) {
      if (moment.a && moment.b) lastProblem = '';
      familiar = clipsOf(done.wanted);
      events.onMoment(moment);
      if (isComplete(moment)) events.onWhole(done.isFresh);
    }
    if (latest && !isSameMoment(latest, done.wanted) && !done.isAhead) start(latest, false);
    else rest();
  };

  const rest = (): void => {
    events.onBusy(false);
    if (next && !isKnown(next)) start(next, true);
    next = null;
  };

  const isKnown = ({ a, b }: Wanted): boolean =>
    (!a || shelves.a.has(keyOf(a))) && (!b || shelves.b.has(keyOf(b)));

  const giveUp = (): void => {
    clearTimeout(graceTimer);
    const given = job;
    job = null;
    given?.end.abort();
  };

  return {
    want(wanted, following) {
      next = following;
      if (isSameMoment(wanted, latest)) return;
      latest = wanted;
      if (isKnown(wanted)) {
        giveUp();
        const a = wanted.a && shelves.a.find(keyOf(wanted.a));
        const b = wanted.b && shelves.b.find(keyOf(wanted.b));
        familiar = clipsOf(wanted);
        events.onMoment({ wanted, a, b, isWhole: true });
        events.onWhole(false);
        return rest();
      }
      if (job?.isAhead && isSameMoment(job.wanted, wanted)) {
        job.isAhead = false;
        return events.onBusy(true);
      }
      if (!job || job.isAhead) {
        giveUp();
        return start(wanted, false);
      }
      clearTimeout(graceTimer);
      const left = GRACE_MS - (performance.now() - job.startedAt);
      graceTimer = setTimeout(
        () => {
          giveUp();
          if (latest) start(latest, false);
        },
        Math.max(0, left),
      );
    },
    wantMask(input) {
      const key = input ? JSON.stringify([keyOf(input.a), keyOf(input.b), input.threshold]) : '';
      if (key === (mask?.key ?? '')) return;
      mask?.end.abort();
      mask = null;
      events.onMask(null);
      if (!input || !client) return;
      const asked = { key, end: new AbortController() };
      mask = asked;
      requests++;
      client
        .getMask({ ...input, lane: laneOf('mask') }, { signal: asked.end.signal })
        .then(readPicture)
        .then(
          (picture) => mask === asked && events.onMask(picture),
          (error: unknown) => {
            if (mask !== asked || isCancelled(error)) return;
            mask = null;
            raise(problemFromError(error), 'Difference mask', false);
          },
        );
    },
    keep({ wanted, a, b }) {
      if (wanted.a && a) shelves.a.put(keyOf(wanted.a), a);
      if (wanted.b && b) shelves.b.put(keyOf(wanted.b), b);
    },
    kept: ({ a, b }) => ({ a: keptSpans(shelves.a.keys(), a), b: keptSpans(shelves.b.keys(), b) }),
    get requests() {
      return requests;
    },
    close() {
      giveUp();
      mask?.end.abort();
      latest = null;
      next = null;
    },
  };
}

function isComplete({ wanted, a, b }: Moment): boolean {
  return (a !== null || wanted.a === null) && (b !== null || wanted.b === null);
}

function clipsOf({ a, b }: Wanted): string {
  return `${a?.clipId} ${b?.clipId}`;
}
