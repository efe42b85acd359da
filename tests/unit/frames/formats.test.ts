/** Which planar format pictures are handed out in. */
import { expect, test } from 'vitest';
import { deliveredFormat } from '../../../native-pipeline/frames/formats';
import { madeClip } from '../../helpers/madeClip';

test.each([
  ['yuv420p', 'yuv420p', ''],
  ['yuvj422p', 'yuvj422p', ''],
  ['yuv411p', 'yuv411p', ''],
  ['yuv420p10le', 'yuv420p10le', ''],
  ['gray', 'gray', ''],
  ['gbrp12le', 'gbrp12le', ''],
  ['nv12', 'yuv420p', 'format=yuv420p'],
  ['uyvy422', 'yuv422p', 'format=yuv422p'],
  ['p010le', 'yuv420p10le', 'format=yuv420p10le'],
  ['yuva444p10le', 'yuv444p10le', 'format=yuv444p10le'],
  ['rgba', 'gbrp', 'format=rgb24,format=gbrp'],
  ['pal8', 'gbrp', 'format=rgb24,format=gbrp'],
  ['rgb48be', 'gbrp16le', 'format=rgb48le,format=gbrp16le'],
])('%s is handed out as %s', (pixelFormat, delivered, conversion) => {
  const format = deliveredFormat(madeClip({ pixelFormat }));
  expect([format.pixelFormat, format.conversion]).toEqual([delivered, conversion]);
});

test('a quarter turn exchanges the sides', () => {
  const format = deliveredFormat(madeClip({ rotation: 90 }));
  expect(format.size).toEqual({ width: 480, height: 720 });
  expect(format.pictureBytes).toBe((480 * 720 * 3) / 2);
});

test('odd sizes round chroma up', () => {
  const format = deliveredFormat(madeClip({ size: { width: 719, height: 479 } }));
  expect(format.pictureBytes).toBe(719 * 479 + 2 * 360 * 240);
});
