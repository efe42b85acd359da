/**
 * Reads numbered pictures from living processes into the cache, for whoever waits for them.
 *
 * Knows when to go on with a run and when to start another one. What a run is (a decoder somewhere in a file, a filter process) is said by the `Maker`.
 */
import { WorkbenchError } from '../../model/errors';
import type { PictureCache, Slot } from './cache';
import type { PictureRun, RunEnd } from './run';

export interface Maker {
  /** Starts a run that will deliver `picture` as soon as it can; `hooks` go into it. */
  start(picture: number, hooks: RunHooks): PictureRun;
  /** What a new run for `picture` costs, counted in pictures that could be read on instead. */
  startCost(picture: number): number;
  /** The run of an awaited picture ended before it. 'again' starts another one, an error is what its waiters get. */
  afterEnd(picture: number, why: RunEnd, run: PictureRun): Promise<'again' | WorkbenchError>;
  /** Told how far a run may go, where the maker feeds it. */
  onLimit?(run: PictureRun, limit: number): void;
}

export interface RunHooks {
  onPicture: (picture: number, slot: Slot) => boolean;
  onEnd: (why: RunEnd) => void;
}

interface Waiter {
  resolve: (slot: Slot) => void;
  reject: (error: unknown) => void;
}

/** Two places of one clip can be read at a time: playing at one, looking up another. */
const MAX_RUNS = 2;
const IDLE_MILLIS = 8000;
/** What is read ahead while somebody moves forward: this many pictures, but no more bytes than this. */
const AHEAD_PICTURES = 8;
const AHEAD_BYTES = 12 << 20;

export class PictureReader {
  private readonly runs: PictureRun[] = [];
  private readonly waiting = new Map<number, Set<Waiter>>();
  /** Pictures about which `afterEnd` is being asked. */
  private readonly doubtful = new Set<number>();
  private readonly aheadPictures: number;
  private lastAsked = -2;
  private isForward = false;
  private idleTimer: NodeJS.Timeout | null = null;
  private isClosed = false;
  private takenPictures = 0;

  constructor(
    private readonly cache: PictureCache,
    private readonly prefix: string,
    pictureBytes: number,
    private readonly maker: Maker,
  ) {
    this.aheadPictures = Math.max(1, Math.min(AHEAD_PICTURES, Math.floor(AHEAD_BYTES / pictureBytes)));
  }

  /** The picture's slot, pinned: release it. Rejects with 'cancelled' when `signal` fires; others who wait for the same picture still get it. */
  read(picture: number, signal?: AbortSignal): Promise<Slot> {
    if (signal?.aborted || this.isClosed) return Promise.reject(cancelled());
    if (picture !== this.lastAsked) this.isForward = picture === this.lastAsked + 1;
    this.lastAsked = picture;
    const slot = this.cache.find(this.key(picture));
    if (!slot) return this.wait(picture, signal);
    if (this.isForward) this.schedule();
    return Promise.resolve(slot);
  }

  /** True where the picture can be had without any decoding. */
  has(picture: number): boolean {
    return this.cache.has(this.key(picture));
  }

  /** How many pictures were made so far, read ahead or waited for. */
  get taken(): number {
    return this.takenPictures;
  }

  /** True while somebody waits for a picture. */
  get isBusy(): boolean {
    return this.waiting.size > 0;
  }

  /** Forgets what is in the cache, or one picture of it, so that it will be made anew. */
  forget(picture?: number): void {
    if (picture === undefined) this.cache.forget(this.prefix);
    else this.cache.drop(this.key(picture));
  }

  /** Ends all processes; whoever still waits is told 'cancelled'. */
  close(): void {
    this.isClosed = true;
    this.closeRuns();
    for (const picture of [...this.waiting.keys()]) this.fail(picture, cancelled());
  }

  /** Ends all processes. Who waits is served by new ones. */
  closeRuns(): void {
    if (this.idleTimer) clearTimeout(this.idleTimer);
    for (const run of this.runs.splice(0)) run.close();
  }

