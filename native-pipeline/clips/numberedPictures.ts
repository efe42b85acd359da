/**
 * Finds numbered pictures in a folder: the run of names that differ only in one number.
 *
 * Reads names only, never a picture. ffmpeg's image2 demuxer opens them by a pattern (ffmpeg/source.ts).
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { escapePattern } from '../ffmpeg/source';

/** Names that hold one picture each and that every build can open. */
const PICTURE_NAME = /\.(png|jpe?g|tiff?|bmp|dpx|exr|tga|ppm|pgm|pnm|jp2|j2k|webp|sgi|pcx|cin)$/i;
/** Names that image2 would read differently in a run, so they are no part of one. */
const NUMBERED = /^(?<head>.*?)(?<digits>\d+)(?<tail>\D*)$/su;

/** A run of pictures numbered without a gap. */
export interface NumberedRun {
  /** image2's pattern: the literal parts have their `%` doubled. */
  pattern: string;
  start: number;
  count: number;
  /** First number that is missing although higher ones follow; null where none is. */
  gapAt: number | null;
  /** Pictures behind the gap, which the clip does not show. */
  leftOut: number;
  /** Name of the first picture. */
  firstName: string;
}

interface Series {
  head: string;
  tail: string;
  /** Digits where numbers are padded with zeros; 0 where they are not. */
  width: number;
  numbers: number[];
}

/** The longest run in a folder, or null where it holds no two numbered pictures that belong together. */
export async function findRun(folder: string): Promise<NumberedRun | null> {
  const all = seriesOf(await readdir(folder));
  const best = all.sort((a, b) => b.numbers.length - a.numbers.length)[0];
  return best && best.numbers.length > 1 ? runOf(best, folder) : null;
}

/** The run that a pattern as people write it names: `name_%04d.png` or `name_####.png`. Null where it names none. */
export async function findNamedRun(patternPath: string): Promise<NumberedRun | null> {
  const { dir, base } = path.parse(patternPath);
  const match = /^(?<head>.*?)(?:%0?(?<width>\d*)d|(?<marks>#+))(?<tail>.*)$/su.exec(base);
  if (!match?.groups) return null;
  const { head = '', tail = '', marks } = match.groups;
  const width = marks ? marks.length : Number(match.groups.width ?? 0);
  const names = await readdir(dir || '.').catch(() => []);
  const numbers = names
    .filter((name) => name.startsWith(head) && name.endsWith(tail) && name.length > head.length + tail.length)
    .map((name) => name.slice(head.length, name.length - tail.length))
    .filter((digits) => /^\d+$/.test(digits) && fits(digits, width))
    .map(Number);
  return numbers.length === 0 ? null : runOf({ head, tail, width, numbers }, dir);
}

/** How many other pictures of the same series lie beside this one. */
export async function countNeighbours(file: string): Promise<number> {
  const { dir, base } = path.parse(file);
  const own = partsOf(base);
  if (!own) return 0;
  const names = await readdir(dir).catch(() => []);
  return names.filter((name) => {
    const other = partsOf(name);
    return name !== base && other?.head === own.head && other.tail === own.tail;
  }).length;
}

/** The file that image2 reads for a number of the pattern. */
export function pictureFile(pattern: string, number: number): string {
  return pattern.replace(/%(%|(?:0(\d+))?d)/g, (_all, kind: string, width: string | undefined) =>
    kind === '%' ? '%' : String(number).padStart(Number(width ?? 0), '0'),
  );
}

function seriesOf(names: readonly string[]): Series[] {
  const byShape = new Map<string, Series>();
  for (const name of names) {
    const parts = partsOf(name);
    if (!parts) continue;
    const isPadded = parts.digits.startsWith('0') && parts.digits.length > 1;
    const key = `${parts.head}\n${parts.tail}`;
    const series = byShape.get(key) ?? { head: parts.head, tail: parts.tail, width: 0, numbers: [] };
    if (isPadded) series.width = Math.max(series.width, parts.digits.length);
    series.numbers.push(Number(parts.digits));
    byShape.set(key, series);
  }
  return [...byShape.values()];
}

function partsOf(name: string): { head: string; digits: string; tail: string } | null {
  if (!PICTURE_NAME.test(name)) return null;
  const stem = name.replace(/\.[^.]*$/, '');
  const match = NUMBERED.exec(stem)?.groups;
  if (!match) return null;
  return {
    head: match.head ?? '',
    digits: match.digits ?? '',
    tail: (match.tail ?? '') + name.slice(stem.length),
  };
}

function runOf({ head, tail, width, numbers }: Series, folder: string): NumberedRun {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const start = sorted[0] ?? 0;
  const count = sorted.findIndex((number, at) => number !== start + at);
  const shown = count === -1 ? sorted.length : count;
  const number = width > 0 ? `%0${width}d` : '%d';
  const digits = width > 0 ? String(start).padStart(width, '0') : String(start);
  return {
    pattern: path.join(escapePattern(folder), `${escapePattern(head)}${number}${escapePattern(tail)}`),
    start,
    count: shown,
    gapAt: count === -1 ? null : start + shown,
    leftOut: sorted.length - shown,
    firstName: `${head}${digits}${tail}`,
  };
}

/** `%04d` also takes five digits, but never three. */
function fits(digits: string, width: number): boolean {
  return width === 0
    ? digits === String(Number(digits))
    : digits.length === width || (digits.length > width && !digits.startsWith('0'));
}
