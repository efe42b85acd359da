/**
 * A shot is of one kind. Pure.
 *
 * What is slow, soft or noisy looks like whole frames, whatever it is, and fields of two moments that a coding has smoothed look like native video. So where a shot
 * shows fields in one of its parts, a part called whole frames is of the same kind, unless it is clearly whole; where it shows shifted fields in one, a part called
 * native video is, if its own fields comb more than those that would be of one moment. Of 45 shots in which the path went over from one class to another without a
 * cut, 43 were of one class. Dissolves are no cuts: of their shots every part is clear.
 */
import type { FieldOrder } from '../../../model/clip';
import type { FrameRecords } from '../fields/frameRecords';
import type { CadenceState } from './cadenceStates';
import { createMarginMeter, LIKELY } from './margins';
import { leanOver } from './pairingLeans';
import { advance, type FoundSection, isContinued, partsInShots } from './sections';

/** Nats from which whole frames are clear: those in dissolves were ahead by 28 and more. */
const CLEARLY_WHOLE = 25;
/** Beyond, they lean to native video: mean logarithm and standard errors. None of 25 shots of whole frames did, by more than 0.074. */
const [WHOLE_LEAN, WHOLE_ERRORS] = [0.08, 2];
/** A frame's own fields over those of one moment, where fields are shifted. In native video both are half a frame apart. */
const [SHIFTED_LEAN, SHIFTED_ERRORS] = [0.3, 3.5];

interface Part extends FoundSection {
  section: FoundSection;
}

export function settleShots(
  sections: readonly FoundSection[],
  states: readonly CadenceState[],
  records: FrameRecords,
  clipOrder: FieldOrder | null,
): FoundSection[] {
  if (!clipOrder) return [...sections];
  const parts = sections.flatMap((section): Part[] => partsInShots({ ...section, section }, records));
  const marginIn = createMarginMeter(states, records);
  const marginOf = (part: Part): number =>
    part.state ? (part.lead ?? marginIn({ ...part, isHybrid: false }, part.state)) : 0;
  const isOf = (part: Part, other: Part | undefined): other is Part => {
    if (!other?.state || !part.state || !isFields(other.state)) return false;
    if (isWhole(part.state)) return isHardlyWhole(part, marginOf(part), records, clipOrder);
    if (isShifted(other.state) && isNative(part.state)) return isShiftedPart(part, records, clipOrder);
    return isNative(other.state) && !isNative(part.state) && marginOf(part) < LIKELY;
  };
  const settled = parts.map((part, i): Part => {
    const around = [parts[i - 1], parts[i + 1]].filter((other) => isSameShot(part, other, records.cuts));
    const [other] = around.filter((each) => isOf(part, each)).sort((a, b) => marginOf(b) - marginOf(a));
    if (!other?.state) return part;
    const state = advance(other.state, part.from - other.from);
    return { from: part.from, to: part.to, state, section: other.section };
  });
  return merge(settled);
}

function isSameShot(part: Part, other: Part | undefined, cuts: Uint8Array): other is Part {
  if (!other) return false;
  return (cuts[Math.max(part.from, other.from)] as number) === 0;
}

function isFields({ cadence, pulldown, position }: CadenceState): boolean {
  return cadence === 'video-interlaced' || (cadence === 'film' && !(pulldown === '2:2' && position === 0));
}

function isWhole({ cadence }: CadenceState): boolean {
  return cadence === 'video-progressive';
}

function isNative({ cadence }: CadenceState): boolean {
  return cadence === 'video-interlaced';
}

function isShifted({ pulldown, position }: CadenceState): boolean {
  return pulldown === '2:2' && position === 1;
}

function isHardlyWhole(part: Part, margin: number, records: FrameRecords, order: FieldOrder): boolean {
  if (margin < CLEARLY_WHOLE) return true;
  const lean = leanOver(part, order, records, 'far');
  return lean !== null && lean.mean >= WHOLE_LEAN && lean.errors >= WHOLE_ERRORS;
}

function isShiftedPart(part: Part, records: FrameRecords, order: FieldOrder): boolean {
  const lean = leanOver(part, order, records, 'own');
  return lean !== null && lean.mean >= SHIFTED_LEAN && lean.errors >= SHIFTED_ERRORS;
}

/** Parts of one section become one again, and with those that have become its kind. */
function merge(parts: readonly Part[]): FoundSection[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    const isOne =
      last?.section === part.section || (last && last.lead === part.lead && isContinued(last, part));
    if (last && isOne) last.to = part.to;
    else merged.push({ ...part });
  }
  return merged.map(({ section: _, ...found }) => found);
}
