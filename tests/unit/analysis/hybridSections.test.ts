/** Film under titles: how far a hybrid section reaches. */
import { describe, expect, it } from 'vitest';
import { statesFor } from '../../../native-pipeline/analysis/cadenceStates';
import { markHybrid } from '../../../native-pipeline/analysis/hybridSections';
import { HybridWindows } from '../../../native-pipeline/analysis/hybridWindows';

const STATES = statesFor(30);
const VIDEO =
  STATES.find(({ cadence, order }) => cadence === 'video-interlaced' && order === 'top-first') ?? null;
const NOTHING = { topFirst: 0, bottomFirst: 0, film: 0 };

/** Windows of fifteen frames; those that are named show film of phase 3 under titles. */
function windowsOf(count: number, hybrid: readonly number[]): HybridWindows {
  const windows = new HybridWindows();
  for (let n = 0; n < count; n++) {
    const isHybrid = hybrid.includes(n);
    windows.add(
      { from: 15 * n, to: 15 * (n + 1) },
      ({ pulldown, order, phase }) =>
        isHybrid && pulldown === '3:2' && order === 'top-first' && phase === 3 ? [40, 60] : [40, 0],
      NOTHING,
    );
  }
  return windows;
}

function marked(cuts: Uint8Array) {
  const sections = [{ from: 0, to: 120, state: VIDEO }];
  return markHybrid(sections, windowsOf(8, [3, 4]), true, cuts).map(({ from, to, isHybrid, state }) =>
    isHybrid ? `${from}-${to} hybrid ${state?.position}` : `${from}-${to}`,
  );
}

describe('a hybrid section', () => {
  it('reaches over the whole of its shot, in the pattern that was found', () => {
    expect(marked(new Uint8Array(120))).toEqual(['0-120 hybrid 3']);
  });

  it('ends at a cut', () => {
    const cuts = new Uint8Array(120);
    cuts[75] = 3;
    expect(marked(cuts)).toEqual(['0-75 hybrid 3', '75-120']);
  });
});
