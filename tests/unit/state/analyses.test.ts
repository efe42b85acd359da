/** What the window derives from analyses: neighbours of a frame, choices that never overlap, the clip's sections as believed. */
import { describe, expect, it } from 'vitest';
import type { SectionChoice } from '../../../model/analysis';
import {
  indexAt,
  nextStart,
  previousStart,
  proposedFor,
  sectionChoicesOf,
  sectionsOf,
  withoutChoice,
  withSectionChoice,
} from '../../../renderer/state/analyses';
import { cropOf, isCropped, withCrop } from '../../../renderer/state/cropEdit';
import { reduce } from '../../../renderer/state/reduce';
import { EMPTY_WORKSPACE, type Workspace } from '../../../renderer/state/workspace';
import { madeClip } from '../../ui/made';
import { madeAnalysis } from '../../ui/madeAnalysis';

const SHOTS = [
  { from: 0, to: 60 },
  { from: 60, to: 120 },
  { from: 120, to: 300 },
];

function film(from: number, to: number, phase: number): SectionChoice {
  return { from, to, cadence: 'film', pulldown: '3:2', phase, fieldOrder: 'top-first' };
}

describe('neighbours of a frame', () => {
  it('are the starts before and behind; the way back goes to the own start first', () => {
    expect([0, 59, 60, 299].map((frame) => indexAt(SHOTS, frame))).toEqual([0, 0, 1, 2]);
    expect([0, 60, 100, 200].map((frame) => nextStart(SHOTS, frame))).toEqual([60, 120, 120, null]);
    expect([0, 30, 60, 61].map((frame) => previousStart(SHOTS, frame))).toEqual([null, 0, 0, 60]);
  });

  it('are none in a list without spans', () => {
    expect(indexAt([], 5)).toBe(-1);
    expect(nextStart([], 5)).toBeNull();
    expect(previousStart([], 5)).toBeNull();
  });
});

describe('what the user says about sections', () => {
  it('never overlaps: a new word cuts the old ones, which keep their pattern', () => {
    const choices = withSectionChoice([film(0, 100, 0)], film(42, 50, 3));
    expect(choices).toEqual([film(0, 42, 0), film(42, 50, 3), film(50, 100, 0)]);
    expect(withSectionChoice(choices, film(0, 100, 2))).toEqual([film(0, 100, 2)]);
  });

  it('can be taken back for a part', () => {
    expect(withoutChoice([film(0, 100, 0)], { from: 0, to: 52 })).toEqual([film(52, 100, 2)]);
  });

  it('stands over what was measured, and is the same list until something changes', () => {
    const analysis = madeAnalysis();
    const choices = [film(120, 150, 1)];
    const sections = sectionsOf(analysis, choices);
    expect(sections.map(({ cadence }) => cadence)).toEqual(['film', 'film', 'film', 'static']);
    expect(sections[1]).toMatchObject({ isChosen: true, phase: 1 });
    expect(sectionsOf(analysis, choices)).toBe(sections);
  });

  it('goes into the recipe of the variant, leaves the bare source bare, and is undone in one step for one gesture', () => {
    const clip = madeClip();
    const recipe = { id: 'own', title: 'Own', says: '', interpret: {}, steps: [] };
    const opened = reduce(EMPTY_WORKSPACE, { type: 'clip/opened', clip, recipe });
    const choose = (state: Workspace, phase: number) =>
      reduce(state, {
        type: 'sections/chosen',
        clipId: clip.id,
        sections: [film(0, 120, phase)],
        gesture: 'section 1',
      });
    const chosen = choose(choose(opened, 1), 2);
    expect(chosen.project.a?.recipe).toBeNull();
    expect(sectionChoicesOf(chosen.project, clip.id)).toEqual([film(0, 120, 2)]);
    expect(reduce(chosen, { type: 'project/undone' }).project).toBe(opened.project);
  });

  it('survives a proposed recipe', () => {
    const current = {
      ...madeAnalysis().suggestion.recipe,
      interpret: { matrix: 'bt709' as const, sections: [film(0, 9, 0)] },
    };
    expect(proposedFor(madeAnalysis(), current).interpret).toEqual(current.interpret);
  });
});

describe('cropping to the active picture', () => {
  const clip = madeClip();
  const crop = cropOf({ left: 9, top: 2, width: 703, height: 476 }, clip);

  it('cuts inwards by even numbers, so that no bar is left', () => {
    expect(crop).toMatchObject({ right: 8, top: 2, bottom: 2 });
    expect(crop.left).toBe(10);
  });

  it('adds the step in its place, or sets the one that is there, and turns it on', () => {
    const cropped = withCrop(madeAnalysis().suggestion.recipe, crop);
    const kinds = cropped.steps.map(({ kind }) => kind);
    expect(kinds.indexOf('crop')).toBe(kinds.indexOf('enlarge') - 1);
    expect(isCropped(cropped, crop)).toBe(true);
    const off = { ...cropped, steps: cropped.steps.map((step) => ({ ...step, isOn: false })) };
    expect(isCropped(off, crop)).toBe(false);
    const again = withCrop(off, { ...crop, left: 0 });
    expect(again.steps.filter(({ kind }) => kind === 'crop')).toHaveLength(1);
    expect(again.steps.find(({ kind }) => kind === 'crop')).toMatchObject({
      isOn: true,
      settings: { left: 0 },
    });
  });
});
