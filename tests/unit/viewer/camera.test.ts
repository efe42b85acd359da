import { expect, test } from 'vitest';
import {
  boxFromCamera,
  boxOfShape,
  displayFromSample,
  type Pane,
  panBy,
  resolveCamera,
  sampleFromDisplay,
  zoomAt,
} from '../../../renderer/viewer/camera';

const FIT = { isFit: true, zoom: 1, centreX: 0.5, centreY: 0.5 };
const ONE = { ...FIT, isFit: false };
const pane: Pane = {
  box: { left: 0, top: 0, width: 1000, height: 700 },
  reference: { width: 1440, height: 1080 },
};

test('fit shows the whole picture, in the middle of the pane, in its own shape', () => {
  expect(boxFromCamera(FIT, pane)).toEqual({ left: 34, top: 0, width: 933, height: 700 });
});

test('a picture smaller than the pane is enlarged to fit', () => {
  const small = { ...pane, reference: { width: 64, height: 48 } };
  expect(resolveCamera(FIT, small).zoom).toBeCloseTo(14.58, 2);
});

test('at 1:1 the picture has one device pixel for each sample and starts on a whole one', () => {
  const box = boxFromCamera({ ...ONE, centreX: 0.3333 }, pane);
  expect([box.width, box.height]).toEqual([1440, 1080]);
  expect(Number.isInteger(box.left)).toBe(true);
});

test('zooming keeps the sample under the cursor', () => {
  const cursor = { x: 812, y: 96 };
  let camera = ONE;
  for (const factor of [1.7, 2.3, 1.9, 0.31, 0.8, 3.3]) {
    const before = sampleFromDisplay(camera, pane, cursor);
    camera = zoomAt(camera, pane, cursor, factor);
    const after = sampleFromDisplay(camera, pane, cursor);
    // Half a device pixel of rounding, in samples.
    expect(Math.abs(after.x - before.x)).toBeLessThanOrEqual(0.51 / camera.zoom + 0.51);
    expect(Math.abs(after.y - before.y)).toBeLessThanOrEqual(0.51 / camera.zoom + 0.51);
  }
});

test('zooming with the wheel never jumps over 1:1', () => {
  const closer = zoomAt({ ...ONE, zoom: 0.95 }, pane, { x: 500, y: 350 }, 1.25);
  expect(closer.zoom).toBe(1);
  expect(zoomAt(closer, pane, { x: 500, y: 350 }, 1.25).zoom).toBe(1.25);
  expect(zoomAt({ ...ONE, zoom: 1.2 }, pane, { x: 500, y: 350 }, 0.5).zoom).toBe(1);
});

test('the picture cannot be lost: its nearest point stays in the middle', () => {
  const far = panBy({ ...ONE, zoom: 2 }, pane, { x: -1e6, y: 1e6 });
  expect([far.centreX, far.centreY]).toEqual([1, 0]);
});

test('panning moves the picture by as many pixels as the pointer', () => {
  const before = boxFromCamera(ONE, pane);
  const after = boxFromCamera(panBy(ONE, pane, { x: 37, y: -12 }), pane);
  expect([after.left - before.left, after.top - before.top]).toEqual([37, -12]);
});

test('display and sample are each other’s way back', () => {
  const camera = { ...ONE, zoom: 3, centreX: 0.2, centreY: 0.9 };
  const there = displayFromSample(camera, pane, { x: 123, y: 456 });
  const back = sampleFromDisplay(camera, pane, there);
  expect(back.x).toBeCloseTo(123, 6);
  expect(back.y).toBeCloseTo(456, 6);
});

test('a side of another shape stands in the middle of the reference and is not stretched', () => {
  const box = { left: 0, top: 0, width: 1920, height: 1080 };
  const inside = boxOfShape(box, { width: 1920, height: 1080 }, { width: 640, height: 480 });
  expect(inside).toEqual({ left: 240, top: 0, width: 1440, height: 1080 });
});

test('a rounding of the square size is no other shape', () => {
  const box = { left: 0, top: 0, width: 1440, height: 1080 };
  expect(boxOfShape(box, { width: 1440, height: 1080 }, { width: 642, height: 480 })).toBe(box);
});
