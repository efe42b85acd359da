/** Which part of the clip's picture a recipe's pictures show. Pure. */
import { type Clip, uprightAspect, uprightSize } from './clip';
import { enlargedSize, type Sizing } from './enlargedSize';
import type { Recipe, Step } from './recipe';
import { settleSettings } from './settings';

/** Shares of the upright picture, 0–1. */
export interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

export const WHOLE: Part = { left: 0, top: 0, width: 1, height: 1 };

/** The whole picture, too, where the crops leave nothing. */
export function shownPart(recipe: Recipe | null, clip: Clip): Part {
  const size = uprightSize(clip);
  const chosen = recipe?.interpret.sampleAspect;
  const sampleAspect = uprightAspect(
    chosen ? { ...clip, sampleAspect: { ...clip.sampleAspect, value: chosen } } : clip,
  );
  let sizing: Sizing = { size, sampleAspect, wholeLines: size.height };
  let part = WHOLE;
  for (const step of recipe?.steps ?? []) {
    if (!step.isOn) continue;
    if (step.kind === 'enlarge') sizing = enlarged(step, sizing);
    if (step.kind === 'crop') [part, sizing] = cropped(step, part, sizing);
  }
  return part.width > 0 && part.height > 0 ? part : WHOLE;
}

function enlarged(step: Step, sizing: Sizing): Sizing {
  return { ...enlargedSize(settleSettings(step).settings, sizing), sampleAspect: { n: 1, d: 1 } };
}

function cropped(step: Step, part: Part, sizing: Sizing): [Part, Sizing] {
  const { width, height } = sizing.size;
  const edge = (name: string) => Number(settleSettings(step).settings[name]);
  const [left, right, top, bottom] = ['left', 'right', 'top', 'bottom'].map(edge) as [
    number,
    number,
    number,
    number,
  ];
  const rest = { width: width - left - right, height: height - top - bottom };
  const shown = {
    left: part.left + (part.width * left) / width,
    top: part.top + (part.height * top) / height,
    width: (part.width * rest.width) / width,
    height: (part.height * rest.height) / height,
  };
  return [shown, { ...sizing, size: rest }];
}

/** A part of the clip's picture as shares of another part that it lies in. */
export function partWithin(part: Part, whole: Part): Part {
  return {
    left: (part.left - whole.left) / whole.width,
    top: (part.top - whole.top) / whole.height,
    width: part.width / whole.width,
    height: part.height / whole.height,
  };
}
