import { describe, expect, it } from 'vitest';
import type { ActivePicture, FaultSeries, Section } from '../../../model/analysis';
import type { Clip, Finding } from '../../../model/clip';
import { suggestRecipe as suggest } from '../../../native-pipeline/analysis/suggest';
import { madeClip } from '../../helpers/madeClip';

const whole: Finding<ActivePicture> = {
  value: { left: 0, top: 0, width: 720, height: 480 },
  source: 'measured',
  because: '',
};
const section = (from: number, to: number, changes: Partial<Section>): Section => ({
  ...{ from, to, cadence: 'film', pulldown: null, phase: null, fieldOrder: 'top-first' },
  ...{ confidence: 'sure', margin: 100, because: '', isChosen: false },
  ...changes,
});
const film = (from: number, to: number) => section(from, to, { pulldown: '3:2', phase: 0 });
const video = (from: number, to: number) => section(from, to, { cadence: 'video-interlaced' });
const progressive = (from: number, to: number) => section(from, to, { cadence: 'video-progressive' });
const still = (from: number, to: number) => section(from, to, { cadence: 'static' });
const pal = madeClip({ rate: { n: 25, d: 1 }, size: { width: 720, height: 576 } });

const suggestRecipe = (
  clip: Clip,
  sections: Section[],
  activePicture: Finding<ActivePicture>,
  faults: FaultSeries[] = [],
) => suggest(clip, { sections, activePicture, faults });
const combing = (values: number[]): FaultSeries => ({
  ...{ name: 'combing', title: '', unit: '%', says: '', values },
  ...{ frames: values.map((_, index) => index), median: 0, worstFrame: 0 },
});

describe('the proposed recipe', () => {
  it.each([
    ['telecined film', [film(0, 100), still(100, 120), film(120, 300)], 'dvd-true'],
    ['native video', [video(0, 300)], 'dvd-video'],
    ['whole frames', [progressive(0, 300)], 'progressive'],
    [
      'soft telecine, whose coded frames are whole',
      [section(0, 300, { pulldown: 'soft', phase: 0 })],
      'progressive',
    ],
    ['film and video cut together', [film(0, 100), video(100, 140), film(140, 300)], 'dvd-true'],
    ['film under video titles', [section(0, 300, { cadence: 'hybrid' })], 'dvd-true'],
  ])('for %s is %3$s', (_what, sections, id) => {
    expect(suggestRecipe(madeClip(), sections, whole).recipe.id).toBe(id);
  });

  it('for PAL film is the one that pairs shifted fields by the map, for PAL in whole frames the plain one', () => {
    const shifted = section(0, 300, { pulldown: '2:2', phase: 1 });
    expect(suggestRecipe(pal, [shifted], whole).recipe.id).toBe('dvd-true');
    expect(suggestRecipe(pal, [section(0, 300, { pulldown: '2:2', phase: 0 })], whole).recipe.id).toBe(
      'progressive',
    );
  });

  it('says what it rests on, with shares where it is mixed, and which sections to look at', () => {
    const unsure = { ...video(100, 200), confidence: 'unsure' } as Section;
    const { because } = suggestRecipe(madeClip(), [film(0, 100), unsure, film(200, 400)], whole);
    expect(because).toContain('75 % telecined film, 25 % native interlaced video');
    expect(because).toContain('One section is unsure: look at it.');
  });

  it('keeps every field where most is video', () => {
    const { recipe, because } = suggestRecipe(madeClip(), [film(0, 100), video(100, 400)], whole);
    expect(recipe.steps[0]).toMatchObject({ kind: 'cadence', settings: { rate: 'field' } });
    expect(because).toContain('every field is kept');
  });

  it('keeps every picture where film is the lesser part, but not of whole frames at 25, where film rate loses none', () => {
    const parts = [film(0, 120), video(120, 200), progressive(200, 320)];
    const rateOf = (clip: Clip) => suggestRecipe(clip, parts, whole).recipe.steps[0]?.settings.rate;
    expect(rateOf(madeClip())).toBe('field');
    expect(rateOf(pal)).not.toBe('field');
  });

  it('falls back on what the file claims where nothing moves, and says so', () => {
    const { recipe, because } = suggestRecipe(madeClip(), [still(0, 300)], whole);
    expect(recipe.id).toBe('dvd-film');
    expect(because).toContain('Nothing moves');
  });

  it('falls back on what the file claims where no section is surer than a guess', () => {
    const guess = { ...video(0, 8), confidence: 'unsure' } as Section;
    const { recipe, because } = suggestRecipe(madeClip({ scan: 'progressive' }), [guess], whole);
    expect(recipe.id).toBe('progressive');
    expect(because).toContain('do not tell for sure');
  });

  it('follows a file that says progressive where native video shows in no picture', () => {
    const clip = madeClip({ scan: 'progressive' });
    const sections = [video(0, 50), progressive(50, 300)];
    expect(suggestRecipe(clip, sections, whole, [combing([0, 0, 1, 0])]).recipe.id).toBe('progressive');
    expect(suggestRecipe(clip, sections, whole, [combing([0, 40, 1, 0])]).recipe.id).toBe('dvd-true');
    expect(suggestRecipe(madeClip(), sections, whole, [combing([0, 0, 0])]).recipe.id).toBe('dvd-true');
  });

  it('is one that can be rendered where the lines do not divide into two equal fields', () => {
    const of = (height: number, pixelFormat: string, sections: Section[]) => {
      const clip = { ...madeClip(), codedSize: { width: 720, height }, pixelFormat };
      const size = { ...whole, value: { left: 0, top: 0, width: 720, height } };
      return suggestRecipe(clip, sections, size);
    };
    const mixed = [film(0, 100), video(100, 150)];
    expect(of(486, 'yuv422p10le', mixed).recipe.id).toBe('dvd-true');
    expect(of(486, 'yuv420p', mixed).recipe.id).toBe('dvd-video');
    expect(of(486, 'p010le', mixed).recipe.id).toBe('dvd-video');
    expect(of(477, 'yuv444p', [film(0, 100)]).recipe.id).toBe('dvd-film');
    expect(of(477, 'yuv444p', mixed).because).toContain('477 lines do not divide into two equal fields');
  });

  it('proposes a crop in words and applies none', () => {
    const active = { ...whole, value: { left: 8, top: 2, width: 704, height: 476 } };
    const { recipe, because } = suggestRecipe(madeClip(), [film(0, 300)], active);
    expect(because).toContain('consider a crop of 8 left, 8 right, 2 above, 2 below');
    expect(recipe.steps.map(({ kind }) => kind)).not.toContain('crop');
  });
});
