/** What frame maps are made from, by hand and by lot. */
import type { Section, Shot } from '../../model/analysis';
import type { MapOrder } from '../../native-pipeline/recipes/frameMap';
import { openRandom } from '../../scripts/samples/noise';
import { madeSection, madeShot } from './analysed';

export const NTSC = { n: 30000, d: 1001 };

export function mapOrder(
  sections: readonly Section[],
  shots: readonly Shot[],
  rate: MapOrder['rate'],
): MapOrder {
  return {
    ...{ sections, shots, rate, fieldOrder: 'top-first', videoRate: NTSC },
    secsAt: (frame) => (frame * 1001) / 30000,
    ...{ resample: 'nearest', hybrid: 'video', isRepairing: true },
  };
}

/** Thirty sections of film and video, each a shot of its own; some shots begin between the fields of a frame. */
export function randomOrder(seed: number, rate: MapOrder['rate']): MapOrder {
  const random = openRandom(seed);
  const sections: Section[] = [];
  const shots: Shot[] = [];
  for (let from = 0; sections.length < 30; ) {
    const to = from + 5 + Math.floor(random() * 55);
    const kind = random();
    if (kind < 0.6) sections.push(madeSection([from, to, 'film', '3:2', Math.floor(random() * 5)]));
    else if (kind < 0.7) sections.push(madeSection([from, to, 'film', '2:3:3:2', Math.floor(random() * 5)]));
    else if (kind < 0.85) sections.push(madeSection([from, to, 'video-interlaced']));
    else if (kind < 0.95) sections.push(madeSection([from, to, 'video-progressive']));
    else sections.push(madeSection([from, to, 'static']));
    shots.push(madeShot(from, to, from > 0 && random() < 0.3));
    from = to;
  }
  return mapOrder(sections, shots, rate);
}
