/** Overrides in the window: made for a section, a shot or a span, edited by the same forms, listed, gone to, taken out; undone as any edit. */
import './missingInJsdom';
import { act, fireEvent, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import type { Override, Recipe } from '../../model/recipe';
import { dispatch, workspace } from '../../renderer/state/store';
import { wantedPictures } from '../../renderer/viewer/frameRequests';
import type { FakeEngine } from './fakeEngine';
import { madeClip } from './made';
import { madeAnalysis } from './madeAnalysis';
import { openWindow, settle } from './window';

const state = () => workspace.getState();
const recipe = () => state().project.b?.recipe as Recipe;
const overrides = () => recipe().overrides;
const panel = () => within(screen.getByRole('region', { name: 'Which frames the settings are for' }));
const rows = () =>
  panel()
    .getAllByRole('listitem')
    .map((row) => row.textContent);
const goTo = (frame: number) => act(() => dispatch({ type: 'playhead/moved', frame }));
const openStep = (name: string) => fireEvent.click(screen.getByRole('button', { name, expanded: false }));

async function openAnalysed(): Promise<FakeEngine> {
  return openWindow((engine) => {
    engine.answer('openClip', ({ path }) => madeClip({ id: String(path), isAnalysed: true }));
    engine.answer('getAnalysis', ({ clipId }) => ({ analysis: madeAnalysis({ clipId: String(clipId) }) }));
  });
}

function makeFor(what: RegExp): void {
  fireEvent.click(panel().getByRole('button', { name: 'Override' }));
  fireEvent.click(screen.getByRole('menuitem', { name: what }));
}

function setAmount(value: string): void {
  fireEvent.change(screen.getByRole('slider', { name: 'Amount' }), { target: { value } });
}

function load(added: Override[]): void {
  act(() =>
    dispatch({ type: 'recipe/changed', side: 'b', recipe: { ...recipe(), overrides: added }, gesture: null }),
  );
}

const off = (from: number, to: number): Override => ({
  ...{ from, to },
  steps: [{ kind: 'sharpen', isOn: false, settings: {} }],
});

describe('a new override', () => {
  it('is offered with what it is for where there is none, and why it cannot be made', async () => {
    await openWindow();
    expect(panel().getByText(/The whole clip. An override gives a section, a shot or a span/)).toBeTruthy();
    fireEvent.click(panel().getByRole('button', { name: 'Override' }));
    const section = screen.getByRole('menuitem', { name: /For this section/ });
    expect(section.getAttribute('aria-disabled')).toBe('true');
    expect(section.textContent).toContain('Analyse the clip first');
    expect(screen.getByRole('menuitem', { name: /in\/out/ }).textContent).toContain(
      'Set in (I) and out (O) first.',
    );
  });

  it('is for the section or the shot at the playhead, or from in to out', async () => {
    await openAnalysed();
    act(() => dispatch({ type: 'span/marked', span: { from: 7, to: 9 } }));
    goTo(130);
    makeFor(/For this section/);
    goTo(70);
    makeFor(/For this shot/);
    makeFor(/For the in\/out span/);
    expect(overrides()?.map(({ from, to }) => [from, to])).toEqual([
      [120, 150],
      [60, 120],
      [7, 9],
    ]);
    // The playhead goes to what is edited; a second one for the same frames is not made.
    expect(state().session.playhead).toBe(7);
    goTo(130);
    makeFor(/For this section/);
    expect(overrides()).toHaveLength(3);
    expect(state().session.editedOverride).toBe(0);
  });

  it('is edited by the forms of the steps: in the recipe at once, marked, put back, undone in one step', async () => {
    const engine = await openAnalysed();
    goTo(130);
    makeFor(/For this section/);
    openStep('Sharpen');
    setAmount('0.6');
    expect(overrides()?.[0]?.steps).toEqual([{ kind: 'sharpen', isOn: true, settings: { amount: 0.6 } }]);
    expect(recipe().steps.find(({ kind }) => kind === 'sharpen')?.settings.amount).toBe(0.2);
    await settle();
    const planned = engine.asked.filter(({ name }) => name === 'planRecipe').at(-1);
    expect(JSON.stringify(planned?.input)).toContain('"overrides":[{"from":120,"to":150');
    const card = screen.getByRole('button', { name: 'Sharpen' }).closest('li') as HTMLElement;
    expect(within(card).getByText('differs')).toBeTruthy();
    expect(rows()[1]).toContain('Sharpen: Amount 0.20 → 0.60');
    fireEvent.click(within(card).getByRole('button', { name: 'Put back Amount: in the clip it is 0.20' }));
    expect(overrides()?.[0]?.steps).toEqual([]);
    act(() => dispatch({ type: 'project/undone' }));
    expect(overrides()?.[0]?.steps).toHaveLength(1);
    fireEvent.click(screen.getByRole('switch', { name: 'Sharpen is on in these frames' }));
    expect(overrides()?.[0]?.steps).toMatchObject([{ kind: 'sharpen', isOn: false }]);
    fireEvent.click(screen.getByRole('button', { name: 'As in the whole clip: Sharpen' }));
    expect(overrides()?.[0]?.steps).toEqual([]);
  });

  it('holds back with the reason what decides the whole clip', async () => {
    await openAnalysed();
    makeFor(/For this section/);
    const match = screen.getByRole<HTMLInputElement>('switch', { name: /^Field match/ });
    expect(match.disabled).toBe(true);
    expect(match.closest('label')?.textContent).toContain('Correct the sections of the analysis instead');
    openStep('Enlarge');
    const height = screen.getByRole<HTMLInputElement>('slider', { name: 'Height' });
    expect(height.disabled).toBe(true);
    expect(document.getElementById(height.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'size of the result',
    );
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Kernel' }).disabled).toBe(false);
    expect(screen.queryByRole('button', { name: 'Move Enlarge up' })).toBeNull();
  });

  it('shows a step alone as it is in its frames, also one that the rest of the clip has not', async () => {
    await openAnalysed();
    makeFor(/For this section/);
    fireEvent.click(screen.getByRole('button', { name: 'Add a step for these frames' }));
    fireEvent.click(screen.getByRole('menuitem', { name: /^Denoise/ }));
    const button = () => screen.getByRole<HTMLButtonElement>('button', { name: 'See Denoise alone' });
    fireEvent.click(button());
    expect(button().getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByTestId('chip-a').textContent).toBe('A Before “Denoise”');
    const { a, b } = wantedPictures(state());
    expect(a?.recipe?.steps.map(({ kind }) => kind)).toEqual(['detelecine']);
    expect(b?.recipe?.steps.map(({ kind }) => kind)).toEqual(['detelecine', 'denoise']);
    expect([a, b].map((side) => side?.recipe?.overrides)).toEqual([
      [],
      [{ ...overrides()?.[0], steps: [{ kind: 'denoise', isOn: true, settings: {} }] }],
    ]);
    // Off in these frames it changes nothing: there is nothing to see, and the viewer is back.
    fireEvent.click(screen.getByRole('switch', { name: 'Denoise is on in these frames' }));
    expect(button().disabled).toBe(true);
    expect(screen.getByTestId('chip-a').textContent).toBe('A SD source');
  });

  it('gets a step of its own, which is off in the rest of the clip', async () => {
    await openAnalysed();
    makeFor(/For this section/);
    fireEvent.click(screen.getByRole('button', { name: 'Add a step for these frames' }));
    await settle();
    expect(screen.getByRole('menuitem', { name: /^Crop/ }).getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByRole('menuitem', { name: /^Sharpen/ }).textContent).toContain(
      'In the recipe already: go to it.',
    );
    fireEvent.click(screen.getByRole('menuitem', { name: /^Denoise/ }));
    expect(recipe().steps.find(({ kind }) => kind === 'denoise')?.isOn).toBe(false);
    const card = screen.getByRole('button', { name: 'Denoise' }).closest('li') as HTMLElement;
    expect(card.textContent).toContain('differs');
    fireEvent.click(screen.getByRole('button', { name: 'Back to the steps of the whole clip' }));
    expect(card.textContent).toContain('1 span');
    expect(overrides()?.[0]?.steps).toEqual([{ kind: 'denoise', isOn: true, settings: {} }]);
    act(() => dispatch({ type: 'project/undone' }));
    expect(recipe().steps.some(({ kind }) => kind === 'denoise')).toBe(false);
  });
});

describe('the list of overrides', () => {
  it('is in the order of the clip, says what each changes and which holds at the playhead, and goes there', async () => {
    await openWindow();
    load([off(200, 220), off(40, 60)]);
    expect(rows()).toEqual([
      'Whole clipat playhead',
      'Frames 40 to 5900:00:01;10 to 00:00:01;29Sharpen off',
      'Frames 200 to 21900:00:06;20 to 00:00:07;09Sharpen off',
    ]);
    fireEvent.click(panel().getByRole('button', { name: /^Frames 200/ }));
    expect(state().session).toMatchObject({ playhead: 200, editedOverride: 0 });
    expect(rows()[2]).toContain('at playhead');
    goTo(50);
    expect(panel().getByRole('status').textContent).toContain('The playhead is outside');
    fireEvent.click(panel().getByRole('button', { name: 'Go to this override' }));
    expect(state().session.playhead).toBe(200);
    fireEvent.click(panel().getByRole('button', { name: /^Whole clip/ }));
    expect(panel().getByRole('status').textContent).toContain('Other settings hold at the playhead');
  });

  it('has limits that can be typed or taken from in and out', async () => {
    await openWindow();
    load([off(40, 60)]);
    act(() => dispatch({ type: 'span/marked', span: { from: 5, to: 30 } }));
    fireEvent.click(panel().getByRole('button', { name: /^Frames 40/ }));
    const last = panel().getByRole('textbox', { name: 'Last frame' });
    fireEvent.change(last, { target: { value: '99' } });
    fireEvent.blur(last);
    expect(overrides()).toEqual([off(40, 100)]);
    const editor = panel().getByRole('group', { name: 'This override' });
    expect(editor.textContent).not.toMatch(/There is no frame/);
    fireEvent.change(last, { target: { value: '5000' } });
    fireEvent.blur(last);
    expect(overrides()).toEqual([off(40, 300)]);
    expect(editor.textContent).toContain('There is no frame 5000: 299 is the last one.');
    fireEvent.change(last, { target: { value: '20' } });
    fireEvent.blur(last);
    expect(overrides()).toEqual([off(40, 300)]);
    expect(editor.textContent).toContain(
      'The first frame, 40, lies behind the last one, 20: change one of them.',
    );
    const first = panel().getByRole<HTMLInputElement>('textbox', { name: 'First frame' });
    fireEvent.change(first, { target: { value: '10' } });
    fireEvent.blur(first);
    expect(overrides()).toEqual([off(10, 21)]);
    expect(editor.textContent).not.toContain('lies behind');
    fireEvent.change(first, { target: { value: '39' } });
    fireEvent.blur(first);
    expect(first.value).toBe('39');
    for (const _step of [1, 2]) act(() => dispatch({ type: 'project/undone' }));
    expect([first.value, (last as HTMLInputElement).value]).toEqual(['40', '99']);
    fireEvent.click(panel().getByRole('button', { name: 'In/out' }));
    expect(overrides()).toEqual([off(5, 30)]);
    act(() => dispatch({ type: 'project/undone' }));
    expect(overrides()).toEqual([off(40, 100)]);
    expect(state().session.editedOverride).toBe(0);
  });

  it('takes one out, and then the steps are for the whole clip again', async () => {
    await openWindow();
    load([off(40, 60), off(200, 220)]);
    fireEvent.click(panel().getByRole('button', { name: /^Frames 40/ }));
    fireEvent.click(panel().getByRole('button', { name: 'Remove this override' }));
    expect(overrides()).toEqual([off(200, 220)]);
    expect(state().session.editedOverride).toBeNull();
    expect(document.activeElement?.textContent).toMatch(/^Whole clip/);
    fireEvent.click(panel().getByRole('button', { name: /^Frames 200/ }));
    fireEvent.click(panel().getByRole('button', { name: 'Remove this override' }));
    expect(document.activeElement?.textContent).toBe('Override');
    act(() => dispatch({ type: 'project/undone' }));
    act(() => dispatch({ type: 'project/undone' }));
    expect(overrides()).toHaveLength(2);
  });

  it('stays while steps of the whole clip change', async () => {
    await openWindow();
    load([off(40, 60)]);
    fireEvent.click(screen.getByRole('switch', { name: 'Enlarge is on' }));
    expect(overrides()).toEqual([off(40, 60)]);
  });
});

describe('another preset', () => {
  const choosePreset = (value: string) =>
    fireEvent.change(screen.getByRole('combobox', { name: 'Preset' }), { target: { value } });
  const kernel = { kind: 'enlarge', isOn: true, settings: { kernel: 'area' } };

  it('keeps overrides of the steps it has, tells which were dropped, and brings them back by Undo', async () => {
    await openWindow();
    const all = [off(40, 60), { from: 100, to: 110, steps: [kernel] }, off(200, 220)];
    load(all);
    choosePreset('plain');
    expect(overrides()).toEqual([all[1]]);
    const notice = within(screen.getByRole('article', { name: '2 overrides dropped' }));
    expect(notice.getByText(/Plain enlargement has no step “Sharpen”\./)).toBeTruthy();
    fireEvent.click(notice.getByRole('button', { name: 'Undo' }));
    expect(overrides()).toEqual(all);
    expect(screen.queryByRole('article', { name: /overrides? dropped/ })).toBeNull();
  });

  it('tells nothing where nothing was dropped, and no longer once something else was changed', async () => {
    await openWindow();
    const told = () => screen.queryByRole('article', { name: /dropped/ });
    choosePreset('plain');
    expect(told()).toBeNull();
    choosePreset('dvd-film');
    load([off(40, 60)]);
    choosePreset('source');
    expect(told()?.textContent).toContain('1 override dropped');
    choosePreset('plain');
    expect(told()).toBeNull();
    act(() => dispatch({ type: 'project/undone' }));
    expect(told()).toBeNull();
  });
});

describe('the lane of overrides', () => {
  it('has the one at the playhead as a button that edits it, and goes with the last of them', async () => {
    await openWindow();
    expect(document.querySelector('.override-lane')).toBeNull();
    load([off(40, 60)]);
    goTo(45);
    act(() => dispatch({ type: 'preference/changed', preference: { rightTab: 'numbers' } }));
    fireEvent.click(
      screen.getByRole('button', { name: 'Edit the override at the playhead: Frames 40 to 59. Sharpen off' }),
    );
    expect(state().session).toMatchObject({ editedOverride: 0, rightTab: 'recipe', playhead: 45 });
    load([]);
    expect(document.querySelector('.override-lane')).toBeNull();
  });

  it('has as few elements for many as for one, and axe objects to nothing', async () => {
    await openAnalysed();
    load(Array.from({ length: 200 }, (_none, at) => off(at, at + 1)));
    expect(document.querySelectorAll('.override-lane *').length).toBeLessThan(10);
    load([off(0, 60)]);
    fireEvent.click(panel().getByRole('button', { name: /^Frames 0/ }));
    openStep('Sharpen');
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
      [],
    );
  });
});
