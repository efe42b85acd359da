import { expect, test } from 'vitest';
import { WorkbenchError } from '../../../model/errors';
import { PRESETS, suggestPreset } from '../../../model/presets';
import { parseRecipe } from '../../../model/recipe';
import { settleSettings } from '../../../model/settings';
import { STEPS } from '../../../model/steps';
import { STEP_FUNCTIONS } from '../../../native-pipeline/recipes/steps/index';
import { madeClip } from '../../helpers/madeClip';

test('every preset survives being saved and loaded', () => {
  for (const recipe of PRESETS) expect(parseRecipe(JSON.stringify(recipe))).toEqual(recipe);
});

test.each([
  ['{', 'This is not JSON'],
  ['[]', 'The recipe must be an object in braces.'],
  ['{"title":"x"}', '"steps" is missing.'],
  ['{"steps":[{"settings":{}}]}', 'Step 1, "kind" is missing.'],
  ['{"steps":[{"kind":"enlarge","setings":{}}]}', 'Step 1 holds "setings", which means nothing here.'],
  [
    '{"steps":[{"kind":"enlarge","settings":{"lines":null}}]}',
    'Step 1, "settings.lines" must be a number, a text, true or false.',
  ],
  [
    '{"steps":[],"interpret":{"fieldOrder":"tff"}}',
    '"interpret.fieldOrder" must be one of top-first, bottom-first, progressive.',
  ],
])('%s is refused in words', (text, says) => {
  const error = thrownBy(() => parseRecipe(text));
  expect(error).toMatchObject({ code: 'recipe-invalid' });
  expect(error.detail).toContain(says);
});

test('every declared step has a function, every default fits its own declaration', () => {
  expect(Object.keys(STEP_FUNCTIONS)).toEqual(STEPS.map(({ kind }) => kind));
  for (const { kind, settings } of STEPS) {
    const given = Object.fromEntries(settings.map((setting) => [setting.name, setting.default]));
    expect(settleSettings({ kind, settings: given })).toEqual({ settings: given, problems: [] });
  }
});

test('presets hold known steps with fitting settings only', () => {
  for (const recipe of PRESETS)
    for (const step of recipe.steps) expect(settleSettings(step).problems).toEqual([]);
});

test.each([
  ['dvd-film', madeClip()],
  ['pal-film', madeClip({ size: { width: 720, height: 576 }, rate: { n: 25, d: 1 } })],
  ['progressive', madeClip({ scan: 'progressive' })],
  ['progressive', madeClip({ scan: 'unknown', fieldOrder: null })],
  ['dvd-video', madeClip({ rate: { n: 60, d: 1 } })],
  ['plain', madeClip({ size: { width: 1920, height: 1080 } })],
  ['plain', madeClip({ kind: 'still' })],
])('%s is suggested, with the reason and its limits', (id, clip) => {
  const { recipe, because } = suggestPreset(clip);
  expect(recipe.id).toBe(id);
  expect(because).not.toBe('');
});

function thrownBy(act: () => unknown): WorkbenchError {
  try {
    act();
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
  }
  throw new Error('nothing was thrown');
}
