/**
 * The settings of a step, checked against its declaration: defaults filled in, misfits named in words.
 */
import type { SettingDeclaration, SettingValue, Step } from './recipe';
import { findStep } from './steps';

export type Settings = Readonly<Record<string, SettingValue>>;

/** A setting that does not fit: what is wrong with it, and what to do. */
export interface Misfit {
  says: string;
  hint: string;
}

/**
 * The settings of a step with defaults filled in, and what is wrong with each that does not fit. A value that does not fit is replaced
 * by the nearest one that does, so that a form still has something to show; running such a step is for the caller to refuse.
 */
export function settleSettings(step: Pick<Step, 'kind' | 'settings'>): {
  settings: Settings;
  problems: Misfit[];
} {
  const declared = findStep(step.kind)?.settings ?? [];
  const problems = Object.keys(step.settings)
    .filter((name) => !declared.some((setting) => setting.name === name))
    .map((name) => ({
      says: `There is no setting "${name}"; there are ${listNames(declared)}.`,
      hint: 'Correct its name, or leave it out.',
    }));
  const settings: Record<string, SettingValue> = {};
  for (const setting of declared) {
    const given = step.settings[setting.name];
    const problem = given === undefined ? null : describeMisfit(setting, given);
    if (problem) problems.push(problem);
    settings[setting.name] = given === undefined ? setting.default : nearestFit(setting, given);
  }
  return { settings, problems };
}

/** Why a setting changes nothing beside the others of its step, in one sentence; null where it counts. `settings`: settled. */
export function unusedBecause(setting: SettingDeclaration, kind: string, settings: Settings): string | null {
  const { onlyWith } = setting;
  const other = findStep(kind)?.settings.find(({ name }) => name === onlyWith?.setting);
  const value = other && settings[other.name];
  if (!onlyWith || !other || value === undefined || onlyWith.is.includes(value)) return null;
  if (other.type !== 'choice') return `Not used while “${other.label}” is ${value === true ? 'on' : 'off'}.`;
  const label = other.options.find((option) => option.value === value)?.label ?? value;
  return `Not used with “${other.label}: ${label}”.`;
}

function describeMisfit(setting: SettingDeclaration, value: SettingValue): Misfit | null {
  if (nearestFit(setting, value) === value) return null;
  const name = `"${setting.label}"`;
  const given = quote(value);
  if (setting.type === 'switch')
    return { says: `${name} is on or off (true or false), not ${given}.`, hint: 'Say true or false.' };
  if (setting.type === 'choice') {
    const offered = setting.options.map((option) => option.value).join(', ');
    return { says: `${name} is one of ${offered}, not ${given}.`, hint: 'Choose one of those named.' };
  }
  const unit = setting.unit === '' ? '' : ` ${setting.unit}`;
  return {
    says: `${name} goes from ${setting.min} to ${setting.max}${unit}, not ${given}.`,
    hint: 'Choose a value within its limits.',
  };
}

function nearestFit(setting: SettingDeclaration, value: SettingValue): SettingValue {
  if (setting.type === 'switch') return typeof value === 'boolean' ? value : setting.default;
  if (setting.type === 'choice') {
    return setting.options.some((option) => option.value === value) ? value : setting.default;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return setting.default;
  return Math.min(setting.max, Math.max(setting.min, value));
}

function listNames(declared: readonly SettingDeclaration[]): string {
  return declared.map((setting) => setting.name).join(', ');
}

function quote(value: SettingValue): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}
