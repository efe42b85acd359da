/**
 * Film told by its grain, in shots that hardly move or whose motion bears nothing out. Pure.
 *
 * Grain, dust and weave are of the film frame, so that a field which the pulldown repeats has those of the field before, while all others differ. Noise that came
 * after the pulldown differs everywhere and tells nothing.
 */
import type { FieldOrder } from '../../../model/clip';
import type { FrameRecords } from '../fields/frameRecords';
import type { CadenceState } from './cadenceStates';
import { findFilmByGrain, type RepeatedFilm } from './filmUnderVideo';
import { createMarginMeter, LIKELY } from './margins';
import { stateOfPattern } from './patterns';
import { type FoundSection, isStillShot, partsInShots } from './sections';

/** Sections with those shots made the film whose grain repeats. Null: nothing shows the clip's order, and all stays. */
export function takeFilmByGrain(
  sections: readonly FoundSection[],
  states: readonly CadenceState[],
  records: FrameRecords,
  clipOrder: FieldOrder | null,
): FoundSection[] {
  if (!clipOrder) return [...sections];
  const marginIn = createMarginMeter(states, records);
  const isBorneOut = (part: FoundSection): boolean => {
    if (!part.state || isStillShot(records.weight.subarray(part.from, part.to))) return false;
    return (part.lead ?? marginIn({ ...part, isHybrid: false }, part.state)) >= LIKELY;
  };
  return sections.flatMap((section) =>
    partsInShots(section, records).reduce<FoundSection[]>((parts, part) => {
      const film = isBorneOut(part) ? null : findFilmByGrain(part, clipOrder, records);
      const last = parts.at(-1);
      if (film) parts.push(filmPart(part, film, states));
      else if (last && last.lead === section.lead) last.to = part.to;
      else parts.push(part);
      return parts;
    }, []),
  );
}

function filmPart(
  { from, to }: FoundSection,
  { pattern, lead }: RepeatedFilm,
  states: readonly CadenceState[],
): FoundSection {
  return { from, to, state: stateOfPattern(states, pattern, from), lead };
}
