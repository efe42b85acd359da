import { describe, expect, it, test } from 'vitest';
import { cutIntoRuns, filmMoments } from '../../../native-pipeline/recipes/fieldRuns';
import { buildFrameMap, type FrameMap, type MapOrder } from '../../../native-pipeline/recipes/frameMap';
import { FROM_TOP, WOVEN } from '../../../native-pipeline/recipes/pictureList';
import { madeSection, madeShot } from '../../helpers/analysed';
import { mapOrder, NTSC, randomOrder } from '../../helpers/madeMaps';

const PAL = { n: 25, d: 1 };
const RATES = ['film', 'field', 'variable'] as const;

test('3:2 film is woven as the pattern says, in either field order', () => {
  const sections = [madeSection([0, 10, 'film', '3:2', 0])];
  const top = build({ sections });
  expect([...top.top]).toEqual([0, 1, 3, 4, 5, 6, 8, 9]);
  expect([...top.bottom]).toEqual([0, 1, 2, 4, 5, 6, 7, 9]);
  const bottom = build({ sections, fieldOrder: 'bottom-first' });
  expect([...bottom.top]).toEqual([0, 1, 2, 4, 5, 6, 7, 9]);
  expect([...bottom.bottom]).toEqual([0, 1, 3, 4, 5, 6, 8, 9]);
  expect(top.rate).toEqual({ n: 24000, d: 1001 });
  expect([...top.ticks]).toEqual([0, 5, 10, 15, 20, 25, 30, 35]);
});

test('2:3:3:2 film needs no weaving: one frame of five is dropped whole', () => {
  const map = build({ sections: [madeSection([0, 10, 'film', '2:3:3:2', 0])] });
  expect([...map.top]).toEqual([0, 1, 3, 4, 5, 6, 8, 9]);
  expect([...map.bottom]).toEqual([...map.top]);
});

test('Euro pulldown gives back 24 frames of every 25', () => {
  const map = build({ sections: [madeSection([0, 50, 'film', 'euro', 0])], videoRate: PAL });
  expect(map.rate).toEqual({ n: 24, d: 1 });
  expect(map.count).toBe(48);
  expect([...map.ticks.slice(0, 3)]).toEqual([0, 25, 50]);
});

test('shifted 2:2 is paired across frames', () => {
  const map = build({ sections: [madeSection([0, 10, 'film', '2:2', 1])], videoRate: PAL });
  const woven = [...map.how.keys()].filter((n) => map.how[n] === WOVEN);
  expect(woven.map((n) => [map.top[n], map.bottom[n]])).toEqual(
    Array.from({ length: 9 }, (_, n) => [n + 1, n]),
  );
});

test('a cut between the fields of a frame gives each field to its own shot', () => {
  const sections = [madeSection([0, 20, 'film', '3:2', 0])];
  // Frame 12 is the third of a pattern (B C): its first field is of the old shot, its second of the new one.
  const shots = [madeShot(0, 12), madeShot(12, 20, true)];
  const map = build({ sections, shots, rate: 'variable' });
  for (let n = 0; n < map.count; n++) {
    const [top, bottom] = [map.top[n] ?? 0, map.bottom[n] ?? 0];
    const isNew = (frame: number, isSecond: boolean) => 2 * frame + Number(isSecond) >= 25;
    if (map.how[n] === WOVEN) expect(isNew(top, false)).toBe(isNew(bottom, true));
  }
});

test('where the field order turns, no field is shown twice, whatever the cut is said to be', () => {
  const bottomFirst = { ...madeSection([12, 24, 'video-interlaced']), fieldOrder: 'bottom-first' as const };
  const sections = [madeSection([0, 12, 'video-interlaced']), bottomFirst];
  const shots = [madeShot(0, 12), madeShot(12, 24, true)];
  const map = build({ sections, shots, rate: 'variable' });
  expect(map.orders.map(({ from, to }) => [from, to])).toEqual([
    [0, 12],
    [12, 24],
  ]);
  const shown = [...map.how].map((how, n) => `${how === FROM_TOP ? 'top' : 'bottom'} ${map.top[n]}`);
  expect(shown.slice(0, 2)).toEqual(['top 0', 'bottom 0']);
  expect(shown.slice(24, 26)).toEqual(['bottom 12', 'top 12']);
  expect(new Set(shown).size).toBe(48);
});

