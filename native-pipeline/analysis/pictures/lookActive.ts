/**
 * The active picture: what is left when bars and blanking are taken off, half-dark columns and lines included. Pure.
 *
 * Lines and columns are judged over all pictures that were looked at: a bar is dark and flat in every one of them. Nothing is ever cropped because of it.
 */
import type { ActivePicture } from '../../../model/analysis';
import type { Finding, Size } from '../../../model/clip';
import type { LookPicture } from './lookPicture';

/** Mean and brightest sample of a bar over black, codes of 8 bits: noise and compression lift both. */
const BAR_MEAN = 4;
const BAR_PEAK = 28;
/** Where nothing in the clip is brighter than this over black, bars cannot be told from night. */
const LEAST_LIGHT = 16;
/** What shows at some time a few samples behind the end of a bar, codes over black. */
const LIGHT_BEHIND_BAR = 12;
/** Of a bar behind which the scene is dark too: how long it must be, how even, codes, and how much of its end may be washed out. */
const LEAST_EVEN_BAR = 8;
const EVEN = 1.5;
const BAR_EDGE = 2;
/** The darkest level that can be a bar's. */
const MOST_BLACK = 28;
/** Of the light further in, a half-dark column has less than this share; the one behind the last of them at least the other. */
const HALF_DARK = 0.8;
const FULL_LIGHT = 0.87;
/** Blanking fades in over a few samples; more than this is the scene itself. */
const MOST_HALF_DARK = 6;
/** Parts of a line or column that must have light enough. */
const LEAST_PARTS = 4;

/** Brightness of lines or columns, gathered over pictures. Codes of 8 bits. */
interface Profile {
  pictures: number;
  /** Light of each eighth of it, over all pictures. */
  parts: Float64Array;
  brightest: Float64Array;
  peak: Float64Array;
}

export interface ActiveSeen {
  pictures: number;
  lines: Profile;
  columns: Profile;
}

export function createActiveSeen({ width, height }: Size): ActiveSeen {
  return { pictures: 0, lines: createProfile(height), columns: createProfile(width) };
}

function createProfile(length: number): Profile {
  const zeros = (count: number) => new Float64Array(count);
  return { pictures: 0, parts: zeros(length * PARTS), brightest: zeros(length), peak: zeros(length) };
}

/** Lines and columns are judged in so many parts: blanking dims them all alike, a scene does not. */
const PARTS = 8;

export function addToActive(seen: ActiveSeen, { luma, unit }: LookPicture): void {
  const { samples, width, height } = luma;
  const columns = new Float64Array(width * PARTS);
  const columnPeaks = new Uint16Array(width);
  const ends = Array.from({ length: PARTS }, (_, part) => Math.floor(((part + 1) * width) / PARTS));
  const line = new Float64Array(PARTS);
  for (let y = 0; y < height; y++) {
    const linePart = Math.floor((y * PARTS) / height);
    let peak = 0;
    let x = 0;
    for (let part = 0; part < PARTS; part++) {
      let sum = 0;
      const end = ends[part] ?? width;
      for (let at = y * width + x; x < end; x++, at++) {
        const value = samples[at] ?? 0;
        sum += value;
        if (value > peak) peak = value;
        const place = x * PARTS + linePart;
        columns[place] = (columns[place] ?? 0) + value;
        if (value > (columnPeaks[x] ?? 0)) columnPeaks[x] = value;
      }
      line[part] = sum;
    }
    note(seen.lines, y, line, { samples: width, unit, peak });
  }
  for (let x = 0; x < width; x++) {
    const parts = columns.subarray(x * PARTS, (x + 1) * PARTS);
    note(seen.columns, x, parts, { samples: height, unit, peak: columnPeaks[x] ?? 0 });
  }
  seen.pictures++;
  seen.lines.pictures++;
  seen.columns.pictures++;
}

