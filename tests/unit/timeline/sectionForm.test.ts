/** Overriding a section: what follows from what in the form. */
import { describe, expect, it } from 'vitest';
import { changeForm, formOf, limitNote } from '../../../renderer/timeline/sectionForm';
import { madeSection } from '../../ui/madeAnalysis';

const WHOLE = { from: 0, to: 300 };
const film = formOf(madeSection({ from: 100, to: 200, phase: 4 }));

describe('the form of a section', () => {
  it('turns the phase round within the pattern', () => {
    expect(changeForm(film, { phase: 5 }, WHOLE).phase).toBe(0);
    expect(changeForm({ ...film, phase: 0 }, { phase: -1 }, WHOLE).phase).toBe(4);
    expect(changeForm({ ...film, pulldown: '2:2', phase: 1 }, { phase: 2 }, WHOLE).phase).toBe(0);
  });

  it('keeps the pattern where it is when the first frame moves', () => {
    expect(changeForm(film, { from: 102 }, WHOLE)).toMatchObject({ from: 102, phase: 1 });
    expect(changeForm(film, { from: 97 }, WHOLE)).toMatchObject({ from: 97, phase: 1 });
  });

  it('knows no pulldown in video and no fields in whole frames', () => {
    const video = changeForm(film, { cadence: 'video-interlaced' }, WHOLE);
    expect(video).toMatchObject({ pulldown: null, phase: null, fieldOrder: 'top-first' });
    expect(changeForm(film, { cadence: 'video-progressive' }, WHOLE).fieldOrder).toBeNull();
    expect(changeForm(video, { cadence: 'film' }, WHOLE)).toMatchObject({ pulldown: '3:2', phase: 0 });
  });

  it('leaves whole frames under titles without a pulldown, until one is chosen', () => {
    const whole = formOf(madeSection({ from: 0, to: 100, cadence: 'hybrid', pulldown: null, phase: null }));
    expect(changeForm(whole, { to: 90 }, WHOLE)).toMatchObject({ to: 90, pulldown: null, phase: null });
    expect(changeForm(whole, { pulldown: '3:2' }, WHOLE)).toMatchObject({ pulldown: '3:2', phase: 0 });
    expect(changeForm(whole, { cadence: 'film' }, WHOLE)).toMatchObject({ pulldown: '3:2', phase: 0 });
  });

  it('stays within the clip, and is never empty', () => {
    expect(changeForm(film, { to: 999 }, WHOLE).to).toBe(300);
    expect(changeForm(film, { to: 40 }, WHOLE)).toMatchObject({ from: 100, to: 101 });
    expect(changeForm(film, { from: 400 }, WHOLE)).toMatchObject({ from: 299, to: 300 });
  });

  it('says what it made of limits that cannot be', () => {
    const note = (part: { from?: number; to?: number }) =>
      limitNote(part, changeForm(film, part, WHOLE), film, WHOLE);
    expect(note({ to: 100_000 })).toBe('There is no frame 99999: 299 is the last one.');
    expect(note({ from: 300 })).toBe('There is no frame 300: 299 is the last one.');
    expect(note({ to: 41 })).toMatch(/^Frame 40 lies before the first frame, 100: it became 100\./);
    expect(note({ from: 250 })).toBe('The last frame, 199, lay before the first one: it became 250.');
    expect(note({ from: 120 })).toBeNull();
    expect(note({ to: 300 })).toBeNull();
  });
});