test.each(['nearest', 'frames'] as const)(
  'at film rate native video takes no instant at which it is over, resampled by %s',
  (resample) => {
    const alone = build({ sections: [madeSection([0, 100, 'video-interlaced'])], rate: 'film', resample });
    expect([alone.count, alone.length]).toEqual([80, 80]);
    const before = [madeSection([0, 10, 'video-interlaced']), madeSection([10, 30, 'film', '3:2', 0])];
    const map = build({ sections: before, rate: 'film', resample });
    const first = map.top.indexOf(10);
    expect(map.ticks[first]).toBe(40);
    expect(map.length).toBe(24);
  },
);

test.each([
  ['whole frames', madeSection([0, 60, 'video-progressive'])],
  ['native video', madeSection([0, 60, 'video-interlaced'])],
  ['film', madeSection([0, 60, 'film', '3:2', 0])],
] as const)('where frames are missing, %s keep their own times', (_, section) => {
  // Every fourth frame was never stored.
  const secsAt = (frame: number): number => (Math.floor((frame * 4) / 3) * 1001) / 30_000;
  for (const rate of ['variable', 'film', 'field'] as const) {
    const map = build({ sections: [section], secsAt, rate });
    const secsOf = (picture: number): number => ((map.ticks[picture] ?? 0) * map.tick.n) / map.tick.d;
    for (let n = 0; n < map.count; n++) {
      const shownAt = secsAt(Math.min(map.top[n] ?? 0, map.bottom[n] ?? 0));
      expect(Math.abs(secsOf(n) - shownAt)).toBeLessThan(2 / 29.97);
    }
    expect(secsOf(map.count - 1)).toBeGreaterThan(secsAt(59) - 2 / 29.97);
  }
});

test('a rate of fields repeats film in turns of two and three', () => {
  const map = build({ sections: [madeSection([0, 10, 'film', '3:2', 0])], rate: 'field' });
  expect([...map.at]).toEqual([0, 3, 5, 8, 10, 13, 15, 18]);
  expect(map.rate).toEqual({ n: 60000, d: 1001 });
});

describe.each(RATES)('any cut of film and video, at the rate "%s",', (rate) => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'keeps every complete film frame once and in order (%i)',
    (seed) => {
      const order = randomOrder(seed, rate);
      const map = buildFrameMap(order);
      expect(filmPairs(map, order)).toEqual(filmThere(order));
      for (let n = 1; n < map.count; n++) {
        expect(map.ticks[n]).toBeGreaterThan(map.ticks[n - 1] ?? 0);
        expect(map.at[n]).toBeGreaterThan(map.at[n - 1] ?? 0);
      }
    },
  );

  it.each([21, 22, 23, 24])('stays within two film frames of the clock from end to end (%i)', (seed) => {
    const order = randomOrder(seed, rate);
    const map = buildFrameMap(order);
    for (let n = 0; n < map.count; n++) {
      const secs = ((map.ticks[n] ?? 0) * map.tick.n) / map.tick.d;
      const shownAt = order.secsAt(Math.min(map.top[n] ?? 0, map.bottom[n] ?? 0));
      expect(Math.abs(secs - shownAt)).toBeLessThan(2 / 23.976);
    }
  });

  it.each([31, 32, 33])('uses no field twice (%i)', (seed) => {
    const map = buildFrameMap(randomOrder(seed, rate));
    const woven = [...map.how.keys()].filter((n) => map.how[n] === WOVEN);
    expect(new Set(woven.map((n) => map.top[n])).size).toBe(woven.length);
    expect(new Set(woven.map((n) => map.bottom[n])).size).toBe(woven.length);
  });
});

function build(changes: Partial<MapOrder>): FrameMap {
  const { sections = [], videoRate = NTSC } = changes;
  const to = sections.at(-1)?.to ?? 0;
  return buildFrameMap({ ...mapOrder(sections, [madeShot(0, to)], 'film'), ...changes, videoRate });
}

/** Woven pairs of film sections, as the map has them. */
function filmPairs(map: FrameMap, { sections }: MapOrder): string[] {
  const isFilm = (frame: number) =>
    sections.some((s) => s.cadence === 'film' && frame >= s.from && frame < s.to);
  return [...map.how.keys()]
    .filter((n) => map.how[n] === WOVEN && isFilm(Math.min(map.top[n] ?? 0, map.bottom[n] ?? 0)))
    .map((n) => `${map.top[n]}+${map.bottom[n]}`);
}

/** The same by the fields alone. */
function filmThere({ sections, shots }: MapOrder): string[] {
  return cutIntoRuns(sections, shots)
    .filter(({ section }) => section.cadence === 'film')
    .flatMap((run) => [...filmMoments(run)])
    .filter(({ first, second }) => first >= 0 && second >= 0)
    .map(({ first, second }) => `${first}+${second}`);
}
