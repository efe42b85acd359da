/** Percentiles of short lists, without taking memory. Pure. */

/** Sorts the first `count` values in place. Insertion: the lists are short and nearly sorted lists are common. */
export function sortShort(values: Float32Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const value = values[i] as number;
    let at = i - 1;
    while (at >= 0 && (values[at] as number) > value) {
      values[at + 1] = values[at] as number;
      at--;
    }
    values[at + 1] = value;
  }
}

/** The value below which `share` of the first `count` sorted values lie; 0 where there are none. */
export function percentileOf(sorted: Float32Array, count: number, share: number): number {
  if (count === 0) return 0;
  return sorted[Math.min(count - 1, Math.floor(share * count))] as number;
}
