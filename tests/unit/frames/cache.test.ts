/** The cache keeps within its budget and never touches a picture that somebody holds. */
import { expect, test } from 'vitest';
import { PictureCache } from '../../../native-pipeline/frames/cache';

const MB = 1 << 20;

function put(cache: PictureCache, key: string, bytes: number, value = 1): void {
  const slot = cache.take(bytes);
  slot.bytes.fill(value);
  cache.keep(key, slot);
  cache.release(slot);
}

function read(cache: PictureCache, key: string): number | null {
  const slot = cache.find(key);
  if (!slot) return null;
  cache.release(slot);
  return slot.bytes[0] ?? null;
}

test('the picture used longest ago gives way first', () => {
  const cache = new PictureCache(16 * MB);
  for (let n = 0; n < 16; n++) put(cache, `p${n}`, MB, n);
  read(cache, 'p0');
  put(cache, 'new', MB, 99);
  expect([read(cache, 'p0'), read(cache, 'p1'), read(cache, 'new')]).toEqual([0, null, 99]);
});

test('a held picture keeps its bytes while a thousand others pass', () => {
  const cache = new PictureCache(16 * MB);
  put(cache, 'held', MB, 42);
  const held = cache.find('held');
  for (let n = 0; n < 1000; n++) put(cache, `p${n}`, MB, n & 31);
  expect(held?.bytes.every((byte) => byte === 42)).toBe(true);
  expect(cache.bytes).toBeLessThanOrEqual(16 * MB);
});

test('another size of picture takes the memory of the one before, within the budget', () => {
  const cache = new PictureCache(32 * MB);
  for (let n = 0; n < 40; n++) put(cache, `small${n}`, MB);
  for (let n = 0; n < 20; n++) put(cache, `large${n}`, 3 * MB, n);
  expect(cache.bytes).toBeLessThanOrEqual(32 * MB);
  expect(read(cache, 'large19')).toBe(19);
  expect(read(cache, 'small0')).toBeNull();
});

test('where everything is held, more memory is taken instead of a held picture', () => {
  const cache = new PictureCache(4 * MB);
  const slots = Array.from({ length: 6 }, () => cache.take(MB));
  expect(new Set(slots).size).toBe(6);
});

test('forgotten pictures are gone, and their memory is used again', () => {
  const cache = new PictureCache(16 * MB);
  for (let n = 0; n < 8; n++) put(cache, `a/${n}`, MB);
  cache.forget('a/');
  expect(read(cache, 'a/3')).toBeNull();
  for (let n = 0; n < 16; n++) put(cache, `b/${n}`, MB, n);
  expect(cache.bytes).toBeLessThanOrEqual(16 * MB);
  expect(read(cache, 'b/0')).toBe(0);
});

test('tiny pictures do not make millions of slots', () => {
  const cache = new PictureCache(64 * MB);
  put(cache, 'dot', 3, 7);
  expect(read(cache, 'dot')).toBe(7);
  expect(cache.bytes).toBeLessThan(MB);
});
