/** Source frames into the stdin of a filter process: as many as are needed for the picture that is waited for, and no more. */
import { setTimeout as delay } from 'node:timers/promises';
import { isCancelled, WorkbenchError } from '../../model/errors';
import type { RunningFfmpeg } from '../ffmpeg/run';
import type { PictureCache } from './cache';
import { drained } from './feed';
import type { SourceReader } from './sourceReader';

/** If nothing has come after this time, the graph looks further ahead than its plan says: one more frame is fed. */
const NUDGE_MILLIS = 40;

export class Feed {
  /** What kept it from feeding on. */
  error: WorkbenchError | null = null;
  private readonly stopped = new AbortController();
  private last = -1;
  private isWanted: () => boolean = () => false;
  private wake: () => void = () => {};

  constructor(
    private readonly cache: PictureCache,
    private readonly source: SourceReader,
    private readonly process: RunningFfmpeg,
    private next: number,
  ) {
    this.work().catch((error: unknown) => this.fail(error));
  }

  /** Feeds up to this source frame. `isWanted` tells later on whether a picture is still being waited for. */
  feedUntil(frame: number, isWanted: () => boolean): void {
    this.isWanted = isWanted;
    this.last = Math.max(this.last, frame);
    this.wake();
  }

  stop(): void {
    this.stopped.abort();
    this.wake();
  }

  private async work(): Promise<void> {
    const { stdin } = this.process;
    while (!this.stopped.signal.aborted && !stdin.destroyed) {
      if (this.next > this.last) await this.pause();
      else if (!(await this.feedNext())) return;
    }
  }

  /** False at the end of the clip: the process then flushes what it holds. */
  private async feedNext(): Promise<boolean> {
    const { stdin } = this.process;
    const slot = await this.source.read(this.next, this.stopped.signal).catch((error: unknown) => {
      if (error instanceof WorkbenchError && error.code === 'frame-out-of-range') return null;
      throw error;
    });
    if (!slot) {
      stdin.end();
      return false;
    }
    this.next++;
    const hasRoom = stdin.write(slot.bytes, () => this.cache.release(slot));
    if (!hasRoom) await drained(stdin);
    return true;
  }

  private async pause(): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    if (!this.isWanted()) return woken;
    const isWoken = await Promise.race([woken.then(() => true), delay(NUDGE_MILLIS, false)]);
    if (!isWoken && this.isWanted()) this.last = Math.max(this.last, this.next);
  }

  private fail(error: unknown): void {
    if (isCancelled(error)) return;
    this.error = error instanceof WorkbenchError ? error : new WorkbenchError('internal', String(error));
    this.process.kill();
  }
}
