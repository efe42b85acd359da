/**
 * Finds telecined film under video that covers most of what moves, as the titles at the end of a programme do. Pure.
 *
 * Where a pulldown repeats a field only the titles differ from the frame before, so that the whole picture differs a little less, and titles that go on steadily
 * hide that no more than they hide the film. Whether it does is a matter of statistics: the repeats of a pattern against the frames around them, over a shot.
 */
import type { FieldOrder } from '../../../model/clip';
import type { Span } from '../../../model/time';
import type { FrameRecords } from '../fields/frameRecords';
import { PATTERNS, type Pattern } from './patterns';

/** Repeats that a shot must hold, two in five frames; by how many standard errors they must lie below the rest, and each parity's for itself, for a coding's key frames dip in both fields of one frame. */
const LEAST_REPEATS = 18;
/** Of grain fewer are enough, where they lie so far below (share of the difference). */
const CLEAR_DIP = 0.1;
const LEAST_CLEAR_REPEATS = 8;
const LEAST_ERRORS = 4.4;
const LEAST_ERRORS_OF_ONE = 1.9;
/** No other pattern may come near. */
const TIMES_THE_NEXT = 1.75;
/** And by how much: a coding of five frames' rhythm makes dips of a percent or two. Share of the difference. */
const LEAST_DIP = 0.03;
/** What moves by a cycle of five of its own (test pictures do) dips at more places than the pattern's two: by so much of the dip the others may stray. */
const STRAY_SHARE = 1 / 3;
/** A repeat is held against frames as far away as this. */
const AROUND = [-2, -1, 1, 2];
const LEAST_AROUND = 3;
/** Codes, about what rounding makes: dips are shares, and of nothing there are none. */
const LEAST_MOVE = 0.05;

/** A pattern, and by how much the fields that it repeats differ less than the fields around them: shares, as logarithms. */
interface Ranked {
  pattern: Pattern;
  top: readonly number[];
  bottom: readonly number[];
  errors: number;
}

/** A pattern that stands out in what a shot's fields differ by, and by how many nats. */
export interface RepeatedFilm {
  pattern: Pattern;
  lead: number;
}

/** The 3:2 or 2:3:3:2 pattern of the film under a shot's titles; null where none stands out. Frames are counted from the start of the analysed span. */
export function findFilmUnder(shot: Span, order: FieldOrder, records: FrameRecords): Pattern | null {
  return findRepeats(shot, order, records, () => LEAST_REPEATS)?.pattern ?? null;
}

/** The same in a shot whose fields differ by the film's grain alone, or hardly by more: its repeats lie so far below that fewer tell. */
export function findFilmByGrain(shot: Span, order: FieldOrder, records: FrameRecords): RepeatedFilm | null {
  return findRepeats(shot, order, records, (dip) => (dip >= CLEAR_DIP ? LEAST_CLEAR_REPEATS : LEAST_REPEATS));
}

function findRepeats(
  shot: Span,
  order: FieldOrder,
  records: FrameRecords,
  leastOf: (dip: number) => number,
): RepeatedFilm | null {
  const [best, next] = rank(shot, order, records);
  if (!best || !next || best.errors < LEAST_ERRORS || best.errors < TIMES_THE_NEXT * next.errors) return null;
  const { pattern, top, bottom } = best;
  if (Math.min(standardErrors(top), standardErrors(bottom)) < LEAST_ERRORS_OF_ONE) return null;
  const dip = meanOf([...top, ...bottom]);
  if (top.length + bottom.length < leastOf(dip)) return null;
  if (dip < LEAST_DIP || !isAlone(shot, pattern, dip, records)) return null;
  return { pattern, lead: natsOf(best.errors) - natsOf(next.errors) };
}

/** How far that pattern is ahead of the next best one in what a span's pictures differ by, in nats; negative: another one fits better. */
export function leadOfPattern(span: Span, pattern: Pattern, records: FrameRecords): number {
  const ranked = rank(span, pattern.order, records);
  const own = ranked.find((each) => each.pattern === pattern);
  const next = ranked.find((each) => each.pattern !== pattern);
  return own && next ? natsOf(own.errors) - natsOf(next.errors) : 0;
}

/** What a deviation of so many standard errors says, by the normal law. */
function natsOf(errors: number): number {
  return Math.max(0, errors) ** 2 / 2;
}

function rank(span: Span, order: FieldOrder, records: FrameRecords): Ranked[] {
  return PATTERNS.filter((pattern) => pattern.order === order)
    .map((pattern) => {
      const top = dipsAt(span, 0, pattern.top, records);
      const bottom = dipsAt(span, 1, pattern.bottom, records);
      const dips = [...top, ...bottom];
      return { pattern, top, bottom, errors: dips.length < LEAST_CLEAR_REPEATS ? 0 : standardErrors(dips) };
    })
    .sort((a, b) => b.errors - a.errors);
}

/** By how much every fifth field of a parity differs less than those around it. */
function dipsAt({ from, to }: Span, parity: 0 | 1, place: number, records: FrameRecords): number[] {
  const found: number[] = [];
  // A cut may lie between the fields of the shot's first frame: then one parity begins a frame later.
  const isWithin = (frame: number): boolean => frame > from + 1 && frame < to;
  const moveAt = (frame: number): number => Math.log(LEAST_MOVE + records.moveOf(frame, parity));
  for (let frame = from + 2; frame < to; frame++) {
    if (frame % 5 !== place) continue;
    const around = AROUND.map((away) => frame + away).filter(isWithin);
    if (around.length >= LEAST_AROUND) found.push(meanOf(around.map(moveAt)) - moveAt(frame));
  }
  return found;
}

/** Whether nothing but the pattern's repeats dips, which do by `dip`. A repeat is one of the four around each other place, which so rises by a quarter. */
function isAlone(span: Span, pattern: Pattern, dip: number, records: FrameRecords): boolean {
  const strays: number[] = [];
  for (const [parity, own] of [
    [0, pattern.top],
    [1, pattern.bottom],
  ] as const) {
    for (let place = 0; place < 5; place++) {
      const found = place === own ? [] : dipsAt(span, parity, place, records);
      if (found.length > 0) strays.push(Math.max(0, meanOf(found) + dip / 4) ** 2);
    }
  }
  return strays.length > 0 && Math.sqrt(meanOf(strays)) <= STRAY_SHARE * dip;
}

/** How many standard errors a mean lies above nothing; 0 where there are too few to tell. */
function standardErrors(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  // Equal values have no error; rounding has: a thousandth.
  return mean / Math.sqrt(Math.max(variance, 1e-6) / values.length);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
