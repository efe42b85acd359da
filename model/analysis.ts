/**
 * What the pictures of a clip show, as measured by an analysis: cadence by sections, shots, active picture, levels, faults.
 *
 * Pure types and the few derivations every room needs. Frames are source frames (0-based, presentation order); spans are half-open.
 */
import { z } from 'zod';
import type { FieldOrder, Finding, Scan } from './clip';
import { FIELD_ORDERS } from './clip';
import type { Recipe } from './recipe';
import type { Span } from './time';

/**
 * - `film`: made from film frames by a pulldown.
 * - `video-interlaced`: every field is a moment of its own.
 * - `video-progressive`: both fields of every frame show the same moment, and every frame another one.
 * - `hybrid`: film under titles (or the like) in native video.
 * - `static`: nothing moves, so nobody can know; any treatment gives the same picture.
 */
export const CADENCES = ['film', 'video-interlaced', 'video-progressive', 'hybrid', 'static'] as const;
export type Cadence = (typeof CADENCES)[number];

/** `2:2`: film at the frame rate (fields shifted where the phase is 1). `euro`: 24 to 25 by a field more in every 12 frames. `soft`: 3:2 by flags, the coded frames are whole. */
export const PULLDOWNS = ['3:2', '2:3:3:2', '2:2', 'euro', 'soft'] as const;
export type Pulldown = (typeof PULLDOWNS)[number];

/** How far the section's explanation is ahead of the next best one: 'unsure' asks for a look. */
export type Confidence = 'sure' | 'likely' | 'unsure';

export interface Section extends Span {
  cadence: Cadence;
  /** Null where there is none (video, static). */
  pulldown: Pulldown | null;
  /**
   * Position of the section's first frame in the pulldown's pattern, 0-based; null where there is none. 3:2: AA BB BC CD DD (first field, second
   * field); 2:3:3:2: AA BB BC CC DD; 2:2: 0 whole frames, 1 first field of a frame with the second field of the one before; euro: 0 to 24.
   */
  phase: number | null;
  /** Null where nothing shows it. */
  fieldOrder: FieldOrder | null;
  confidence: Confidence;
  /** Lead over the next best explanation in nats; the user's own word has none. */
  margin: number | null;
  /** One sentence why, for people. */
  because: string;
  /** True where the user said so. */
  isChosen: boolean;
}

export interface Shot extends Span {
  /** How the shot begins. */
  start: 'clip' | 'cut' | 'dissolve' | 'fade';
  /** True where the cut falls between the two fields of `from`: its first field still belongs to the shot before. */
  isMidFrame: boolean;
  /** Frames over which a dissolve or fade runs; null for a cut. */
  transition: Span | null;
}

/** In coded samples of the upright frame. */
export interface ActivePicture {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Levels {
  /** Luma in codes scaled to 8 bits: the darkest and brightest shares of 0.1 %, and the very ends. */
  lumaLow: number;
  lumaHigh: number;
  lumaMin: number;
  lumaMax: number;
  range: 'limited' | 'full' | 'illegal' | 'unknown';
}

/** A frame that the cadence does not explain. */
export interface FrameFault {
  frame: number;
  kind: 'duplicate' | 'dropped' | 'blended';
  because: string;
}

export const FAULT_NAMES = [
  'noise',
  'blocking',
  'blur',
  'ringing',
  'banding',
  'chromaShift',
  'combing',
] as const;
export type FaultName = (typeof FAULT_NAMES)[number];

/** A fault's number over time. */
export interface FaultSeries {
  name: FaultName;
  title: string;
  unit: string;
  /** What is measured and which direction is worse. One sentence. */
  says: string;
  frames: number[];
  values: number[];
  median: number;
  worstFrame: number | null;
}

export interface Analysis {
  /** Made anew when the method changes. */
  version: number;
  clipId: string;
  /** The frames that were looked at. */
  span: Span;
  scan: Finding<Scan>;
  fieldOrder: Finding<FieldOrder | null>;
  sections: Section[];
  shots: Shot[];
  activePicture: Finding<ActivePicture>;
  levels: Finding<Levels>;
  frameFaults: FrameFault[];
  faults: FaultSeries[];
  /** What contradicts the file's claims, and what could not be known. Sentences. */
  notices: string[];
  suggestion: { recipe: Recipe; because: string };
  /** Wall time of the analysis. */
  seconds: number;
}

export const sectionChoiceSchema = z.object({
  from: z.number().int().min(0),
  to: z.number().int().min(1),
  cadence: z.enum(CADENCES),
  pulldown: z.enum(PULLDOWNS).nullable().default(null),
  phase: z.number().int().min(0).max(24).nullable().default(null),
  fieldOrder: z.enum(FIELD_ORDERS).nullable().default(null),
});
/** What the user says a span is, against the analysis. */
export type SectionChoice = z.infer<typeof sectionChoiceSchema>;

/** Positions in a pulldown's pattern, in frames. */
export function cycleOf(pulldown: Pulldown | null): number {
  if (pulldown === '3:2' || pulldown === '2:3:3:2') return 5;
  return pulldown === 'euro' ? 25 : 1;
}

/** The sections as measured, with the user's word written over them: later choices win. What is cut in two keeps its phase. */
export function chooseSections(sections: readonly Section[], choices: readonly SectionChoice[]): Section[] {
  return choices.reduce<Section[]>((all, choice) => overrule(all, choice), [...sections]);
}

function overrule(sections: readonly Section[], choice: SectionChoice): Section[] {
  const last = sections.at(-1)?.to ?? 0;
  const from = Math.max(choice.from, sections[0]?.from ?? 0);
  const to = Math.min(choice.to, last);
  if (from >= to) return [...sections];
  const before = sections.flatMap((section) => cutSection(section, { from: 0, to: from }));
  const after = sections.flatMap((section) => cutSection(section, { from: to, to: last }));
  const { cadence, pulldown, phase, fieldOrder } = choice;
  const chosen: Section = {
    ...{ from, to, cadence, pulldown, phase, fieldOrder },
    ...{ confidence: 'sure', margin: null, because: 'You said so.', isChosen: true },
  };
  return [...before, chosen, ...after];
}

/** The part of a section within a span: none or one. */
export function cutSection(section: Section, span: Span): Section[] {
  const from = Math.max(section.from, span.from);
  const to = Math.min(section.to, span.to);
  if (from >= to) return [];
  const phase = section.phase === null ? null : phaseAt(section, from);
  return [{ ...section, from, to, phase }];
}

/** Position of a frame in its section's pattern. */
export function phaseAt(
  { from, phase, pulldown }: Pick<Section, 'from' | 'phase' | 'pulldown'>,
  frame: number,
): number {
  // A shifted 2:2 stays shifted.
  if (pulldown === '2:2') return phase ?? 0;
  return ((phase ?? 0) + frame - from) % cycleOf(pulldown);
}