  private wait(picture: number, signal?: AbortSignal): Promise<Slot> {
    return new Promise((resolve, reject) => {
      const waiters = this.waiting.get(picture) ?? new Set<Waiter>();
      const settled = (): void => {
        waiters.delete(waiter);
        signal?.removeEventListener('abort', leave);
      };
      const waiter: Waiter = {
        resolve: (slot) => {
          settled();
          resolve(slot);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      };
      const leave = (): void => {
        waiter.reject(cancelled());
        if (waiters.size === 0) this.waiting.delete(picture);
        this.schedule();
      };
      signal?.addEventListener('abort', leave, { once: true });
      waiters.add(waiter);
      // Set anew, so that the newest wish stands last.
      this.waiting.delete(picture);
      this.waiting.set(picture, waiters);
      this.schedule();
    });
  }

  /** Gives every awaited picture a run that will pass it, the newest wish first, and halts runs that nobody needs. */
  private schedule(): void {
    if (this.isClosed) return;
    const goals = new Map<PictureRun, number>();
    for (const picture of [...this.waiting.keys()].reverse()) {
      if (this.doubtful.has(picture)) continue;
      const run = this.runFor(picture, goals);
      if (run) goals.set(run, Math.max(picture, goals.get(run) ?? -1));
    }
    for (const run of this.runs) this.setLimit(run, goals.get(run) ?? -1);
    this.closeWhenIdle();
  }

  private runFor(picture: number, goals: ReadonlyMap<PictureRun, number>): PictureRun | null {
    const reach = this.maker.startCost(picture);
    const near = this.runs.filter(
      (run) => !run.isClosed && run.next <= picture && picture - run.next <= reach,
    );
    const best = near.sort((a, b) => b.next - a.next)[0];
    if (best) return best;
    if (this.runs.length >= MAX_RUNS) {
      const idle = this.runs.filter((run) => !goals.has(run)).sort((a, b) => a.usedAt - b.usedAt)[0];
      // Both runs work for newer wishes: this one waits its turn.
      if (!idle) return null;
      this.drop(idle);
    }
    return this.startRun(picture);
  }

  private startRun(picture: number): PictureRun {
    const run: PictureRun = this.maker.start(picture, {
      onPicture: (number, slot) => this.takePicture(number, slot),
      onEnd: (why) => this.endRun(run, why),
    });
    this.runs.push(run);
    return run;
  }

  private setLimit(run: PictureRun, goal: number): void {
    const edge = this.lastAsked + this.aheadPictures;
    // Only the run that serves the travel reads ahead: another one, left behind elsewhere, stays where it is.
    const isTravelling = goal === this.lastAsked || (run.next > this.lastAsked && run.next <= edge);
    const limit = Math.max(goal, run.next - 1, this.isForward && isTravelling ? edge : -1);
    this.maker.onLimit?.(run, limit);
    run.readUntil(limit);
  }

  private takePicture(picture: number, slot: Slot): boolean {
    const waiters = this.waiting.get(picture);
    this.takenPictures++;
    this.cache.keep(this.key(picture), slot);
    if (waiters) {
      this.waiting.delete(picture);
      for (const waiter of [...waiters]) {
        slot.pins++;
        waiter.resolve(slot);
      }
      // The goal may be reached: a run that nobody needs any more stops here.
      this.schedule();
    }
    this.cache.release(slot);
    return true;
  }

  private endRun(run: PictureRun, why: RunEnd): void {
    this.drop(run);
    for (const picture of this.waiting.keys()) {
      if (picture >= run.next && picture <= run.limit) void this.settleDoubt(picture, why, run);
    }
    this.schedule();
  }

  private async settleDoubt(picture: number, why: RunEnd, run: PictureRun): Promise<void> {
    if (this.doubtful.has(picture)) return;
    this.doubtful.add(picture);
    const verdict = await this.maker.afterEnd(picture, why, run).catch((error: unknown) => error);
    this.doubtful.delete(picture);
    if (verdict === 'again') this.schedule();
    else this.fail(picture, verdict);
  }

  private fail(picture: number, error: unknown): void {
    const waiters = this.waiting.get(picture);
    this.waiting.delete(picture);
    for (const waiter of [...(waiters ?? [])]) waiter.reject(error);
  }

  private drop(run: PictureRun): void {
    const at = this.runs.indexOf(run);
    if (at >= 0) this.runs.splice(at, 1);
    run.close();
  }

  private closeWhenIdle(): void {
    if (this.idleTimer) clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => {
      if (this.waiting.size === 0) this.closeRuns();
    }, IDLE_MILLIS);
    this.idleTimer.unref();
  }

  private key(picture: number): string {
    return `${this.prefix}${picture}`;
  }
}

function cancelled(): WorkbenchError {
  return new WorkbenchError('cancelled', 'Nobody waits for this picture any more.');
}
