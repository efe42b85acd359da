/**
 * The frame map: for every picture of a restored clip the source fields it shows, how it is made of them, and when it is shown. Pure.
 *
 * Complete film frames are never left out and never doubled: where the clock of a constant rate disagrees by a fraction at a section's limit, the
 * frames keep their order and the clock is met again at the next limit. Fields without a partner are shown only where there is room.
 */
import { cycleOf, type Section, type Shot } from '../../model/analysis';
import type { FieldOrder } from '../../model/clip';
import { filmPerCycle } from '../../model/pulldown';
import { framesPerSecond, multiply, type Rational, reduce, type Span } from '../../model/time';
import { cutIntoRuns, type FieldRun, filmMoments, type Moment, nativeMoments } from './fieldRuns';
import { PictureList } from './pictureList';
import { type Orphan, Placer } from './placer';

/** `film`: constant, one picture for each film frame. `field`: constant, one for each field. `variable`: each at its own time. */
export type OutputRate = 'film' | 'field' | 'variable';

export interface MapOrder {
  sections: readonly Section[];
  shots: readonly Shot[];
  /** Of sections that do not show their own. */
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
  /**
   * Fields with moments of their own that the output rate leaves out: 2 × frame for top lines, + 1 for bottom lines, ascending. Every field is shown, an
   * orphan, in here, or repeats a film frame that is shown.
   */
  readonly leftOut: Int32Array;
  /** Source frames of sections that were brought to another rate. */
  readonly resampled: readonly { from: number; to: number }[];
  /** In which order the fields of source frames are shown; every frame is in one run. */
  readonly orders: readonly OrderRun[];
  /** Frames of the source. */
  readonly frames: number;
}

export interface OrderRun extends Span {
  fieldOrder: FieldOrder;
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
  const orders = ordersOf(order);
  for (const run of cutIntoRuns(order.sections, wholeAtTurns(order.shots, orders))) {
    const isResampled = placeRun(run, order, clock, placer);
    if (isResampled) resampled.push({ from: run.section.from, to: run.section.to });
  }
  const endTicks = endOf(order, clock);
  placer.end(endTicks);
  const tickRate = { n: clock.tick.d, d: clock.tick.n };
  return {
    ...list.trimmed(),
    length: writtenLength(list, endTicks, step),
    tick: clock.tick,
    rate: step === null ? null : multiply(tickRate, { n: 1, d: step }),
    filmRate: multiply(tickRate, { n: 1, d: clock.filmTicks }),
    orphans: placer.orphans,
    leftOut: placer.leftOut.sorted(),
    resampled: resampled.filter(({ from }, i) => resampled[i - 1]?.from !== from),
    orders,
    frames: order.sections.at(-1)?.to ?? 0,
  };
}

/** Where the last source frame is over, at the rate of the fields: n frames of video are 2n pictures. At other rates the last picture ends the clip. */
function endOf({ rate, sections, secsAt }: MapOrder, { tick, frameTicks, filmTicks }: Clock): number {
  const last = sections.at(-1);
  if (rate !== 'field' || !last) return Number.POSITIVE_INFINITY;
  const lastTicks = (secsAt(last.to - 1) * tick.d) / tick.n;
  return Math.round(lastTicks + (last.pulldown === 'soft' ? filmTicks : frameTicks));
}

/** Up to the end, where there is one: the last picture stays on screen until then. */
function writtenLength(list: PictureList, endTicks: number, step: number | null): number {
  if (list.count === 0) return 0;
  const shown = (list.at[list.count - 1] ?? 0) + 1;
  return step === null || endTicks === Number.POSITIVE_INFINITY
    ? shown
    : Math.max(shown, Math.round(endTicks / step));
}

function orderOf(section: Section, { fieldOrder }: Pick<MapOrder, 'fieldOrder'>): FieldOrder {
  return section.fieldOrder ?? fieldOrder;
}

