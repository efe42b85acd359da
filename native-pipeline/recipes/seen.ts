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

export function footageFrom(seen: Seen | null, { sections: said }: Choices): Footage | null {
  if (!seen) return null;
  const { analysis, frames, secsAt } = seen;
  const sections = chooseSections(analysis.sections, said ?? []);
  return { sections, shots: analysis.shots, frames, secsAt, maps: mapsFor(analysis) };
}

function mapsFor(analysis: Analysis): Map<string, FrameMap> {
  const maps = MADE.get(analysis) ?? new Map<string, FrameMap>();
  MADE.set(analysis, maps);
  return maps;
}

/** The map made for the same order before, or a new one; the last few are kept. */
export function knownMap({ maps }: Footage, key: string, make: () => FrameMap): FrameMap {
  const map = maps.get(key) ?? make();
  maps.delete(key);
  maps.set(key, map);
  for (const old of [...maps.keys()].slice(0, -KEPT_MAPS)) maps.delete(old);
  return map;
}

const KEPT_MAPS = 6;
