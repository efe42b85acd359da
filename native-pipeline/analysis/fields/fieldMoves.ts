/** How much each field of a frame differs from the same field of the frame before, over the whole picture: film under titles that never rest shows in it. */

export interface FieldMoves {
  /** Mean absolute difference, in codes. */
  top: number;
  bottom: number;
}

/** Measures the narrow frames of one clip in order; the first one, which has none before, has not moved. `width`: samples of a line. */
export function createMoveMeter(width: number): (luma: Uint8Array) => FieldMoves {
  let before = new Uint8Array(0);
  return (luma) => {
    if (before.length !== luma.length) before = Uint8Array.from(luma);
    const moves = { top: differenceOf(luma, before, width, 0), bottom: differenceOf(luma, before, width, 1) };
    before.set(luma);
    return moves;
  };
}

function differenceOf(now: Uint8Array, before: Uint8Array, width: number, parity: 0 | 1): number {
  let [sum, count] = [0, 0];
  for (let line = parity * width; line + width <= now.length; line += 2 * width) {
    for (let at = line; at < line + width; at++)
      sum += Math.abs((now[at] as number) - (before[at] as number));
    count += width;
  }
  return count === 0 ? 0 : sum / count;
}
