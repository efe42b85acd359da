import { expect, test } from 'vitest';
import { buildFrameMap } from '../../../native-pipeline/recipes/frameMap';
import { formatFrameMap, formatOrphans } from '../../../native-pipeline/recipes/frameMapText';
import { madeSection, madeShot } from '../../helpers/analysed';

test('a frame map is written as a table that names the fields of every picture', () => {
  const map = buildFrameMap({
    sections: [madeSection([0, 5, 'film', '3:2', 0]), madeSection([5, 7, 'video-interlaced'])],
    shots: [madeShot(0, 5), madeShot(5, 7)],
    ...{ fieldOrder: 'top-first', videoRate: { n: 30000, d: 1001 }, rate: 'field' },
    secsAt: (frame) => (frame * 1001) / 30000,
    ...{ resample: 'nearest', hybrid: 'video', isRepairing: true },
  });
  expect(formatFrameMap(map).split('\r\n')).toEqual([
    'picture,seconds,top,bottom,made,repeats',
    '0,0.000000,0,0,woven,0',
    '1,0.016683,0,0,woven,1',
    '2,0.033367,0,0,woven,1',
    '3,0.050050,1,1,woven,0',
    '4,0.066733,1,1,woven,1',
    '5,0.083417,3,2,woven,0',
    '6,0.100100,3,2,woven,1',
    '7,0.116783,3,2,woven,1',
    '8,0.133467,4,4,woven,0',
    '9,0.150150,4,4,woven,1',
    '10,0.166833,5,,from-top,0',
    '11,0.183517,,5,from-bottom,0',
    '12,0.200200,6,,from-top,0',
    '13,0.216883,,6,from-bottom,0',
    '',
  ]);
  // The movie of a span begins at 0, and its first picture repeats none of its own.
  expect(formatFrameMap(map, { from: 9, to: 12 }).split('\r\n')).toEqual([
    'picture,seconds,top,bottom,made,repeats',
    '0,0.000000,4,4,woven,0',
    '1,0.016683,5,,from-top,0',
    '2,0.033367,,5,from-bottom,0',
    '',
  ]);
});

test('fields that lost their partner are listed apart, with the picture that was rebuilt from each', () => {
  const orphansWith = (isRepairing: boolean) => {
    const map = buildFrameMap({
      sections: [madeSection([0, 4, 'film', '3:2', 0]), madeSection([4, 9, 'film', '3:2', 1])],
      shots: [madeShot(0, 4), madeShot(4, 9)],
      ...{ fieldOrder: 'top-first', videoRate: { n: 30000, d: 1001 }, rate: 'variable' },
      secsAt: (frame) => (frame * 1001) / 30000,
      ...{ resample: 'nearest', hybrid: 'video', isRepairing },
    });
    return (pictures: { from: number; to: number } | null): string[] =>
      formatOrphans(map, pictures).split('\r\n').slice(0, -1);
  };
  const head = 'frame,field,picture';
  const left = orphansWith(false);
  expect(left(null)).toEqual([head, '3,bottom,']);
  expect(left({ from: 1, to: 4 })).toEqual([head, '3,bottom,']);
  expect(left({ from: 3, to: 5 })).toEqual([head]);
  const rebuilt = orphansWith(true);
  expect(rebuilt(null)).toEqual([head, '3,bottom,3']);
  expect(rebuilt({ from: 1, to: 5 })).toEqual([head, '3,bottom,2']);
});
