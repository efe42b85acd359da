/** What the state says of the pair on screen: frames, clocks and the two addresses that numbers speak of. */
import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../model/presets';
import type { Recipe } from '../../../model/recipe';
import { shownOn } from '../../../renderer/state/judgedStep';
import { addressOf, frameCount, frameOnSide, measuredPair } from '../../../renderer/state/pair';
import { reduce } from '../../../renderer/state/reduce';
import { EMPTY_WORKSPACE, type Workspace } from '../../../renderer/state/workspace';
import { madeClip, madePlan } from '../../ui/made';

const FILM = findPreset('dvd-film') as Recipe;
const NTSC = { n: 30000, d: 1001 };
const FILM_RATE = { n: 24000, d: 1001 };
const opened = reduce(EMPTY_WORKSPACE, { type: 'clip/opened', clip: madeClip({ rate: NTSC }), recipe: FILM });

function at(frame: number, state: Workspace): Workspace {
  return reduce(state, { type: 'playhead/moved', frame });
}

describe('the pair on screen', () => {
  it('is the same frame of the same clip', () => {
    expect(frameOnSide(at(77, opened), 'b')).toBe(77);
  });

  it('is the frame of the same moment where the reference has another rate', () => {
    const hd = madeClip({ id: 'hd', rate: FILM_RATE, frames: 240 });
    const both = reduce(opened, { type: 'reference/opened', clip: hd });
    expect([0, 4, 5, 10, 299].map((frame) => frameOnSide(at(frame, both), 'b'))).toEqual([0, 3, 4, 8, 239]);
  });

  it('ends with the shorter reference', () => {
    const short = madeClip({ id: 'hd', rate: NTSC, frames: 100 });
    const both = reduce(opened, { type: 'reference/opened', clip: short });
    expect(frameOnSide(at(250, both), 'b')).toBe(99);
  });

  it('is measured with A brought to the size of B, once that is planned', () => {
    expect(measuredPair(opened)).toBeNull();
    const planned = reduce(opened, { type: 'plan/made', side: 'b', plan: madePlan(FILM) });
    expect(measuredPair(at(3, planned))).toMatchObject({
      a: { frame: 3, recipe: null, size: { width: 1440, height: 1080 }, clock: 'source' },
      b: { frame: 3, recipe: { id: 'dvd-film' } },
    });
  });

  it('shows the source cropped as the variant beside it is, and says so', () => {
    const crop = { kind: 'crop', isOn: true, settings: { top: 60, bottom: 60, left: 0, right: 0 } };
    const cropped: Recipe = { ...FILM, steps: [crop, ...FILM.steps] };
    const state = reduce(opened, { type: 'recipe/changed', side: 'b', recipe: cropped, gesture: null });
    expect(addressOf(state, 'a')?.recipe?.steps).toEqual([crop]);
    expect(shownOn(state, 'a')?.label).toMatch(/, cropped alike$/);
    expect(addressOf(opened, 'a')?.recipe).toBeNull();
  });

  it('is of the same part of the picture where the crop counts samples of an enlargement', () => {
    const enlarge = { kind: 'enlarge', isOn: true, settings: { lines: 1080, kernel: 'lanczos' } };
    const crop = { kind: 'crop', isOn: true, settings: { left: 300, right: 0 } };
    const sharpen = { kind: 'sharpen', isOn: true, settings: {} };
    const recipe: Recipe = { ...FILM, steps: [...FILM.steps.slice(0, 1), enlarge, sharpen, crop, sharpen] };
    const state = reduce(opened, { type: 'recipe/changed', side: 'b', recipe, gesture: null });
    expect(addressOf(state, 'a')?.recipe?.steps).toEqual([
      { ...enlarge, settings: { lines: 1080, kernel: 'bicubic' } },
      crop,
    ]);
    expect(shownOn(state, 'a')?.label).toMatch(/, plainly enlarged and cropped alike$/);
  });

  it('is of the same part, too, where a variant whose fields are matched loses an odd number of lines', () => {
    const recipe: Recipe = {
      ...FILM,
      steps: [...FILM.steps, { kind: 'crop', isOn: true, settings: { top: 3 } }],
      interpret: { fieldOrder: 'top-first', sampleAspect: { n: 8, d: 9 } },
    };
    const whole = { ...recipe, steps: recipe.steps.filter(({ kind }) => kind !== 'enlarge') };
    const state = reduce(opened, { type: 'recipe/changed', side: 'b', recipe: whole, gesture: null });
    expect(addressOf(state, 'a')?.recipe).toMatchObject({
      interpret: { fieldOrder: 'progressive', sampleAspect: { n: 8, d: 9 } },
      steps: [{ kind: 'crop', settings: { top: 3 } }],
    });
  });

  it('shows the whole source where the variant cannot be made', () => {
    const recipe: Recipe = {
      ...FILM,
      steps: [...FILM.steps, { kind: 'crop', isOn: true, settings: { left: 720 } }],
    };
    const cropped = reduce(opened, { type: 'recipe/changed', side: 'b', recipe, gesture: null });
    const refused = { step: recipe.steps.length - 1, severity: 'refuse', says: '', hint: '' } as const;
    const plan = { ...madePlan(recipe), objections: [refused] };
    const state = reduce(cropped, { type: 'plan/made', side: 'b', plan });
    expect(addressOf(state, 'a')?.recipe).toBeNull();
  });

  it('has as many frames as the duration promises while they are being counted', () => {
    const indexing = madeClip({ frames: null, durationSecs: 10 });
    expect(frameCount(reduce(EMPTY_WORKSPACE, { type: 'clip/opened', clip: indexing, recipe: FILM }))).toBe(
      300,
    );
    expect(frameCount(EMPTY_WORKSPACE)).toBe(0);
  });
});
