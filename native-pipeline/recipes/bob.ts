/**
 * Fields that become pictures of their own: which frames they are in, in which order they are shown, and the filters that bob just these frames. Pure.
 *
 * Source: libavfilter/yadif_common.c (a frame is treated when the next one has come, and `enable` is asked about that one; the first treated frame of
 * all is made from one field alone, so the first frame is always treated and, unless it is the clip's first, never shown).
 */
import type { FieldOrder } from '../../model/clip';
import { type Filter, formatGraph } from '../ffmpeg/graph';
import type { FrameMap } from './frameMap';
import { choiceExpression } from './lists';
import { nnediDeinterlacer } from './nnedi';
import { WOVEN } from './pictureList';

export type BobMethod = 'bwdif' | 'estdif' | 'nnedi';

export interface BobOptions {
  method: BobMethod;
  /** nnedi's, and only there. */
  weights?: string | null;
}

/** By frame from the first one fed. */
export interface BobbedFrames {
  /** 1 for frames of which each field becomes a picture. */
  isBobbed: Uint8Array;
  /** 1 where the top field is shown first. */
  isTopFirst: Uint8Array;
  /** In which the map has frames to be bobbed: of the whole map, so that a start in the middle gives the same pictures. */
  orders: readonly FieldOrder[];
}

/** Null where no picture of the whole map is made from one field. */
export function bobbedFrames(map: FrameMap, sourceFrom: number): BobbedFrames | null {
  const leads = topFirstFrames(map);
  const found = new Set<number>();
  const frames = Math.max(1, map.frames - sourceFrom);
  const isBobbed = new Uint8Array(frames);
  isBobbed[0] = 1;
  for (let picture = 0; picture < map.count; picture++) {
    if (map.how[picture] === WOVEN) continue;
    const frame = map.top[picture] ?? 0;
    found.add(leads[frame] ?? 0);
    if (frame >= sourceFrom) isBobbed[frame - sourceFrom] = 1;
  }
  if (found.size === 0) return null;
  const orders = [...found].map((lead) => (lead === 1 ? 'top-first' : 'bottom-first'));
  return { isBobbed, isTopFirst: leads.subarray(sourceFrom), orders };
}

function topFirstFrames({ frames, orders }: FrameMap): Uint8Array {
  const leads = new Uint8Array(Math.max(1, frames));
  for (const { from, to, fieldOrder } of orders) if (fieldOrder === 'top-first') leads.fill(1, from, to);
  return leads;
}

/** `numbers` holds the number of the first picture that each frame becomes, and behind the last frame how many there are. */
export function bobGraph(bobbed: BobbedFrames, numbers: Uint32Array, options: BobOptions): string {
  // The enabling is asked when the next frame has come.
  const asked = new Uint8Array(bobbed.isBobbed.length + 1);
  asked.set(bobbed.isBobbed, 1);
  const enable = choiceExpression(asked);
  const bob = (order: FieldOrder): Filter => {
    const filter = bobFilter(options, order);
    return { ...filter, options: { ...filter.options, enable } };
  };
  // So that the last frame, too, has a next one to be asked about; what becomes of the addition is never chosen.
  const head: Filter = { name: 'tpad', options: { stop: 1, stop_mode: 'clone' } };
  const [only, other] = bobbed.orders;
  if (only && !other) return formatGraph([head, bob(only)]);
  return formatGraph([head, ...inBothOrders(bob, bottomFirstPictures(bobbed, numbers))]);
}

function bobFilter({ method, weights }: BobOptions, order: FieldOrder): Filter {
  if (method === 'nnedi') return nnediDeinterlacer(weights ?? '', order, true);
  const parity = order === 'top-first' ? 'tff' : 'bff';
  return {
    name: method,
    options: { mode: method === 'estdif' ? 'field' : 'send_field', parity, deint: 'all' },
  };
}

/**
 * One stream for each order, both with as many pictures, one above the other; of each pair one is cut out. One behind the other would not do:
 * the second would look at neighbours that the first has changed.
 */
function inBothOrders(bob: (order: FieldOrder) => Filter, isBottomFirst: Uint8Array): Filter[] {
  // Stacking pairs pictures by their times.
  const counted: Filter = { name: 'setpts', options: { expr: 'N' } };
  return [
    { name: 'split', options: {}, to: ['bobTop', 'bobBottom'] },
    { ...bob('top-first'), from: ['bobTop'] },
    { ...counted, to: ['topBobbed'] },
    { ...bob('bottom-first'), from: ['bobBottom'] },
    { ...counted, to: ['bottomBobbed'] },
    { name: 'vstack', options: {}, from: ['topBobbed', 'bottomBobbed'] },
    {
      name: 'crop',
      options: { w: 'iw', h: 'ih/2', x: 0, y: `oh*gt(${choiceExpression(isBottomFirst)},0)`, exact: 1 },
    },
  ];
}

/** By picture behind the bobbing. */
function bottomFirstPictures({ isTopFirst }: BobbedFrames, numbers: Uint32Array): Uint8Array {
  const chosen = new Uint8Array(numbers.at(-1) ?? 0);
  for (let frame = 0; frame < numbers.length - 1; frame++) {
    if (isTopFirst[frame] === 0) chosen.fill(1, numbers[frame], numbers[frame + 1]);
  }
  return chosen;
}
