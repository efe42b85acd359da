/** Which part of the picture a recipe shows: crops before and behind an enlargement, and the size that the engine really makes. */
import { describe, expect, it } from 'vitest';
import type { Step } from '../../../model/recipe';
import { shownPart, WHOLE } from '../../../model/shownPart';
import { wholeShape } from '../../../renderer/dialogs/sharedCamera';
import { boxOfPart } from '../../../renderer/viewer/camera';
import { madeClip } from '../../ui/made';

const clip = madeClip();
const step = (kind: string, settings: Step['settings']): Step => ({ kind, isOn: true, settings });
const partOf = (...steps: Step[]) => shownPart({ id: '', title: '', says: '', interpret: {}, steps }, clip);

describe('the part of the picture that a recipe shows', () => {
  it('is the whole one where nothing is cropped, or the crops leave nothing', () => {
    expect(clip.codedSize).toEqual({ width: 720, height: 480 });
    expect(shownPart(null, clip)).toEqual(WHOLE);
    expect(partOf(step('enlarge', { lines: 1080 }))).toEqual(WHOLE);
    expect(partOf(step('crop', { left: 400, right: 320 }))).toEqual(WHOLE);
  });

  it('is what crops leave, counted in the samples that are there', () => {
    const quarter = { left: 0.25, top: 0.5, width: 0.75, height: 0.5 };
    expect(partOf(step('crop', { left: 180, top: 240 }))).toEqual(quarter);
    const crop = step('crop', { left: 360, top: 540 });
    expect(partOf(step('enlarge', { lines: 1080 }), crop)).toEqual(quarter);
    expect(
      partOf(step('crop', { top: 240 }), step('enlarge', { lines: 1080 }), step('crop', { top: 270 })),
    ).toEqual({
      ...WHOLE,
      top: 0.75,
      height: 0.25,
    });
  });

  it('lies in a tile where it lies in the whole picture', () => {
    const part = partOf(step('crop', { left: 180, top: 240 }), step('enlarge', { lines: 1080 }));
    expect(wholeShape({ width: 1080, height: 540 }, part)).toEqual({ width: 1440, height: 1080 });
    const whole = { left: 10, top: 20, width: 400, height: 300 };
    expect(boxOfPart(whole, part)).toEqual({ left: 110, top: 170, width: 300, height: 150 });
  });
});
