/** Edits of a recipe: each makes a new one, and says when it is no preset any more. */
import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../model/presets';
import type { Recipe } from '../../../model/recipe';
import { presetFor } from '../../../renderer/state/anotherRecipe';
import {
  EMPTY_RECIPE,
  presetIdOf,
  withNewStep,
  withoutStep,
  withSetting,
  withStepMoved,
} from '../../../renderer/state/recipeEdits';

const FILM = findPreset('dvd-film') as Recipe;
const kinds = ({ steps }: Recipe) => steps.map(({ kind }) => kind);

describe('a recipe', () => {
  it('gets a new step where the order of repair wants it', () => {
    expect(kinds(withNewStep(FILM, 'denoise'))).toEqual([
      'detelecine',
      'denoise',
      'enlarge',
      'sharpen',
      'colour',
    ]);
    expect(kinds(withNewStep(EMPTY_RECIPE, 'enlarge'))).toEqual(['enlarge']);
  });

  it('does not change where a step cannot move further', () => {
    expect(withStepMoved(FILM, 0, -1)).toBe(FILM);
    expect(withStepMoved(FILM, 3, 1)).toBe(FILM);
  });

  it('is no preset once it is changed, but says what it came from, once', () => {
    const twice = withSetting(withSetting(FILM, 1, 'lines', 720), 1, 'lines', 1080);
    expect(twice).toMatchObject({ id: '', title: 'NTSC DVD, film, changed' });
    expect(presetIdOf(twice)).toBe('');
    expect(presetIdOf(FILM)).toBe('dvd-film');
    expect(presetIdOf(null)).toBe('source');
  });

  it('leaves the preset itself as it was', () => {
    const before = JSON.stringify(FILM);
    withoutStep(withSetting(FILM, 1, 'lines', 720), 0);
    expect(JSON.stringify(findPreset('dvd-film'))).toBe(before);
  });

  it('keeps what was chosen against the findings when another preset is taken', () => {
    const chosen: Recipe = { ...FILM, interpret: { matrix: 'bt709' } };
    expect(presetFor('plain', chosen)).toMatchObject({ id: 'plain', interpret: { matrix: 'bt709' } });
  });
});
