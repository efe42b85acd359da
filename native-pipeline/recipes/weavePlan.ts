/**
 * A plan whose pictures are woven by a frame map: what stands before and behind the weave, and where a start in the middle begins. Pure.
 */
import type { FilterMemory } from '../../model/recipe';
import { type Filter, formatGraph, graphAt } from '../ffmpeg/graph';
import type { FrameMap } from './frameMap';
import { addMemory } from './memory';
import { firstPictureFrom, highestFrame, lowestFrame, type WeaveOptions, weaveFrom } from './weave';

export interface Weave {
  map: FrameMap;
  options: WeaveOptions;
  /** Graphs; '' for none. */
  before: string;
  after: string;
  /** In source frames. */
  memoryBefore: FilterMemory;
  /** In pictures of the map. */
  memoryAfter: FilterMemory;
}

/** A start in the middle of a clip. */
export interface WeaveStart {
  /** First source frame that goes in. */
  sourceFrom: number;
  /** Number of the first of the map's pictures that comes out. */
  firstPicture: number;
}

export function createWeave(
  woven: { map: FrameMap; options: WeaveOptions; filters: readonly Filter[]; memory: FilterMemory },
  rest: { graph: string; memory: FilterMemory },
): Weave {
  const { map, options, filters, memory } = woven;
  return {
    ...{ map, options, before: formatGraph(filters), after: rest.graph },
    ...{ memoryBefore: memory, memoryAfter: rest.memory },
  };
}

/** For source frames from `sourceFrom` on, with pictures repeated where a constant rate asks for it. */
export function writtenGraph(weave: Weave, sourceFrom: number): string {
  const first = firstPictureFrom(weave.map, sourceFrom);
  return [graphFrom(weave, sourceFrom), repeatGraph(weave.map, first)]
    .filter((part) => part !== '')
    .join(',');
}

/** For source frames from `sourceFrom` on; every picture once. */
export function graphFrom({ map, options, before, after }: Weave, sourceFrom: number): string {
  const { graph, firstPicture } = weaveFrom(map, sourceFrom, options);
  const source = { frame: sourceFrom, picture: sourceFrom };
  const parts = [
    graphAt(before, source),
    graph,
    graphAt(after, { frame: sourceFrom, picture: firstPicture }),
  ];
  return parts.filter((part) => part !== '').join(',');
}

/** Repeats pictures up to the next one's instant; '' where every instant has its own picture. */
export function repeatGraph({ rate, tick, length, count, at }: FrameMap, first = 0): string {
  if (rate === null || length === count) return '';
  const lastShownFor = length - (at[count - 1] ?? 0);
  const step = (tick.d * rate.d) / (tick.n * rate.n);
  return formatGraph([
    // The filter "fps" passes on no picture before it knows when the next one comes; newer builds give the addition no time of its own.
    { name: 'tpad', options: { stop: 1, stop_mode: 'clone' } },
    {
      name: 'setpts',
      options: {
        expr: `if(lt(N,${count - first}),PTS,PTS+${Math.ceil(lastShownFor * step)})`,
      },
    },
    { name: 'fps', options: { fps: `${rate.n}/${rate.d}`, round: 'near' } },
    { name: 'trim', options: { end_frame: length - (at[first] ?? 0) } },
  ]);
}

/** Where feeding begins so that `picture` (and what follows) comes out as in a full render. */
export function startForPicture({ map, memoryBefore, memoryAfter }: Weave, picture: number): WeaveStart {
  const wanted = Math.max(0, picture - memoryAfter.behind);
  // One frame more, which bobbing only looks at.
  const sourceFrom = wanted === 0 ? 0 : Math.max(0, lowestFrame(map, wanted) - 1 - memoryBefore.behind);
  return { sourceFrom, firstPicture: firstPictureFrom(map, sourceFrom) };
}

/** Last source frame that `picture` and what its filters look ahead at are made of. */
export function lastFrameFor({ map, memoryBefore, memoryAfter }: Weave, picture: number): number {
  const last = Math.min(map.count - 1, picture + memoryAfter.ahead);
  return highestFrame(map, Math.max(0, last)) + 1 + memoryBefore.ahead;
}

/** In source frames, for those who only want to know how far it reaches. */
export function weaveMemory({ memoryBefore, memoryAfter }: Weave): FilterMemory {
  // A film frame stands for one and a quarter of the source, and may be made of two.
  const stretched = (pictures: number): number => Math.ceil(pictures * 1.25) + 2;
  const { behind, ahead } = memoryAfter;
  const after = { ...memoryAfter, behind: stretched(behind), ahead: stretched(ahead) };
  return addMemory(memoryBefore, after, { kind: 'same' });
}

/** The last different picture that is on screen at a written one. */
export function pictureAt({ at, count }: FrameMap, written: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((at[middle] ?? 0) <= written) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The first different picture that shows a field of a source frame; where none does, the one that is on screen then. */
export function pictureOfFrame(map: FrameMap, frame: number): number {
  let low = 0;
  let high = map.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (highestFrame(map, middle) < frame) low = middle + 1;
    else high = middle;
  }
  const isShown = low < map.count && lowestFrame(map, low) <= frame;
  return Math.max(0, isShown ? low : low - 1);
}
