import { describe, expect, it } from 'vitest';
import type { Matrix, Range } from '../../model/clip';
import { SITINGS } from '../../model/clip';
import type { Picture } from '../../model/picture';
import { eightBitRgb, rgbFromPicture } from '../../native-pipeline/frames/rgb';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { createHeader, createNoise, type Layout } from '../helpers/pictures';
import { readPicture } from '../helpers/readPicture';

const SIZE = { width: 96, height: 64 };
const SUBSAMPLINGS = [
  ['yuv420p', 1, 1],
  ['yuv422p', 1, 0],
  ['yuv444p', 0, 0],
  ['yuv411p', 2, 0],
  ['yuv410p', 2, 2],
  ['yuv440p', 0, 1],
] as const;
const ZSCALE_MATRIX: Record<Matrix, string> = {
  smpte170m: '170m',
  bt470bg: '470bg',
  bt709: '709',
  bt2020nc: '2020_ncl',
  fcc: 'fcc',
  smpte240m: 'smpte240m',
  ycgco: 'ycgco',
  gbr: 'gbr',
};

describe.each(BUILDS)('RGB from planes, against zscale of ffmpeg $version', (build) => {
  it.each(SUBSAMPLINGS)('raises the chroma of %s from wherever it sits', (format, shiftX, shiftY) => {
    for (const siting of SITINGS) expectZscale(createNoise({ ...SIZE, shiftX, shiftY, siting }), format);
  });

  it('knows the matrices, in both ranges', () => {
    // The older build has no word for SMPTE 240M (the unit test has its numbers).
    const known: Matrix[] = ['smpte170m', 'bt470bg', 'bt709', 'bt2020nc', 'fcc', 'ycgco'];
    for (const matrix of known) {
      for (const range of ['limited', 'full'] as Range[]) {
        expectZscale(createNoise({ ...SIZE, matrix, range }), 'yuv444p');
      }
    }
  });

  it.each([9, 10, 12, 14, 16])('makes 16-bit RGB of %i-bit samples', (bitDepth) => {
    for (const range of ['limited', 'full'] as Range[]) {
      const layout = { ...SIZE, bitDepth, range, shiftX: 1, shiftY: 1 };
      expectZscale(createNoise(layout), `yuv420p${bitDepth}le`);
    }
  });

  it('passes gray and RGB through', () => {
    expectZscale(createNoise({ ...SIZE, kind: 'gray' }), 'gray');
    expectZscale(createNoise({ ...SIZE, kind: 'gray', range: 'full', bitDepth: 16 }), 'gray16le');
    const rgb: Layout = { ...SIZE, kind: 'rgb', matrix: 'gbr', range: 'full' };
    expectZscale(createNoise(rgb), 'gbrp');
    expectZscale(createNoise({ ...rgb, bitDepth: 10 }), 'gbrp10le');
  });

  it('agrees on a whole HD picture of a drawn scene', () => {
    const size = { width: 1440, height: 1080 };
    const scene = ['-f', 'lavfi', '-i', 'testsrc2=s=1440x1080,noise=alls=8'];
    const picture = readPicture(build, scene, 'yuv420p', { ...size, shiftX: 1, shiftY: 1, matrix: 'bt709' });
    expectZscale(picture, 'yuv420p');
  });

  /** Every sample within 1, and all but a few in a thousand equal: those are ties that single and double precision round apart. */
  function expectZscale(picture: Picture, pixelFormat: string): void {
    const { width, height, matrix, range, siting, bitDepth } = picture.header;
    const graph = `zscale=min=${ZSCALE_MATRIX[matrix]}:rin=${range}:cin=${siting}:m=gbr:r=full:d=none:f=bilinear`;
    const out = `${graph},format=${bitDepth > 8 ? 'gbrp16le' : 'gbrp'}`;
    const input = ['-f', 'rawvideo', '-pix_fmt', pixelFormat, '-s', `${width}x${height}`, '-i', '-'];
    const bytes = ffmpegOutput(build, [...input, '-vf', out, '-f', 'rawvideo', '-'], picture.planes);
    const planar = bitDepth > 8 ? new Uint16Array(new Uint8Array(bytes).buffer) : bytes;
    const { data } = rgbFromPicture(picture);
    const pixels = width * height;
    let worst = 0;
    let unequal = 0;
    for (let i = 0; i < pixels; i++) {
      // gbrp holds green first, then blue, then red.
      for (const [channel, plane] of [2, 0, 1].entries()) {
        const apart = Math.abs((data[i * 3 + channel] ?? 0) - (planar[plane * pixels + i] ?? 0));
        worst = Math.max(worst, apart);
        if (apart > 0) unequal += 1;
      }
    }
    expect({ pixelFormat, matrix, range, siting, worst: Math.min(worst, 1) }).toMatchObject({ worst });
    expect(unequal / (3 * pixels)).toBeLessThan(0.003);
  }
});

describe('RGB from planes', () => {
  it('keeps the last odd column and line of 4:2:0, which zscale refuses', () => {
    const { data } = rgbFromPicture(createNoise({ width: 63, height: 47, shiftX: 1, shiftY: 1 }));
    expect(data).toHaveLength(63 * 47 * 3);
  });

  it('makes the primary colours of SMPTE 240M out of its own matrix', () => {
    const header = createHeader({ width: 1, height: 1, matrix: 'smpte240m', range: 'full' });
    // Red: Y' = 0.212, Pb = -0.212 / (2 × 0.913), Pr = 0.5.
    const planes = Uint8Array.from([0.212 * 255, 128 + (-0.212 / 1.826) * 255, 255].map(Math.round));
    const [r = 0, g = 255, b = 255] = rgbFromPicture({ header, planes }).data;
    expect([r > 252, g < 3, b < 3]).toEqual([true, true, true]);
  });

  it('interpolates chroma within its own field where it was subsampled by fields', () => {
    const layout: Layout = { width: 2, height: 8, shiftX: 1, shiftY: 1, range: 'full' };
    const header = { ...createHeader(layout), chromaFields: 'top-first' as const };
    // Luma black; Cr grey in the top field's chroma lines (0, 2), high in the bottom field's (1, 3).
    const planes = Uint8Array.from([...Array(16).fill(0), 128, 128, 128, 128, 128, 200, 128, 200]);
    const { data } = rgbFromPicture({ header, planes });
    const reds = Array.from({ length: 8 }, (_none, row) => data[row * 6]);
    expect(reds).toEqual([0, 101, 0, 101, 0, 101, 0, 101]);
  });

  it('reads planes that start at an odd address', () => {
    const picture = createNoise({ ...SIZE, bitDepth: 10 });
    const shifted = Buffer.alloc(picture.planes.length + 1);
    shifted.set(picture.planes, 1);
    const moved = rgbFromPicture({ header: picture.header, planes: shifted.subarray(1) });
    expect(moved.data).toEqual(rgbFromPicture(picture).data);
  });

  it('rounds 16 bits to 8 and keeps black and white', () => {
    const data = Uint16Array.from([0, 128, 129, 65535, 65406, 65407]);
    expect([...eightBitRgb({ width: 2, height: 1, bitDepth: 16, data }).data]).toEqual([
      0, 0, 1, 255, 254, 255,
    ]);
  });
});
