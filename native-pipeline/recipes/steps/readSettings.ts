/** Settled settings by type. model/steps.ts has checked them against the declarations; a wrong name here is a bug. */
import type { Settings } from '../../../model/settings';

export function numberOf(settings: Settings, name: string): number {
  const value = settings[name];
  if (typeof value !== 'number') throw new Error(`setting ${name} is not a number`);
  return value;
}

export function choiceOf(settings: Settings, name: string): string {
  const value = settings[name];
  if (typeof value !== 'string') throw new Error(`setting ${name} is not a choice`);
  return value;
}

export function isOn(settings: Settings, name: string): boolean {
  const value = settings[name];
  if (typeof value !== 'boolean') throw new Error(`setting ${name} is not a switch`);
  return value;
}
