/** What is said of fields without a partner: how many, where they stand, and what became of them. Pure. */
import type { FrameMap } from '../frameMap';
import { type Footage, type Remark, warn } from '../pictureState';

/** In the order of telling. */
const PLACES = [
  'at the start of the clip',
  'at cuts',
  'where the pattern changes',
  'at the end of the clip',
] as const;
type Place = (typeof PLACES)[number];

/** None where every field has its partner. */
export function remarksOnOrphans(
  { orphans }: Pick<FrameMap, 'orphans'>,
  footage: Pick<Footage, 'sections' | 'shots' | 'frames'>,
): Remark[] {
  if (orphans.length === 0) return [];
  const places = orphans.map(({ frame }) => placeOf(frame, footage));
  const rebuilt = orphans.filter(({ picture }) => picture >= 0).length;
  const fates = `${rebuilt} rebuilt from one field, ${orphans.length - rebuilt} left out`;
  const whose = orphans.length === 1 ? 'its' : 'their';
  return [
    warn(
      `${count(orphans.length, 'field')} lost ${whose} partner ${sayPlaces(places)}: ${fates}.`,
      rebuilt === 0
        ? 'One field alone is half a film frame; it is shown only where there is room for it. A render lists them in a table where that is asked for.'
        : 'Rebuilt pictures have half the lines of their neighbours; a render lists them in a table where that is asked for.',
    ),
  ];
}

/** '2 at cuts, 1 at the end of the clip'; without numbers where there is one place only. */
function sayPlaces(places: readonly Place[]): string {
  const found = PLACES.filter((place) => places.includes(place));
  if (found.length === 1) return found.join();
  const numbers = found.map((place) => `${places.filter((other) => other === place).length} ${place}`);
  return `(${numbers.join(', ')})`;
}

/** A field is left alone beside the limit that parted it from its partner: the nearest one. */
function placeOf(
  frame: number,
  { sections, shots, frames }: Pick<Footage, 'sections' | 'shots' | 'frames'>,
): Place {
  const limits: [Place, number][] = [
    ['at the start of the clip', 0],
    ['at the end of the clip', frames],
    ...shots.slice(1).map(({ from }): [Place, number] => ['at cuts', from]),
    ...sections.slice(1).map(({ from }): [Place, number] => ['where the pattern changes', from]),
  ];
  const apart = limits.map(([, limit]) => (frame >= limit ? frame - limit : limit - 1 - frame));
  return limits[apart.indexOf(Math.min(...apart))]?.[0] ?? 'at cuts';
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
