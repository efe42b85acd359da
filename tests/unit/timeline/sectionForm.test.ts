/** Overriding a section: what follows from what in the form. */
import { describe, expect, it } from 'vitest';
import { changeForm, formOf, isFitting, limitNote } from '../../../renderer/timeline/sectionForm';
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

  it('stays within the clip, and one limit never moves the other', () => {
    expect(changeForm(film, { to: 999 }, WHOLE).to).toBe(300);
    expect(changeForm(film, { to: 40 }, WHOLE)).toMatchObject({ from: 100, to: 40 });
    expect(changeForm(film, { from: 400 }, WHOLE)).toMatchObject({ from: 299, to: 200 });
    expect(isFitting(changeForm(film, { to: 100 }, WHOLE))).toBe(false);
    expect(isFitting(changeForm(film, { to: 101 }, WHOLE))).toBe(true);
  });

  it('keeps the pattern where it is also over limits that cross for a while', () => {
    const crossed = changeForm(film, { from: 252 }, WHOLE);
    expect(changeForm(crossed, { to: 260 }, WHOLE)).toMatchObject({ from: 252, to: 260, phase: 1 });
  });

  it('says what is wrong with limits that cannot be', () => {
    const note = (part: { from?: number; to?: number }) =>
      limitNote(part, changeForm(film, part, WHOLE), WHOLE, 'section');
    expect(note({ to: 100_000 })).toBe('There is no frame 99999: 299 is the last one.');
    expect(note({ from: 300 })).toBe('There is no frame 300: 299 is the last one.');
    const crossed = /lies behind the last one, (\d+): change one of them\. Until then the section stays/;
    expect(note({ to: 41 })).toMatch(/^The first frame, 100, lies behind the last one, 40: change one/);
    expect(note({ from: 250 })).toMatch(crossed);
    expect(note({ from: 120 })).toBeNull();
    expect(note({ to: 300 })).toBeNull();
  });
});
