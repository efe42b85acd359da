/**
 * Levels and range: which luma codes the pictures use, and whether that is limited range, full range, or neither. Pure.
 *
 * Limited range keeps black at 16 and white at 235 (ITU-R BT.601, BT.709), with room for overshoots; full range uses 0 to 255. Codes are those of 8 bits.
 */
import type { ActivePicture, Levels } from '../../../model/analysis';
import type { Finding, Range } from '../../../model/clip';
import type { LookPicture } from './lookPicture';

const CODES = 256;
const [BLACK, WHITE] = [16, 235] as const;
/** Share at each end that is passed over: sparkle, ringing, a damaged block. */
const END_SHARE = 0.001;
/** More than this share outside 16 to 235 is no overshoot any more. */
const ILLEGAL_SHARE = 0.005;
/** Codes that only full range uses: limited range forbids its ends and hardly comes near them. */
const [NEAR_ZERO, NEAR_TOP] = [5, 250] as const;
/** Where both ends of the picture lie beyond these, no overshoot brought them there. */
const [FULL_LOW, FULL_HIGH] = [8, 244] as const;
/** Where the darkest or brightest share must lie to show limited range's black or white: pictures end there because they were made to. */
const SHOWS_BLACK = [13, 20] as const;
const SHOWS_WHITE = [229, 238] as const;

export interface LevelsSeen {
  pictures: number;
  /** Samples of each code. */
  counts: Float64Array;
}

export function createLevelsSeen(): LevelsSeen {
  return { pictures: 0, counts: new Float64Array(CODES) };
}

/** Every second line: enough for shares of a thousandth. Bars do not count. */
export function addToLevels(seen: LevelsSeen, { luma, unit, frame }: LookPicture, area: ActivePicture): void {
  const shift = Math.round(Math.log2(unit));
  const { counts } = seen;
  // The other field each time.
  for (let y = area.top + (frame & 1); y < area.top + area.height; y += 2) {
    const from = y * luma.width + area.left;
    for (let at = from; at < from + area.width; at++) {
      const code = (luma.samples[at] ?? 0) >> shift;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
  seen.pictures++;
}

export interface LevelsContext {
  /** What the file says, or is taken for. */
  range: Finding<Range>;
  isRgb: boolean;
  /** Level of black bars; null where there are none. */
  bars: number | null;
}

export function settleLevels(seen: LevelsSeen, context: LevelsContext): Finding<Levels> {
  const total = seen.counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    const none = { lumaLow: 0, lumaHigh: 0, lumaMin: 0, lumaMax: 0, range: 'unknown' } as const;
    return { value: none, source: 'assumed', because: 'No picture was looked at.' };
  }
  const shareOf = (from: number, to: number): number =>
    seen.counts.subarray(from, to).reduce((sum, count) => sum + count, 0) / total;
  const ends = {
    lumaLow: codeAt(seen.counts, END_SHARE * total),
    lumaHigh: codeAt(seen.counts, (1 - END_SHARE) * total),
    lumaMin: seen.counts.findIndex((count) => count > 0),
    lumaMax: seen.counts.findLastIndex((count) => count > 0),
  };
  const { range, because } = judge(ends, shareOf, context);
  const claim = contradiction(range, context);
  return { value: { ...ends, range }, source: 'measured', because: `${because}${claim}` };
}

type Ends = Omit<Levels, 'range'>;
type Judged = Pick<Levels, 'range'> & { because: string };

function judge(ends: Ends, shareOf: (from: number, to: number) => number, context: LevelsContext): Judged {
  const { lumaLow, lumaHigh } = ends;
  const says = `99.8 % of luma lies in ${lumaLow} to ${lumaHigh}`;
  if (context.isRgb) return { range: 'full', because: `${says}; RGB is full range.` };
  const [below, above] = [shareOf(0, BLACK), shareOf(WHITE + 1, CODES)];
  const [zero, top] = [shareOf(0, NEAR_ZERO), shareOf(NEAR_TOP, CODES)];
  const hasBarsAtZero = context.bars !== null && context.bars < NEAR_ZERO;
  if (zero > ILLEGAL_SHARE || (hasBarsAtZero && (top > END_SHARE || above < END_SHARE)))
    return { range: 'full', because: `${says}, with black at 0.` };
  const isBeyondBoth = below > ILLEGAL_SHARE && above > ILLEGAL_SHARE && zero > 0 && top > 0;
  if (isBeyondBoth || (lumaLow <= FULL_LOW && lumaHigh >= FULL_HIGH))
    return { range: 'full', because: `${says}: both ends of limited range are passed.` };
  if (below > ILLEGAL_SHARE || above > ILLEGAL_SHARE)
    return { range: 'illegal', because: `${says}: ${describeExcess(below, above)}.` };
  const isShown =
    isWithin(lumaLow, SHOWS_BLACK) || isWithin(lumaHigh, SHOWS_WHITE) || isBarLegal(context.bars);
  if (isShown) return { range: 'limited', because: `${says}, as limited range (16 to 235) would have it.` };
  return {
    range: 'unknown',
    because: `${says}: neither range's black or white shows, so either is possible.`,
  };
}

function isWithin(code: number, [from, to]: readonly [number, number]): boolean {
  return code >= from && code <= to;
}

function isBarLegal(bars: number | null): boolean {
  return bars !== null && bars >= BLACK - 2;
}

function describeExcess(below: number, above: number): string {
  const parts = [
    below > ILLEGAL_SHARE ? `${percent(below)} is below 16` : '',
    above > ILLEGAL_SHARE ? `${percent(above)} is above 235` : '',
  ];
  return parts.filter(Boolean).join(' and ');
}

function contradiction(measured: Levels['range'], { range, isRgb }: LevelsContext): string {
  if (isRgb || measured === 'unknown' || measured === 'illegal' || measured === range.value) return '';
  const claim = range.source === 'assumed' ? 'was assumed to be' : 'says it is';
  return ` The clip ${claim} ${range.value} range.`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

/** The code below which so many samples lie. */
function codeAt(counts: Float64Array, samples: number): number {
  let left = samples;
  return Math.max(
    0,
    counts.findIndex((count) => {
      left -= count;
      return left <= 0;
    }),
  );
}
