import { expect, test } from 'vitest';
import { buildFrameMap } from '../../../native-pipeline/recipes/frameMap';
import { weaveFrom } from '../../../native-pipeline/recipes/weave';
import { madeSection, madeShot } from '../../helpers/analysed';

test('the chain from the head of a clip is written once for each way of weaving', () => {
  const map = buildFrameMap({
    sections: [madeSection([0, 10, 'film', '3:2']), madeSection([10, 20, 'video-interlaced'])],
    shots: [madeShot(0, 10), madeShot(10, 20)],
    ...{ fieldOrder: 'top-first', videoRate: { n: 30000, d: 1001 }, rate: 'variable' },
    ...{ resample: 'nearest', hybrid: 'video', isRepairing: true },
    secsAt: (frame) => (frame * 1001) / 30000,
  });
  const bwdif = weaveFrom(map, 0, { method: 'bwdif' });
  expect(weaveFrom(map, 0, { method: 'bwdif' })).toBe(bwdif);
  expect(weaveFrom(map, 0, { method: 'estdif' }).graph).toContain('estdif=');
  expect(weaveFrom(map, 5, { method: 'bwdif' }).graph).not.toBe(bwdif.graph);
});
