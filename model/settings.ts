/**
 * The settings of a step, checked against its declaration: defaults filled in, misfits named in words.
 */
import type { SettingDeclaration, SettingValue, Step } from './recipe';
import { findStep } from './steps';

export type Settings = Readonly<Record<string, SettingValue>>;

/**
 * The settings of a step with defaults filled in, and one sentence for each that does not fit. A value that does not fit is replaced
 * by the nearest one that does, so that a form still has something to show; running such a step is for the caller to refuse.
 */
export function settleSettings(step: Pick<Step, 'kind' | 'settings'>): {
  settings: Settings;
  problems: string[];
} {
  const declared = findStep(step.kind)?.settings ?? [];
  const problems = Object.keys(step.settings)
    .filter((name) => !declared.some((setting) => setting.name === name))
    .map((name) => `There is no setting "${name}"; there are ${listNames(declared)}.`);
  const settings: Record<string, SettingValue> = {};
  for (const setting of declared) {
    const given = step.settings[setting.name];
    const problem = given === undefined ? null : describeMisfit(setting, given);
    if (problem) problems.push(problem);
    settings[setting.name] = given === undefined ? setting.default : nearestFit(setting, given);
  }
  return { settings, problems };
}

function describeMisfit(setting: SettingDeclaration, value: SettingValue): string | null {
  if (nearestFit(setting, value) === value) return null;
  if (setting.type === 'switch')
    return `"${setting.label}" is on or off (true or false), not ${quote(value)}.`;
  if (setting.type === 'choice') {
    const offered = setting.options.map((option) => option.value).join(', ');
    return `"${setting.label}" is one of ${offered}, not ${quote(value)}.`;
  }
  const unit = setting.unit === '' ? '' : ` ${setting.unit}`;
  return `"${setting.label}" goes from ${setting.min} to ${setting.max}${unit}, not ${quote(value)}.`;
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
