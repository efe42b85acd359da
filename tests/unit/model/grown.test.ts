import { expect, test } from 'vitest';
import { grown } from '../../../model/grown';

test.each([new Float64Array([1.5, 2]), new Int32Array([-7]), new Uint8Array([255, 0, 3]), new Uint16Array()])(
  'an array that grows keeps its kind and its numbers, and is 0 beyond: %s',
  (numbers) => {
    const larger = grown(numbers, 5);
    expect(larger.constructor).toBe(numbers.constructor);
    expect([...larger]).toEqual(Array.from({ length: 5 }, (_, n) => numbers[n] ?? 0));
  },
);

test('an array does not grow to fewer numbers than it holds', () => {
  expect(() => grown(new Uint8Array(3), 2)).toThrow(RangeError);
});
