/** The pictures of a frame map, and the fields that none of them shows, while it is made. Pure. */
import { grown } from '../../model/grown';

/** How a picture is made: as stored or re-woven (0), or from the top (1) or bottom (2) field alone. */
export const WOVEN = 0;
export const FROM_TOP = 1;
export const FROM_BOTTOM = 2;

/** Typed arrays that grow: 21 bytes a picture. */
export class PictureList {
  count = 0;
  top = new Int32Array(1024);
  bottom = new Int32Array(1024);
  how = new Uint8Array(1024);
  at = new Uint32Array(1024);
  ticks = new Float64Array(1024);

  push(top: number, bottom: number, how: number, at: number, ticks: number): void {
    if (this.count === this.top.length) this.grow();
    this.top[this.count] = top;
    this.bottom[this.count] = bottom;
    this.how[this.count] = how;
    this.at[this.count] = at;
    this.ticks[this.count] = ticks;
    this.count++;
  }

  trimmed() {
    const { count } = this;
    const [top, bottom] = [this.top.slice(0, count), this.bottom.slice(0, count)];
    const [how, at, ticks] = [this.how.slice(0, count), this.at.slice(0, count), this.ticks.slice(0, count)];
    return { count, top, bottom, how, at, ticks };
  }

  private grow(): void {
    const size = this.count * 2;
    this.top = grown(this.top, size);
    this.bottom = grown(this.bottom, size);
    this.how = grown(this.how, size);
    this.at = grown(this.at, size);
    this.ticks = grown(this.ticks, size);
  }
}

/** Source fields in two numbers a frame: its top lines are 2 × frame, its bottom lines 2 × frame + 1. Four bytes a field. */
export class FieldList {
  private count = 0;
  private numbers = new Int32Array(1024);

  /** The lines of a picture; -1: none. */
  push({ top, bottom }: { top: number; bottom: number }): void {
    if (top >= 0) this.add(2 * top);
    if (bottom >= 0) this.add(2 * bottom + 1);
  }

  sorted(): Int32Array {
    return this.numbers.slice(0, this.count).sort();
  }

  private add(number: number): void {
    if (this.count === this.numbers.length) this.numbers = grown(this.numbers, this.count * 2);
    this.numbers[this.count++] = number;
  }
}
