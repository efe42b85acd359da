/** Random clips of known cadence, one per seed: shots of many kinds cut together, with inserts, breaks, still and dark shots. */

import { openRandom } from '../../scripts/samples/noise';
import { CODINGS, type MadeClip, type Part } from './madeCadence';
import type { Random, SceneOptions } from './madeScene';

export function inventClip(seed: number): MadeClip {
  const random = openRandom(seed * 7717 + 5);
  const rate = random() < 0.72 ? '30000/1001' : '25';
  const count = 4 + Math.floor(4 * random());
  const main = pick(
    random,
    rate === '25' ? (['euro', '2:2', 'i', 'p'] as const) : (['3:2', '3:2', '2:3:3:2', 'i'] as const),
  );
  const parts = Array.from({ length: count }, (_, i) =>
    inventPart(random, rate, main, i % 2 === 1 && random() < 0.6),
  );
  return {
    ...{ rate, parts, seed },
    order: random() < 0.5 ? 'top-first' : 'bottom-first',
    noise: random() < 0.3 ? 0 : 3 * random(),
    coding: pick(random, [CODINGS.dvd, CODINGS.dvd, CODINGS.poor, CODINGS.exact]),
  };
}

function inventPart(random: Random, rate: MadeClip['rate'], main: Part['kind'], isInsert: boolean): Part {
  const kinds = rate === '25' ? (['i', 'p', '2:2'] as const) : (['3:2', 'i', 'p', '2:3:3:2', '2:2'] as const);
  const kind: Part['kind'] = isInsert ? pick(random, kinds) : main;
  const long = kind === 'euro' ? 60 : 30;
  const frames = isInsert ? pick(random, [5, 6, 8, 10, 20, 60]) : long + Math.floor(70 * random());
  const cycle = kind === 'euro' ? 25 : kind === '2:2' ? 1 : 5;
  return {
    ...{ kind, frames, scene: inventScene(random) },
    phase: kind === '2:2' ? 1 : Math.floor(cycle * random()),
    grain: random() < 0.4 ? 0 : 4 * random(),
    startSecs: 10 * random(),
  };
}

function inventScene(random: Random): SceneOptions {
  const seed = Math.floor(1e9 * random());
  const pick1 = random();
  const gain = random() < 0.12 ? 0.1 + 0.1 * random() : 1;
  const speed = (most: number): number => most * (random() < 0.5 ? -1 : 1) * random() ** 1.5;
  const base = { seed, gain, contrast: 0.4 + 0.8 * random() };
  if (pick1 < 0.12) return base;
  if (pick1 < 0.4) return { ...base, pan: { x: speed(400), y: speed(60) } };
  if (pick1 < 0.55) return { ...base, pan: { x: speed(30), y: speed(200) } };
  if (pick1 < 0.7) return { ...base, zoom: 0.02 + 0.2 * random() };
  if (pick1 < 0.85)
    return { ...base, shake: 3 + 10 * random(), things: Math.floor(4 * random()), thingSpeed: 200 };
  return { ...base, things: 2 + Math.floor(6 * random()), thingSpeed: 60 + 300 * random() };
}

function pick<Value>(random: Random, values: readonly Value[]): Value {
  return values[Math.floor(values.length * random())] as Value;
}
