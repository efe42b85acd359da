/** Film under titles: how far a hybrid section reaches. */
import { describe, expect, it } from 'vitest';
import { statesFor } from '../../../native-pipeline/analysis/cadence/cadenceStates';
import { markHybrid } from '../../../native-pipeline/analysis/cadence/hybridSections';
import { HybridWindows } from '../../../native-pipeline/analysis/cadence/hybridWindows';
import { FrameRecords } from '../../../native-pipeline/analysis/fields/frameRecords';

const STATES = statesFor(30);
const VIDEO =
  STATES.find(({ cadence, order }) => cadence === 'video-interlaced' && order === 'top-first') ?? null;
const STILL = { native: 0, film: 0, stir: { from: 0, to: 15 } };
const NOTHING = { topFirst: 0, bottomFirst: 0, film: 0 };

/** Windows of fifteen frames; those that are named show film of phase 3 under titles. */
function windowsOf(count: number, hybrid: readonly number[]): HybridWindows {
  const windows = new HybridWindows();
  for (let n = 0; n < count; n++) {
    const isHybrid = hybrid.includes(n);
    windows.add(
      { from: 15 * n, to: 15 * (n + 1) },
      ({ pulldown, order, phase }) => ({
        native: 40,
        film: isHybrid && pulldown === '3:2' && order === 'top-first' && phase === 3 ? 60 : 0,
        stir: { from: 0, to: 15 },
      }),
      NOTHING,
    );
  }
  return windows;
}

function recordsOf(count: number, cuts: readonly number[]): FrameRecords {
  const records = new FrameRecords();
  for (let frame = 0; frame < count; frame++) records.add();
  for (const cut of cuts) records.cuts[cut] = 3;
  return records;
}

function marked(cuts: readonly number[]) {
  const sections = [{ from: 0, to: 120, state: VIDEO }];
  return markHybrid(sections, windowsOf(8, [3, 4]), true, recordsOf(120, cuts), 'top-first').map(
    ({ from, to, isHybrid, state }) =>
      isHybrid ? `${from}-${to} hybrid ${state?.position}` : `${from}-${to}`,
  );
}

describe('a hybrid section', () => {
  it('reaches over the whole of its shot, in the pattern that was found', () => {
    expect(marked([])).toEqual(['0-120 hybrid 3']);
  });

  it('ends at a cut', () => {
    expect(marked([75])).toEqual(['0-75 hybrid 3', '75-120']);
  });

  it('ends at a cut within what the path calls one section', () => {
    const sections = [{ from: 0, to: 120, state: VIDEO }];
    const told = markHybrid(sections, windowsOf(8, [3, 4]), true, recordsOf(120, [90]), 'top-first');
    expect(told.map(({ from, to, isHybrid }) => `${from}-${to}${isHybrid ? ' hybrid' : ''}`)).toEqual([
      '0-90 hybrid',
      '90-120',
    ]);
  });

  it('goes on where the film shows for a moment, and ends where it shows for longer', () => {
    const film = (position: number) =>
      STATES.find(
        (state) => state.pulldown === '3:2' && state.order === 'top-first' && state.position === position,
      ) ?? null;
    // Phase 3 at frame 0, so position 3 at every fifth frame.
    const parts = (gap: number) => {
      const sections = [
        { from: 0, to: 45, state: VIDEO },
        { from: 45, to: 45 + gap, state: film(3) },
        { from: 45 + gap, to: 120, state: VIDEO },
      ];
      const windows = windowsOf(8, [0, 1, 2, 4, 5, 6, 7]);
      return markHybrid(sections, windows, true, recordsOf(120, []), 'top-first').map(
        ({ from, to, isHybrid }) => `${from}-${to}${isHybrid ? ' hybrid' : ''}`,
      );
    };
    expect(parts(10)).toEqual(['0-120 hybrid']);
    expect(parts(15)).toEqual(['0-45 hybrid', '45-60', '60-120 hybrid']);
  });

  it('begins and ends within a window where its titles do', () => {
    const film =
      STATES.find(
        ({ pulldown, order, position }) => pulldown === '3:2' && order === 'top-first' && position === 0,
      ) ?? null;
    const windows = new HybridWindows();
    for (let n = 0; n < 8; n++) {
      const stir = { from: n === 2 ? 6 : 0, to: n === 5 ? 9 : 15 };
      const native = n >= 2 && n <= 5 ? 20 : 0;
      windows.add({ from: 15 * n, to: 15 * (n + 1) }, () => ({ native, film: 60, stir }), NOTHING);
    }
    const sections = markHybrid([{ from: 0, to: 120, state: film }], windows, true, recordsOf(120, []), null);
    expect(sections.map(({ from, to, isHybrid }) => [from, to, isHybrid])).toEqual([
      [0, 36, false],
      [36, 84, true],
      [84, 120, false],
    ]);
  });

  it('over whole frames shows its fields in the order of the clip, or is none', () => {
    const whole = STATES.find(({ cadence }) => cadence === 'video-progressive') ?? null;
    const windows = new HybridWindows();
    for (let n = 0; n < 8; n++) {
      windows.add({ from: 15 * n, to: 15 * (n + 1) }, () => STILL, {
        topFirst: 0,
        bottomFirst: 20,
        film: 60,
      });
    }
    const isHybridIn = (clipOrder: 'top-first' | 'bottom-first' | null) =>
      markHybrid([{ from: 0, to: 120, state: whole }], windows, true, recordsOf(120, []), clipOrder).map(
        ({ isHybrid }) => isHybrid,
      );
    expect(isHybridIn('bottom-first')).toEqual([true]);
    expect(isHybridIn(null)).toEqual([true]);
    expect(isHybridIn('top-first')).toEqual([false]);
  });
});
