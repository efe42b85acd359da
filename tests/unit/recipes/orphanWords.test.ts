import { expect, test } from 'vitest';
import { buildFrameMap } from '../../../native-pipeline/recipes/frameMap';
import { remarksOnOrphans } from '../../../native-pipeline/recipes/steps/orphanWords';
import { madeSection, madeShot } from '../../helpers/analysed';

test.each([
  [
    'begins in mid-pattern and has no cut',
    [0, 14, 3],
    [],
    /^1 field lost its partner at the start of the clip: /,
  ],
  [
    'ends in mid-pattern and has no cut',
    [0, 13, 0],
    [],
    /^1 field lost its partner at the end of the clip: /,
  ],
  ['is cut in mid-pattern', [0, 15, 0], [7], /^\d fields? lost (its|their) partner at cuts: /],
  [
    'has them at its start and at a cut',
    [0, 14, 3],
    [4],
    /partner \(1 at the start of the clip, \d at cuts\): /,
  ],
] as const)('a clip that %s says so of its lone fields', (_, [from, to, phase], cuts, says) => {
  const sections = [madeSection([from, to, 'film', '3:2', phase])];
  const edges = [from, ...cuts, to];
  const shots = edges.slice(1).map((end, n) => madeShot(edges[n] ?? 0, end));
  const map = buildFrameMap({
    ...{ sections, shots, fieldOrder: 'top-first', videoRate: { n: 30000, d: 1001 }, rate: 'film' },
    secsAt: (frame) => (frame * 1001) / 30000,
    ...{ resample: 'nearest', hybrid: 'video', isRepairing: true },
  });
  const [remark] = remarksOnOrphans(map, { sections, shots, frames: to });
  expect(remark?.says).toMatch(says);
});
