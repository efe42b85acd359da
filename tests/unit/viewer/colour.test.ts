import { expect, test } from 'vitest';
import { layPlanes } from '../../../model/picture';
import { chromaGrid, rgbFromCodes } from '../../../renderer/viewer/colour';

function rgb(header: Parameters<typeof rgbFromCodes>[0], codes: [number, number, number]): number[] {
  const { matrix, offset } = rgbFromCodes(header);
  return [0, 1, 2].map((row) =>
    codes.reduce(
      (sum, code, column) => sum + (matrix[column * 3 + row] ?? 0) * (code - (offset[column] ?? 0)),
      0,
    ),
  );
}

test.each([
  ['limited', 8, [16, 128, 128], 0],
  ['limited', 8, [235, 128, 128], 1],
  ['limited', 10, [940, 512, 512], 1],
  ['full', 8, [255, 128, 128], 1],
  ['full', 12, [4095, 2048, 2048], 1],
] as const)('%s %i bit %j is neutral %f', (range, bitDepth, codes, value) => {
  for (const channel of rgb({ kind: 'yuv', matrix: 'bt709', range, bitDepth }, [...codes])) {
    expect(channel).toBeCloseTo(value, 9);
  }
});

test('pure 601 red is red', () => {
  // 75 % colour bars of SMPTE 170M: red is 81, 90, 240 at full level.
  const [red, green, blue] = rgb(
    { kind: 'yuv', matrix: 'smpte170m', range: 'limited', bitDepth: 8 },
    [81, 90, 240],
  );
  expect(red).toBeCloseTo(1, 1);
  expect(green).toBeCloseTo(0, 1);
  expect(blue).toBeCloseTo(0, 1);
});

test('RGB planes come as G, B, R', () => {
  expect(rgb({ kind: 'rgb', matrix: 'gbr', range: 'full', bitDepth: 8 }, [51, 102, 153])).toEqual(
    [0.6, 0.2, 0.4].map((v) => expect.closeTo(v, 9)),
  );
});

test('chroma stands where its siting says', () => {
  const planes = layPlanes({ width: 720, height: 480 }, 'yuv', 8, 1, 1);
  expect(chromaGrid({ planes, siting: 'left' })).toEqual({ stepX: 2, stepY: 2, x: 0, y: 0.5 });
  expect(chromaGrid({ planes, siting: 'center' })).toEqual({ stepX: 2, stepY: 2, x: 0.5, y: 0.5 });
  expect(chromaGrid({ planes, siting: 'bottomleft' })).toEqual({ stepX: 2, stepY: 2, x: 0, y: 1 });
  const odd = layPlanes({ width: 719, height: 481 }, 'yuv', 8, 2, 0);
  expect(chromaGrid({ planes: odd, siting: 'left' })).toEqual({ stepX: 4, stepY: 1, x: 0, y: 0 });
});
