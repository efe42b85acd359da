/**
 * A frame map as one chain of filters: fields that stand alone are bobbed where they are, then two streams of half height (top lines, bottom lines) are
 * picked by their own lists and laid into each other again. Pure; from any source frame on, so that previews make what renders make.
 *
 * Exact: woven pictures hold the very lines of the source (docs/decisions/0006-true-frames.md), bobbed ones keep the lines of their field.
 */

import { formatGraph } from '../ffmpeg/graph';
import { type BobbedFrames, type BobOptions, bobbedFrames, bobGraph } from './bob';
import type { FrameMap } from './frameMap';
import { choiceExpression, rampExpression } from './lists';
import { FROM_BOTTOM, FROM_TOP } from './pictureList';

export type WeaveOptions = BobOptions;

/** A chain that begins with one source frame and ends with a picture. */
export interface WeaveChain {
  graph: string;
  /** Number of the first picture (of the map's different ones) that comes out. */
  firstPicture: number;
}

/** The filters for source frames from `sourceFrom` on. Pictures that need an earlier frame, or would look at one, do not come out. */
export function weaveFrom(map: FrameMap, sourceFrom: number, options: WeaveOptions): WeaveChain {
  if (sourceFrom > 0) return chainFrom(map, sourceFrom, options);
  const known = FROM_HEAD.get(map) ?? new Map<string, WeaveChain>();
  FROM_HEAD.set(map, known);
  const key = `${options.method} ${options.weights ?? ''}`;
  const chain = known.get(key) ?? chainFrom(map, 0, options);
  known.set(key, chain);
  return chain;
}

/** Chains from the clip's head: planning writes one with every picture, and a long clip's is hundreds of kilobytes. */
const FROM_HEAD = new WeakMap<FrameMap, Map<string, WeaveChain>>();

function chainFrom(map: FrameMap, sourceFrom: number, options: WeaveOptions): WeaveChain {
  const firstPicture = firstPictureFrom(map, sourceFrom);
  const bobbed = bobbedFrames(map, sourceFrom);
  const numbers = numberPictures(bobbed, map.frames - sourceFrom);
  const places = { map, sourceFrom, numbers, bobbed };
  const top = chosenPictures(places, firstPicture, true);
  const bottom = chosenPictures(places, firstPicture, false);
  const ticks = rampExpression(map.ticks.subarray(firstPicture));
  const half = (lines: 'top' | 'bottom', chosen: Uint8Array): string =>
    formatGraph([
      { name: 'field', options: { type: lines } },
      { name: 'select', options: { expr: choiceExpression(chosen) } },
      { name: 'setpts', options: { expr: ticks } },
    ]);
  const head = [
    ...(bobbed ? [bobGraph(bobbed, numbers, options)] : []),
    formatGraph([{ name: 'settb', options: { expr: `${map.tick.n}/${map.tick.d}` } }]),
    'split[weave0][weave1]',
  ].join(',');
  const tail = '[weave2][weave3]vstack,il=luma_mode=interleave:chroma_mode=interleave,setfield=mode=prog';
  const graph = `${head};[weave0]${half('top', top)}[weave2];[weave1]${half('bottom', bottom)}[weave3];${tail}`;
  return { graph, firstPicture };
}

/** The first picture that `weaveFrom` hands out: bobbing looks at the frame before, so the first frame fed is only looked at. */
export function firstPictureFrom(map: FrameMap, sourceFrom: number): number {
  return sourceFrom === 0 ? 0 : firstPictureBehind(map, sourceFrom);
}

/** The first picture from which on none shows a field of `frame` or an earlier one. */
export function firstPictureBehind(map: FrameMap, frame: number): number {
  // Pictures of one section limit may be out of order by a frame: the last one that looks too far back decides.
  let low = 0;
  let high = map.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lowestFrame(map, middle) <= frame) low = middle + 1;
    else high = middle;
  }
  while (low < map.count && lowestFrame(map, low) <= frame) low++;
  return low;
}

export function lowestFrame({ top, bottom }: FrameMap, picture: number): number {
  return Math.min(top[picture] ?? 0, bottom[picture] ?? 0);
}

export function highestFrame({ top, bottom }: FrameMap, picture: number): number {
  return Math.max(top[picture] ?? 0, bottom[picture] ?? 0);
}

/** Number of the first picture that each frame becomes. */
function numberPictures(bobbed: BobbedFrames | null, frames: number): Uint32Array {
  const numbers = new Uint32Array(frames + 1);
  for (let frame = 0; frame < frames; frame++) {
    numbers[frame + 1] = (numbers[frame] ?? 0) + (bobbed?.isBobbed[frame] ? 2 : 1);
  }
  return numbers;
}

interface Places {
  map: FrameMap;
  sourceFrom: number;
  numbers: Uint32Array;
  bobbed: BobbedFrames | null;
}

/** Which of the pictures behind the bobbing give their top (or bottom) lines. */
function chosenPictures(places: Places, firstPicture: number, isTop: boolean): Uint8Array {
  const { map, sourceFrom, numbers, bobbed } = places;
  const chosen = new Uint8Array(numbers.at(-1) ?? 0);
  for (let picture = firstPicture; picture < map.count; picture++) {
    const frame = ((isTop ? map.top : map.bottom)[picture] ?? 0) - sourceFrom;
    const how = map.how[picture];
    // Of a bobbed frame there are two pictures, in the order of the fields; each holds the lines of its own field untouched.
    const wantsTop = how === FROM_TOP || (how !== FROM_BOTTOM && isTop);
    const second = bobbed?.isBobbed[frame] && wantsTop !== (bobbed.isTopFirst[frame] === 1) ? 1 : 0;
    chosen[(numbers[frame] ?? 0) + second] = 1;
  }
  return chosen;
}
