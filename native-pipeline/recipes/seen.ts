/** What recipes may know of a clip's pictures: its analysis, and what the user says against it. Pure but for a memory of maps made before. */
import { type Analysis, chooseSections } from '../../model/analysis';
import type { Choices } from '../../model/recipe';
import type { FrameMap } from './frameMap';
import type { Footage } from './pictureState';

export interface Seen {
  analysis: Analysis;
  frames: number;
  /** When a frame is shown, in seconds from the first. */
  secsAt: (frame: number) => number;
}

const MADE = new WeakMap<Analysis, Map<string, FrameMap>>();

export function footageFrom(seen: Seen | null, { sections: said, fieldOrder }: Choices): Footage | null {
  if (!seen) return null;
  const { analysis, frames, secsAt } = seen;
  const chosen = chooseSections(analysis.sections, said ?? []);
  // An order that the user says of the whole clip stands over what was measured in its sections.
  const isOrderSaid = fieldOrder !== undefined && fieldOrder !== 'progressive';
  const sections = isOrderSaid
    ? chosen.map((section) => (section.isChosen ? section : { ...section, fieldOrder: null }))
    : chosen;
  return { sections, shots: analysis.shots, frames, secsAt, maps: mapsFor(analysis) };
}

function mapsFor(analysis: Analysis): Map<string, FrameMap> {
  const maps = MADE.get(analysis) ?? new Map<string, FrameMap>();
  MADE.set(analysis, maps);
  return maps;
}

/** The map made for the same order, sections and times before, or a new one; the last few are kept. */
export function knownMap(footage: Footage, order: object, make: () => FrameMap): FrameMap {
  const { maps, sections } = footage;
  const said = sections.filter(({ isChosen }) => isChosen);
  const orders = sections.map(({ fieldOrder }) => fieldOrder?.[0] ?? '-').join('');
  const key = JSON.stringify([order, said, orders, timesOf(footage)]);
  const map = maps.get(key) ?? make();
  maps.delete(key);
  maps.set(key, map);
  for (const old of [...maps.keys()].slice(0, -KEPT_MAPS)) maps.delete(old);
  return map;
}

/** A kept analysis may be believed before the frame index is made, and the times of a variable rate are known only then. */
function timesOf({ frames, secsAt, sections }: Footage): number[] {
  // Sections begin where the times say; what lies between them follows.
  const starts = sections.reduce((sum, { from }, i) => sum + (i + 1) * secsAt(from), 0);
  return [frames, secsAt(frames - 1), starts];
}

const KEPT_MAPS = 6;