/** Adds one line or column of a picture; `parts` are sums of its samples. */
function note(
  profile: Profile,
  at: number,
  parts: Float64Array,
  { samples, unit, peak }: { samples: number; unit: number; peak: number },
): void {
  const { brightest, peak: peaks } = profile;
  let sum = 0;
  for (let part = 0; part < PARTS; part++) {
    const value = parts[part] ?? 0;
    sum += value;
    const place = at * PARTS + part;
    profile.parts[place] = (profile.parts[place] ?? 0) + (value * PARTS) / samples / unit;
  }
  const mean = sum / samples / unit;
  if (mean > (brightest[at] ?? 0)) brightest[at] = mean;
  if (peak / unit > (peaks[at] ?? 0)) peaks[at] = peak / unit;
}

interface Ends {
  /** Bars before the first and behind the last active one, half-dark ones not counted. */
  bars: readonly [number, number];
  halfDark: readonly [number, number];
}

/** What has shown so far, without words: for measures that must keep off the bars. Whole while nothing is known. */
export function activeArea(seen: ActiveSeen): ActivePicture {
  const { width, height } = sizeOf(seen);
  const ends = findEnds(seen);
  if (!ends) return { left: 0, top: 0, width, height };
  const { columns, lines } = ends;
  const [left, right] = [columns.bars[0] + columns.halfDark[0], columns.bars[1] + columns.halfDark[1]];
  const [top, bottom] = [lines.bars[0] + lines.halfDark[0], lines.bars[1] + lines.halfDark[1]];
  return { left, top, width: width - left - right, height: height - top - bottom };
}

export function settleActive(seen: ActiveSeen): Finding<ActivePicture> {
  const value = activeArea(seen);
  const { width, height } = sizeOf(seen);
  const ends = findEnds(seen);
  const many = seen.pictures === 1 ? 'one picture' : `${seen.pictures} pictures`;
  if (!ends)
    return {
      value,
      source: 'assumed',
      because: `Too dark in ${many} to tell bars from the picture: taken as a whole.`,
    };
  const { columns, lines } = ends;
  const sides = [
    ...describe('left', 'column', columns.bars[0], columns.halfDark[0]),
    ...describe('right', 'column', columns.bars[1], columns.halfDark[1]),
    ...describe('top', 'line', lines.bars[0], lines.halfDark[0]),
    ...describe('bottom', 'line', lines.bars[1], lines.halfDark[1]),
  ];
  if (value.width === width && value.height === height)
    return { value, source: 'measured', because: `No bars or blanking in ${many}.` };
  const because = `Dark in all of ${many}: ${sides.join('; ')}. A crop to ${value.width}×${value.height} is proposed, not applied.`;
  return { value, source: 'measured', because };
}

function describe(side: string, noun: string, bars: number, halfDark: number): string[] {
  const count = bars + halfDark;
  if (count === 0) return [];
  const half = halfDark === 0 ? '' : ` (${halfDark} of them only half dark)`;
  return [`${side} ${count} ${noun}${count === 1 ? '' : 's'}${half}`];
}

function sizeOf({ lines, columns }: ActiveSeen): Size {
  return { width: columns.peak.length, height: lines.peak.length };
}

/** The level of the bars that were found; null where there are none. */
export function barLevel(seen: ActiveSeen): number | null {
  const ends = findEnds(seen);
  if (!ends) return null;
  const levels = (['lines', 'columns'] as const).flatMap((side) =>
    Math.max(...ends[side].bars) > 0 ? [blackOf(seen[side])] : [],
  );
  return levels.reduce((lowest, level) => Math.min(lowest ?? MOST_BLACK, level ?? MOST_BLACK), null);
}

/** The level that bars of these lines or columns would have: that of the outermost. Null where both are too light. A picture may be darker than its bars. */
function blackOf({ brightest }: Profile): number | null {
  const level = Math.min(brightest.at(0) ?? MOST_BLACK + 1, brightest.at(-1) ?? MOST_BLACK + 1);
  return level <= MOST_BLACK ? level : null;
}

