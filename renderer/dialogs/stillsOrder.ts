/** From the stills form to the order the engine understands. Pure. */
import type { Layout } from '../../model/compare';
import type { InputOf } from '../../model/contract';
import type { Clock } from '../../model/displayClock';
import { parseTimecode, type Span } from '../../model/time';
import type { Side, Workspace } from '../state/workspace';

export interface StillsForm {
  layouts: readonly Layout[];
  frames: 'current' | 'list' | 'span';
  /** Frame numbers or timecodes, separated by commas or spaces. */
  list: string;
  folder: string;
  hasCaptions: boolean;
}

export const LAYOUT_NAMES: Readonly<Record<Layout, string>> = {
  separate: 'Separate pictures, one for each side',
  'side-by-side': 'Side by side, SD enlarged left, HD right',
  wipe: "Wipe, at the slider's position",
  difference: 'Difference mask',
};

/** As many as the engine takes in one order. */
export const MOST_FRAMES = 500;

/** The frames meant, or a sentence saying what is wrong with them. */
export function framesOf(
  form: Pick<StillsForm, 'frames' | 'list'>,
  { playhead, span, clock, count }: { playhead: number; span: Span | null; clock: Clock; count: number },
): number[] | string {
  if (form.frames === 'current') return [playhead];
  if (form.frames === 'span') return span ? spanFrames(span) : 'There is no span: set in and out first.';
  const words = form.list.split(/[\s,]+/).filter(Boolean);
  if (words.length === 0) return 'Write frame numbers or timecodes, with commas between.';
  const parsed = words.map((word) => ({ word, frame: parseTimecode(word, clock) }));
  const odd = parsed.find(({ frame }) => frame === null || frame >= count);
  if (odd) return `"${odd.word}" is no frame of this clip: it has ${count}, counted from 0.`;
  const frames = [...new Set(parsed.map(({ frame }) => frame ?? 0))].sort((one, other) => one - other);
  return frames.length > MOST_FRAMES ? `At most ${MOST_FRAMES} frames at a time.` : frames;
}

function spanFrames({ from, to }: Span): number[] | string {
  if (to - from > MOST_FRAMES) return `The span holds ${to - from} frames; at most ${MOST_FRAMES} at a time.`;
  return Array.from({ length: to - from }, (_unused, index) => from + index);
}

/** Null while a side is missing. */
export function stillsOrder(
  { project: { a, b }, session: { wipeAt, isSwapped, threshold } }: Workspace,
  { layouts, folder, hasCaptions }: StillsForm,
  frames: number[],
): InputOf<'startStills'> | null {
  if (!a || !b) return null;
  const side = ({ clipId, recipe, label }: Side) => ({ clipId, recipe, label });
  return {
    a: side(a),
    b: side(b),
    frames,
    layouts: [...layouts],
    folder,
    wipeAt,
    isSwapped,
    threshold,
    hasCaptions,
    // Saving the same frame again is no mistake in the window: it gets the next free number.
    isNumbering: true,
  };
}

/** A folder beside a file; '' for none. */
export function folderBeside(path: string | undefined, name = ''): string {
  if (!path) return '';
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const separator = path[at] ?? '/';
  const folder = path.slice(0, Math.max(0, at));
  return name === '' ? folder : `${folder}${separator}${name}`;
}

/** A typed path, from the root: a bare name is meant beside what was proposed. */
export function wholePath(typed: string, proposed: string): string {
  const path = typed.trim();
  const isWhole = path === '' || /^([A-Za-z]:)?[\\/]/.test(path);
  return isWhole ? path : folderBeside(proposed, path) || path;
}
