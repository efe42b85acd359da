/** The analysis in the window: ordered, shown when it is there, overridden by hand, followed by recipe and crop, deleted. */
import './missingInJsdom';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { Profiler } from 'react';
import { describe, expect, it } from 'vitest';
import type { Analysis, SectionChoice } from '../../model/analysis';
import { WorkbenchError } from '../../model/errors';
import type { Recipe } from '../../model/recipe';
import { ClipPanel } from '../../renderer/panels/ClipPanel';
import { sectionChoicesOf, timelineSections } from '../../renderer/state/analyses';
import { dispatch, workspace } from '../../renderer/state/store';
import { Timeline } from '../../renderer/timeline/Timeline';
import type { FakeEngine } from './fakeEngine';
import { madeClip, madeJob } from './made';
import { madeAnalysis, madeSection, madeShot } from './madeAnalysis';
import { openWindow, settle } from './window';

const state = () => workspace.getState();
const choices = () => sectionChoicesOf(state().project, state().project.a?.clipId ?? '');
const panel = () => within(screen.getByRole('region', { name: 'Analysis' }));
const found = () => within(screen.getByRole('region', { name: 'Found in the pictures' }));
const timeline = () => within(screen.getByRole('region', { name: 'Timeline' }));

/** The window with an analysed clip. */
async function openAnalysed(part: Partial<Analysis> = {}): Promise<FakeEngine> {
  return openWindow((engine) => {
    engine.answer('openClip', ({ path }) => madeClip({ id: String(path), isAnalysed: true }));
    engine.answer('getAnalysis', ({ clipId }) => ({
      analysis: madeAnalysis({ clipId: String(clipId), ...part }),
    }));
  });
}

