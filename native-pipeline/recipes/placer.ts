/**
 * Gives the moments of a clip their instants: which are shown, when, and which lone fields find room. Pure.
 *
 * Moments come in the order of time. What a picture is made of, and why, is decided in frameMap.ts.
 */
import { FieldList, FROM_BOTTOM, FROM_TOP, type PictureList, WOVEN } from './pictureList';

/** A field whose partner was cut away. */
export interface Orphan {
  frame: number;
  field: 'top' | 'bottom';
  /** The picture that was rebuilt from it, or -1 where there was no room. */
  picture: number;
}

export interface Placed {
  /** -1: none. */
  top: number;
  bottom: number;
  ticks: number;
  /** `must`: never left out. `candidate`: shown if nearest to an instant. `orphan`: shown if there is room. */
  importance: 'must' | 'candidate' | 'orphan';
}

/** Gives moments their instants, in the order of time. */
export class Placer {
  readonly orphans: Orphan[] = [];
  /** Fields that the output rate has no instant for. */
  readonly leftOut = new FieldList();
  private next = 0;
  private lastTicks = Number.NEGATIVE_INFINITY;
  private waiting: Placed | null = null;
  private candidate: Placed | null = null;

  constructor(
    private readonly list: PictureList,
    /** Ticks from one written picture to the next; null: variable. */
    readonly step: number | null,
    private readonly leastTicks: number,
  ) {}

  place(moment: Placed): void {
    if (moment.importance === 'orphan') {
      this.settleCandidate(null);
      this.dropWaiting();
      this.waiting = moment;
    } else if (moment.importance === 'candidate') {
      this.settleWaiting(moment.ticks);
      this.settleCandidate(moment);
    } else {
      this.settleCandidate(null);
      this.settleWaiting(moment.ticks);
      this.write(moment, moment.ticks);
    }
  }

  /** A lone field that is not wanted. */
  skip({ top, bottom }: { top: number; bottom: number }): void {
    this.note(top, bottom, -1);
  }

  /** A moment of its own that is not asked for at this rate. */
  leaveOut(fields: { top: number; bottom: number }): void {
    this.leftOut.push(fields);
  }

  /** `endTicks`: where the last moment is over. An instant there is the next run's. */
  closeRun(endTicks: number): void {
    const { candidate, step, next } = this;
    if (candidate && step !== null && next * step >= endTicks) {
      this.leaveOut(candidate);
      this.candidate = null;
    }
    this.settleCandidate(null);
  }

  /** `endTicks`: nothing is shown from there on. */
  end(endTicks: number): void {
    this.settleCandidate(null);
    const { waiting, step } = this;
    // Half a field late by the film's clock is still before the end.
    if (waiting && step !== null) waiting.ticks = Math.min(waiting.ticks, endTicks - step);
    this.settleWaiting(endTicks);
  }

  /** Of two neighbours the one nearer to the next instant is shown; `newer` is null where no more follow. */
  private settleCandidate(newer: Placed | null): void {
    const { candidate, step } = this;
    this.candidate = newer;
    if (!candidate || step === null) return;
    const instant = this.next * step;
    const isNearer = !newer || Math.abs(newer.ticks - instant) >= Math.abs(candidate.ticks - instant);
    // Half a step off belongs to another instant.
    if (isNearer && candidate.ticks > instant - step / 2) this.write(candidate, candidate.ticks);
    else this.leaveOut(candidate);
  }

  private settleWaiting(nextTicks: number): void {
    const { waiting, step } = this;
    if (!waiting) return;
    const hasRoom =
      step === null
        ? nextTicks - waiting.ticks >= this.leastTicks && waiting.ticks - this.lastTicks >= this.leastTicks
        : Math.max(this.next, Math.round(waiting.ticks / step)) < Math.round(nextTicks / step);
    if (!hasRoom) {
      this.dropWaiting();
      return;
    }
    this.waiting = null;
    this.note(waiting.top, waiting.bottom, this.list.count);
    this.write(waiting, waiting.ticks);
  }

  private dropWaiting(): void {
    if (this.waiting) this.note(this.waiting.top, this.waiting.bottom, -1);
    this.waiting = null;
  }

  private note(top: number, bottom: number, picture: number): void {
    this.orphans.push({ frame: Math.max(top, bottom), field: bottom < 0 ? 'top' : 'bottom', picture });
  }

  private write({ top, bottom }: Placed, ticks: number): void {
    const how = bottom < 0 ? FROM_TOP : top < 0 ? FROM_BOTTOM : WOVEN;
    const { step, list } = this;
    const isFirst = list.count === 0;
    const at = step === null ? list.count : isFirst ? 0 : Math.max(this.next, Math.round(ticks / step));
    const shown = step === null ? (isFirst ? 0 : Math.max(this.lastTicks + 1, Math.round(ticks))) : at * step;
    list.push(top < 0 ? bottom : top, bottom < 0 ? top : bottom, how, at, shown);
    this.next = at + 1;
    this.lastTicks = shown;
  }
}
