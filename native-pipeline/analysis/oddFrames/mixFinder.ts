/**
 * Tells whether the middle one of three frames is a mix of the others, and how sharply luma turns in it. Looks at the top field alone. Pure.
 *
 * Only places count that change more than they differ from what stands beside them: there something passed by altogether, and a true picture shows what
 * was before or what comes, while a mix shows both. A slow move or a soft edge says nothing.
 */
import type { NarrowFrame } from '../pass';

export const NO_MIX = 255;

/** How sharply luma turns in a frame where something passes. */
export interface Bend {
  /** Log2 of the energy of the second difference in time over that of the change across two frames. About 1.5 in fast motion, the less the steadier. */
  bend: number;
  /** Places it was measured at, 0 to 255; below a few dozen it is a guess. */
  places: number;
}

/** Every second line of the top field. */
const FIELD_STEP = 4;
/** What a place must change from the frame before to the frame behind, codes: well above noise. */
const LEAST_CHANGE = 16;
const LEAST_PLACES = 120;
/** What may be left of a true mix, as a share of the change. A moved edge leaves a quarter. */
const MOST_REST = 0.04;
const REST_OF_NO_MIX = 0.12;
const [LEAST_MIX, MOST_MIX] = [0.2, 0.8] as const;
/** Codes that a place changes across two frames for its detail to count, and how many such places tell. */
const [DETAIL_CHANGE, DETAIL_PLACES] = [8, 60] as const;

export interface MixSeen extends Bend {
  /** Log2 of the detail of the middle frame over that of its neighbours, where something changes; null where too little does. A mix has less than a true picture. */
  detail: number | null;
  /** Percent of the newest frame in the one before it; 0 where that cannot be told, NO_MIX for none. */
  mix: number;
}

const NOTHING_SEEN: MixSeen = { mix: 0, bend: 0, places: 0, detail: null };

export class MixFinder {
  private fields: [Uint8Array, Uint8Array, Uint8Array] = [
    new Uint8Array(0),
    new Uint8Array(0),
    new Uint8Array(0),
  ];
  private count = 0;

  /** What the newest frame tells of the one before it. */
  push({ luma, width, height }: NarrowFrame): MixSeen {
    const lines = Math.ceil(height / FIELD_STEP);
    const [oldest, before, last] = this.fields;
    const newest = oldest.length === lines * width ? oldest : new Uint8Array(lines * width);
    for (let line = 0; line < lines; line++) {
      const from = line * FIELD_STEP * width;
      newest.set(luma.subarray(from, from + width), line * width);
    }
    this.fields = [before, last, newest];
    this.count++;
    return this.count < 3 ? NOTHING_SEEN : mixOf(before, last, newest);
  }
}

function mixOf(before: Uint8Array, middle: Uint8Array, after: Uint8Array): MixSeen {
  let places = 0;
  let change2 = 0;
  let both = 0;
  let moved2 = 0;
  let [changing, here2, beside2] = [0, 0, 0];
  for (let at = 1; at < middle.length - 1; at++) {
    const from = before[at] ?? 0;
    const to = after[at] ?? 0;
    const change = to - from;
    const size = Math.abs(change);
    if (size < DETAIL_CHANGE) continue;
    const slopeBefore = (before[at + 1] ?? 0) - (before[at - 1] ?? 0);
    const slopeAfter = (after[at + 1] ?? 0) - (after[at - 1] ?? 0);
    const slopeHere = (middle[at + 1] ?? 0) - (middle[at - 1] ?? 0);
    changing++;
    here2 += slopeHere * slopeHere;
    beside2 += slopeBefore * slopeBefore + slopeAfter * slopeAfter;
    if (size < LEAST_CHANGE || size < 2 * (Math.abs(slopeBefore) + Math.abs(slopeAfter))) continue;
    const moved = (middle[at] ?? 0) - from;
    places++;
    change2 += change * change;
    both += change * moved;
    moved2 += moved * moved;
  }
  const detail = changing < DETAIL_PLACES ? null : Math.log2((2 * here2 + 1) / (beside2 + 1));
  if (places === 0) return { ...NOTHING_SEEN, detail };
  // The second difference is the change less twice the move.
  const bend = Math.log2(Math.max(1e-3, 1 + (4 * (moved2 - both)) / change2));
  return { bend, places, detail, mix: places < LEAST_PLACES ? 0 : shareOf(both / change2, moved2 / change2) };
}

function shareOf(mix: number, moved2: number): number {
  const rest = moved2 - mix * mix;
  if (rest > REST_OF_NO_MIX || mix < LEAST_MIX || mix > MOST_MIX) return NO_MIX;
  return rest < MOST_REST ? Math.round(mix * 100) : 0;
}
