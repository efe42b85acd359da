/** The source as a variant of it is cropped: held side by side, both must show the same part of the picture. Pure. */
import type { Recipe, Step } from './recipe';

interface OneSide {
  clipId: string;
  /** Null: the source itself. */
  recipe: Recipe | null;
}

/**
 * The recipe of the source beside a variant of the same clip. Null where nothing is cropped, or it is no such pair: the side stays as it is.
 *
 * Where the variant is enlarged before a crop, that crop counts samples of the enlargement, which need not end between two samples of the source:
 * the source is enlarged to the same size then (plainly, whatever the kernel) and cropped there, so that both show the same part to the sample.
 */
export function croppedSource(own: OneSide, beside: OneSide | null): Recipe | null {
  const variant = beside?.recipe;
  if (!variant || own.recipe !== null || own.clipId !== beside.clipId) return null;
  const shaping = variant.steps.filter((step) => step.isOn && (step.kind === 'enlarge' || isCutting(step)));
  const steps = shaping.slice(0, shaping.findLastIndex(isCutting) + 1).map(plainly);
  if (steps.length === 0) return null;
  return {
    ...variant,
    id: 'source',
    title: `Source, ${alikeText(steps)}`,
    interpret: choicesFor(steps, variant),
    steps,
    overrides: [],
  };
}

/** What was done to the source so that it shows what the variant beside it shows: 'cropped alike'. */
export function alikeText(steps: readonly Step[]): string {
  return steps.some(({ kind }) => kind === 'enlarge')
    ? 'plainly enlarged and cropped alike'
    : 'cropped alike';
}

function isCutting({ kind, settings }: Step): boolean {
  return kind === 'crop' && Object.values(settings).some((samples) => Number(samples) > 0);
}

function plainly(step: Step): Step {
  return step.kind === 'enlarge' ? { ...step, settings: { ...step.settings, kernel: 'bicubic' } } : step;
}

/**
 * The shape of the samples decides how wide an enlargement is. And frames of two fields cannot lose an odd number of lines without turning
 * the order of the fields round: nothing here works on fields, so they are taken for whole.
 */
function choicesFor(steps: readonly Step[], { interpret: { sampleAspect } }: Recipe): Recipe['interpret'] {
  const stored = steps.slice(0, firstEnlargement(steps));
  const isOdd = stored.some(({ settings }) =>
    [settings.top, settings.bottom].some((lines) => Number(lines ?? 0) % 2 !== 0),
  );
  return { ...(sampleAspect ? { sampleAspect } : {}), ...(isOdd ? { fieldOrder: 'progressive' } : {}) };
}

function firstEnlargement(steps: readonly Step[]): number {
  const first = steps.findIndex(({ kind }) => kind === 'enlarge');
  return first < 0 ? steps.length : first;
}

/** True for the source, cropped or not: nothing else was done to it. */
export function isSourceOnly(recipe: Recipe | null): boolean {
  return recipe === null || recipe.steps.every(({ kind, isOn }) => !isOn || kind === 'crop');
}
