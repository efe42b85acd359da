/**
 * One living decoder (or filter process): splits its raw output into pictures, numbers them, and stops reading when nobody wants more.
 *
 * Not reading is the brake: a full pipe halts ffmpeg. Pictures are numbered by counting, or by their presentation times where those come along on a
 * pipe of their own.
 */
import type { Readable } from 'node:stream';
import { forEachLine } from '../clips/lines';
import type { RunningFfmpeg } from '../ffmpeg/run';
import type { PictureCache, Slot } from './cache';

export interface RunOptions {
  process: RunningFfmpeg;
  pictureBytes: number;
  /** Number of the first picture that counts; earlier ones, told by their time, are dropped. */
  first: number;
  /** So many pictures come before `first` and are dropped unseen. */
  skip?: number;
  /** Presentation times of the pictures, as framecrc lists them, and what number a time stands for (-1: none). */
  times?: { pipe: Readable; numberOf: (ticks: number) => number };
  /** Takes a picture; the slot's pin is then the taker's. False refuses it and ends the run as a misfit. */
  onPicture: (picture: number, slot: Slot) => boolean;
  onEnd: (why: RunEnd) => void;
  /** Told once, however the run ends. */
  onClose?: () => void;
}

const NOTHING = Buffer.alloc(0);

/** 'over': no more pictures. 'misfit': it does not give the pictures it was started for. */
export type RunEnd = 'over' | 'misfit';

export class PictureRun {
  /** Number of the next picture. */
  next: number;
  readonly first: number;
  isClosed = false;
  usedAt = performance.now();
  /** Number of the last picture that is wanted. */
  limit = -1;
  private skip: number;
  private slot: Slot | null = null;
  private fill = 0;
  private rest: Buffer | null = null;
  private isOutputOver = false;
  private readonly slots: Slot[] = [];
  private readonly numbers: number[] = [];

  constructor(
    private readonly cache: PictureCache,
    private readonly options: RunOptions,
  ) {
    this.first = options.first;
    this.next = options.first;
    this.skip = options.skip ?? 0;
    const { stdout } = options.process;
    options.process.readBytes((bytes) => this.takeBytes(bytes));
    stdout.once('end', () => this.endOutput());
    stdout.once('close', () => this.endOutput());
    options.process.exit.catch(() => this.endOutput());
    if (options.times) this.readTimes(options.times);
  }

  /** Reads on until picture `limit` has been delivered, and no further (what was read already is kept for later). */
  readUntil(limit: number): void {
    this.limit = limit;
    if (this.isClosed) return;
    this.usedAt = performance.now();
    if (this.isWanting()) this.flow();
  }

  get isReading(): boolean {
    return !this.isClosed && this.next <= this.limit;
  }

  /** Kills the process and lets go of what is half read. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.options.process.kill();
    this.options.process.stdout.destroy();
    if (this.slot) this.cache.release(this.slot);
    for (const slot of this.slots) this.cache.release(slot);
    this.slot = null;
    this.rest = null;
    this.slots.length = 0;
    this.options.onClose?.();
  }

  private isWanting(): boolean {
    return !this.isClosed && this.next + this.slots.length <= this.limit;
  }

  private flow(): void {
    const { rest } = this;
    this.rest = null;
    if (rest) this.takeBytes(rest);
    if (this.isWanting()) this.options.process.stdout.resume();
    if (this.isOutputOver) this.endOutput();
  }

  /** False stops the reading; what was left over is kept. */
  private takeBytes(bytes: Uint8Array): boolean {
    let at = 0;
    while (at < bytes.length && this.isWanting()) {
      this.slot ??= this.cache.take(this.options.pictureBytes);
      const count = Math.min(bytes.length - at, this.options.pictureBytes - this.fill);
      this.slot.bytes.set(bytes.subarray(at, at + count), this.fill);
      this.fill += count;
      at += count;
      if (this.fill === this.options.pictureBytes) this.finishPicture(this.slot);
    }
    if (this.isWanting()) return true;
    // The bytes are only lent, so what is left is copied. More may come while paused: Node delivers what it had read already.
    if (at < bytes.length && !this.isClosed) {
      this.rest = Buffer.concat([this.rest ?? NOTHING, bytes.subarray(at)]);
    }
    return false;
  }

  private finishPicture(slot: Slot): void {
    this.slot = null;
    this.fill = 0;
    if (this.skip > 0) {
      this.skip--;
      this.cache.release(slot);
    } else if (this.options.times) {
      this.slots.push(slot);
      this.matchNumbers();
    } else {
      this.deliver(this.next, slot);
    }
  }

  private deliver(picture: number, slot: Slot): void {
    const isEarly = picture < this.first;
    const isRight = picture === this.next;
    if (isRight) this.next++;
    if (isRight && this.options.onPicture(picture, slot)) return;
    this.cache.release(slot);
    if (isRight) this.next = picture;
    if (!isEarly) this.end('misfit');
  }

  private readTimes({ pipe, numberOf }: NonNullable<RunOptions['times']>): void {
    const done = forEachLine(pipe, (line) => {
      if (line.startsWith('#') || line === '') return;
      this.numbers.push(numberOf(Number(line.split(',')[2])));
      this.matchNumbers();
    });
    done.then(
      () => this.endOutput(),
      () => this.endOutput(),
    );
  }

  /** A picture and its time come on different pipes: whichever is there first waits for the other. */
  private matchNumbers(): void {
    while (!this.isClosed && this.slots.length > 0 && this.numbers.length > 0) {
      const slot = this.slots.shift();
      const picture = this.numbers.shift() ?? -1;
      if (slot) this.deliver(picture, slot);
    }
    if (this.isOutputOver) this.endOutput();
    else if (this.isWanting()) this.flow();
  }

  private endOutput(): void {
    this.isOutputOver ||= this.options.process.stdout.readableEnded || this.options.process.stdout.destroyed;
    if (this.isClosed || !this.isOutputOver || this.rest) return;
    if (this.slots.length > 0 && this.options.times?.pipe.readableEnded === false) return;
    this.end('over');
  }

  private end(why: RunEnd): void {
    if (this.isClosed) return;
    this.close();
    this.options.onEnd(why);
  }
}
