import { describe, expect, it, test } from 'vitest';
import { filmOfFields } from '../../../model/pulldown';
import { cutIntoRuns } from '../../../native-pipeline/recipes/fieldRuns';
import { buildFrameMap, type MapOrder } from '../../../native-pipeline/recipes/frameMap';
import { formatFrameMap, formatLeftOut, formatOrphans } from '../../../native-pipeline/recipes/frameMapText';
import { madeSection, madeShot } from '../../helpers/analysed';
import { mapOrder, randomOrder } from '../../helpers/madeMaps';

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

test('what the film rate leaves out of 29.97p and of native fields is listed field by field', () => {
  const listed = (cadence: 'video-progressive' | 'video-interlaced', changes: Partial<MapOrder> = {}) => {
    const order = mapOrder([madeSection([0, 12, cadence])], [madeShot(0, 12)], 'film');
    return rowsOf(formatLeftOut(buildFrameMap({ ...order, ...changes })));
  };
  // Of five whole frames four are shown: those at 0, 4, 8 and 16 ticks stand nearest to 0, 5, 10 and 15; 12 does not.
  expect(listed('video-progressive')).toEqual(['3,top', '3,bottom', '8,top', '8,bottom']);
  expect(listed('video-progressive', { rate: 'variable' })).toEqual([]);
  // Of 24 fields, two ticks apart, ten are shown, five ticks apart.
  expect(listed('video-interlaced').length).toBe(14);
  expect(listed('video-interlaced', { fieldOrder: 'bottom-first' }).length).toBe(14);
  const seconds = Array.from({ length: 12 }, (_, frame) => `${frame},bottom`);
  const frames = listed('video-interlaced', { resample: 'frames' });
  expect(frames.filter((row) => row.endsWith('bottom'))).toEqual(seconds);
  expect(frames.length).toBe(14);
  expect(listed('video-interlaced', { rate: 'field' })).toEqual([]);
});

describe.each(['film', 'field', 'variable'] as const)('at the rate "%s" the tables of any cut', (rate) => {
  it.each([41, 42, 43, 44])(
    'account for every source field: shown, orphan, left out or repeated (%i)',
    (seed) => {
      for (const resample of ['nearest', 'frames'] as const) {
        for (const isRepairing of [true, false]) {
          const order = { ...randomOrder(seed, rate), resample, isRepairing };
          const { frames, shown, orphans, leftOut } = tablesOf(order);
          const alone = orphans.filter((field) => !shown.has(field));
          const listed = new Set([...shown, ...alone, ...leftOut]);
          expect(listed.size).toBe(shown.size + alone.length + leftOut.length);
          expect(2 * frames - listed.size).toBe(repeatsThere(order));
          expect(leftOut.length > 0).toBe(rate === 'film');
        }
      }
    },
  );

  it.each([51, 52])('of neighbouring spans list each field once (%i)', (seed) => {
    const map = buildFrameMap(randomOrder(seed, rate));
    const [first, second] = [Math.floor(map.length / 3), Math.floor(map.length / 2)];
    const spans = [
      [0, first],
      [first, second],
      [second, map.length],
    ].map(([from = 0, to = 0]) => ({ from, to }));
    expect(spans.flatMap((span) => rowsOf(formatLeftOut(map, span)))).toEqual(rowsOf(formatLeftOut(map)));
    const orphans = (rows: string[]) => rows.map((row) => row.replace(/,\d*$/, ''));
    expect(spans.flatMap((span) => orphans(rowsOf(formatOrphans(map, span))))).toEqual(
      orphans(rowsOf(formatOrphans(map))),
    );
  });
});

function rowsOf(table: string): string[] {
  return table.split('\r\n').slice(1, -1);
}

/** Fields as the written tables name them: '12,top'. */
function tablesOf(order: MapOrder) {
  const map = buildFrameMap(order);
  const shown = rowsOf(formatFrameMap(map))
    .map((row) => row.split(','))
    .flatMap(([, , top, bottom]) => [top ? `${top},top` : '', bottom ? `${bottom},bottom` : ''])
    .filter(Boolean);
  const orphans = rowsOf(formatOrphans(map)).map((row) => row.split(',').slice(0, 2).join(','));
  return { frames: map.frames, shown: new Set(shown), orphans, leftOut: rowsOf(formatLeftOut(map)) };
}

/** Third fields of film frames, counted from the pulldown alone. */
function repeatsThere({ sections, shots }: MapOrder): number {
  let repeats = 0;
  for (const { section, from, to } of cutIntoRuns(sections, shots)) {
    if (section.cadence !== 'film') continue;
    const fields = new Map<number, number>();
    for (let field = from; field < to; field++) {
      const position = (section.phase ?? 0) + (field >> 1) - section.from;
      const film = filmOfFields(section.pulldown ?? '2:2', position)[field % 2] ?? 0;
      fields.set(film, (fields.get(film) ?? 0) + 1);
    }
    for (const count of fields.values()) repeats += Math.max(0, count - 2);
  }
  return repeats;
}
