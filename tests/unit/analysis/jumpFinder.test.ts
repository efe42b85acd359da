import { describe, expect, it } from 'vitest';
import { FrameTraces } from '../../../native-pipeline/analysis/oddFrames/frameTraces';
import { createScene, type SceneOptions } from '../../helpers/madeScene';

const SIZE = { width: 180, height: 96 };

function jumpsOf(options: SceneOptions, moments: readonly number[]): number[] {
  const scene = createScene(options);
  const traces = new FrameTraces();
  moments.forEach((moment, number) => {
    const luma = new Uint8Array(SIZE.width * SIZE.height);
    for (const line of [0, 1]) scene.drawField(luma, SIZE, line, moment / 30);
    traces.push({ number, ...SIZE, luma });
  });
  return moments.map((_, frame) => traces.jumpAt(frame));
}

const count = (frames: number, from = 0): number[] => Array.from({ length: frames }, (_, i) => from + i);
const SCENES: [string, SceneOptions][] = [
  ['a pan', { seed: 3, pan: { x: 90, y: 20 } }],
  ['things that pass', { seed: 4, things: 12, thingSpeed: 200 }],
  ['things in front of a pan', { seed: 7, pan: { x: 60, y: 0 }, things: 6, thingSpeed: 120 }],
];

describe('how far motion jumps before a frame', () => {
  it.each(SCENES)('is about one step where a frame is missing in %s', (_, scene) => {
    const jumps = jumpsOf(scene, [...count(20), ...count(20, 21)]);
    expect(jumps[20]).toBeGreaterThan(0.6);
    expect(jumps[20]).toBeLessThan(2);
  });

  it.each(SCENES)('is nothing in the steady motion of %s', (_, scene) => {
    expect(Math.max(...jumpsOf(scene, count(40)).slice(3))).toBeLessThan(0.55);
  });

  it('cannot be told where nothing moves, and in the first frames', () => {
    const jumps = jumpsOf({ seed: 6 }, count(10));
    expect(jumps).toEqual(jumps.map(() => 0));
    expect(jumpsOf({ seed: 3, pan: { x: 90, y: 20 } }, count(4)).slice(0, 3)).toEqual([0, 0, 0]);
  });
});
