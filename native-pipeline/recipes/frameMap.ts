/**
 * The frame map: for every picture of a restored clip the source fields it shows, how it is made of them, and when it is shown. Pure.
 *
 * Complete film frames are never left out and never doubled: where the clock of a constant rate disagrees by a fraction at a section's limit, the
 * frames keep their order and the clock is met again at the next limit. Fields without a partner are shown only where there is room.
 */
import type { Section, Shot } from '../../model/analysis';
import type { FieldOrder } from '../../model/clip';
import { framesPerSecond, multiply, type Rational, reduce } from '../../model/time';
import { cutIntoRuns, type FieldRun, filmMoments, type Moment, nativeMoments } from './fieldRuns';

/** `film`: constant, one picture for each film frame. `field`: constant, one for each field. `variable`: each at its own time. */
export type OutputRate = 'film' | 'field' | 'variable';

/** How a picture is made: as stored or re-woven (0), or from the top (1) or bottom (2) field alone. */
export const WOVEN = 0;
export const FROM_TOP = 1;
export const FROM_BOTTOM = 2;

export interface MapOrder {
  sections: readonly Section[];
  shots: readonly Shot[];
  /** Of the frames. */
  fieldOrder: FieldOrder;
  /** Of the video that the fields are: 30000/1001 also where soft telecine stores fewer frames. */
  videoRate: Rational;
  /** When a source frame is shown, in seconds from the first. */
  secsAt: (frame: number) => number;
  rate: OutputRate;
  /** Native video at film rate: of all fields those nearest to each instant, or of the frames' first fields. */
  resample: 'nearest' | 'frames';
  /** Film under native titles is shown field by field, or matched as film. */
  hybrid: 'video' | 'film';
  /** False leaves fields without a partner out. */
  isRepairing: boolean;
}

/** A field whose partner was cut away. */
export interface Orphan {
  frame: number;
  field: 'top' | 'bottom';
  /** The picture that was rebuilt from it, or -1 where there was no room. */
  picture: number;
}

export interface FrameMap {
  /** Different pictures. */
  readonly count: number;
  /** Pictures that a render writes: at a constant rate some are repeated. */
  readonly length: number;
  /** Source frames of a picture's top and bottom lines. */
  readonly top: Int32Array;
  readonly bottom: Int32Array;
  readonly how: Uint8Array;
  /** Number of the first written picture that shows it. */
  readonly at: Uint32Array;
  /** When it is shown, in ticks; whole numbers. */
  readonly ticks: Float64Array;
  /** Seconds of a tick. */
  readonly tick: Rational;
  /** Written pictures a second; null where the rate is variable. */
  readonly rate: Rational | null;
  /** Of the film. */
  readonly filmRate: Rational;
  readonly orphans: readonly Orphan[];
  /** Source frames of sections that were brought to another rate. */
  readonly resampled: readonly { from: number; to: number }[];
  /** Frames of the source. */
  readonly frames: number;
}

/** All times on one clock: 1001/120000 s for NTSC (film 5, frame 4, field 2), 1/600 s for PAL (film 25 at 24, frame 24, field 12). */
interface Clock {
  tick: Rational;
  frameTicks: number;
  filmTicks: number;
}

export function buildFrameMap(order: MapOrder): FrameMap {
  const clock = clockFor(order);
  const list = new PictureList();
  const resampled: { from: number; to: number }[] = [];
  const step = order.rate === 'film' ? clock.filmTicks : order.rate === 'field' ? clock.frameTicks / 2 : null;
  const placer = new Placer(list, step, clock.frameTicks / 2);
  for (const run of cutIntoRuns(order.sections, order.shots)) {
    const isResampled = placeRun(run, order, clock, placer);
    if (isResampled) resampled.push({ from: run.section.from, to: run.section.to });
  }
  placer.end();
  const tickRate = { n: clock.tick.d, d: clock.tick.n };
  return {
    ...list.trimmed(),
    length: list.count === 0 ? 0 : (list.at[list.count - 1] ?? 0) + 1,
    tick: clock.tick,
    rate: step === null ? null : multiply(tickRate, { n: 1, d: step }),
    filmRate: multiply(tickRate, { n: 1, d: clock.filmTicks }),
    orphans: placer.orphans,
    resampled: resampled.filter(({ from }, i) => resampled[i - 1]?.from !== from),
    frames: order.sections.at(-1)?.to ?? 0,
  };
}

function clockFor({ videoRate, sections }: MapOrder): Clock {
  const isPal = Math.abs(framesPerSecond(videoRate) - 25) < 0.5;
  if (!isPal) {
    return { tick: reduce({ n: videoRate.d, d: videoRate.n * 4 }), frameTicks: 4, filmTicks: 5 };
  }
  const share = (isEuro: boolean): number =>
    sections
      .filter(({ cadence, pulldown }) => cadence === 'film' && (pulldown === 'euro') === isEuro)
      .reduce((sum, { from, to }) => sum + to - from, 0);
  const filmTicks = share(true) > share(false) ? 25 : 24;
  return { tick: reduce({ n: videoRate.d, d: videoRate.n * 24 }), frameTicks: 24, filmTicks };
}

