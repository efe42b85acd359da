/**
 * What may differ within a clip, and what a step is in a span of it. Pure: the window disables what is held here with the reason, and the engine
 * refuses it.
 */
import type { Override, Step } from './recipe';

/** They decide how many pictures there are: it is the sections of the analysis that are corrected by span. */
export const FIELD_WORK: readonly string[] = ['cadence', 'detelecine', 'deinterlace'];

const OF_FIELDS = 'Makes the pictures of the whole clip. Correct the sections of the analysis instead.';
const OF_SIZE = 'Decides the size of the result, which holds for the whole clip.';
const OF_COLOUR = 'Decides the colours or the shape of the result, which hold for the whole clip.';

/** By kind: why, and for which settings ('isOn': whether it runs); all of them where none is named. */
const HELD: Readonly<Record<string, { because: string; only?: readonly string[] }>> = {
  ...Object.fromEntries(FIELD_WORK.map((kind) => [kind, { because: OF_FIELDS }])),
  crop: { because: OF_SIZE },
  enlarge: { because: OF_SIZE, only: ['lines', 'isSquareOnly', 'isFilling', 'isOn'] },
  colour: { because: OF_COLOUR },
  tags: { because: OF_COLOUR },
};

/** Why a setting of a step ('isOn': whether it runs) cannot differ within a clip, in one sentence; null where it can. */
export function heldByClip(kind: string, setting: string): string | null {
  const held = HELD[kind];
  return held && (held.only?.includes(setting) ?? true) ? held.because : null;
}

/** A step as it is in the frames of an override: settings that are not named stay as they are in the rest of the clip. */
export function overrideOf(step: Step, { steps }: Pick<Override, 'steps'>): Step {
  const other = steps.findLast(({ kind }) => kind === step.kind);
  return other ? { ...other, settings: { ...step.settings, ...other.settings } } : step;
}
