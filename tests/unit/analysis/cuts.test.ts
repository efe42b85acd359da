import { describe, expect, it } from 'vitest';
import { createGrid } from '../../../native-pipeline/analysis/fields/blockGrid';
import { measureBlocks } from '../../../native-pipeline/analysis/fields/blockMeasures';
import { createPlanes, fillPlanes } from '../../../native-pipeline/analysis/fields/fieldPlanes';
import { FrameRecords } from '../../../native-pipeline/analysis/fields/frameRecords';
import { FrameRing } from '../../../native-pipeline/analysis/fields/frameRing';
import { CutFinder } from '../../../native-pipeline/analysis/shots/cuts';
import { createScene, type Scene } from '../../helpers/madeScene';

const SIZE = { width: 180, height: 480 };

/** Frames at which a cut was found in scenes of 20 frames each, with bars of so many lines above and below. */
function cutsOf(scenes: readonly Scene[], bar: number): number[] {
  const grid = createGrid(SIZE);
  const records = new FrameRecords();
  const ring = new FrameRing(grid);
  const finder = new CutFinder(ring, grid, records);
  let [now, before] = [createPlanes(grid), createPlanes(grid)];
  for (let frame = 0; frame < scenes.length * 20; frame++) {
    const luma = new Uint8Array(SIZE.width * SIZE.height);
    for (const line of [0, 1]) scenes[Math.floor(frame / 20)]?.drawField(luma, SIZE, line, frame / 30);
    luma.fill(16, 0, bar * SIZE.width);
    luma.fill(16, (SIZE.height - bar) * SIZE.width);
    fillPlanes(now, luma, grid);
    records.add();
    measureBlocks(ring.add().measures, now, frame === 0 ? now : before, grid);
    [now, before] = [before, now];
    finder.add();
  }
  finder.end();
  return [...records.cuts.subarray(0, records.count).keys()].filter((frame) => records.cuts[frame] !== 0);
}

/** Shots of about one brightness and little contrast. */
const SHOTS = [21, 22, 23, 24].map((seed) =>
  createScene({ seed, pan: { x: 40, y: 8 }, things: 3, thingSpeed: 150, contrast: 0.4 }),
);

/** A wall that gets lighter to the right, and on it waves that lie elsewhere in each take: pictures that are 0.96 alike. `turns`: how fast they go, radians a second. */
function takeOf(phase: number, turns: number): Scene {
  return {
    drawField: (luma, { width, height }, first, secs) => {
      for (let line = first; line < height; line += 2)
        for (let x = 0; x < width; x++)
          luma[line * width + x] = 60 + 0.8 * x + 9 * Math.sin(x / 10 + line / 40 + phase + turns * secs);
    },
  };
}

describe('picture cuts', () => {
  it.each([0, 60, 104])(
    'between shots alike in light are found at their frame, with bars of %d lines',
    (bar) => {
      expect(cutsOf(SHOTS, bar)).toEqual([20, 40, 60]);
    },
  );

  it('between two takes of one scene, alike in what is light and dark, are found where little moves around them', () => {
    expect(cutsOf([takeOf(0, 0), takeOf(Math.PI, 0)], 0)).toEqual([20]);
  });

  it('are none where so alike a scene only moves', () => {
    expect(cutsOf([takeOf(0, 5), takeOf(0, 5)], 0)).toEqual([]);
  });

  it('are none where one shot goes on between bars, however fast', () => {
    const chase = createScene({ seed: 25, pan: { x: 500, y: 60 }, things: 8, thingSpeed: 500 });
    expect(cutsOf([chase, chase, chase], 104)).toEqual([]);
  });
});
