/** Overrides as text: where they hold, what they change, which others they overlap. Pure. */

import type { Clock } from '../../model/displayClock';
import { overrideOf } from '../../model/overrides';
import type { Override, Recipe, SettingDeclaration, SettingValue, Step } from '../../model/recipe';
import { settleSettings } from '../../model/settings';
import { findStep } from '../../model/steps';
import { formatTimecode, type Span } from '../../model/time';
import type { LostOverrides } from '../state/anotherRecipe';
import { differencesOf } from '../state/overrideEdits';
import { formatNumber } from '../ui/numbers';
import { countText } from '../ui/words';

/** 'Frames 40 to 59'. */
export function spanText({ from, to }: Span): string {
  return to - from === 1 ? `Frame ${from}` : `Frames ${from} to ${to - 1}`;
}

/** '00:00:01:10 to 00:00:01:29'. */
export function spanTimes({ from, to }: Span, clock: Clock): string {
  return `${formatTimecode(from, clock)} to ${formatTimecode(to - 1, clock)}`;
}

/** A line for each step: 'Denoise: Luma 2 → 6, Method hqdn3d → nlmeans', 'Sharpen off'. */
export function changeLines(recipe: Recipe, override: Override): string[] {
  const lines = recipe.steps.map((step) => changeLine(step, override)).filter((line) => line !== '');
  // What the recipe no longer has is still in the file, and the engine objects to it.
  const unknown = override.steps.filter(({ kind }) => !recipe.steps.some((step) => step.kind === kind));
  return [...lines, ...unknown.map(({ kind }) => `${titleOf(kind)}: not in the recipe`)];
}

/** The same on one line; says so where nothing is changed. */
export function changesText(recipe: Recipe, override: Override): string {
  return changeLines(recipe, override).join('; ') || 'Changes nothing yet';
}

function changeLine(step: Step, override: Override): string {
  const { isOn, settings } = differencesOf(step, override);
  const other = overrideOf(step, override);
  const [own, others] = [settleSettings(step).settings, settleSettings(other).settings];
  if (isOn && !other.isOn) return `${titleOf(step.kind)} off`;
  // What a step would be like where it does not run is no change of the picture.
  if (!other.isOn) return '';
  const changed = (findStep(step.kind)?.settings ?? [])
    .filter(({ name }) => settings.includes(name))
    .map((setting) => {
      const [from, to] = [own[setting.name], others[setting.name]];
      return `${setting.label} ${isOn ? '' : `${valueText(setting, from)} → `}${valueText(setting, to)}`;
    });
  const head = `${titleOf(step.kind)}${isOn ? ' on' : ''}`;
  if (changed.length === 0) return isOn ? head : '';
  return `${head}: ${changed.join(', ')}`;
}

export function valueText(setting: SettingDeclaration, value: SettingValue | undefined): string {
  if (setting.type === 'switch') return value === true ? 'on' : 'off';
  if (setting.type === 'choice')
    return setting.options.find((one) => one.value === value)?.label ?? String(value);
  const text = typeof value === 'number' ? formatNumber(value, setting) : String(value);
  return `${text} ${setting.unit}`.trim();
}

/** Which others change one of the same steps in some of the same frames: of two the one made later wins. */
export function overlapText(overrides: readonly Override[], at: number): string {
  const own = overrides[at];
  if (!own) return '';
  const others = overrides.flatMap((other, index) =>
    index !== at && isMeeting(own, other) ? [{ other, isLater: index > at }] : [],
  );
  const say = (isLater: boolean, words: string) => {
    const found = others.filter((one) => one.isLater === isLater);
    const [first] = found;
    if (!first) return '';
    return `${words} ${found.length === 1 ? spanText(first.other).toLowerCase() : `${found.length} others`}`;
  };
  return [say(true, 'gives way to'), say(false, 'wins over')].filter(Boolean).join(', ');
}

function isMeeting(one: Override, other: Override): boolean {
  const isAlike = one.steps.some(({ kind }) => other.steps.some((step) => step.kind === kind));
  return isAlike && other.from < one.to && other.to > one.from;
}

/** From the longest to the shortest: 'Denoise on; Sharpen: Amount 0.2 → 0.4', 'Denoise, Sharpen', '2'. */
export function changeLabels(recipe: Recipe, override: Override): string[] {
  const titles = changeLines(recipe, override).map((line) => line.replace(/:.*/, ''));
  return [changesText(recipe, override), titles.join(', '), String(titles.length)];
}

/** What another recipe has cost: '2 overrides dropped', and why. */
export function lossWords({ dropped, thinned, kinds, title }: LostOverrides): {
  title: string;
  detail: string;
} {
  const said = [
    dropped > 0 ? `${countText(dropped, 'override')} dropped` : '',
    thinned > 0 ? `${countText(thinned, 'override')} dropped in part` : '',
  ];
  const steps = kinds.map((kind) => `“${titleOf(kind)}”`).join(', ');
  return {
    title: said.filter(Boolean).join(', '),
    detail: kinds.length > 0 ? `${title} has no step ${steps}.` : `${title} has others.`,
  };
}

function titleOf(kind: string): string {
  return findStep(kind)?.title ?? kind;
}
