/**
 * What is known of every frame of a clip, in typed arrays: 13 bytes a frame and 14 a group, so that hours stay small.
 *
 * Frames are numbered in presentation order. A group is a place where decoding can begin: a GOP of a program stream, a key frame elsewhere.
 * Not for pictures, and not for deciding whether the table may be believed (indexClip.ts).
 */
import { grown } from '../../model/grown';
import type { Rational } from '../../model/time';

export type PictureType = 'I' | 'P' | 'B' | null;
const TYPES: readonly PictureType[] = [null, 'I', 'P', 'B'];

/** Where decoding begins and which frame then comes out first. */
export interface StartPoint {
  group: number;
  /** Number of the first frame that a decoder started there hands out. */
  firstFrame: number;
  /** Byte position of the pack in which the group starts; 0 where the container is sought by time. */
  position: number;
}

export class FrameTable {
  /** Frames known so far. */
  count = 0;
  groupCount = 0;
  /** Seconds of one tick. */
  timeBase: Rational = { n: 1, d: 90_000 };
  /** Checksums (CRC-32) of the frames of a whole decode; null until it has been made. */
  checksums: Uint32Array | null = null;
  private ticks = new Float64Array(256);
  private types = new Uint8Array(256);
  private groupFirst = new Uint32Array(32);
  private groupLead = new Uint16Array(32);
  private groupPosition = new Float64Array(32);

  /** Adds the next frame in presentation order. `ticks` is its presentation time, in units of `timeBase`. */
  addFrame(ticks: number, type: PictureType): void {
    if (this.count === this.ticks.length) {
      this.ticks = grown(this.ticks, this.count * 2);
      this.types = grown(this.types, this.count * 2);
    }
    this.ticks[this.count] = ticks;
    this.types[this.count] = TYPES.indexOf(type);
    this.count++;
  }

  /**
   * Adds a group whose first frame is the next one to be added.
   *
   * `lead`: frames of the group that are shown before its first reference and need the group before (open GOP); see `countLead`.
   */
  addGroup(position: number, lead = 0): void {
    if (this.groupCount === this.groupFirst.length) {
      this.groupFirst = grown(this.groupFirst, this.groupCount * 2);
      this.groupLead = grown(this.groupLead, this.groupCount * 2);
      this.groupPosition = grown(this.groupPosition, this.groupCount * 2);
    }
    this.groupFirst[this.groupCount] = this.count;
    this.groupLead[this.groupCount] = lead;
    this.groupPosition[this.groupCount] = position;
    this.groupCount++;
  }

  /** One more frame of the last group cannot be decoded without the group before. */
  countLead(): void {
    const last = this.groupCount - 1;
    this.groupLead[last] = (this.groupLead[last] ?? 0) + 1;
  }

  /** Where to start for `frame`; `earlier` asks for that many groups before the nearest. Null where only the head of the file will do. */
  startFor(frame: number, earlier = 0): StartPoint | null {
    let group = this.groupOf(frame);
    if (group >= 0 && frame < this.firstOut(group)) group--;
    group -= earlier;
    if (group < 0) return null;
    return { group, firstFrame: this.firstOut(group), position: this.groupPosition[group] ?? 0 };
  }

  /** First frame after the group of `frame`. */
  groupEnd(frame: number): number {
    const next = this.groupOf(frame) + 1;
    return next < this.groupCount ? (this.groupFirst[next] ?? this.count) : this.count;
  }

  ticksAt(frame: number): number {
    return this.ticks[frame] ?? 0;
  }

  /** Seconds from the first frame. */
  secsAt(frame: number): number {
    return ((this.ticksAt(frame) - this.ticksAt(0)) * this.timeBase.n) / this.timeBase.d;
  }

  typeAt(frame: number): PictureType {
    return TYPES[this.types[frame] ?? 0] ?? null;
  }

  setType(frame: number, type: PictureType): void {
    if (frame < this.count) this.types[frame] = TYPES.indexOf(type);
  }

  /** The frame with exactly this presentation time, or -1. Only for tables whose times rise. */
  frameAtTicks(ticks: number): number {
    const at = lastAtOrBefore(this.ticks, this.count, ticks);
    return at >= 0 && this.ticks[at] === ticks ? at : -1;
  }

  /** True where every frame is shown after the one before. */
  hasRisingTimes(): boolean {
    for (let frame = 1; frame < this.count; frame++) {
      if (this.ticksAt(frame) <= this.ticksAt(frame - 1)) return false;
    }
    return true;
  }

  /**
   * True where all frames stay on screen equally long, give or take the rounding of the time base: Matroska counts milliseconds, so 29.97 comes
   * as 33, 33, 34; pictures of 3:2 pulldown by flags stay for 2, 3, 2, 3 fields.
   */
  hasConstantRate(): boolean {
    if (this.count < 3) return true;
    const step = (this.ticksAt(this.count - 1) - this.ticksAt(0)) / (this.count - 1);
    const slack = step >= 8 ? 1 : step >= 2 ? 0.5 : 0.01;
    for (let frame = 1; frame < this.count; frame++) {
      const ideal = this.ticksAt(0) + frame * step;
      if (Math.abs(this.ticksAt(frame) - ideal) > slack) return false;
    }
    return true;
  }

  /** Gives back the room that doubling left over. */
  trim(): void {
    this.ticks = this.ticks.slice(0, this.count);
    this.types = this.types.slice(0, this.count);
    this.groupFirst = this.groupFirst.slice(0, this.groupCount);
    this.groupLead = this.groupLead.slice(0, this.groupCount);
    this.groupPosition = this.groupPosition.slice(0, this.groupCount);
  }

  private groupOf(frame: number): number {
    return lastAtOrBefore(this.groupFirst, this.groupCount, frame);
  }

  /** Number of the key frame at which a group begins (in clips that are sought by time). */
  keyFrame(group: number): number {
    return this.groupFirst[group] ?? 0;
  }

  private firstOut(group: number): number {
    return (this.groupFirst[group] ?? 0) + (this.groupLead[group] ?? 0);
  }
}

/** Index of the last element that is not above `value`, or -1; `sorted` rises in its first `count` elements. */
function lastAtOrBefore(sorted: Float64Array | Uint32Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
