import { describe, expect, it } from 'vitest';
import type { KeptOrder } from '../../../model/contract';
import {
  changeSince,
  createManifest,
  orderOf,
  parseManifest,
  type RenderIdentity,
} from '../../../native-pipeline/exports/manifest';
import { joinList } from '../../../native-pipeline/exports/renderCommand';
import { type Pacing, SAME_PACE } from '../../../native-pipeline/exports/renderGraph';
import { createPace } from '../../../native-pipeline/exports/renderPace';
import { cutFromSegment, planSegments } from '../../../native-pipeline/exports/segments';

const NTSC = { n: 30000, d: 1001 };
const secsAt = (picture: number) => (picture * 1001) / 24000;
const FILM: Pacing = {
  ...SAME_PACE,
  relation: { kind: 'drop-one-of', cycle: 5 },
  memory: { behind: 9, ahead: 9, isExact: true, tolerance: '' },
};

describe('segments', () => {
  it('are ten seconds of source each, and the last one takes the rest', () => {
    const starts = planSegments({ span: { from: 0, to: 1000 }, rate: NTSC, pacing: FILM, secsAt });
    expect(starts?.map(({ source, picture }) => [source, picture])).toEqual([
      [0, 0],
      [300, 240],
      [600, 480],
    ]);
    expect(starts?.[1]?.secs).toBeCloseTo(10.01, 6);
  });

  it('are not made of what is short', () => {
    const plan = (to: number) =>
      planSegments({ span: { from: 0, to }, rate: NTSC, pacing: SAME_PACE, secsAt });
    expect(plan(599)).toBeNull();
    expect(plan(600)).toHaveLength(2);
  });

  it('count pictures from the start of the span', () => {
    const starts = planSegments({ span: { from: 33, to: 700 }, rate: NTSC, pacing: FILM, secsAt });
    expect(starts?.map(({ source, picture }) => [source, picture])).toEqual([
      [33, 0],
      [333, 240],
    ]);
  });

  it('are longer rather than more than a thousand, for their list stands in the command', () => {
    const day = { from: 0, to: 24 * 3600 * 30 };
    expect(planSegments({ span: day, rate: NTSC, pacing: SAME_PACE, secsAt })?.length).toBeLessThanOrEqual(
      1000,
    );
  });

  it('are continued with the run-up that the plan asks for', () => {
    const start = { source: 600, picture: 480, secs: 20.02 };
    expect(cutFromSegment(start, 1000, FILM, null)).toMatchObject({
      source: { from: 590 },
      kept: { from: 8, to: 328 },
    });
  });

  it('are continued from the beginning where no run-up is exact', () => {
    const pacing = { ...SAME_PACE, memory: { behind: 20, ahead: 0, isExact: false, tolerance: 'about' } };
    const start = { source: 600, picture: 600, secs: 20.02 };
    expect(cutFromSegment(start, 1000, pacing, null)).toMatchObject({
      source: { from: 0 },
      kept: { from: 600, to: 1000 },
    });
    // A span begins where its own run-up begins, not at the clip's first frame.
    const whole = {
      source: { from: 80, to: 1000 },
      kept: { from: 20, to: 920 },
      pictures: { from: 100, to: 1000 },
    };
    expect(cutFromSegment(start, 1000, pacing, whole)).toMatchObject({
      source: { from: 80 },
      kept: { from: 520, to: 920 },
    });
  });

  it('are joined at times whose rounding does not add up', () => {
    const segments = Array.from({ length: 4 }, (_none, n) => ({
      name: `1-0000${n}.mov`,
      secs: (n * 100) / 3,
    }));
    const list = joinList(segments);
    expect(list.split('\n')[0]).toBe('ffconcat version 1.0');
    const lengths = [...list.matchAll(/duration ([\d.]+)/g)].map(([, secs]) =>
      Math.round(Number(secs) * 1e6),
    );
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(100_000_000);
  });
});

describe('the manifest of a render', () => {
  const identity: RenderIdentity = { ffmpeg: '5.1', clip: 'c', recipe: 'r', span: 'all', target: 't' };

  it('is read as it was written, and anything else is none', () => {
    const order = { clipPath: '/v/c.vob', recipe: null, span: null, codec: 'ffv1', bits: null } as const;
    const manifest = createManifest(identity, null, order);
    expect(parseManifest(JSON.stringify(manifest))).toEqual(manifest);
    for (const text of ['', '{', 'null', '[]', '{"version":2}', '{"version":1}'])
      expect(parseManifest(text)).toBeNull();
  });

  it('says what was ordered, its tables too; nothing where that is not understood, or of an earlier version', () => {
    const order = { clipPath: '/v/c.vob', recipe: null, span: null, codec: 'ffv1', bits: null } as const;
    const withTables = { ...order, map: '/v/c.map.csv' };
    expect(orderOf(createManifest(identity, null, withTables))).toEqual(withTables);
    for (const damaged of [
      undefined,
      {},
      { ...order, codec: 'vp9' },
      { ...order, span: { from: -1, to: 0 } },
    ])
      expect(orderOf({ order: damaged as KeptOrder | undefined })).toBeNull();
  });

  it('tells what has changed since, the cause first', () => {
    expect(changeSince(identity, identity)).toBeNull();
    // A clip's id depends on the build that read it.
    expect(changeSince(identity, { ...identity, ffmpeg: '7.0', clip: 'd' })).toBe(
      'ffmpeg was 5.1 then and is 7.0 now',
    );
    expect(changeSince(identity, { ...identity, recipe: 'x' })).toMatch(/recipe/);
    expect(changeSince(identity, { ...identity, target: 'x' })).toMatch(/codec/);
  });
});

describe('the pace of a render', () => {
  it('is that of the last seconds, and tells how long it still takes', () => {
    const pace = createPace(1000);
    expect(pace.step(0, 0)).toEqual({ done: 0, total: 1000, fps: null, secsLeft: null });
    pace.step(10, 1000);
    expect(pace.step(110, 2000)).toMatchObject({ fps: 100, secsLeft: 8.9 });
    for (let at = 3; at <= 30; at++) pace.step(110 + (at - 2) * 10, at * 1000);
    expect(pace.step(400, 31_000).fps).toBeCloseTo(10, 1);
  });

  it('starts anew after a halt', () => {
    const pace = createPace(null);
    pace.step(100, 1000);
    pace.step(200, 2000);
    pace.restart();
    expect(pace.step(200, 100_000)).toEqual({ done: 200, total: null, fps: null, secsLeft: null });
    expect(pace.step(250, 101_000).fps).toBe(50);
  });
});
