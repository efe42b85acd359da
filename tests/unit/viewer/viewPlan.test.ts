import { expect, test } from 'vitest';
import { squareSize } from '../../../model/clip';
import { damageBetween, planLabel, planView, type ViewInput } from '../../../renderer/viewer/viewPlan';

const SD = { stored: { width: 720, height: 480 }, square: { width: 640, height: 480 } };
const HD = { stored: { width: 1440, height: 1080 }, square: { width: 1440, height: 1080 } };

function input(changes: Partial<ViewInput> = {}, session: Partial<ViewInput['session']> = {}): ViewInput {
  return {
    canvas: { width: 1440, height: 1080 },
    reference: HD.square,
    a: SD,
    b: HD,
    view: 'wipe',
    camera: { isFit: true, zoom: 1, centreX: 0.5, centreY: 0.5 },
    session: {
      peek: null,
      isSwapped: false,
      wipeAt: 0.5,
      magnify: 'smooth',
      surround: 'grey18',
      differenceGain: 4,
      isMaskShown: false,
      ...session,
    },
    ...changes,
  };
}

test.each([
  [0, 0, 1440],
  [1 / 1440, 1, 1439],
  [0.5, 720, 720],
  [1439 / 1440, 1439, 1],
  [1, 1440, 0],
])('a wipe at %f gives A %i columns and B %i', (wipeAt, left, right) => {
  const { layers, wipe } = planView(input({}, { wipeAt }));
  expect(wipe?.edge).toBe(left);
  expect(layers.map(({ what, clip }) => [what, clip.left, clip.width])).toEqual([
    ['a', 0, left],
    ['b', left, right],
  ]);
});

test('swapped sides exchange places, and the wipe says who stands left', () => {
  const { layers, wipe } = planView(input({}, { isSwapped: true }));
  expect(layers.map(({ what }) => what)).toEqual(['b', 'a']);
  expect(wipe).toMatchObject({ left: 'b', right: 'a' });
});

test('side by side shows the same region in two panes of equal width', () => {
  const { layers, panes } = planView(input({ view: 'side-by-side', canvas: { width: 1001, height: 700 } }));
  expect(panes.map(({ box }) => box.width)).toEqual([499, 499]);
  const [a, b] = layers;
  expect(a?.box.left).toBe((b?.box.left ?? 0) - 502);
  expect(a?.box.width).toBe(b?.box.width);
});

test('a peek gives one side the whole screen, also in side by side', () => {
  const { layers, panes, wipe } = planView(input({ view: 'side-by-side' }, { peek: 'b' }));
  expect(layers.map(({ what, clip }) => [what, clip.width])).toEqual([['b', 1440]]);
  expect(panes).toHaveLength(1);
  expect(wipe).toBeNull();
});

test('a single side needs no wipe', () => {
  expect(planView(input({ b: null })).wipe).toBeNull();
  expect(planView(input({ a: null, b: null })).layers).toEqual([]);
});

test('at 1:1 nothing is blended, whatever the taste', () => {
  const [a, b] = planView(input()).layers;
  expect(b?.isSmooth).toBe(false);
  expect(a?.isSmooth).toBe(true);
  expect(planView(input({}, { magnify: 'pixels' })).layers[0]?.isSmooth).toBe(false);
});

test('a reduced picture is always blended: no sample may fall through', () => {
  const plan = planView(input({ canvas: { width: 500, height: 400 } }, { magnify: 'pixels' }));
  expect(plan.layers.every(({ isSmooth }) => isSmooth)).toBe(true);
});

test.each([
  ['NTSC 4:3', { width: 720, height: 480 }, { n: 8, d: 9 }, 4 / 3],
  ['NTSC 16:9', { width: 720, height: 480 }, { n: 32, d: 27 }, 16 / 9],
  ['PAL 4:3', { width: 720, height: 576 }, { n: 16, d: 15 }, 4 / 3],
  ['HDV', { width: 1440, height: 1080 }, { n: 4, d: 3 }, 16 / 9],
  ['a turned phone video', { width: 1080, height: 1920 }, { n: 1, d: 1 }, 9 / 16],
])('%s has the right shape on the screen', (_name, stored, aspect, display) => {
  const square = squareSize(stored, aspect);
  const [layer] = planView(input({ a: { stored, square }, b: null, reference: square })).layers;
  const box = layer?.box ?? { width: 0, height: 1 };
  expect(Math.abs(box.width - box.height * display)).toBeLessThanOrEqual(1);
});

test('18 % grey is code 118', () => {
  const linear = ((118 / 255 + 0.055) / 1.055) ** 2.4;
  expect(linear).toBeCloseTo(0.18, 2);
  expect(planView(input()).surround).toBe(118);
});

test('a moved edge damages the strip between old and new', () => {
  const before = planView(input({}, { wipeAt: 0.5 }));
  const after = planView(input({}, { wipeAt: 0.25 }));
  expect(damageBetween(before, after)).toEqual({ left: 360, top: 0, width: 360, height: 1080 });
});

test('the same plan again damages nothing, another camera damages all', () => {
  const before = planView(input());
  expect(damageBetween(before, planView(input()))?.width).toBe(0);
  const moved = planView(input({ camera: { isFit: false, zoom: 2, centreX: 0.5, centreY: 0.5 } }));
  expect(damageBetween(before, moved)).toBeNull();
});

test('a label goes where its side is seen, and away where it is not', () => {
  const plan = planView(input({}, { wipeAt: 0 }));
  expect(planLabel(plan, 'a', false)).toBeNull();
  expect(planLabel(plan, 'b', false)?.corner).toBe('right');
  expect(planLabel(planView(input({}, { isSwapped: true })), 'b', true)?.corner).toBe('left');
  expect(planLabel(planView(input({}, { peek: 'a' })), 'b', false)).toBeNull();
});

test('a difference is no picture of either side but names both', () => {
  const plan = planView(input({ view: 'difference' }));
  expect(plan.layers.map(({ what }) => what)).toEqual(['difference']);
  expect(planLabel(plan, 'a', false)?.corner).toBe('left');
  expect(planLabel(plan, 'b', false)?.corner).toBe('right');
});

test('a side that shows only a part of the other is drawn in its place, and so is the mask', () => {
  const part = { left: 0.25, top: 0, width: 0.5, height: 1 };
  const b = { stored: { width: 720, height: 1080 }, square: { width: 720, height: 1080 }, part };
  const [a, cropped] = planView(input({ a: HD, b }, { wipeAt: 0.5 })).layers;
  expect(a).toMatchObject({ box: { left: 0, width: 1440 }, clip: { left: 0, width: 720 } });
  expect(cropped).toMatchObject({ box: { left: 360, width: 720 }, clip: { left: 720, width: 360 } });
  expect(a?.mask).toEqual(cropped?.box);
});
