/**
 * What of the session outlives the window: preferences, panels, the wipe's place. Kept in localStorage, per machine.
 *
 * Whatever is read there may be old or broken: each part is checked by itself and left out where it does not fit.
 */
import { z } from 'zod';
import { workspace } from './store';
import { type Session, SURROUNDS, VIEW_MODES } from './workspace';

const KEY = 'remaster.session';

const PARTS = {
  view: z.enum(VIEW_MODES),
  wipeAt: z.number().min(0).max(1),
  differenceGain: z.number().min(1).max(64),
  threshold: z.number().min(0).max(1),
  isMeasuringAtRest: z.boolean(),
  areLabelsShown: z.boolean(),
  surround: z.enum(SURROUNDS),
  theme: z.enum(['dark', 'light']),
  magnify: z.enum(['smooth', 'pixels']),
  panels: z.object({ left: z.boolean(), right: z.boolean(), timeline: z.boolean() }),
  rightTab: z.enum(['recipe', 'numbers']),
} satisfies Partial<Record<keyof Session, z.ZodType>>;

type Remembered = Pick<Session, keyof typeof PARTS>;
const NAMES = Object.keys(PARTS) as (keyof Remembered)[];

export function parseSession(text: string | null): Partial<Remembered> {
  const stored = parseJson(text);
  const fitting = NAMES.flatMap((name) => {
    const part = PARTS[name].safeParse(stored[name]);
    return part.success ? [[name, part.data]] : [];
  });
  return Object.fromEntries(fitting);
}

function parseJson(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export function readSession(storage: Pick<Storage, 'getItem'>): Partial<Remembered> {
  try {
    return parseSession(storage.getItem(KEY));
  } catch {
    // A browser may refuse its storage altogether; the window then starts fresh each time.
    return {};
  }
}

/** A dragged wipe changes the session sixty times a second; the disk hears of the last one. */
const WRITE_AFTER_MS = 400;

/** Writes the session down whenever it has rested; the function returned stops it. */
export function rememberSession(storage: Pick<Storage, 'setItem'>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = workspace.subscribe(({ session }, before) => {
    if (session === before.session) return;
    clearTimeout(timer);
    timer = setTimeout(() => writeSession(storage, session), WRITE_AFTER_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

function writeSession(storage: Pick<Storage, 'setItem'>, session: Session): void {
  const kept = Object.fromEntries(NAMES.map((name) => [name, session[name]]));
  try {
    storage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Full or refused: nothing that the user is waiting for.
  }
}
