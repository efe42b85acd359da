/**
 * Every step a recipe may hold, as data, in the order of repair: form, validation and command line are drawn from this table.
 *
 * What a step does to pictures is in native-pipeline/recipes/steps/. Order after field-notes: fields first, on unscaled lines; then
 * cleaning, cropping, enlarging; colour last.
 */
import type { StepDeclaration } from './recipe';
import { CLEANING_STEPS } from './stepsOfCleaning';
import { COLOUR_STEPS } from './stepsOfColour';
import { FIELD_STEPS } from './stepsOfFields';
import { SHAPE_STEPS } from './stepsOfShape';

export const STEPS: readonly StepDeclaration[] = [
  ...FIELD_STEPS,
  ...CLEANING_STEPS,
  ...SHAPE_STEPS,
  ...COLOUR_STEPS,
];

/** Where a step stands in the order of repair; steps of later rank belong behind. */
export function stepRank(kind: string): number {
  return STEPS.findIndex((step) => step.kind === kind);
}

export function findStep(kind: string): StepDeclaration | null {
  return STEPS.find((step) => step.kind === kind) ?? null;
}
