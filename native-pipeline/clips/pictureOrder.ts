/**
 * Puts coded MPEG-1/2 pictures into the order, and the number, in which ffmpeg's decoder hands them out.
 *
 * B pictures come out at once, references when the next reference arrives. Two field pictures make one frame. Pictures that the decoder leaves out at
 * the head of a stream (B and P without references; libavcodec/mpeg12dec.c, decode_chunks) are left out here too. Pure.
 */
import type { Rational } from '../../model/time';
import { multiply } from '../../model/time';
import type { FrameTable, PictureType } from './frameTable';

const TYPES: readonly PictureType[] = [null, 'I', 'P', 'B'];

export interface PictureExtension {
  isFrame: boolean;
  isTopFirst: boolean;
  isRepeating: boolean;
}

export class PictureOrder {
  private headerRate: Rational | null = null;
  private isProgressiveSequence = true;
  private isLowDelay = false;
  private isClosed = false;
  private type: PictureType = null;
  private groupPosition = -1;
  private isSecondField = false;
  /** True between the two field pictures of a frame. */
  private firstFieldSeen = false;
  private hasBegun = true;
  private durationFields = 2;
  /** References decoded so far, and those of the present group. */
  private references = 0;
  private referencesInGroup = 0;
  private waiting: { type: PictureType; fields: number } | null = null;
  private shownFields = 0;

  constructor(private readonly table: FrameTable) {}

  sequence(rate: Rational | null): void {
    this.headerRate = rate;
    // MPEG-1 has no extension; ffmpeg then treats the stream as progressive.
    this.isProgressiveSequence = true;
    this.isLowDelay = false;
    this.setRate(rate);
  }

  /** `rateByte`: low_delay, frame_rate_extension_n (2 bits) and frame_rate_extension_d (5 bits). */
  sequenceExtension(isProgressive: boolean, rateByte: number): void {
    this.isProgressiveSequence = isProgressive;
    this.isLowDelay = rateByte >> 7 === 1;
    const extension = { n: ((rateByte >> 5) & 3) + 1, d: (rateByte & 31) + 1 };
    if (this.headerRate) this.setRate(multiply(this.headerRate, extension));
  }

  group(isClosed: boolean): void {
    this.isClosed = isClosed;
  }

  /** A picture header. `sequencePosition`: the pack of the sequence header just before it, or -1. */
  picture(type: number, sequencePosition: number): void {
    this.type = TYPES[type] ?? null;
    this.groupPosition = sequencePosition;
    this.durationFields = 2;
    // Without an extension (MPEG-1) every picture is a whole frame.
    this.hasBegun = false;
    if (this.isProgressiveSequence) this.isSecondField = false;
  }

  pictureExtension({ isFrame, isTopFirst, isRepeating }: PictureExtension): void {
    if (isFrame || this.isProgressiveSequence) {
      this.firstFieldSeen = false;
      this.isSecondField = false;
    } else {
      this.isSecondField = this.firstFieldSeen;
      this.firstFieldSeen = !this.firstFieldSeen;
    }
    if (!isRepeating || !isFrame) return;
    if (!this.isProgressiveSequence) this.durationFields = 3;
    else this.durationFields = isTopFirst ? 6 : 4;
  }

  /** A slice: only a picture that has one is decoded. */
  slice(): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    if (!this.isSecondField) this.beginFrame();
  }

  /** Hands out the reference that waits for a next one which never comes. */
  end(): void {
    this.showWaiting();
  }

  private beginFrame(): void {
    if (this.type === 'B') this.beginB();
    else if (this.type === 'I' || (this.type === 'P' && this.references > 0)) this.beginReference();
  }

  private beginB(): void {
    // Without two references before it a B picture is decoded only if its GOP says that it needs none.
    if (this.references === 0 || (this.references < 2 && !this.isClosed)) return;
    if (this.referencesInGroup === 1 && !this.isClosed) this.table.countLead();
    this.show(this.type, this.durationFields);
  }

  private beginReference(): void {
    this.showWaiting();
    if (this.type === 'I' && this.groupPosition >= 0) {
      this.table.addGroup(this.groupPosition);
      this.referencesInGroup = 0;
    }
    this.references++;
    this.referencesInGroup++;
    if (this.isLowDelay) this.show(this.type, this.durationFields);
    else this.waiting = { type: this.type, fields: this.durationFields };
  }

  private showWaiting(): void {
    if (this.waiting) this.show(this.waiting.type, this.waiting.fields);
    this.waiting = null;
  }

  private show(type: PictureType, fields: number): void {
    this.table.addFrame(this.shownFields, type);
    this.shownFields += fields;
  }

  private setRate(rate: Rational | null): void {
    // Times are counted in fields. A rate that changes later on would need a base of its own; the first one stands.
    if (rate && this.table.count === 0) this.table.timeBase = { n: rate.d, d: rate.n * 2 };
  }
}
