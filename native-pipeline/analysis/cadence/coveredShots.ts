/** Asks of shots called video whether film lies under titles that cover most of it: of a whole shot at once, for that takes many frames. Pure. */
import type { Span } from '../../../model/time';
import type { FrameRecords } from '../fields/frameRecords';
import { type CadenceState, isLikeVideo } from './cadenceStates';
import { findFilmUnder } from './filmUnderVideo';
import type { HybridSection } from './hybridSections';
import { type Pattern, stateOfPattern } from './patterns';
import { type FoundSection, shotsOf } from './sections';

/** Marks as hybrid what is called video in a shot, where film shows under it. */
export function uncoverFilm(
  sections: readonly FoundSection[],
  records: FrameRecords,
  states: readonly CadenceState[],
): HybridSection[] {
  const uncovered: HybridSection[] = [];
  let open: FoundSection | null = null;
  for (const parts of partsByShot(sections, records)) {
    const under = underOf(parts, records);
    for (const { from, to, section } of under ? [] : parts) {
      // Parts of one section that nothing was found under become one again.
      const last = uncovered.at(-1);
      if (last && open === section) last.to = to;
      else uncovered.push({ ...section, from, to, isHybrid: false });
      open = section;
    }
    if (!under) continue;
    const { from, to, pattern } = under;
    uncovered.push({ from, to, state: stateOfPattern(states, pattern, from), isHybrid: true });
    open = null;
  }
  return uncovered;
}

interface ShotPart extends Span {
  section: FoundSection;
}

/** The sections' parts, those together that are called video and lie in one shot. */
function partsByShot(sections: readonly FoundSection[], records: FrameRecords): ShotPart[][] {
  const groups: ShotPart[][] = [];
  for (const section of sections) {
    for (const span of shotsOf(section, records)) {
      const part = { ...span, section };
      const group = groups.at(-1);
      const isBegun = (records.cuts[span.from] as number) === 0 && isVideoPart(part);
      if (isBegun && group?.every(isVideoPart)) group.push(part);
      else groups.push([part]);
    }
  }
  return groups;
}

function isVideoPart({ section }: ShotPart): boolean {
  return isLikeVideo(section.state);
}

/** What is found under such parts. */
function underOf(parts: readonly ShotPart[], records: FrameRecords): (Span & { pattern: Pattern }) | null {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first?.section.state || !last || !parts.every(isVideoPart)) return null;
  const shot = { from: first.from, to: last.to };
  const pattern = findFilmUnder(shot, first.section.state.order, records);
  return pattern && { ...shot, pattern };
}
