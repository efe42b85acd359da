import { describe, expect, test } from 'vitest';
import { findPath } from '../../../native-pipeline/analysis/cadence/cadencePath';
import {
  type CadenceState,
  EXPECTED,
  statesFor,
} from '../../../native-pipeline/analysis/cadence/cadenceStates';
import { setDoubtfulApart } from '../../../native-pipeline/analysis/cadence/doubtfulShots';
import { unmarked } from '../../../native-pipeline/analysis/cadence/hybridSections';
import { measureMargins } from '../../../native-pipeline/analysis/cadence/margins';
import { findSections } from '../../../native-pipeline/analysis/cadence/sections';
import {
  CUT_BOTTOM,
  CUT_TOP,
  FrameRecords,
  NUMBER_COUNT,
  OWN,
} from '../../../native-pipeline/analysis/fields/frameRecords';
import { openRandom } from '../../../scripts/samples/noise';

/** What each expectation measures on clean material. */
const TYPICAL: Record<(typeof EXPECTED)[number], number> = {
  ...{ same: 0.02, one: 1, two: 1.6, combHalf: 0.25, combOne: 0.8, combFar: 1.4, combTwo: 1.5 },
};
const STATES = { ntsc: statesFor(30_000 / 1001), pal: statesFor(25) };
const BOTH = CUT_TOP | CUT_BOTTOM;

interface Run {
  name: string;
  phase?: number;
  frames: number;
  order?: CadenceState['order'];
  isStill?: boolean;
  isCut?: boolean;
  /** Begins with a picture of another time that looks no different: no cut is found, but nothing matches the frame before. */
  isJump?: boolean;
  /** How much its frames say, 0 to 255. */
  presence?: number;
}

/** Records as made by runs of known states: every kind of distance off by a random factor in each frame, each number by a little of its own. */
function recordsOf(states: readonly CadenceState[], runs: readonly Run[]): FrameRecords {
  const records = new FrameRecords();
  const random = openRandom(7);
  for (const {
    name,
    phase = 0,
    frames,
    order = 'top-first',
    isStill = false,
    isCut = true,
    isJump = false,
    presence = 255,
  } of runs) {
    const cycle = states.filter((state) => nameOf(state) === name && state.order === order);
    const first = cycle.findIndex((state) => state.position === phase);
    for (let i = 0; i < frames; i++) {
      const frame = records.add();
      const state = cycle[(Math.max(0, first) + i) % cycle.length] as CadenceState;
      const isFirst = i === 0 && isCut;
      if (isFirst && frame > 0) records.cuts[frame] = BOTH;
      records.weight[frame] = isStill ? 0 : 1;
      records.presence[frame] = isStill ? 0 : presence;
      records.combTrust[frame] = 255;
      records.slack[frame] = 0.03;
      const factors = Object.fromEntries(EXPECTED.map((kind) => [kind, 1.5 ** (2 * random() - 1)]));
      for (let n = 0; n < NUMBER_COUNT; n++) {
        const kind = EXPECTED[state.expected[n] as number] ?? 'same';
        const value = TYPICAL[kind] * (factors[kind] ?? 1) * 1.03 ** (2 * random() - 1);
        records.numbers[frame * NUMBER_COUNT + n] =
          n === OWN || i > 0 ? value : isJump ? 2 : isFirst ? Number.NaN : value;
      }
    }
  }
  return records;
}

function nameOf({ pulldown, cadence }: CadenceState): string {
  return pulldown ?? cadence;
}

function sectionsOf(states: readonly CadenceState[], runs: readonly Run[]) {
  const records = recordsOf(states, runs);
  const path = findPath(states, records);
  const found = findSections(states, path.states, records);
  const texts = found.map(
    ({ from, to, state }) =>
      `${from}-${to} ${state ? `${nameOf(state)} ${state.position} ${state.order}` : 'static'}`,
  );
  return { texts, lead: path.topFirstLead, margins: measureMargins(unmarked(found), states, records) };
}

