/** Reads the command line. Pure: wrong usage is thrown as UsageError and becomes exit code 2. */
import { parseArgs } from 'node:util';
import type { Size } from '../model/clip';
import { LAYOUTS, type Layout } from '../model/compare';
import { CODECS, type Codec } from '../model/contract';

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const OPTIONS = {
  json: { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
  force: { type: 'boolean', default: false },
  resume: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
  web: { type: 'boolean', default: false },
  raw: { type: 'boolean', default: false },
  captions: { type: 'boolean', default: false },
  reference: { type: 'string' },
  project: { type: 'string' },
  port: { type: 'string' },
  recipe: { type: 'string' },
  'recipe-a': { type: 'string' },
  'recipe-b': { type: 'string' },
  size: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  codec: { type: 'string' },
  bits: { type: 'string' },
  frames: { type: 'string' },
  layout: { type: 'string' },
  'wipe-at': { type: 'string' },
  threshold: { type: 'string' },
  shots: { type: 'string' },
  map: { type: 'string' },
  forget: { type: 'boolean', default: false },
  out: { type: 'string', short: 'o' },
} as const;

export type Arguments = ReturnType<typeof parseArguments>;

export function parseArguments(argv: readonly string[]) {
  // "-o -" means standard output; parseArgs would take the lone dash for a file to open.
  const args = argv.map((arg, index) => (arg === '-' && isOut(argv[index - 1]) ? STDOUT : arg));
  try {
    const { values, positionals } = parseArgs({
      args,
      options: OPTIONS,
      allowPositionals: true,
      strict: true,
    });
    return { ...values, out: values.out === STDOUT ? '-' : values.out, words: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const STDOUT = '\u0000stdout';
function isOut(arg: string | undefined): boolean {
  return arg === '-o' || arg === '--out';
}

export function parseWhole(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) {
    const isTime = name !== '--port' && /[:;.]/.test(text);
    const why = isTime ? '; it is the number of a frame, not a time (second 10 at 25 a second is 250)' : '';
    throw new UsageError(`${name} takes a whole number from 0, not "${text}"${why}`);
  }
  return Number(text);
}

export function parseShare(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new UsageError(`${name} takes a number from 0 to 1, not "${text}"`);
  return value;
}

/** `native` (null) or `WxH`. */
export function parseSize(text: string | undefined): Size | null {
  if (text === undefined || text === 'native') return null;
  const match = /^(\d+)[x×](\d+)$/.exec(text);
  const size = { width: Number(match?.[1]), height: Number(match?.[2]) };
  if (!match || size.width < 1 || size.height < 1) {
    throw new UsageError(`--size takes "native" or WIDTHxHEIGHT, such as 1440x1080, not "${text}"`);
  }
  return size;
}

/** A list of frames, or how many to choose. */
export function parseFrames(text: string | undefined): number[] | { auto: number } {
  if (text === undefined)
    throw new UsageError('stills needs --frames, such as --frames 12,48 or --frames auto:8');
  const auto = /^auto(?::(\d+))?$/.exec(text);
  if (auto) return { auto: Math.max(1, Number(auto[1] ?? 8)) };
  if (text === 'marks')
    throw new UsageError(
      '--frames marks needs a project with marks, which comes with later work; name the frames',
    );
  const parts = text.split(',').map((part) => part.trim());
  if (parts.some((part) => !/^\d+$/.test(part))) {
    throw new UsageError(`--frames takes numbers with commas between them, or auto:N, not "${text}"`);
  }
  return parts.map(Number);
}

export function parseLayouts(text: string | undefined): Layout[] {
  const names = (text ?? 'side-by-side').split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(LAYOUTS as readonly string[]).includes(name));
  if (unknown === 'blink' || unknown === 'page') {
    throw new UsageError(`--layout ${unknown} comes with later work; there are: ${LAYOUTS.join(', ')}`);
  }
  if (unknown !== undefined) throw new UsageError(`--layout knows ${LAYOUTS.join(', ')}, not "${unknown}"`);
  return names as Layout[];
}

export function parseCodec(text: string | undefined): Codec {
  const codec = text ?? 'ffv1';
  if (!(CODECS as readonly string[]).includes(codec))
    throw new UsageError(`--codec knows ${CODECS.join(', ')}, not "${codec}"`);
  return codec as Codec;
}

/** Null: as the pictures are. */
export function parseBits(text: string | undefined): 8 | 10 | null {
  if (text === undefined) return null;
  if (text !== '8' && text !== '10') throw new UsageError(`--bits takes 8 or 10, not "${text}"`);
  return text === '8' ? 8 : 10;
}
