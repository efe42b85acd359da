import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Picture } from '../../model/picture';
import { BROWSER_MODES, openBrowser } from '../helpers/browser';
import { type HarnessPage, openHarness } from './harness/harness';
import { lookAt } from './harness/look';
import { pictureOf } from './harness/zscale';

const SIZE = { width: 160, height: 120 };
const flat = (code: number, size = SIZE): Picture =>
  pictureOf('gray', size, new Uint8Array(size.width * size.height).fill(code), { range: 'full' });
const [A, B] = [flat(40), flat(200)];

describe.each(BROWSER_MODES)('the views, %s', (mode) => {
  let browser: Browser;
  let harness: HarnessPage;
  beforeAll(async () => {
    browser = await openBrowser(mode);
    harness = await openHarness(browser);
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    await harness.open(SIZE.width, SIZE.height);
    await harness.show('a', A);
    await harness.show('b', B);
  });

  const session = lookAt(A, B).session;
  const row = async (y: number): Promise<number[]> => {
    const pixels = await harness.readCanvas();
    return Array.from({ length: SIZE.width }, (_none, x) => pixels[(y * SIZE.width + x) * 4] ?? -1);
  };

  test.each([0, 1, 73, SIZE.width - 1, SIZE.width])(
    'the wipe’s edge stands exactly at column %i',
    async (column) => {
      await harness.draw(lookAt(A, B, { session: { ...session, wipeAt: column / SIZE.width } }));
      for (const y of [0, SIZE.height - 1]) {
        const found = await row(y);
        expect(found).toEqual(found.map((_value, x) => (x < column ? 40 : 200)));
      }
    },
  );

  test('moving the edge draws a strip only, and leaves the same bytes as drawing all', async () => {
    const [a, b] = [pictureOf('yuv420p', SIZE, null), pictureOf('yuv444p', SIZE, null)];
    await harness.show('a', a);
    await harness.show('b', b);
    await harness.draw(lookAt(a, b));
    let columns = 0;
    for (const wipeAt of [0.1, 0.9, 0.33, 0, 1, 0.61]) {
      columns += await harness.draw(lookAt(a, b, { session: { ...session, wipeAt } }), true);
    }
    const moved = await harness.readCanvas();
    await harness.draw(lookAt(a, b, { session: { ...session, wipeAt: 0.61 } }));
    expect(moved.equals(await harness.readCanvas())).toBe(true);
    expect(columns).toBe(64 + 128 + 91 + 53 + 160 + 62);
  });

  test('at 1:1 each pixel is the side’s own', async () => {
    const b = pictureOf('yuv420p', SIZE, null);
    await harness.show('b', b);
    await harness.draw(lookAt(A, b, { session: { ...session, wipeAt: 0, magnify: 'smooth' } }));
    expect((await harness.readCanvas()).equals(await harness.readSide('b'))).toBe(true);
  });

  test('enlarged as pixels, each sample is a block of its own colour', async () => {
    const b = pictureOf('yuv444p', SIZE, null);
    await harness.show('b', b);
    const camera = { isFit: false, zoom: 4, centreX: 0.5, centreY: 0.5 };
    await harness.draw(lookAt(A, b, { camera, session: { ...session, wipeAt: 0 } }));
    const [pixels, side] = [await harness.readCanvas(), await harness.readSide('b')];
    for (const [x, y] of [
      [0, 0],
      [3, 3],
      [4, 0],
      [159, 119],
    ] as const) {
      const sample = (45 + Math.floor(y / 4)) * SIZE.width + 60 + Math.floor(x / 4);
      expect(pixels.subarray((y * SIZE.width + x) * 4).subarray(0, 3)).toEqual(
        side.subarray(sample * 4).subarray(0, 3),
      );
    }
  });

  test('reduced to a quarter, a fine pattern becomes its mean and no other pattern', async () => {
    const stripes = flat(0);
    for (let at = 0; at < stripes.planes.length; at++) stripes.planes[at] = at % 2 ? 240 : 16;
    await harness.show('b', stripes);
    const camera = { isFit: false, zoom: 0.23, centreX: 0.5, centreY: 0.5 };
    await harness.draw(lookAt(A, stripes, { camera, session: { ...session, wipeAt: 0 } }));
    const inside = (await row(60)).slice(64, 96);
    for (const value of inside) expect(Math.abs(value - 128)).toBeLessThanOrEqual(2);
  });

  test('the difference is exact at 1:1, with gain, and clips at white', async () => {
    const [a, b] = [pictureOf('gbrp', SIZE, null), pictureOf('gbrp', SIZE, gradient())];
    await harness.show('a', a);
    await harness.show('b', b);
    const differenceGain = 3;
    await harness.draw(lookAt(a, b, { view: 'difference', session: { ...session, differenceGain } }));
    const [pixels, sideA, sideB] = [
      await harness.readCanvas(),
      await harness.readSide('a'),
      await harness.readSide('b'),
    ];
    const expected = sideA.map((value, at) =>
      at % 4 === 3 ? 255 : Math.min(255, Math.abs(value - (sideB[at] ?? 0)) * differenceGain),
    );
    expect(pixels.equals(Buffer.from(expected))).toBe(true);
  });

  test('the mask tints what counts and nothing else', async () => {
    const mask = pictureOf('gray', SIZE, new Uint8Array(SIZE.width * SIZE.height), { range: 'full' });
    mask.planes[5 * SIZE.width + 7] = 255;
    mask.planes[5 * SIZE.width + 8] = 128;
    await harness.mask(mask);
    await harness.draw(lookAt(A, A, { view: 'difference', session: { ...session, isMaskShown: true } }));
    const pixels = await harness.readCanvas();
    const at = (x: number, y: number): number[] => [
      ...pixels.subarray((y * SIZE.width + x) * 4).subarray(0, 3),
    ];
    await harness.mask(null);
    expect(at(8, 5)).toEqual(at(0, 0));
    expect(at(7, 5)).not.toEqual(at(0, 0));
  });

  test('the mask lies over pictures too, on both sides of the wipe, in side B’s shape', async () => {
    const narrow = flat(40, { width: 90, height: 120 });
    await harness.show('a', narrow);
    const mask = pictureOf('gray', SIZE, new Uint8Array(SIZE.width * SIZE.height), { range: 'full' });
    for (const x of [50, 120]) mask.planes[60 * SIZE.width + x] = 255;
    await harness.mask(mask);
    await harness.draw(lookAt(narrow, B, { session: { ...session, isMaskShown: true } }));
    const found = await row(60);
    const tinted = found.flatMap((value, x) => (value === 40 || value === 200 || value === 118 ? [] : [x]));
    expect(tinted).toEqual([50, 120]);
    await harness.draw(lookAt(narrow, B, { session: { ...session, isMaskShown: false } }));
    expect((await row(60)).filter((value) => ![40, 118, 200].includes(value))).toEqual([]);
    await harness.mask(null);
  });

  test('side by side shows both on neutral grey, and swapped the other way round', async () => {
    const look = lookAt(A, B, {
      view: 'side-by-side',
      camera: { isFit: true, zoom: 1, centreX: 0.5, centreY: 0.5 },
    });
    await harness.draw(look);
    const middle = await row(60);
    expect([middle[10], middle[150], middle[79]]).toEqual([40, 200, 118]);
    expect((await row(2))[10]).toBe(118);
    await harness.draw({ ...look, session: { ...session, isSwapped: true } });
    expect([(await row(60))[10], (await row(60))[150]]).toEqual([200, 40]);
  });

  test('a side of another shape is centred, not stretched', async () => {
    const narrow = flat(40, { width: 90, height: 120 });
    await harness.show('a', narrow);
    await harness.draw(lookAt(narrow, B, { session: { ...session, peek: 'a' } }));
    const found = await row(60);
    expect([found[34], found[35], found[124], found[125]]).toEqual([118, 40, 40, 118]);
  });
});

function gradient(): Uint8Array {
  return Uint8Array.from({ length: SIZE.width * SIZE.height * 3 }, (_none, at) => at % 256);
}