function findEnds(seen: ActiveSeen): { columns: Ends; lines: Ends } | null {
  const { lines, columns, pictures } = seen;
  const lightest = Math.max(greatest(columns.brightest), greatest(lines.brightest));
  const darkest = Math.min(least(lines.brightest), least(columns.brightest));
  if (pictures === 0 || lightest < Math.min(darkest, MOST_BLACK) + LEAST_LIGHT) return null;
  return { columns: endsOf(columns, blackOf(columns)), lines: endsOf(lines, blackOf(lines)) };
}

/** Looked at from both ends inwards; never past the middle. */
function endsOf(profile: Profile, black: number | null): Ends {
  const length = profile.peak.length;
  const fromEnd = (index: number): number => length - 1 - index;
  const bars = [(index: number) => index, fromEnd].map((place) => countBars(profile, place, black));
  const [first = 0, last = 0] = bars;
  const level = black ?? 16;
  const halves = [halfDarkFrom(profile, first, 1, level), halfDarkFrom(profile, fromEnd(last), -1, level)];
  return { bars: [first, last], halfDark: [halves[0] ?? 0, halves[1] ?? 0] };
}

function countBars(profile: Profile, place: (index: number) => number, black: number | null): number {
  const { brightest, peak } = profile;
  const lightAt = (index: number): number => brightest[place(index)] ?? 0;
  if (black === null) return 0;
  let count = 0;
  while (count < peak.length >> 1 && isBar(profile, place(count), black)) count++;
  // A bar is as dark at its end as at its start, and ends at the picture; what gets lighter bit by bit is a dark side of the scene.
  const even = Math.max(0, count - BAR_EDGE);
  const isEven = even >= LEAST_EVEN_BAR && lightAt(even - 1) - lightAt(0) < EVEN;
  return isEven || lightAt(count + MOST_HALF_DARK) >= black + LIGHT_BEHIND_BAR ? count : 0;
}

function isBar({ brightest, peak }: Profile, at: number, black: number): boolean {
  return (brightest[at] ?? 0) <= black + BAR_MEAN && (peak[at] ?? 0) <= black + BAR_PEAK;
}

/** How many from `start` have clearly less light than those further in, in all their parts: the slope at the end of blanking. */
function halfDarkFrom(profile: Profile, start: number, step: 1 | -1, black: number): number {
  if (profile.peak.length < 8 * MOST_HALF_DARK) return 0;
  const counts: number[] = [];
  for (let part = 0; part < PARTS; part++) {
    const count = dimInPart(profile, { start, step, black, part });
    if (count !== null) counts.push(count);
  }
  if (counts.length < LEAST_PARTS) return 0;
  // Three quarters of the parts agree on at least so many.
  counts.sort((a, b) => a - b);
  return counts[counts.length >> 2] ?? 0;
}

interface PartPlace {
  start: number;
  step: 1 | -1;
  black: number;
  part: number;
}

/** The same in one part; null where that is too dark to tell. */
function dimInPart({ parts, pictures }: Profile, { start, step, black, part }: PartPlace): number | null {
  const lightAt = (index: number): number =>
    (parts[(start + step * index) * PARTS + part] ?? 0) - black * pictures;
  const meanFrom = (index: number): number => {
    let light = 0;
    for (let at = index; at < index + MOST_HALF_DARK; at++) light += lightAt(at) / MOST_HALF_DARK;
    return light;
  };
  const inner = meanFrom(MOST_HALF_DARK + 1);
  if (inner < LEAST_LIGHT * pictures) return null;
  // Where it goes on getting lighter further in, the scene is dark at its side.
  if (inner < FULL_LIGHT * meanFrom(2 * MOST_HALF_DARK + 1)) return 0;
  let count = 0;
  while (count <= MOST_HALF_DARK && lightAt(count) < HALF_DARK * inner) count++;
  return count > MOST_HALF_DARK || lightAt(count) < FULL_LIGHT * inner ? 0 : count;
}

function least(values: Float64Array): number {
  return values.reduce((found, value) => Math.min(found, value), Number.POSITIVE_INFINITY);
}

function greatest(values: Float64Array): number {
  return values.reduce((found, value) => Math.max(found, value), 0);
}
