/** Edits of overrides: each keeps only what differs from the rest of the clip, and leaves nothing behind when all is taken back. */
import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../model/presets';
import type { Recipe, Step } from '../../../model/recipe';
import { changeLabels, changesText, overlapText } from '../../../renderer/panels/overrideWords';
import {
  withClipsOwn,
  withLimits,
  withNewOverride,
  withOverridden,
  withoutOverride,
  withStepInSpan,
} from '../../../renderer/state/overrideEdits';
import { withoutStep } from '../../../renderer/state/recipeEdits';
import { stepTarget } from '../../../renderer/state/stepTarget';

const FILM = findPreset('dvd-film') as Recipe;
const SHARPEN = FILM.steps.find(({ kind }) => kind === 'sharpen') as Step;
const SPAN = { from: 40, to: 60 };
const made = withNewOverride(FILM, SPAN);
const text = (recipe: Recipe, at = 0) => {
  const override = recipe.overrides?.[at];
  return override ? changesText(recipe, override) : '';
};

describe('an override', () => {
  it('changes nothing when it is new, makes the recipe the user’s own, and leaves no list behind it when it goes', () => {
    expect(made).toMatchObject({
      id: '',
      title: 'NTSC DVD, film, changed',
      overrides: [{ ...SPAN, steps: [] }],
    });
    expect(text(made)).toBe('Changes nothing yet');
    expect(withoutOverride(made, 0)).not.toHaveProperty('overrides');
  });

  it('keeps what differs from the clip, and drops what is set to the clip’s value again', () => {
    const strong = withOverridden(made, 0, SHARPEN, { settings: { amount: 0.6 } });
    expect(strong.overrides?.[0]?.steps).toEqual([
      { kind: 'sharpen', isOn: true, settings: { amount: 0.6 } },
    ]);
    expect(text(strong)).toBe('Sharpen: Amount 0.20 → 0.60');
    expect(withOverridden(strong, 0, SHARPEN, { settings: { amount: 0.2 } }).overrides?.[0]?.steps).toEqual(
      [],
    );
    expect(withClipsOwn(strong, 0, SHARPEN, 'amount').overrides?.[0]?.steps).toEqual([]);
  });

  it('puts back one setting, or all of a step', () => {
    const both = withOverridden(made, 0, SHARPEN, { settings: { amount: 0.6, method: 'unsharp' } });
    expect(text(withClipsOwn(both, 0, SHARPEN, 'amount'))).toBe('Sharpen: Method cas → unsharp');
    const off = withOverridden(both, 0, SHARPEN, { isOn: false });
    expect(text(off)).toBe('Sharpen off');
    expect(text(withClipsOwn(off, 0, SHARPEN))).toBe('Changes nothing yet');
  });

  it('holds a step that the rest of the clip does not have', () => {
    const added = withStepInSpan(made, 0, 'denoise');
    expect(added.steps.map(({ kind, isOn }) => [kind, isOn])).toContainEqual(['denoise', false]);
    expect(text(added)).toBe('Denoise on');
    const index = added.steps.findIndex(({ kind }) => kind === 'denoise');
    expect(text(withoutStep(added, index))).toBe('Changes nothing yet');
  });

  it('has limits within the clip: the typed one stands, the other gives way', () => {
    const limits = (part: { from?: number; to?: number }) => {
      const { from, to } = withLimits(made, 0, part, 100).overrides?.[0] ?? SPAN;
      return [from, to];
    };
    expect(limits({ from: 50 })).toEqual([50, 60]);
    expect(limits({ from: 80 })).toEqual([80, 81]);
    expect(limits({ to: 30 })).toEqual([29, 30]);
    expect(limits({ to: 500 })).toEqual([40, 100]);
    expect(limits({ from: 500 })).toEqual([99, 100]);
    expect(limits({ to: 0 })).toEqual([0, 1]);
  });

  it('says which other it wins over, where both change one step in the same frames', () => {
    const second = withNewOverride(withOverridden(made, 0, SHARPEN, { isOn: false }), { from: 50, to: 90 });
    expect(overlapText(second.overrides ?? [], 1)).toBe('');
    const both = withOverridden(second, 1, SHARPEN, { settings: { amount: 0.9 } });
    expect(overlapText(both.overrides ?? [], 1)).toBe('wins over frames 40 to 59');
    expect(overlapText(both.overrides ?? [], 0)).toBe('gives way to frames 50 to 89');
  });

  it('is told ever shorter, for the room that the timeline has', () => {
    const added = withOverridden(withStepInSpan(made, 0, 'denoise'), 0, SHARPEN, {
      settings: { amount: 0.6 },
    });
    const [override] = added.overrides ?? [];
    expect(override && changeLabels(added, override)).toEqual([
      'Denoise on; Sharpen: Amount 0.20 → 0.60',
      'Denoise on, Sharpen',
      '2',
    ]);
  });
});

describe('the form of a step in an override', () => {
  const indexOf = (kind: string) => FILM.steps.findIndex((step) => step.kind === kind);

  it('holds what the whole clip decides, with the reason, and leaves the rest free', () => {
    const enlarge = stepTarget(made, indexOf('enlarge'), 0);
    expect(enlarge?.held('lines')).toMatch(/size of the result/);
    expect(enlarge?.held('kernel')).toBeNull();
    expect(stepTarget(made, indexOf('detelecine'), 0)?.held('isOn')).toMatch(/sections of the analysis/);
    expect(stepTarget(made, indexOf('sharpen'), 0)?.held('isOn')).toBeNull();
  });

  it('holds a step that stands there twice', () => {
    const twice = { ...made, steps: [...made.steps, SHARPEN] };
    expect(stepTarget(twice, indexOf('sharpen'), 0)?.held('amount')).toMatch(/2 times/);
    expect(stepTarget(twice, indexOf('sharpen'), null)?.held('amount')).toBeNull();
  });
});
