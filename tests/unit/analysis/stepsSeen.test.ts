import { describe, expect, it } from 'vitest';
import { BlockFollower } from '../../../native-pipeline/analysis/oddFrames/blockSteps';
import { FrameTraces } from '../../../native-pipeline/analysis/oddFrames/frameTraces';
import { createPyramid } from '../../../native-pipeline/analysis/oddFrames/pyramid';
import type { StepsSeen } from '../../../native-pipeline/analysis/oddFrames/stepsSeen';
import { createScene, type Scene, type SceneOptions } from '../../helpers/madeScene';

const SIZE = { width: 180, height: 240 };

function draw(scene: Scene, moment: number, size = SIZE): Uint8Array {
  const luma = new Uint8Array(size.width * size.height);
  for (const line of [0, 1]) scene.drawField(luma, size, line, moment / 30);
  return luma;
}

function seen(moments: readonly number[], scene: Scene): StepsSeen[] {
  const traces = new FrameTraces();
  moments.forEach((moment, number) => {
    traces.push({ number, ...SIZE, luma: draw(scene, moment) });
  });
  return moments.map((_, frame) => traces.stepsAt(frame));
}

const without = (frames: number, missing: readonly number[]): number[] =>
  Array.from({ length: frames }, (_, i) => i).filter((moment) => !missing.includes(moment));
const PAN: SceneOptions = { seed: 3, pan: { x: 70, y: 20 }, things: 4, thingSpeed: 90 };

describe('how far blocks move from frame to frame', () => {
  it('is measured to a tenth of a sample, and nothing is told where nothing moves', () => {
    const scene = createScene({ seed: 3, pan: { x: 45, y: -12 } });
    const size = { width: 180, height: 120 };
    const [older, newer] = [0, 1].map((moment) => createPyramid(180, 120, draw(scene, moment, size)));
    if (!older || !newer) throw new Error('two pictures were drawn');
    const { x, y } = new BlockFollower().follow(older, newer);
    const followed = Array.from(x.keys()).filter((block) => !Number.isNaN(x[block]));
    expect(followed.length).toBeGreaterThan(8);
    const middle = (values: Float32Array): number =>
      followed.map((block) => values[block] ?? 0).sort((a, b) => a - b)[followed.length >> 1] ?? 0;
    expect(middle(x)).toBeCloseTo(-1.5, 1);
    expect(middle(y)).toBeCloseTo(0.4, 1);
    expect(new BlockFollower().follow(older, older).x.every(Number.isNaN)).toBe(true);
  });
});

describe('what the steps of the blocks tell of a frame', () => {
  it('is how many frames are missing before it, also where others are missing near by', () => {
    const scene = createScene(PAN);
    const steps = seen(without(40, [12, 16, 25, 26]), scene);
    const missing = steps.flatMap((step, frame) => (step.kind === 'missing' ? [[frame, step.times]] : []));
    expect(missing.map(([frame]) => frame)).toEqual([12, 15, 23]);
    expect(missing[0]?.[1]).toBeCloseTo(2, 0);
    expect(missing[2]?.[1]).toBeCloseTo(3, 0);
  });

  it('is that none is missing while a pan speeds up and slows down', () => {
    const paces = Array.from({ length: 40 }, (_, i) => 1 + 0.6 * Math.sin(i / 4));
    let moment = 0;
    const moments = paces.map((pace) => {
      moment += pace;
      return moment;
    });
    const scene = createScene(PAN);
    expect(seen(moments, scene).filter(({ kind }) => kind === 'missing')).toEqual([]);
  });

  it('is nothing of missing frames in the hands of one who trembles', () => {
    const scene = createScene(PAN);
    const trembling = Array.from({ length: 60 }, (_, i) => 2 * Math.sin(2.1 * i) + 1.5 * Math.sin(0.9 * i));
    const steps = seen(trembling, scene);
    expect(steps.some(({ kind }) => kind === 'unsteady')).toBe(true);
    expect(steps.filter(({ kind }) => kind === 'missing')).toEqual([]);
  });

  it('is that it rests for a turn, or for being shown twice', () => {
    const scene = createScene(PAN);
    // To and fro, with the turn between two frames.
    const turning = Array.from({ length: 30 }, (_, i) => 6 * Math.sin((i + 0.5) / 2.6));
    const kinds = seen(turning, scene).map(({ kind }) => kind);
    expect(kinds.some((kind) => kind === 'moving' || kind === 'turning')).toBe(true);
    const doubled = [...without(20, []), ...without(40, []).slice(19)];
    expect(seen(doubled, scene)[20]).toEqual({ kind: 'unclear' });
  });
});
