import { describe, expect, it } from 'vitest';
import type { Section, Shot } from '../../../model/analysis';
import {
  BOTTOM,
  FrameRecords,
  NUMBER_COUNT,
  TOP,
} from '../../../native-pipeline/analysis/fields/frameRecords';
import { findFrameFaults } from '../../../native-pipeline/analysis/oddFrames/frameFaults';
import { FrameTraces } from '../../../native-pipeline/analysis/oddFrames/frameTraces';
import { createScene } from '../../helpers/madeScene';

const section = (changes: Partial<Section>): Section => ({
  ...{ from: 0, to: 60, cadence: 'video-progressive', pulldown: null, phase: null, fieldOrder: null },
  ...{ confidence: 'sure', margin: 100, because: '', isChosen: false },
  ...changes,
});
const shot = (from: number, to: number): Shot => ({
  from,
  to,
  start: 'cut',
  isMidFrame: false,
  transition: null,
});

/** Steady motion, changed where told. */
function records(frames: number, changes: Record<number, [top: number, bottom: number]> = {}): FrameRecords {
  const made = new FrameRecords();
  for (let frame = 0; frame < frames; frame++) {
    made.add();
    const [top, bottom] = changes[frame] ?? [1, 1];
    made.numbers[frame * NUMBER_COUNT + TOP] = top;
    made.numbers[frame * NUMBER_COUNT + BOTTOM] = bottom;
    made.weight[frame] = 1;
  }
  return made;
}

const SIZE = { width: 180, height: 96 };
const SCENE = createScene({ seed: 4, pan: { x: 90, y: 20 }, things: 8, thingSpeed: 200 });

/** A scene in steady motion, in which frames are left out or doubled before those told. */
function traces(steps: Record<number, number> = {}): FrameTraces {
  const traced = new FrameTraces();
  let moment = 0;
  for (let number = 0; number < 60; number++) {
    moment += steps[number] ?? 1;
    const luma = new Uint8Array(SIZE.width * SIZE.height);
    for (const line of [0, 1]) SCENE.drawField(luma, SIZE, line, moment / 30);
    traced.push({ number, ...SIZE, luma });
  }
  return traced;
}

const STEADY = traces();

const find = (
  sections: Section[],
  recorded: FrameRecords,
  { shots = [shot(0, 60)], offset = 0, seen = STEADY } = {},
) =>
  findFrameFaults({
    ...{ sections, shots, records: recorded, offset },
    ...{ traces: seen, rate: { n: 30000, d: 1001 } },
  });

describe('frames that the cadence does not explain', () => {
  it('are none in steady motion', () => {
    expect(find([section({})], records(60))).toEqual({ frameFaults: [], notices: [] });
  });

  it('are doubled where both fields repeat in the middle of motion', () => {
    const { frameFaults } = find([section({})], records(60, { 30: [0.02, 0.04] }));
    expect(frameFaults).toMatchObject([{ frame: 30, kind: 'duplicate' }]);
  });

  it('are not what an unsteady hand makes of a scene in which nothing moves to be seen', () => {
    const still = new FrameTraces();
    expect(find([section({})], records(60, { 30: [0.02, 0.04] }), { seen: still }).frameFaults).toEqual([]);
  });

  it('are not the repeated fields of a pulldown', () => {
    const changes = Object.fromEntries(
      Array.from({ length: 60 }, (_, frame) => [
        frame,
        frame % 5 === 2 ? [0.05, 1] : frame % 5 === 4 ? [1, 0.05] : [1, 1],
      ]),
    ) as Record<number, [number, number]>;
    const film = section({ cadence: 'film', pulldown: '3:2', phase: 0 });
    expect(find([film], records(60, changes)).frameFaults).toEqual([]);
  });

  it('are missing where the motion jumps, and are numbered as in the clip', () => {
    const later = section({ from: 100, to: 160 });
    const jump = records(60, { 20: [1.9, 1.8] });
    const clip = { shots: [shot(100, 160)], offset: 100 };
    const { frameFaults } = find([later], jump, { ...clip, seen: traces({ 20: 2 }) });
    expect(frameFaults).toMatchObject([{ frame: 120, kind: 'dropped' }]);
    // A single thing that jumps leaves the rest of the picture at its pace.
    expect(find([later], jump, clip).frameFaults).toEqual([]);
  });

  it('are told in one sentence where they are missing all the time', () => {
    const fifths = Array.from({ length: 13 }, (_, i) => 4 * i + 4);
    const jumps = Object.fromEntries(fifths.map((frame) => [frame, [1.9, 1.8]])) as Record<
      number,
      [number, number]
    >;
    const seen = traces(Object.fromEntries(fifths.map((frame) => [frame, 2])));
    const { frameFaults, notices } = find([section({})], records(60, jumps), { seen });
    expect(frameFaults).toEqual([]);
    expect(notices.join()).toMatch(/Pictures are missing all the time \(before \d+ of \d+ moving frames/);
  });

  it('are missing where a pulldown goes on at another place without a cut, but not at a cut', () => {
    const film = { cadence: 'film', pulldown: '3:2' } as const;
    const sections = [section({ ...film, to: 32, phase: 0 }), section({ ...film, from: 32, phase: 3 })];
    const broken = find(sections, records(60)).frameFaults;
    expect(broken).toMatchObject([{ frame: 32, kind: 'dropped' }]);
    expect(broken[0]?.because).toContain('1 missing, or 4 too many');
    expect(find(sections, records(60), { shots: [shot(0, 32), shot(32, 60)] }).frameFaults).toEqual([]);
  });

  it('are missing already at a smaller jump where one was doubled nearby', () => {
    const jump: [number, number] = [1.3, 1.25];
    const seen = traces({ 30: 2 });
    expect(find([section({})], records(60, { 30: jump }), { seen }).frameFaults).toEqual([]);
    const slipped = find([section({})], records(60, { 30: jump, 24: [0.01, 0.02] }), { seen }).frameFaults;
    expect(slipped.map(({ frame, kind }) => [frame, kind])).toEqual([
      [24, 'duplicate'],
      [30, 'dropped'],
    ]);
  });

  it('are not told at cuts and in dissolves', () => {
    const changes = { 30: [0.05, 0.05], 40: [3, 3] } as Record<number, [number, number]>;
    const shots = [
      shot(0, 30),
      { ...shot(30, 60), start: 'dissolve', transition: { from: 25, to: 41 } } as Shot,
    ];
    expect(find([section({})], records(60, changes), { shots }).frameFaults).toEqual([]);
  });

  it('are told in one sentence where they are a habit', () => {
    const held = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [2 * i, [0.05, 0.05]])) as Record<
      number,
      [number, number]
    >;
    const { frameFaults, notices } = find([section({})], records(60, held));
    expect(frameFaults).toEqual([]);
    expect(notices.join()).toMatch(
      /Pictures are held \(\d+ of \d+ moving frames in 0 to 59 repeat the one before\)/,
    );
  });
});