/** True where the run's moments were thinned out to meet the rate. */
function placeRun(run: FieldRun, order: MapOrder, clock: Clock, placer: Placer): boolean {
  const { section } = run;
  const startTicks = (order.secsAt(section.from) * clock.tick.d) / clock.tick.n;
  const isNative =
    section.cadence === 'video-interlaced' ||
    (section.cadence === 'hybrid' && (order.hybrid === 'video' || section.pulldown === null));
  // Bobbing knows one order for the whole clip; film is woven by its section's own.
  const leading = isNative ? order.fieldOrder : (section.fieldOrder ?? order.fieldOrder);
  const lead = leading === 'top-first' ? 'top' : 'bottom';
  const spacing = isNative ? clock.frameTicks / 2 : spacingOf(section, clock);
  const isThinned = placer.step !== null && spacing < placer.step;
  const isWholeOnly = isNative && isThinned && order.resample === 'frames';
  const shift = startShift(section, spacing, clock);
  const moments = isNative ? nativeMoments(run) : filmMoments(run);
  for (const moment of moments) {
    const isAlone = moment.first < 0 || moment.second < 0;
    if (isWholeOnly && moment.first < 0) continue;
    if (isAlone && !isNative && !order.isRepairing) {
      placer.skip(fieldsOf(moment, lead));
      continue;
    }
    // A film frame that began before its section did is first seen with it.
    const ticks = Math.max(startTicks, startTicks + shift + moment.id * spacing);
    const importance = isAlone && !isNative ? 'orphan' : isThinned ? 'candidate' : 'must';
    placer.place({ ...fieldsOf(moment, lead), ticks, importance });
  }
  placer.closeRun();
  return isThinned && section.cadence !== 'static';
}

/** Ticks from one film (or progressive) frame to the next. */
function spacingOf({ pulldown, cadence }: Section, { frameTicks, filmTicks }: Clock): number {
  if (pulldown === 'soft') return filmTicks;
  if (cadence === 'video-progressive' || cadence === 'static' || pulldown === null) return frameTicks;
  const { first, films } = patternCycle(pulldown);
  return (frameTicks * first) / films;
}

function patternCycle(pulldown: NonNullable<Section['pulldown']>): { first: number; films: number } {
  if (pulldown === 'euro') return { first: 25, films: 24 };
  return pulldown === '2:2' || pulldown === 'soft' ? { first: 1, films: 1 } : { first: 5, films: 4 };
}

/** Where the pattern's first film frame stands, from the section's start. */
function startShift({ pulldown, phase, cadence }: Section, spacing: number, { frameTicks }: Clock): number {
  if (cadence !== 'film' && cadence !== 'hybrid') return 0;
  if (pulldown === '2:2') return phase === 1 ? -frameTicks / 2 : 0;
  if (pulldown === null || pulldown === 'soft' || cadence === 'hybrid')
    return spacing > frameTicks ? -(phase ?? 0) * frameTicks : 0;
  return -(phase ?? 0) * frameTicks;
}

/** The lines that a moment's fields are, by what the first field is. */
function fieldsOf({ first, second }: Moment, lead: 'top' | 'bottom'): { top: number; bottom: number } {
  return lead === 'top' ? { top: first, bottom: second } : { top: second, bottom: first };
}

interface Placed {
  /** -1: none. */
  top: number;
  bottom: number;
  ticks: number;
  /** `must`: never left out. `candidate`: shown if nearest to an instant. `orphan`: shown if there is room. */
  importance: 'must' | 'candidate' | 'orphan';
}

/** Gives moments their instants, in the order of time. */
class Placer {
  readonly orphans: Orphan[] = [];
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

  closeRun(): void {
    this.settleCandidate(null);
  }

  end(): void {
    this.settleCandidate(null);
    this.settleWaiting(Number.POSITIVE_INFINITY);
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

/** Typed arrays that grow: 21 bytes a picture. */
class PictureList {
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
    this.top = grown(this.top, new Int32Array(size));
    this.bottom = grown(this.bottom, new Int32Array(size));
    this.how = grown(this.how, new Uint8Array(size));
    this.at = grown(this.at, new Uint32Array(size));
    this.ticks = grown(this.ticks, new Float64Array(size));
  }
}

function grown<Numbers extends Int32Array | Uint8Array | Uint32Array | Float64Array>(
  from: Numbers,
  to: Numbers,
): Numbers {
  to.set(from);
  return to;
}
