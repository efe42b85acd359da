/** The timeline's scale: places, zoom and the ruler's marks. */
import { describe, expect, it } from 'vitest';
import {
  followFrame,
  frameAtShare,
  shareOfFrame,
  shiftShown,
  ticksOf,
  zoomShown,
} from '../../../renderer/timeline/scale';

const ALL = { from: 0, to: 300 };
const NTSC = { n: 30000, d: 1001 };

describe('a place on the timeline', () => {
  it('is a frame, from the first to the last and never beyond', () => {
    expect([-1, 0, 0.5, 0.9999, 1, 2].map((share) => frameAtShare(share, ALL))).toEqual([
      0, 0, 150, 299, 299, 299,
    ]);
  });

  it('comes back to the frame it was made from', () => {
    const shown = { from: 40, to: 97 };
    for (let frame = 40; frame < 97; frame++) {
      const middle = shareOfFrame(frame + 0.5, shown);
      expect(frameAtShare(middle, shown)).toBe(frame);
    }
  });
});

describe('zooming', () => {
  it('keeps the frame under the pointer where it is', () => {
    const shown = zoomShown({ from: 0, to: 1000 }, 0.25, 0.5, 1000);
    expect(shown).toEqual({ from: 125, to: 625 });
    expect(shareOfFrame(250, shown)).toBeCloseTo(0.25);
  });

  it('ends with the whole clip on one side and two dozen frames on the other', () => {
    expect(zoomShown(ALL, 0.5, 100, 300)).toEqual(ALL);
    expect(zoomShown(ALL, 0, 0.001, 300)).toEqual({ from: 0, to: 24 });
    expect(zoomShown({ from: 0, to: 5 }, 0, 0.001, 5)).toEqual({ from: 0, to: 5 });
  });

  it('shifts within the clip, and follows a frame that left', () => {
    expect(shiftShown({ from: 0, to: 100 }, -1, 300)).toEqual({ from: 0, to: 100 });
    expect(shiftShown({ from: 150, to: 250 }, 1, 300)).toEqual({ from: 200, to: 300 });
    expect(followFrame({ from: 0, to: 100 }, 50, 300)).toEqual({ from: 0, to: 100 });
    expect(followFrame({ from: 0, to: 100 }, 100, 300)).toEqual({ from: 88, to: 188 });
  });
});

describe('the ruler', () => {
  it('labels whole seconds, drop-frame where the rate asks for it', () => {
    const labels = ticksOf({ from: 0, to: 1850 }, NTSC, 0.1).flatMap(({ label }) => label ?? []);
    expect(labels).toEqual([
      '00:00:00;00',
      '00:00:10;00',
      '00:00:20;00',
      '00:00:30;00',
      '00:00:40;00',
      '00:00:50;00',
    ]);
  });

  it('labels single frames where there is room for them', () => {
    const ticks = ticksOf({ from: 100, to: 124 }, NTSC, 0.03);
    expect(ticks.map(({ frame }) => frame)).toEqual(Array.from({ length: 24 }, (_unused, at) => 100 + at));
    expect(ticks[0]).toEqual({ frame: 100, label: '00:00:03;10' });
  });

  it('never draws more marks than a screen has room for, however long the clip', () => {
    for (const frames of [1, 24, 300, 10_000, 200_000, 3_000_000]) {
      expect(ticksOf({ from: 0, to: frames }, NTSC, 0.08).length).toBeLessThan(90);
    }
  });
});

describe('the ruler of film and video in one clip', () => {
  const runs = [
    { from: 0, field: 0, stays: [3, 2] as const },
    { from: 480, field: 1200, stays: [2, 2] as const },
  ];
  const clock = { rate: NTSC, runs };

  it('has its marks where the display reaches them', () => {
    const labelled = ticksOf({ from: 0, to: 1080 }, clock, 0.2).filter(({ label }) => label !== null);
    expect(labelled.map(({ frame, label }) => [label, frame])).toEqual([
      ['00:00:00;00', 0],
      ['00:00:10;00', 240],
      ['00:00:20;00', 480],
      ['00:00:30;00', 780],
    ]);
  });

  it('has one mark for each frame at most, close by', () => {
    const frames = ticksOf({ from: 0, to: 24 }, clock, 0.1).map(({ frame }) => frame);
    expect(new Set(frames).size).toBe(frames.length);
  });
});
