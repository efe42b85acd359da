/**
 * Time in whole numbers: rates as rationals, frames as branded integers, spans half-open.
 *
 * Pure. Timecode is text for people and is derived here, never stored.
 */

import { type Clock, countAt, frameAtCount, rateOf } from './displayClock';

/** A ratio of integers, `d` > 0. 24000/1001 is `{ n: 24000, d: 1001 }`, never 23.976. */
export interface Rational {
  n: number;
  d: number;
}

/** 0-based frame number on the master's clock, in presentation order. */
export type MasterFrame = number & { readonly __clock: 'master' };
/** 0-based frame number in a clip's own count (its coded pictures in presentation order). */
export type ClipFrame = number & { readonly __clock: 'clip' };

/** Half-open run of frames `[from, to)`. */
export interface Span {
  from: number;
  to: number;
}

/** Frames per second as a float, for display and arithmetic that ends in a rounding. */
export function framesPerSecond(rate: Rational): number {
  return rate.n / rate.d;
}

/** Film's own rate: 24, 24000/1001, or what a cut within a pulldown pattern makes of them. */
export function isFilmRate(rate: Rational): boolean {
  return Math.abs(framesPerSecond(rate) - 24) < 0.05;
}

/** The same ratio in lowest terms; what is no ratio of integers (0/0, NaN) is 0/1, so that a missing rate never becomes NaN. */
export function reduce({ n, d }: Rational): Rational {
  if (d === 0 || !Number.isInteger(n) || !Number.isInteger(d)) return { n: 0, d: 1 };
  const g = gcd(Math.abs(n), Math.abs(d)) || 1;
  const sign = d < 0 ? -1 : 1;
  return { n: (sign * n) / g, d: (sign * d) / g };
}

export function multiply(a: Rational, b: Rational): Rational {
  return reduce({ n: a.n * b.n, d: a.d * b.d });
}

/** Parses ffprobe's "30000/1001", "8:9" or "25". Null where it says nothing ("0/0", "N/A", "0:1"). */
export function parseRational(text: string | undefined): Rational | null {
  const match = /^(\d+)(?:[/:](\d+))?$/.exec(text ?? '');
  if (!match) return null;
  const n = Number(match[1]);
  const d = Number(match[2] ?? 1);
  return n > 0 && d > 0 ? reduce({ n, d }) : null;
}

export function formatRational({ n, d }: Rational, separator = '/'): string {
  return d === 1 && separator === '/' ? String(n) : `${n}${separator}${d}`;
}

/** Seconds at which a frame of a constant-rate clip is shown, counted from the first frame. */
export function secsFromFrame(frame: number, rate: Rational): number {
  return (frame * rate.d) / rate.n;
}

/**
 * Timecode text `HH:MM:SS:FF`, with `;FF` and dropped labels for 29.97 and 59.94 (SMPTE ST 12-1 drop-frame).
 *
 * Drop-frame skips labels 00 and 01 (59.94: 00 to 03) of each minute that is no multiple of ten, so that the text follows the wall clock.
 * Of a clip of variable rate the label is that of the display's frame in which the clip's appears.
 */
export function formatTimecode(frame: number, clock: Clock): string {
  const rate = rateOf(clock);
  const base = Math.max(1, Math.round(framesPerSecond(rate)));
  const isDrop = isDropRate(rate);
  const count = countAt(frame, clock);
  const label = isDrop ? labelFromDropFrame(count, base) : count;
  const ff = label % base;
  const secs = Math.floor(label / base);
  const parts = [Math.floor(secs / 3600), Math.floor(secs / 60) % 60, secs % 60].map(twoDigits);
  return `${parts.join(':')}${isDrop ? ';' : ':'}${twoDigits(ff)}`;
}

/**
 * Frame number from timecode text, or from a plain frame number; null where the text is neither, or names no such moment (29 fps has no
 * frame 99). The last group is always frames, whatever stands before it: "3.5" is second 3, frame 5, never three and a half seconds.
 */
export function parseTimecode(text: string, clock: Clock): number | null {
  const rate = rateOf(clock);
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return Number(trimmed);
  const match = /^(?:(\d{1,3}):)?(?:(\d{1,2}):)?(\d{1,2})[:;.](\d{1,3})$/.exec(trimmed);
  if (!match) return null;
  const base = Math.max(1, Math.round(framesPerSecond(rate)));
  // With two colons only ("MM:SS:FF") the first group took the minutes.
  const [h, m] =
    match[2] === undefined ? [0, Number(match[1] ?? 0)] : [Number(match[1] ?? 0), Number(match[2])];
  if (m > 59 || Number(match[3]) > 59 || Number(match[4]) >= base) return null;
  const label = ((h * 60 + m) * 60 + Number(match[3])) * base + Number(match[4]);
  if (!isDropRate(rate)) return frameAtCount(label, clock);
  const minutes = h * 60 + m;
  return frameAtCount(label - (base / 15) * (minutes - Math.floor(minutes / 10)), clock);
}

function isDropRate({ n, d }: Rational): boolean {
  return d === 1001 && (n === 30000 || n === 60000);
}

function labelFromDropFrame(frame: number, base: number): number {
  const dropped = base / 15; // 2 labels at 29.97, 4 at 59.94
  const perTen = base * 600 - dropped * 9;
  const perMinute = base * 60 - dropped;
  const tens = Math.floor(frame / perTen);
  const rest = frame % perTen;
  const extra = rest < base * 60 ? 0 : 1 + Math.floor((rest - base * 60) / perMinute);
  return frame + dropped * (tens * 9 + extra);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
