/**
 * Which frames the two pictures on screen are, in words: short ones for the labels and the status line, a sentence for who wants to know. Pure.
 *
 * All of it is read from the pictures' own headers, so that it cannot speak of a picture that is not there yet.
 */
import {
  matchSources,
  nameSource,
  type Picture,
  type PictureHeader,
  sourceFramesOf,
} from '../../model/picture';
import { shownOn } from '../state/judgedStep';
import type { Workspace } from '../state/workspace';
import { countText } from '../ui/words';

type Numbered = Pick<PictureHeader, 'clipId' | 'frame' | 'sourceFrame' | 'fields' | 'timeSecs'>;

/** The headers of what is shown; null where a side shows nothing. */
export interface ShownPair {
  a: Numbered | null;
  b: Numbered | null;
}

export function headersOf(shown: { a: Picture | null; b: Picture | null } | null): ShownPair {
  return { a: shown?.a?.header ?? null, b: shown?.b?.header ?? null };
}

/** What B's plan says of all its pictures. */
export interface Pairing {
  /** They are counted as the source's frames are. */
  isCountedAlike: boolean;
  /** ffmpeg paired their fields by content, and does not tell which. */
  isFieldMatched: boolean;
}

export function pairingOf(state: Workspace): Pairing {
  const shown = shownOn(state, 'b');
  const plan = state.engine.plan[shown?.of ?? 'b'];
  const isMatching = shown?.recipe?.steps.some(({ kind, isOn }) => isOn && kind === 'detelecine') ?? false;
  return {
    isCountedAlike: plan === null || plan.relation.kind === 'same',
    // Footage that is whole film frames already passes the step as it is.
    isFieldMatched: isMatching && plan?.graph.includes('fieldmatch=') === true,
  };
}

export interface PictureName {
  /** 'frame 74' */
  frame: string;
  /** 'source 92 bottom + 93 top'; '' where the picture is the source's frame of that number. */
  source: string;
}

/** Beside labels of pictures that are still being made, while others stand in. */
export const ON_THEIR_WAY: Record<'a' | 'b', PictureName> = {
  a: { frame: 'not shown yet', source: '' },
  b: { frame: 'not shown yet', source: '' },
};

/** What the labels say besides which side it is; null where the frame in the status line says it of both. */
export function namePair(
  { a, b }: ShownPair,
  { isCountedAlike }: Pairing,
): Record<'a' | 'b', PictureName> | null {
  if (!a || !b) return null;
  const isPlain = isCountedAlike && a.clipId === b.clipId && a.frame === b.frame;
  if (isPlain && isOwnFrame(a) && isOwnFrame(b)) return null;
  return { a: namePicture(a), b: namePicture(b) };
}

function isOwnFrame(header: Numbered): boolean {
  return nameSource(header) === String(header.frame);
}

function namePicture(header: Numbered): PictureName {
  const source = isOwnFrame(header) ? '' : `source ${nameSource(header)}`;
  return { frame: `frame ${header.frame}`, source };
}

export interface PairWords {
  /** For the status line: 'exact', or how B stands to A. */
  short: string;
  says: string;
}

/** How the pictures stand to each other: "exact" only where both are of one and the same source frame. */
export function pairWords({ a, b }: ShownPair, pairing: Pairing): PairWords {
  const one = a ?? b;
  if (!a || !b) return { short: 'exact', says: one ? `${sayPicture('On screen', one)}.` : '' };
  const both = `${sayPicture('A', a)}. ${sayPicture('B', b)}.`;
  if (a.clipId !== b.clipId) {
    return { short: 'B matched by time', says: `${both} Two clips: nobody has aligned them.` };
  }
  const match = matchSources(a, b);
  if (match.kind === 'apart') return { short: nearestText(match.by), says: `${both} ${NEAREST}` };
  if (match.kind === 'shared') return { short: sharedText(b), says: both };
  if (pairing.isFieldMatched && a.fields === null && b.fields === null) {
    return { short: 'same frame, fields matched', says: `${both} ${MATCHED}` };
  }
  return { short: 'exact', says: `${both} Both are of the same source frame.` };
}

/** While playing only what holds for every frame: words that change with each of them tell nothing. */
export function playingWords(pair: ShownPair, pairing: Pairing): PairWords {
  const isOneClip = pair.a !== null && pair.b !== null && pair.a.clipId === pair.b.clipId;
  const isChanging = isOneClip && (!pairing.isCountedAlike || pairing.isFieldMatched);
  return isChanging ? NO_WORDS : { short: pairWords(pair, pairing).short, says: '' };
}

export const NO_WORDS: PairWords = { short: '', says: '' };

const NEAREST = 'B has no picture of that frame, and this is its nearest.';
const MATCHED = 'Field matching may have taken one field of B from a neighbouring frame.';

function sharedText(b: Numbered): string {
  return sourceFramesOf(b).length > 1 ? 'B woven of two source frames' : 'B of one of A’s source frames';
}

function nearestText(by: number): string {
  return `B’s nearest picture, ${countText(Math.abs(by), 'frame')} ${by < 0 ? 'earlier' : 'later'}`;
}

function sayPicture(who: string, header: Numbered): string {
  const of = isOwnFrame(header) ? '' : ` (source ${nameSource(header)})`;
  return `${who}: frame ${header.frame}${of}, at ${header.timeSecs.toFixed(3)} s`;
}
