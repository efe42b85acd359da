import { expect, test } from 'vitest';
import { type LumaPlane, measureFieldMotion } from '../../../native-pipeline/analysis/pictures/fieldMotion';
import { openRandom } from '../../../scripts/samples/noise';

const SIZE = { width: 320, height: 192 };

test('a whole picture shows no motion between its fields, however fine its lines and strong its grain', () => {
  for (const grain of [0, 6, 20]) {
    expect(measureFieldMotion(draw(0, 0, grain)).share).toBeLessThan(0.005);
    expect(measureFieldMotion(draw(0, 0, grain)).textured).toBeGreaterThan(60);
  }
});

test.each([
  [2, 0],
  [-5, 0],
  [8, 0],
  [0, 2],
  [4, -2],
])(
  'fields of two moments are seen in the one picture they are woven into, %i samples and %i lines apart',
  (shift, rise) => {
    for (const grain of [0, 6])
      expect(measureFieldMotion(draw(shift, rise, grain)).share).toBeGreaterThan(0.2);
  },
);

test('a displacement is told as it is, to the sample', () => {
  expect(measureFieldMotion(draw(5, 0, 2)).shift).toBe(5);
});

test('a flat picture has nothing that could show anything', () => {
  const data = new Uint8Array(SIZE.width * SIZE.height).fill(90);
  expect(measureFieldMotion({ ...SIZE, data })).toEqual({ share: 0, textured: 0, displaced: 0, shift: 0 });
});

/** Bars, blobs and a fine weave; the second field is taken `shift` samples and `rise` lines later in its motion. */
function draw(shift: number, rise: number, grain: number): LumaPlane {
  const { width, height } = SIZE;
  const random = openRandom(3);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const isSecond = y % 2 === 1;
    for (let x = 0; x < width; x++) {
      const [u, v] = [x - (isSecond ? shift : 0), y - (isSecond ? rise : 0)];
      const picture =
        110 +
        40 * Math.sin(u * 0.13 + v * 0.05) * Math.cos(v * 0.09) +
        30 * Math.sin(u * 0.31 - v * 0.21) +
        12 * Math.sin(v * 1.3);
      data[y * width + x] = Math.max(0, Math.min(255, picture + grain * (random() - 0.5)));
    }
  }
  return { ...SIZE, data };
}
