/** Typed arrays cannot grow; lists of numbers for every frame do. */
type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** An array of that many numbers that begins with the given ones; the rest is 0. Throws a RangeError for fewer than are given. */
export function grown<Kind extends Numbers>(numbers: Kind, length: number): Kind {
  const larger = new (numbers.constructor as new (length: number) => Kind)(length);
  larger.set(numbers);
  return larger;
}