describe('the most likely path', () => {
  for (const order of ['top-first', 'bottom-first'] as const) {
    for (const phase of [0, 1, 2, 3, 4]) {
      test(`finds 3:2 at phase ${phase}, ${order}`, () => {
        const { texts, lead } = sectionsOf(STATES.ntsc, [{ name: '3:2', phase, frames: 30, order }]);
        expect(texts).toEqual([`0-30 3:2 ${phase} ${order}`]);
        expect(Math.sign(lead)).toBe(order === 'top-first' ? 1 : -1);
      });
    }
  }

  test('tells 2:3:3:2, native video and shifted fields apart', () => {
    const runs = ['2:3:3:2', 'video-interlaced', '2:2'].map((name) => ({
      name,
      phase: name === '2:2' ? 1 : 0,
      frames: 30,
    }));
    const { texts, margins } = sectionsOf(STATES.ntsc, runs);
    expect(texts).toEqual([
      '0-30 2:3:3:2 0 top-first',
      '30-60 video-interlaced 0 top-first',
      '60-90 2:2 1 top-first',
    ]);
    for (const margin of margins) expect(margin).toBeGreaterThan(20);
  });

  test('finds Euro pulldown at its position of 25', () => {
    const { texts } = sectionsOf(STATES.pal, [
      { name: 'euro', phase: 17, frames: 60, order: 'bottom-first' },
    ]);
    expect(texts).toEqual(['0-60 euro 17 bottom-first']);
  });

  test('finds an insert of five native frames, and the new phase of the film behind it', () => {
    const { texts } = sectionsOf(STATES.ntsc, [
      { name: '3:2', frames: 40 },
      { name: 'video-interlaced', frames: 5 },
      { name: '3:2', phase: 3, frames: 40 },
    ]);
    expect(texts).toEqual([
      '0-40 3:2 0 top-first',
      '40-45 video-interlaced 0 top-first',
      '45-85 3:2 3 top-first',
    ]);
  });

  test('begins a new phase with the very frame of a jump cut', () => {
    const jump = { name: '3:2', frames: 12, isCut: false, isJump: true };
    const { texts } = sectionsOf(STATES.ntsc, [
      { name: '3:2', frames: 41 },
      { ...jump, phase: 3 },
      { ...jump, phase: 1 },
    ]);
    expect(texts).toEqual(['0-41 3:2 0 top-first', '41-53 3:2 3 top-first', '53-65 3:2 1 top-first']);
  });

  test('says nothing of the order where every frame is whole', () => {
    expect(sectionsOf(STATES.ntsc, [{ name: 'video-progressive', frames: 60 }]).lead).toBeCloseTo(0);
  });

  test('lets a joined file change its field order at a cut', () => {
    const { texts } = sectionsOf(STATES.ntsc, [
      { name: '3:2', frames: 60 },
      { name: '3:2', phase: 2, frames: 60, order: 'bottom-first' },
    ]);
    expect(texts).toEqual(['0-60 3:2 0 top-first', '60-120 3:2 2 bottom-first']);
  });
});

describe('a shot that does not bear out its section', () => {
  const film = { name: '3:2', frames: 40 };
  const partsOf = (runs: readonly Run[]) => {
    const states = STATES.ntsc;
    const records = recordsOf(states, runs);
    const found = unmarked(findSections(states, findPath(states, records).states, records));
    const parts = setDoubtfulApart(found, states, records);
    return parts.map(
      ({ from, to, state, isDoubtful }) =>
        `${from}-${to} ${state && nameOf(state)} ${state?.position}${isDoubtful ? ' doubtful' : ''}`,
    );
  };

  test('is set apart with the class, and the phase, of what stands around it', () => {
    expect(partsOf([film, { ...film, frames: 12, presence: 8 }, { ...film, phase: 2 }])).toEqual([
      '0-40 3:2 0',
      '40-52 3:2 0 doubtful',
      '52-92 3:2 2',
    ]);
  });

  test('is left in it where it shows what it is, and where nothing moves', () => {
    expect(partsOf([film, film])).toEqual(['0-80 3:2 0']);
    expect(partsOf([film, { ...film, isStill: true }, film])).toEqual(['0-120 3:2 0']);
  });
});

describe('shots in which nothing moves', () => {
  const still = { name: 'video-progressive', frames: 30, isStill: true };

  test('take the class of their neighbours where both agree', () => {
    const { texts } = sectionsOf(STATES.ntsc, [
      { name: '3:2', frames: 40 },
      still,
      { name: '3:2', frames: 40 },
    ]);
    expect(texts).toEqual(['0-110 3:2 0 top-first']);
  });

  test('are static where their neighbours differ', () => {
    const runs = [{ name: '3:2', frames: 40 }, still, { name: 'video-interlaced', frames: 40 }];
    expect(sectionsOf(STATES.ntsc, runs).texts).toEqual([
      '0-40 3:2 0 top-first',
      '40-70 static',
      '70-110 video-interlaced 0 top-first',
    ]);
  });

  test('are static where there is nothing else', () => {
    expect(sectionsOf(STATES.ntsc, [still]).texts).toEqual(['0-30 static']);
  });

  test('belong to their shot where only a part of it is still', () => {
    const runs = [
      { name: '3:2', frames: 40 },
      { ...still, name: '3:2', isCut: false },
      { name: 'video-interlaced', frames: 40 },
    ];
    expect(sectionsOf(STATES.ntsc, runs).texts).toEqual([
      '0-70 3:2 0 top-first',
      '70-110 video-interlaced 0 top-first',
    ]);
  });
});