/** Files are joined at whole frames: where the order turns, a cut between fields would give one field to both sides. */
function wholeAtTurns(shots: readonly Shot[], orders: readonly OrderRun[]): readonly Shot[] {
  const turns = new Set(orders.slice(1).map(({ from }) => from));
  if (turns.size === 0) return shots;
  return shots.map((shot) => (turns.has(shot.from) ? { ...shot, isMidFrame: false } : shot));
}

/** Neighbours of one order are one run. */
function ordersOf(order: MapOrder): OrderRun[] {
  const runs: OrderRun[] = [];
  for (const section of order.sections) {
    const fieldOrder = orderOf(section, order);
    const last = runs.at(-1);
    if (last?.fieldOrder === fieldOrder) last.to = section.to;
    else runs.push({ from: section.from, to: section.to, fieldOrder });
  }
  return runs;
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
  const lead = orderOf(section, order) === 'top-first' ? 'top' : 'bottom';
  const spacing = isNative ? clock.frameTicks / 2 : spacingOf(section, clock);
  const isThinned = placer.step !== null && spacing < placer.step;
  const isWholeOnly = isNative && isThinned && order.resample === 'frames';
  const isFilm = section.cadence === 'film' || section.cadence === 'hybrid';
  const shift = isFilm && !isNative ? startShift(section, clock) : 0;
  const moments = isNative ? nativeMoments(run) : filmMoments(run);
  const lateness = latenessIn(section, order, clock);
  let endTicks = startTicks;
  for (const moment of moments) {
    const ownTicks = startTicks + shift + moment.id * spacing + lateness(moment);
    endTicks = ownTicks + spacing;
    const isAlone = moment.first < 0 || moment.second < 0;
    const fields = fieldsOf(moment, lead);
    if (isWholeOnly && moment.first < 0) {
      placer.leaveOut(fields);
      continue;
    }
    if (isAlone && !isNative && !order.isRepairing) {
      placer.skip(fields);
      continue;
    }
    // A film frame that began before its section did is first seen with it.
    const ticks = Math.max(startTicks, ownTicks);
    const importance = isAlone && !isNative ? 'orphan' : isThinned ? 'candidate' : 'must';
    placer.place({ ...fields, ticks, importance });
  }
  placer.closeRun(endTicks);
  return isThinned && section.cadence !== 'static';
}

/** How late a stored frame may be by the section's pace before its own time is believed instead, in frames: a pulldown by flags is up to half a field late. */
const LEAST_GAP = 0.75;

/** Ticks by which moments are late because frames are missing before them: clips of a variable rate. To be asked in the order of the moments. */
function latenessIn(
  section: Section,
  { secsAt }: MapOrder,
  { tick, frameTicks, filmTicks }: Clock,
): (moment: Moment) => number {
  const pace = section.pulldown === 'soft' ? filmTicks : frameTicks;
  const startSecs = secsAt(section.from);
  let late = 0;
  return ({ first, second }) => {
    const frame = first < 0 ? second : second < 0 ? first : Math.min(first, second);
    const ticks = ((secsAt(frame) - startSecs) * tick.d) / tick.n - (frame - section.from) * pace;
    if (Math.abs(ticks - late) > LEAST_GAP * frameTicks) late = ticks;
    return late;
  };
}

/** Ticks from one film (or progressive) frame to the next. */
function spacingOf({ pulldown, cadence }: Section, { frameTicks, filmTicks }: Clock): number {
  if (pulldown === 'soft') return filmTicks;
  if (cadence === 'video-progressive' || cadence === 'static' || pulldown === null) return frameTicks;
  return (frameTicks * cycleOf(pulldown)) / filmPerCycle(pulldown);
}

/** Where the pattern's first film frame stands, from the section's start. */
function startShift({ pulldown, phase }: Section, { frameTicks }: Clock): number {
  if (pulldown === null) return 0;
  if (pulldown === '2:2') return phase === 1 ? -frameTicks / 2 : 0;
  return -(phase ?? 0) * frameTicks;
}

/** The lines that a moment's fields are, by what the first field is. */
function fieldsOf({ first, second }: Moment, lead: 'top' | 'bottom'): { top: number; bottom: number } {
  return lead === 'top' ? { top: first, bottom: second } : { top: second, bottom: first };
}
