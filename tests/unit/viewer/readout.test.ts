/** The samples under the pointer, and the frames in memory as spans. */
import { expect, test } from 'vitest';
import { layPlanes, type Picture, payloadBytes } from '../../../model/picture';
import { keyOf } from '../../../renderer/viewer/frameRequests';
import { keptSpans } from '../../../renderer/viewer/kept';
import { tooLargeToDraw } from '../../../renderer/viewer/pictureFacts';
import { codesAt, readoutText } from '../../../renderer/viewer/readout';
import { createHeader } from '../../helpers/pictures';

const CAMERA = { isFit: true, zoom: 1, centreX: 0.5, centreY: 0.5 };

function counted(kind: 'yuv' | 'rgb' | 'gray', bitDepth: number, shift: number): Picture {
  const size = { width: 8, height: 4 };
  const header = {
    ...createHeader({ ...size, shiftX: shift, shiftY: shift }),
    ...{ kind, bitDepth, planes: layPlanes(size, kind, bitDepth, shift, shift) },
    sampleAspect: { n: 1, d: 1 },
  };
  return { header, planes: Uint8Array.from({ length: payloadBytes(header) }, (_none, at) => at) };
}

const pane = { box: { left: 10, top: 0, width: 80, height: 40 }, reference: { width: 8, height: 4 } };

test('names the codes as they are stored: chroma of the sample it is stored for, deep samples whole, RGB in its order', () => {
  const at = { x: 10 + 35, y: 25 };
  expect(codesAt(counted('yuv', 8, 1), CAMERA, pane, at)).toMatchObject({
    ...{ x: 3, y: 2, names: 'Y Cb Cr', values: [19, 32 + 5, 40 + 5] },
  });
  // Little endian: bytes 38 and 39 are one sample.
  expect(codesAt(counted('gray', 10, 0), CAMERA, pane, at)?.values).toEqual([38 + 39 * 256]);
  expect(codesAt(counted('rgb', 8, 0), CAMERA, pane, at)).toMatchObject({
    ...{ names: 'R G B', values: [64 + 19, 19, 32 + 19] },
  });
});

test('says nothing beside the picture', () => {
  expect(codesAt(counted('yuv', 8, 1), CAMERA, pane, { x: 5, y: 25 })).toBeNull();
  expect(readoutText(null, null)).toBe('');
});

test('names what both sides have in common once, and apart what differs', () => {
  const a = { x: 3, y: 2, names: 'Y Cb Cr', values: [126, 120, 131], bitDepth: 8 };
  const b = { ...a, x: 6, y: 4, values: [130, 119, 132] };
  expect(readoutText(a, b)).toBe('A 126 120 131   B 130 119 132   Y Cb Cr at 6, 4');
  expect(readoutText(a, { ...b, names: 'R G B', bitDepth: 10 })).toBe(
    'A 126 120 131 Y Cb Cr   B 130 119 132 R G B (10 bit)   at 6, 4',
  );
});

test('a picture larger than the graphics card draws is told, not drawn black', () => {
  expect(tooLargeToDraw({ width: 8192, height: 4 }, 8192)).toBeNull();
  expect(tooLargeToDraw({ width: 8194, height: 4 }, 8192)?.detail).toContain('at most 8192 on a side');
});

test('frames in memory are marked for the variant that is on screen only', () => {
  const address = { clipId: 'a', revision: 1, frame: 0, clock: 'source' as const, recipe: null, size: null };
  const keys = [5, 3, 4, 9].map((frame) => keyOf({ ...address, frame }));
  const others = [keyOf({ ...address, frame: 6, revision: 2 }), keyOf({ ...address, clipId: 'b', frame: 7 })];
  expect(keptSpans([...keys, ...others], address)).toEqual([
    { from: 3, to: 6 },
    { from: 9, to: 10 },
  ]);
  expect(keptSpans(keys, null)).toEqual([]);
});
