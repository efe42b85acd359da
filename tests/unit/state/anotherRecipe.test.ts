/** Another recipe in place of the one there: overrides it has steps for stay, those it has none for are counted. */
import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../model/presets';
import type { Override, Recipe, Step } from '../../../model/recipe';
import { lossWords } from '../../../renderer/panels/overrideWords';
import { inPlaceOf, lostOverrides, presetFor } from '../../../renderer/state/anotherRecipe';

const FILM = findPreset('dvd-film') as Recipe;
const PLAIN = findPreset('plain') as Recipe;
const stepOf = (recipe: Recipe, kind: string) => recipe.steps.find((step) => step.kind === kind) as Step;
const entry = (kind: string, isOn: boolean, settings: Step['settings'] = {}): Step => ({
  kind,
  isOn,
  settings,
});
const at = (from: number, ...steps: Step[]): Override => ({ from, to: from + 10, steps });
const filmWith = (...overrides: Override[]): Recipe => ({ ...FILM, id: '', overrides });
const sharper = entry('sharpen', true, { amount: 0.6 });
const kernel = entry('enlarge', true, { kernel: 'area' });

describe('another recipe in place of the one there', () => {
  it('keeps the overrides that it has steps for, and is the user’s own by it', () => {
    // What the test is about: the plain enlargement does not sharpen.
    expect(PLAIN.steps.map(({ kind }) => kind)).not.toContain('sharpen');
    const next = presetFor(
      'plain',
      filmWith(at(0, kernel), at(20, sharper), at(40, kernel, sharper), at(60)),
    );
    expect(next).toMatchObject({ id: '', title: `${PLAIN.title}, changed`, steps: PLAIN.steps });
    expect(next?.overrides).toEqual([at(0, kernel), at(40, kernel), at(60)]);
  });

  it('stays the preset where there was nothing to keep', () => {
    expect(presetFor('plain', filmWith(at(0, sharper)))).toEqual(PLAIN);
    expect(presetFor('plain', null)).toEqual(PLAIN);
  });

  it('lets an override say only what differs from the new recipe', () => {
    const { amount } = stepOf(FILM, 'sharpen').settings;
    const usual = entry('sharpen', true, { amount: amount ?? 0 });
    const soft: Recipe = {
      ...FILM,
      steps: FILM.steps.map((step) => (step.kind === 'sharpen' ? sharper : step)),
    };
    const next = inPlaceOf(filmWith(at(0, sharper), at(20, usual)), soft);
    expect(next.overrides).toEqual([at(0), at(20, usual)]);
  });
});

describe('what another recipe costs', () => {
  it('is counted: overrides gone altogether and those that lost a step', () => {
    const before = filmWith(at(0, kernel), at(20, sharper), at(40, kernel, sharper));
    const lost = lostOverrides(before, presetFor('plain', before));
    expect(lost).toMatchObject({ dropped: 1, thinned: 1, kinds: ['sharpen'] });
    expect(lost && lossWords(lost)).toEqual({
      title: '1 override dropped, 1 override dropped in part',
      detail: `${PLAIN.title} has no step “Sharpen”.`,
    });
  });

  it('is all of them where the source is shown untouched, and nothing where none was lost', () => {
    expect(lostOverrides(filmWith(at(0, kernel), at(20)), null)).toMatchObject({
      dropped: 2,
      thinned: 0,
      title: 'Source, untouched',
    });
    expect(lostOverrides(FILM, null)).toBeNull();
    const before = filmWith(at(0, kernel));
    expect(lostOverrides(before, presetFor('plain', before))).toBeNull();
  });

  it('is those that a loaded recipe has not', () => {
    const before = filmWith(at(0, kernel), at(20, kernel));
    const lost = lostOverrides(before, { ...PLAIN, overrides: [at(20, sharper)] });
    expect(lost).toMatchObject({ dropped: 1, kinds: [] });
    expect(lost && lossWords(lost).detail).toBe(`${PLAIN.title} has others.`);
  });
});
