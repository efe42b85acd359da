/**
 * Finds telecined film under video that covers most of what moves, as the titles at the end of a programme do. Pure.
 *
 * Titles move in every field and never rest; what comes to rest now and then does so by chance in native video, and in film just where its pulldown repeats a field.
 * Whether it does is a matter of statistics: the repeats of a pattern against the frames around them, over a shot.
 */
import type { FieldOrder } from '../../../model/clip';
import type { Span } from '../../../model/time';
import { type FrameRecords, UNKNOWN_REST } from '../fields/frameRecords';
import { PATTERNS, type Pattern } from './patterns';

/** Repeats that a shot must hold, and how many standard errors they must lie below the rest. Native video reached 6.1 with six repeats, 4.1 with twelve. */
const LEAST_REPEATS = 12;
const LEAST_ERRORS = 5.2;
/** No other pattern may come near. */
const TIMES_THE_NEXT = 1.8;
/** What moves by a cycle of five of its own (test pictures do) dips at more places than the pattern's two: by so much of the dip the others may stray. */
const STRAY_SHARE = 1 / 3;
/** A repeat is held against frames as far away as this. */
const AROUND = [-2, -1, 1, 2];
const LEAST_AROUND = 3;

/** The 3:2 or 2:3:3:2 pattern of a shot's resting parts; null where none stands out. Frames are counted from the start of the analysed span. */
export function findFilmUnder(shot: Span, order: FieldOrder, records: FrameRecords): Pattern | null {
  const [best, next] = rank(shot, order, records);
  if (!best || !next || best.errors < LEAST_ERRORS || best.errors < TIMES_THE_NEXT * next.errors) return null;
  return isAlone(shot, best.pattern, records) ? best.pattern : null;
}

/** How far that pattern is ahead of the next best one in a span's resting parts, in nats; negative: another one fits better. */
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

function rank(span: Span, order: FieldOrder, records: FrameRecords): { pattern: Pattern; errors: number }[] {
  return PATTERNS.filter((pattern) => pattern.order === order)
    .map((pattern) => ({ pattern, errors: standardErrors(dips(span, pattern, records)) }))
    .sort((a, b) => b.errors - a.errors);
}

/** By how much the fields that a pattern repeats move less than the fields around them. */
function dips(span: Span, { top, bottom }: Pattern, records: FrameRecords): number[] {
  return [...dipsAt(span, 0, top, records), ...dipsAt(span, 1, bottom, records)];
}

/** The same for every fifth field of a parity, wherever it stands. */
function dipsAt({ from, to }: Span, parity: 0 | 1, place: number, { rests }: FrameRecords): number[] {
  const found: number[] = [];
  const restAt = (frame: number): number =>
    frame > from && frame < to ? (rests[2 * frame + parity] as number) : UNKNOWN_REST;
  for (let frame = from + 1; frame < to; frame++) {
    if (frame % 5 !== place || restAt(frame) === UNKNOWN_REST) continue;
    const around = AROUND.map((away) => restAt(frame + away)).filter((rest) => rest !== UNKNOWN_REST);
    if (around.length >= LEAST_AROUND) found.push(meanOf(around) - restAt(frame));
  }
  return found;
}

/** Whether nothing but the pattern's repeats dips. A repeat is one of the four around each other place, which so rises by a quarter. */
function isAlone(span: Span, pattern: Pattern, records: FrameRecords): boolean {
  const dip = meanOf(dips(span, pattern, records));
  const strays: number[] = [];
  for (const [parity, own] of [
    [0, pattern.top],
    [1, pattern.bottom],
  ] as const) {
    for (let place = 0; place < 5; place++) {
      const found = place === own ? [] : dipsAt(span, parity, place, records);
      if (found.length > 0) strays.push((meanOf(found) + dip / 4) ** 2);
    }
  }
  return strays.length > 0 && Math.sqrt(meanOf(strays)) <= STRAY_SHARE * dip;
}

/** How many standard errors a mean lies above nothing; 0 where there are too few. */
function standardErrors(values: readonly number[]): number {
  if (values.length < LEAST_REPEATS) return 0;
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  // Equal values have no error; rounding to whole units has.
  return mean / Math.sqrt(Math.max(variance, 1 / 12) / values.length);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
