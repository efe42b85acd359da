import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MATRICES, RANGES, SITINGS } from '../../model/clip';
import { BROWSER_MODES, openBrowser } from '../helpers/browser';
import { type HarnessPage, openHarness } from './harness/harness';
import { lookAt } from './harness/look';
import { decodeFirst, listVideos, probeFirst, type RealFrame } from './harness/realFrames';
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
/** Clips of the repository and, where it is present, of the media beside it; whatever has planes that zscale reads as they are. */
const FOLDERS = [
  '../../samples',
  '../../samples/tiny',
  '../../../shared/media/dev/real',
  '../../../shared/media/oracle',
];

function realFrames(): RealFrame[] {
  if (!ffmpeg) return [];
  const files = FOLDERS.flatMap((folder) => listVideos(fileURLToPath(new URL(folder, import.meta.url))));
  const frames = files.map((file) => probeFirst(ffmpeg, file)).filter((frame) => frame !== null);
  // One of each pixel format and folder says as much as all of them.
  const kinds = new Map(frames.map((frame) => [`${path.dirname(frame.file)} ${frame.pixelFormat}`, frame]));
  return [...kinds.values()];
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

    test('a draft, drawn while playing where a processor draws, stays within 4 codes', async () => {
      for (const siting of SITINGS) {
        const picture = pictureOf('yuv420p', SIZE, null, { siting });
        await harness.show('a', picture, 'draft');
        await harness.draw(lookAt(picture, null));
        const found = compareRgb(await harness.readCanvas(), rgbByZscale(ffmpeg ?? '', 'yuv420p', picture));
        expect.soft(found.max, `${siting} ${found.equal}`).toBeLessThanOrEqual(4);
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
