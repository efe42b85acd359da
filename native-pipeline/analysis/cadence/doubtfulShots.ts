/**
 * Sets apart the shots that move but do not bear out by themselves what their section is: a long section is sure by its other shots, and would lend them a word
 * that is not theirs. What is still is left alone, for any treatment gives the same picture. Pure.
 */
import type { FrameRecords } from '../fields/frameRecords';
import type { CadenceState } from './cadenceStates';
import type { HybridSection } from './hybridSections';
import { createMarginMeter, LIKELY } from './margins';
import { isStillShot, partsInShots } from './sections';

export interface JudgedSection extends HybridSection {
  /** A shot in a longer section whose class it takes, though it hardly shows it. */
  isDoubtful: boolean;
}

/** Every frame stays what it was; what the flags say and what lies under titles is not judged here. */
export function setDoubtfulApart(
  sections: readonly HybridSection[],
  states: readonly CadenceState[],
  records: FrameRecords,
): JudgedSection[] {
  const marginIn = createMarginMeter(states, records);
  return sections.flatMap((section): JudgedSection[] => {
    const { state } = section;
    const parts = partsInShots(section, records);
    const isSettled = section.isHybrid || section.lead !== undefined || state?.pulldown === 'soft';
    if (!state || isSettled || parts.length === 1) {
      return [{ ...section, isDoubtful: false }];
    }
    const judged = parts.map((part): JudgedSection => {
      const isStill = isStillShot(records.weight.subarray(part.from, part.to));
      const isDoubtful = !isStill && part.state !== null && marginIn(part, part.state) < LIKELY;
      return { ...part, isDoubtful };
    });
    return mergeTrusted(judged);
  });
}

function mergeTrusted(parts: readonly JudgedSection[]): JudgedSection[] {
  const merged: JudgedSection[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last && !last.isDoubtful && !part.isDoubtful) last.to = part.to;
    else merged.push({ ...part });
  }
  return merged;
}
