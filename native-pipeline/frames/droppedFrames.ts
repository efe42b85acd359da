/**
 * Which frame of each cycle `decimate` has dropped, found by comparing checksums of the pictures before and behind it.
 *
 * Pure. Within a cycle equal pictures are told apart by their order only, which shows nobody a wrong picture.
 */
const NONE = 255;

export class DroppedFrames {
  /** Place (0 to cycle - 1) of the dropped frame by cycle; NONE where the last, short cycle lost nothing. */
  private readonly places = new Map<number, number>();
  private readonly waiting = new Map<number, Set<() => void>>();

  constructor(private readonly cycle: number) {}

  knows(cycle: number): boolean {
    return this.places.has(cycle);
  }

  cycleOfFrame(frame: number): number {
    return Math.floor(frame / this.cycle);
  }

  cycleOfPicture(picture: number): number {
    return Math.floor(picture / (this.cycle - 1));
  }

  firstPicture(cycle: number): number {
    return cycle * (this.cycle - 1);
  }

  /** Resolves when the cycle is known. */
  whenKnown(cycle: number): Promise<void> {
    if (this.places.has(cycle)) return Promise.resolve();
    return new Promise((resolve) => {
      const waiters = this.waiting.get(cycle) ?? new Set();
      waiters.add(resolve);
      this.waiting.set(cycle, waiters);
    });
  }

  /** The picture that shows a source frame: for a dropped one the picture before, of which it was the repeat. Needs a known cycle. */
  pictureOfFrame(frame: number): number {
    const cycle = this.cycleOfFrame(frame);
    const place = frame % this.cycle;
    const dropped = this.places.get(cycle) ?? NONE;
    return Math.max(0, cycle * (this.cycle - 1) + place - (place >= dropped ? 1 : 0));
  }

  /** The source frame that became a picture. Needs a known cycle. */
  frameOfPicture(picture: number): number {
    const cycle = this.cycleOfPicture(picture);
    const place = picture % (this.cycle - 1);
    const dropped = this.places.get(cycle) ?? NONE;
    return cycle * this.cycle + place + (place >= dropped ? 1 : 0);
  }

  /** Listens to one process from a source frame (a multiple of the cycle) on; cycles before `trustedFrom` are run-up and teach nothing. */
  listen(sourceFrom: number, trustedFrom: number): CycleListener {
    return new CycleListener(this.cycle, sourceFrom / this.cycle, (cycle, place) => {
      if (cycle >= trustedFrom) this.learn(cycle, place);
    });
  }

  private learn(cycle: number, place: number): void {
    this.places.set(cycle, place);
    for (const resolve of this.waiting.get(cycle) ?? []) resolve();
    this.waiting.delete(cycle);
  }
}

class CycleListener {
  private readonly before: string[] = [];
  private readonly after: string[] = [];

  constructor(
    private readonly length: number,
    private cycle: number,
    private readonly learn: (cycle: number, place: number) => void,
  ) {}

  /** Takes a line of framecrc about the pictures before or behind decimate. */
  take(side: 'before' | 'after', line: string): void {
    if (line.startsWith('#') || line === '') return;
    const checksum = line.slice(line.lastIndexOf(',') + 1).trim();
    (side === 'before' ? this.before : this.after).push(checksum);
    while (this.before.length >= this.length && this.after.length >= this.length - 1) this.settle();
  }

  /** The process has ended: what is left is a short cycle, of which nothing is dropped. */
  end(): void {
    if (this.before.length > 0 && this.after.length === this.before.length) this.learn(this.cycle, NONE);
  }

  private settle(): void {
    const before = this.before.splice(0, this.length);
    const after = this.after.splice(0, this.length - 1);
    const place = before.findIndex((checksum, i) => checksum !== after[i]);
    this.learn(this.cycle, place);
    this.cycle++;
  }
}
