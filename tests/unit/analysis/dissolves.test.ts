import { describe, expect, it } from 'vitest';
import type { Shot } from '../../../model/analysis';
import { FrameTraces } from '../../../native-pipeline/analysis/oddFrames/frameTraces';
import { addDissolves } from '../../../native-pipeline/analysis/shots/dissolves';
import { openRandom } from '../../../scripts/samples/noise';
import { createNoise } from './drawnPictures';

const [WIDTH, HEIGHT] = [128, 96];
type Scene = (x: number, y: number, frame: number) => number;

/** Tiles of light and dark that drift by `pace` samples a frame. */
function scene(seed: number, pace = 0.15): Scene {
  const random = openRandom(seed);
  const tiles = Array.from({ length: 400 }, () => 25 + 190 * random());
  return (x, y, frame) => tiles[(Math.floor((x + pace * frame) / 17) % 20) + 20 * Math.floor(y / 13)] ?? 0;
}

function trace(frames: number, draw: Scene, sigma = 1.5): FrameTraces {
  const traces = new FrameTraces();
  const noise = createNoise(sigma);
  const noises = Array.from({ length: 9973 }, noise);
  const luma = new Uint8Array(WIDTH * HEIGHT);
  for (let frame = 0; frame < frames; frame++) {
    for (let at = 0; at < luma.length; at++) {
      const value = draw(at % WIDTH, Math.floor(at / WIDTH), frame) + (noises[(at + 7 * frame) % 9973] ?? 0);
      luma[at] = Math.max(0, Math.min(255, Math.round(value)));
    }
    traces.push({ number: frame, width: WIDTH, height: HEIGHT, luma });
  }
  return traces;
}

const shot = (from: number, to: number): Shot => ({
  from,
  to,
  start: from === 0 ? 'clip' : 'cut',
  isMidFrame: false,
  transition: null,
});
const ramp = (frame: number, from: number, to: number) =>
  Math.max(0, Math.min(1, (frame - from) / (to - from)));

describe('dissolves', () => {
  it.each([8, 15, 30, 60])('over %d frames are found to the frame or nearly so', (length) => {
    const [a, b] = [scene(1), scene(2)];
    const from = 40;
    const traces = trace(140, (x, y, frame) => {
      const part = ramp(frame, from, from + length);
      return (1 - part) * a(x, y, frame) + part * b(x, y, frame);
    });
    const shots = addDissolves([shot(0, 140)], traces, 0);
    expect(shots).toHaveLength(2);
    expect(shots[1]).toMatchObject({ start: 'dissolve', to: 140 });
    const { transition } = shots[1] as Shot;
    const slack = Math.max(2, length / 10);
    expect(Math.abs((transition?.from ?? 0) - from)).toBeLessThanOrEqual(slack);
    expect(Math.abs((transition?.to ?? 0) - from - length)).toBeLessThanOrEqual(slack);
    expect(shots[0]?.to).toBe(shots[1]?.from);
    expect(Math.abs((shots[1]?.from ?? 0) - from - length / 2)).toBeLessThanOrEqual(slack);
  });

  it('that follow each other are each found', () => {
    const scenes = [scene(1), scene(2), scene(3)];
    const traces = trace(150, (x, y, frame) => {
      const [first, second] = [ramp(frame, 40, 55), ramp(frame, 90, 110)];
      const [a = 0, b = 0, c = 0] = scenes.map((draw) => draw(x, y, frame));
      return (1 - second) * ((1 - first) * a + first * b) + second * c;
    });
    expect(addDissolves([shot(0, 150)], traces, 0).map(({ start }) => start)).toEqual([
      'clip',
      'dissolve',
      'dissolve',
    ]);
  });

  it('are told by the clip frames where only a part was looked at', () => {
    const [a, b] = [scene(1), scene(2)];
    const traces = trace(80, (x, y, frame) => {
      const part = ramp(frame, 30, 50);
      return (1 - part) * a(x, y, frame) + part * b(x, y, frame);
    });
    const shots = addDissolves([shot(1000, 1080)], traces, 1000);
    expect(shots[1]?.from).toBeGreaterThan(1035);
    expect(shots[1]?.from).toBeLessThan(1045);
  });

  it('are not seen in cuts, pans, a thing that passes, or light that goes up', () => {
    const [a, b] = [scene(1), scene(2)];
    const cut = trace(80, (x, y, frame) => (frame < 40 ? a : b)(x, y, frame));
    expect(addDissolves([shot(0, 40), shot(40, 80)], cut, 0)).toEqual([shot(0, 40), shot(40, 80)]);
    for (const pace of [0, 0.5, 2, 5]) {
      const pan = trace(100, scene(3, pace));
      expect(addDissolves([shot(0, 100)], pan, 0)).toHaveLength(1);
    }
    const passing = trace(100, (x, y, frame) => (Math.abs(x - 3 * frame + 60) < 30 ? 220 : a(x, y, 0)));
    expect(addDissolves([shot(0, 100)], passing, 0)).toHaveLength(1);
    const light = trace(100, (x, y, frame) => a(x, y, 0) * (0.4 + 0.6 * ramp(frame, 40, 60)));
    expect(addDissolves([shot(0, 100)], light, 0)).toHaveLength(1);
  });
});

