import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MATRICES, RANGES, SITINGS } from '../../model/clip';
import { BROWSER_MODES, openBrowser } from '../helpers/browser';
import { type HarnessPage, openHarness } from './harness/harness';
import { lookAt } from './harness/look';
import { decodeFirst, probeFirst, type RealFrame } from './harness/realFrames';
import { compareRgb, ffmpegWithZscale, pictureOf, rgbByZscale } from './harness/zscale';

const ffmpeg = ffmpegWithZscale();
const FORMATS = [
  'yuv420p',
  'yuv422p',
  'yuv444p',
  'yuv411p',
  'yuv440p',
  'yuv420p10le',
  'yuv422p10le',
  'yuv444p12le',
];
/** One file for each way of storing samples; those of `shared/media` are left out where it is not present. */
const REAL_FILES = [
  'samples/station-sd.mpg',
  'samples/tiny/dv-ntsc.avi',
  'samples/tiny/full-range.mp4',
  'samples/tiny/prores.mov',
  'samples/tiny/ten-bit.mkv',
  '../shared/media/dev/real/hlg_1080p_10bit.mp4',
  '../shared/media/dev/real/live_640x480_fullrange.mkv',
  '../shared/media/dev/real/sar_2_1.mp4',
  '../shared/media/oracle/avm_yuv422p8_input.mkv',
  '../shared/media/oracle/avm_yuv444p8_input.mkv',
  '../shared/media/oracle/src01_hrc01_576x324_12le_3f.mkv',
];

function realFrames(): RealFrame[] {
  if (!ffmpeg) return [];
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const files = REAL_FILES.map((name) => path.join(root, name)).filter((file) => existsSync(file));
  return files.map((file) => probeFirst(ffmpeg, file)).filter((frame) => frame !== null);
}

const SIZE = { width: 64, height: 48 };

describe.skipIf(!ffmpeg).each(BROWSER_MODES)(
  'planes become RGB as zscale makes it (skipped without zscale), %s',
  (mode) => {
    let browser: Browser;
    let harness: HarnessPage;
    beforeAll(async () => {
      browser = await openBrowser(mode);
      harness = await openHarness(browser);
      await harness.open(64, 48);
    });
    afterAll(() => browser?.close());

    const judge = async (pixelFormat: string, colour: Parameters<typeof pictureOf>[3]) => {
      const picture = pictureOf(pixelFormat, SIZE, null, colour);
      await harness.show('a', picture);
      return compareRgb(await harness.readSide('a'), rgbByZscale(ffmpeg ?? '', pixelFormat, picture));
    };

    test.each(FORMATS)('%s in both ranges', async (pixelFormat) => {
      for (const range of RANGES) {
        const found = await judge(pixelFormat, { range });
        expect.soft(found.max, range).toBeLessThanOrEqual(1);
        expect.soft(found.equal, range).toBeGreaterThan(0.999);
      }
    });

    test.each(MATRICES.filter((matrix) => matrix !== 'gbr'))('the matrix %s', async (matrix) => {
      const found = await judge('yuv444p', { matrix });
      expect(found.max).toBeLessThanOrEqual(1);
    });

    test.each(realFrames())('a real frame of $name ($pixelFormat)', async ({ file, pixelFormat, size }) => {
      const planes = decodeFirst(ffmpeg ?? '', file, pixelFormat);
      const matrix = size.height >= 720 ? 'bt709' : 'smpte170m';
      const picture = pictureOf(pixelFormat, size, planes, { matrix });
      await harness.show('b', picture);
      const found = compareRgb(await harness.readSide('b'), rgbByZscale(ffmpeg ?? '', pixelFormat, picture));
      expect(found.max).toBeLessThanOrEqual(1);
      // A flat colour that falls just on a half is rounded either way, over its whole surface.
      expect(found.equal).toBeGreaterThan(0.95);
    });

    // zscale leaves the range of gray and RGB alone, so full range is judged by it, limited gray by the same luma without colour.
    test.each(['gray', 'gray10le', 'gbrp', 'gbrp10le'])('%s in full range', async (pixelFormat) => {
      expect((await judge(pixelFormat, { range: 'full' })).max).toBeLessThanOrEqual(1);
    });

    test('gray in limited range', async () => {
      const gray = pictureOf('gray', SIZE, null);
      const planes = Buffer.concat([gray.planes, Buffer.alloc(2 * gray.planes.length, 128)]);
      await harness.show('a', gray);
      const rgb = rgbByZscale(ffmpeg ?? '', 'yuv444p', pictureOf('yuv444p', SIZE, planes));
      expect(compareRgb(await harness.readSide('a'), rgb).max).toBeLessThanOrEqual(1);
    });

    test('a draft, drawn while playing where a processor draws, is right but for its chroma, which is repeated', async () => {
      for (const pixelFormat of ['yuv444p', 'yuv444p10le', 'gbrp', 'yuv420p']) {
        const picture = pictureOf(pixelFormat, SIZE, null);
        if (pixelFormat === 'yuv420p') picture.planes.fill(90, SIZE.width * SIZE.height);
        await harness.show('a', picture, 'draft');
        await harness.draw(lookAt(picture, null));
        const found = compareRgb(await harness.readCanvas(), rgbByZscale(ffmpeg ?? '', pixelFormat, picture));
        expect.soft(found.max, pixelFormat).toBeLessThanOrEqual(1);
      }
    });

    test.each(SITINGS)('4:2:0 chroma sited %s', async (siting) => {
      for (const pixelFormat of ['yuv420p', 'yuv420p10le', 'yuv422p', 'yuv411p']) {
        const found = await judge(pixelFormat, { siting, matrix: 'bt709' });
        expect.soft(found.max, pixelFormat).toBeLessThanOrEqual(1);
      }
    });
  },
);