describe('an analysis', () => {
  it('is ordered by button or key, shows its progress, and can be cancelled', async () => {
    const engine = await openWindow();
    const job = madeJob({ id: 'job-a', kind: 'analysis', title: 'Analyse station-sd.mpg' });
    engine.answer('startAnalysis', () => job);
    engine.answer('cancelJob', () => ({ ...job, state: 'cancelled' }));
    fireEvent.click(panel().getByRole('button', { name: 'Analyse' }));
    await settle();
    expect(engine.asked.find(({ name }) => name === 'startAnalysis')?.input.clipId).toBe(
      '/samples/station-sd.mpg',
    );
    expect(panel().getByRole('status').textContent).toBe('frame 30 of 300, 24.5 fps, 11 s left');
    fireEvent.click(panel().getByRole('button', { name: 'Cancel' }));
    await settle();
    expect(engine.asked.at(-1)).toMatchObject({ name: 'cancelJob', input: { jobId: 'job-a' } });
    expect(panel().getByRole('button', { name: 'Analyse' })).toBeTruthy();
  });

  it('is fetched when the clip says that it is there, and goes when it is forgotten', async () => {
    const engine = await openWindow();
    const clip = madeClip({ id: '/samples/station-sd.mpg' });
    engine.answer('getAnalysis', () => ({ analysis: madeAnalysis({ clipId: clip.id }) }));
    expect(screen.queryByRole('list', { name: 'Sections by class' })).toBeNull();
    engine.tell({ type: 'clip', clip: { ...clip, revision: 2, isAnalysed: true } });
    await settle();
    expect(found().getByRole('list', { name: 'Sections by class' }).textContent).toContain('Film 3:2');
    fireEvent.click(found().getByRole('button', { name: 'Delete the analysis' }));
    await settle();
    expect(engine.asked.at(-1)).toMatchObject({ name: 'forgetAnalysis', input: { clipId: clip.id } });
    expect(panel().getByRole('button', { name: 'Analyse' })).toBeTruthy();
    expect(timeline().queryByRole('button', { name: /Override/ })).toBeNull();
  });

  it('says what it found, and what contradicts the file', async () => {
    await openAnalysed();
    const first = screen.getByRole('region', { name: 'Analysis' }).textContent ?? '';
    expect(first).toContain('The flags say interlaced, most of the pictures are film.');
    const text = screen.getByRole('region', { name: 'Found in the pictures' }).textContent ?? '';
    expect(text).toMatch(/Film 3:2\s*77 %\s*2 sections, 230 frames/);
    expect(text).toContain('1 section unsure');
    expect(text).toContain('4 shots 2 cuts, 1 dissolve');
    expect(text).toContain('704 × 476 at 8, 2');
    expect(text).toContain('16 to 229, limited');
    expect(found().getByRole('img', { name: /^Noise: median 1.2 codes/ })).toBeTruthy();
  });

  it('leads to the next section of a class, the unsure ones, odd frames and the worst of each fault', async () => {
    await openAnalysed();
    fireEvent.click(found().getByRole('button', { name: /Native video/ }));
    expect(state().session.playhead).toBe(120);
    fireEvent.click(found().getByRole('button', { name: 'Next unsure section' }));
    expect(state().session.playhead).toBe(150);
    fireEvent.click(found().getByRole('button', { name: /210\s*dropped/ }));
    expect(state().session.playhead).toBe(210);
    fireEvent.click(found().getByRole('button', { name: 'Worst for Noise: frame 30' }));
    expect(state().session.playhead).toBe(30);
  });

  it('says above its list that sections were set by hand, as long as they are, and leads to them', async () => {
    await openAnalysed();
    const said = () => found().queryByText(/set by hand/);
    expect(said()).toBeNull();
    const choice = { pulldown: null, phase: null, fieldOrder: null, cadence: 'static' as const };
    const choose = (...from: number[]) => {
      const sections = from.map((at) => ({ ...choice, from: at, to: at + 10 }));
      const clipId = state().project.a?.clipId ?? '';
      act(() => dispatch({ type: 'sections/chosen', clipId, sections, gesture: null }));
    };
    choose(40);
    expect(said()?.textContent).toBe(
      '1 section is set by hand, and counted so below. What stands above tells the measurement.',
    );
    choose(40, 200);
    expect(said()?.textContent).toMatch(/^2 sections are set by hand/);
    const list = found().getByRole('list', { name: 'Sections by class' });
    expect(said()?.compareDocumentPosition(list)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    const next = found().getByRole('button', { name: 'Next section set by hand' });
    for (const frame of [40, 200, 40]) {
      fireEvent.click(next);
      expect(state().session.playhead).toBe(frame);
    }
    choose();
    expect(said()).toBeNull();
  });

  it('is followed by one press: the proposed recipe, the crop; each undone in one step', async () => {
    await openAnalysed({
      suggestion: {
        recipe: { id: 'x', title: 'Mixed', says: '', interpret: {}, steps: [] },
        because: 'Both.',
      },
    });
    const before = state().project.b?.recipe;
    fireEvent.click(panel().getByRole('button', { name: 'Use the proposed recipe' }));
    expect(state().project.b?.recipe?.title).toBe('Mixed');
    const used = () => panel().getByRole('button', { name: /is in use/ }).textContent;
    expect(used()).toBe('The proposed recipe is in use');
    const recipe = { ...(state().project.b?.recipe as Recipe), overrides: [{ from: 0, to: 9, steps: [] }] };
    act(() => dispatch({ type: 'recipe/changed', side: 'b', recipe, gesture: null }));
    expect(used()).toBe('The proposed recipe is in use, with 1 override');
    act(() => dispatch({ type: 'project/undone' }));
    fireEvent.click(found().getByRole('button', { name: 'Crop to this' }));
    expect(state().project.b?.recipe?.steps).toEqual([
      { kind: 'crop', isOn: true, settings: { left: 8, right: 8, top: 2, bottom: 2 } },
    ]);
    expect(found().getByRole<HTMLButtonElement>('button', { name: 'Cropped to this' }).disabled).toBe(true);
    act(() => dispatch({ type: 'project/undone' }));
    act(() => dispatch({ type: 'project/undone' }));
    expect(state().project.b?.recipe).toEqual(before);
  });
});

describe('the lanes of sections and shots', () => {
  it('give shots to the arrows up and down, sections with Ctrl', async () => {
    await openAnalysed();
    const press = (code: string, ctrlKey = false) => fireEvent.keyDown(window, { code, ctrlKey });
    press('ArrowDown');
    press('ArrowDown');
    expect(state().session.playhead).toBe(120);
    press('ArrowDown', true);
    expect(state().session.playhead).toBe(150);
    press('ArrowUp');
    expect(state().session.playhead).toBe(120);
    press('ArrowUp', true);
    expect(state().session.playhead).toBe(0);
    press('ArrowUp');
    expect(state().session.playhead).toBe(0);
  });

  it('zoom around the playhead by key, and turn the page when it leaves', async () => {
    await openAnalysed();
    for (const _press of [1, 2, 3]) fireEvent.keyDown(window, { code: 'ArrowUp', shiftKey: true });
    const shown = state().session.shown;
    expect(shown).toMatchObject({ from: 0 });
    expect(shown?.to).toBeLessThan(60);
    act(() => dispatch({ type: 'playhead/moved', frame: 150 }));
    expect(state().session.shown?.from).toBeGreaterThan(100);
    const bar = screen.getByRole('slider', { name: 'Part of the clip in sight' });
    fireEvent.keyDown(bar, { key: 'PageDown' });
    expect(state().session.shown?.from).toBeGreaterThan(150);
    fireEvent.keyDown(window, { code: 'Home', shiftKey: true });
    expect(state().session.shown).toBeNull();
  });

  it('are not struck through by the playhead where they have their labels: its line is at the start of its frame', async () => {
    await openAnalysed();
    const leftOf = (selector: string) => document.querySelector<HTMLElement>(selector)?.style.left;
    for (const [frame, left] of [
      [0, '0%'],
      [120, '40%'],
    ] as const) {
      act(() => dispatch({ type: 'playhead/moved', frame }));
      expect([leftOf('.playhead'), leftOf('.cadence-lane .section-here')]).toEqual([left, left]);
    }
  });

  it('name the section at the playhead with class, phase, order, certainty and reason', async () => {
    await openAnalysed();
    const here = timeline().getByRole('button', { name: /^Override the section at the playhead/ });
    expect(here.getAttribute('aria-label')).toMatch(
      /Film 3:2\. Frames 0 to 119, .*phase 0, top first, sure, far ahead of the next best explanation.*rhythm of 3:2/,
    );
    act(() => dispatch({ type: 'playhead/moved', frame: 200 }));
    expect(here.getAttribute('aria-label')).toContain('unsure, please look, hardly ahead of the next best');
  });

  it('offer the shots as a file of three formats', async () => {
    const engine = await openAnalysed();
    engine.answer('exportShots', ({ out }) => ({ out }));
    fireEvent.click(timeline().getByRole('button', { name: 'Shots: 4' }));
    fireEvent.click(screen.getByRole('menuitem', { name: /Export shots/ }));
    const dialog = within(screen.getByRole('dialog', { name: 'Export shots' }));
    fireEvent.click(dialog.getByRole('radio', { name: 'EDL' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Export 4 shots' }));
    await settle();
    const order = engine.asked.find(({ name }) => name === 'exportShots')?.input;
    expect(order).toMatchObject({ format: 'edl', out: '/videos/dvd-shots.edl', isOverwriting: false });
    expect(dialog.getByRole('status').textContent).toContain('/videos/dvd-shots.edl');
    engine.answer('exportShots', () => {
      throw new WorkbenchError('output-exists', 'There is a file of this name.', 'Choose another.');
    });
    fireEvent.click(dialog.getByRole('button', { name: 'Export 4 shots' }));
    await settle();
    expect(dialog.getByRole('alert').textContent).toContain('There is a file of this name.');
  });
});

const OTHER: SectionChoice = {
  ...{ from: 0, to: 20, cadence: 'film', pulldown: '3:2', phase: 1, fieldOrder: 'top-first' },
};

describe('a section overridden by hand', () => {
  const openEditor = () => {
    fireEvent.keyDown(window, { code: 'KeyE' });
    return within(screen.getByRole('dialog', { name: 'Override this section' }));
  };

  it('is in the recipe with every change, one step of undo for all of one stay, and marked as chosen', async () => {
    const engine = await openAnalysed();
    act(() => dispatch({ type: 'playhead/moved', frame: 130 }));
    const editor = openEditor();
    fireEvent.change(editor.getByRole('combobox', { name: 'What it is' }), { target: { value: 'film' } });
    fireEvent.click(editor.getByRole('button', { name: 'Phase one less' }));
    fireEvent.change(editor.getByRole('combobox', { name: 'Field shown first' }), {
      target: { value: 'bottom-first' },
    });
    expect(choices()).toEqual([
      { from: 120, to: 150, cadence: 'film', pulldown: '3:2', phase: 4, fieldOrder: 'bottom-first' },
    ]);
    expect(timelineSections(state())[1]).toMatchObject({ isChosen: true, from: 120, phase: 4 });
    await settle();
    const planned = engine.asked.filter(({ name }) => name === 'planRecipe').at(-1);
    expect(JSON.stringify(planned?.input)).toContain('"phase":4');
    fireEvent.click(editor.getByRole('button', { name: 'Done' }));
    expect(state().session.sectionEdited).toBeNull();
    act(() => dispatch({ type: 'project/undone' }));
    expect(choices()).toEqual([]);
  });

  it('is undone and redone by its keys in the editor, which shows it and goes with one Escape', async () => {
    await openAnalysed();
    act(() => dispatch({ type: 'playhead/moved', frame: 130 }));
    const clipId = state().project.a?.clipId ?? '';
    act(() => dispatch({ type: 'sections/chosen', clipId, sections: [OTHER], gesture: null }));
    const editor = openEditor();
    const last = editor.getByRole<HTMLInputElement>('textbox', { name: 'Last frame' });
    fireEvent.change(last, { target: { value: '139' } });
    fireEvent.keyDown(last, { key: 'Enter' });
    expect(choices()).toContainEqual(expect.objectContaining({ from: 120, to: 140 }));
    fireEvent.keyDown(last, { code: 'KeyZ', ctrlKey: true });
    expect(choices()).toEqual([OTHER]);
    expect(last.value).toBe('149');
    // What was before the stay is not undone from within it.
    fireEvent.keyDown(last, { code: 'KeyZ', ctrlKey: true });
    expect(choices()).toEqual([OTHER]);
    fireEvent.keyDown(last, { code: 'KeyZ', ctrlKey: true, shiftKey: true });
    expect(last.value).toBe('139');
    fireEvent.keyDown(last, { code: 'KeyZ', ctrlKey: true });
    fireEvent.keyDown(last, { key: 'Escape', code: 'Escape' });
    expect(state().session.sectionEdited).toBeNull();
  });

  it('has the limits that were typed, or the in and out points', async () => {
    await openAnalysed();
    act(() => dispatch({ type: 'span/marked', span: { from: 30, to: 40 } }));
    const editor = openEditor();
    const last = editor.getByRole('textbox', { name: 'Last frame' });
    const anchor = () => document.querySelector<HTMLElement>('.section-anchor')?.style.width;
    const width = anchor();
    for (const value of ['4', '49', '499']) {
      // While it is typed it stays as it is typed, and counts for nothing.
      fireEvent.change(last, { target: { value } });
      expect(last.getAttribute('value')).toBe(value);
      expect(choices()).toEqual([]);
    }
    fireEvent.change(last, { target: { value: '49' } });
    fireEvent.blur(last);
    expect(choices()).toMatchObject([{ from: 0, to: 50, phase: 0 }]);
    // The editor stays where it was opened.
    expect(anchor()).toBe(width);
    fireEvent.click(editor.getByRole('button', { name: 'In/out' }));
    expect(choices()).toMatchObject([{ from: 30, to: 40, phase: 0 }]);
  });

  it('goes on saying what was measured when the limits leave it, and what it made of a limit that cannot be', async () => {
    await openAnalysed();
    const editor = openEditor();
    const type = (name: string, value: string) => {
      const field = editor.getByRole('textbox', { name });
      fireEvent.change(field, { target: { value } });
      fireEvent.blur(field);
    };
    // The phase is a status too; this one stands last.
    const note = () => editor.getAllByRole('status').at(-1)?.textContent;
    type('First frame', '110');
    expect(editor.getByText(/^Frames 0 to 119,/)).toBeTruthy();
    expect(editor.getByText('Set for frames 110 to 119')).toBeTruthy();
    expect(note()).toBe('');
    expect(editor.getByRole('button', { name: 'As measured' }).hasAttribute('disabled')).toBe(false);
    type('Last frame', '99999');
    expect(note()).toMatch(/^There is no frame 99999: \d+ is the last one\.$/);
    type('First frame', 'abc');
    expect(editor.getByText('not a frame or timecode')).toBeTruthy();
    type('First frame', '112');
    expect(editor.queryByText('not a frame or timecode')).toBeNull();
    type('First frame', '110');
    type('Last frame', '50');
    expect(note()).toMatch(/^The first frame, 110, lies behind the last one, 50: change one of them\./);
  });

  it('has limits that never move each other: where they cross nothing changes until one of them is changed', async () => {
    await openAnalysed();
    const editor = openEditor();
    const field = (name: string) => editor.getByRole<HTMLInputElement>('textbox', { name });
    const type = (name: string, value: string) => {
      fireEvent.change(field(name), { target: { value } });
      fireEvent.keyDown(field(name), { key: 'Enter' });
    };
    type('First frame', '130');
    expect([field('First frame').value, field('Last frame').value]).toEqual(['130', '119']);
    expect(choices()).toEqual([]);
    expect(editor.getByText('Set for frames 0 to 119')).toBeTruthy();
    type('Last frame', '139');
    expect(choices()).toMatchObject([{ from: 130, to: 140 }]);
    type('Last frame', '5');
    expect(choices()).toMatchObject([{ from: 130, to: 140 }]);
    expect([field('First frame').value, field('Last frame').value]).toEqual(['130', '5']);
    expect(editor.getByText('Set for frames 130 to 139')).toBeTruthy();
    type('First frame', '2');
    expect(choices()).toMatchObject([{ from: 2, to: 6 }]);
    fireEvent.keyDown(field('First frame'), { code: 'KeyZ', ctrlKey: true });
    expect(choices()).toEqual([]);
    expect([field('First frame').value, field('Last frame').value]).toEqual(['0', '119']);
  });

  it('goes back to what was measured', async () => {
    await openAnalysed();
    const first = openEditor();
    fireEvent.change(first.getByRole('combobox', { name: 'What it is' }), {
      target: { value: 'video-progressive' },
    });
    fireEvent.click(first.getByRole('button', { name: 'Done' }));
    const second = openEditor();
    fireEvent.click(second.getByRole('button', { name: 'As measured' }));
    expect(choices()).toEqual([]);
    expect(timelineSections(state())[0]).toMatchObject({ cadence: 'film', isChosen: false });
  });
});

describe('with an analysis', () => {
  it('axe objects to nothing, neither in the window nor in the section editor', async () => {
    await openAnalysed();
    expect(await violations()).toEqual([]);
    fireEvent.keyDown(window, { code: 'KeyE' });
    expect(await violations()).toEqual([]);
  });

  it('a moved wipe draws neither lanes nor panel, and a long clip has as few elements as a short one', async () => {
    const engine = await openAnalysed({
      sections: Array.from({ length: 900 }, (_none, at) =>
        madeSection({ from: at * 100, to: at * 100 + 100 }),
      ),
      shots: Array.from({ length: 2000 }, (_none, at) => madeShot({ from: at * 45, to: at * 45 + 45 })),
    });
    expect(engine.asked.filter(({ name }) => name === 'getAnalysis')).toHaveLength(1);
    expect(document.querySelectorAll('.cadence-lane *, .shot-lane *').length).toBeLessThan(20);
    let draws = 0;
    const { unmount } = render(
      <Profiler id="both" onRender={() => draws++}>
        <Timeline />
        <ClipPanel />
      </Profiler>,
    );
    draws = 0;
    act(() => dispatch({ type: 'wipe/moved', at: 0.3 }));
    act(() => dispatch({ type: 'camera/moved', camera: { ...state().session.camera, zoom: 2 } }));
    expect(draws).toBe(0);
    unmount();
  });
});

/** Contrast needs a layout: it is measured in the real browser. */
async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