describe('fades', () => {
  it('out to black and in again part two shots, at the black', () => {
    const [a, b] = [scene(1), scene(2)];
    const traces = trace(140, (x, y, frame) =>
      frame < 70
        ? 16 + (a(x, y, frame) - 16) * (1 - ramp(frame, 40, 55))
        : 16 + (b(x, y, frame) - 16) * ramp(frame, 80, 100),
    );
    const shots = addDissolves([shot(0, 140)], traces, 0);
    expect(shots.map(({ start }) => start)).toEqual(['clip', 'fade']);
    const { from = 0, to = 0 } = shots[1]?.transition ?? {};
    expect(Math.abs(from - 40)).toBeLessThanOrEqual(2);
    expect(Math.abs(to - 100)).toBeLessThanOrEqual(2);
    expect(shots[1]?.from).toBeGreaterThanOrEqual(55);
    expect(shots[1]?.from).toBeLessThanOrEqual(80);
  });

  it('in from black tell how the clip begins', () => {
    const a = scene(1);
    const traces = trace(60, (x, y, frame) => 16 + (a(x, y, frame) - 16) * ramp(frame, 5, 25));
    const [first, ...rest] = addDissolves([shot(0, 60)], traces, 0);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ from: 0, to: 60, start: 'fade' });
  });

  it('out at the end begin no shot', () => {
    const a = scene(1);
    const traces = trace(80, (x, y, frame) => 16 + (a(x, y, frame) - 16) * (1 - ramp(frame, 50, 70)));
    expect(addDissolves([shot(0, 80)], traces, 0)).toHaveLength(1);
  });
});

describe('mixes of neighbours', () => {
  const moving =
    (frame: number): Scene =>
    (x, y) =>
      (Math.floor((x + 12 * frame) / 45) % 2 ? 60 : 180) + (y % 60) / 3;

  it('are told from true pictures, with the share of each', () => {
    const traces = trace(12, (x, y, frame) =>
      frame === 6 ? 0.6 * moving(5)(x, y, 0) + 0.4 * moving(7)(x, y, 0) : moving(frame)(x, y, 0),
    );
    expect(Math.abs(traces.mixAt(6) - 40)).toBeLessThanOrEqual(2);
    for (const frame of [2, 3, 4, 8, 9, 10]) expect(traces.mixAt(frame)).toBe(255);
  });

  it('are not guessed where little moves', () => {
    const traces = trace(8, (x, y, frame) => 100 + 80 * Math.sin((x + 0.4 * frame) / 9) + y / 10);
    for (let frame = 0; frame < 8; frame++) expect(traces.mixAt(frame)).toBe(0);
  });
});
