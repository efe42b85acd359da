/** The recipe tab: forms drawn from the declarations, every change in the state at once, one drag one step of undo. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FIELD_WORK } from '../../model/overrides';
import type { Recipe } from '../../model/recipe';
import { dispatch, workspace } from '../../renderer/state/store';
import { madePlan } from './made';
import { openWindow, settle } from './window';

const recipe = () => workspace.getState().project.b?.recipe;
const openStep = (title: string) =>
  fireEvent.click(screen.getByRole('button', { name: title, expanded: false }));

describe('the recipe of a side', () => {
  it('lists the steps of the preset in order and shows what comes out', async () => {
    await openWindow();
    const list = screen.getByRole('list', { name: 'Steps, in the order they run' });
    const titles = within(list)
      .getAllByRole('switch')
      .map((box) => box.closest('label')?.textContent);
    expect(titles).toEqual([
      'Field match (telecined film) is on',
      'Enlarge is on',
      'Sharpen is on',
      'Colour 601 → 709 is on',
    ]);
    expect(screen.getByRole('region', { name: 'What comes out' }).textContent).toContain('1440 × 1080');
  });

  it('changes the recipe while a slider moves, plans it again, and undoes the whole move at once', async () => {
    const engine = await openWindow();
    openStep('Sharpen');
    const slider = screen.getByRole('slider', { name: 'Amount' });
    fireEvent.focus(slider);
    for (const value of ['0.4', '0.5', '0.6']) fireEvent.change(slider, { target: { value } });
    expect(recipe()?.steps.find(({ kind }) => kind === 'sharpen')?.settings.amount).toBe(0.6);
    await settle();
    const planned = engine.asked.filter(({ name }) => name === 'planRecipe').at(-1);
    expect(JSON.stringify(planned?.input)).toContain('"amount":0.6');
    act(() => dispatch({ type: 'project/undone' }));
    expect(recipe()?.id).toBe('dvd-film');
  });

  it('shows one step alone until the button is pressed again or Escape, and changes no recipe by it', async () => {
    await openWindow();
    const before = recipe();
    const button = () => screen.getByRole('button', { name: 'See Sharpen alone' });
    const labels = () => [screen.getByTestId('chip-a').textContent, screen.getByTestId('chip-b').textContent];
    fireEvent.click(button());
    expect(button().getAttribute('aria-pressed')).toBe('true');
    expect(labels()).toEqual(['A Before “Sharpen”', 'B With “Sharpen”']);
    expect(screen.getByText(/A before this step, B with it/)).toBeTruthy();
    fireEvent.click(button());
    expect(labels()).toEqual(['A SD source', 'B HD upscale']);
    fireEvent.click(button());
    button().focus();
    fireEvent.keyDown(button(), { code: 'Escape' });
    expect(button().getAttribute('aria-pressed')).toBe('false');
    expect(recipe()).toBe(before);
  });

  it('takes a typed number within its limits, and says beside the field what it made of it', async () => {
    await openWindow();
    openStep('Enlarge');
    const field = screen.getByRole('textbox', { name: 'Height, lines, typed' });
    const lines = () => recipe()?.steps.find(({ kind }) => kind === 'enlarge')?.settings.lines;
    const said = () => document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent;
    const type = (value: string) => {
      fireEvent.change(field, { target: { value } });
      fireEvent.keyDown(field, { key: 'Enter' });
    };
    type('99999');
    expect([lines(), said()]).toEqual([4320, 'at most 4320 lines']);
    type('720');
    expect([lines(), said()]).toEqual([720, undefined]);
    type('1');
    expect([lines(), said()]).toEqual([2, 'at least 2 lines']);
    type('720.4');
    expect([lines(), said()]).toEqual([720, 'whole numbers only']);
    type('many');
    expect([lines(), said()]).toEqual([720, 'not a number']);
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.ariaLive).toBe('polite');
    fireEvent.change(screen.getByRole('slider', { name: 'Height' }), { target: { value: '900' } });
    expect([lines(), said()]).toEqual([900, undefined]);
  });

  it('resets a slider to the value of the preset by a double click, which is one step of undo', async () => {
    await openWindow();
    openStep('Sharpen');
    const amount = () => recipe()?.steps.find(({ kind }) => kind === 'sharpen')?.settings.amount;
    const slider = screen.getByRole('slider', { name: 'Amount' });
    slider.getBoundingClientRect = () => new DOMRect(0, 0, 100, 10);
    slider.setPointerCapture = () => {};
    fireEvent.focus(slider);
    fireEvent.change(slider, { target: { value: '0.9' } });
    fireEvent.blur(slider);
    // jsdom's pointer events know no place.
    const press = () => new MouseEvent('pointerdown', { button: 0, clientX: 70, bubbles: true });
    for (const event of [press(), press()]) fireEvent(slider, event);
    expect(amount()).toBeCloseTo(0.7);
    fireEvent.doubleClick(slider);
    expect(amount()).toBe(0.2);
    act(() => dispatch({ type: 'project/undone' }));
    expect(amount()).toBe(0.9);
  });

  it('resets a setting that no preset names to its declared default', async () => {
    await openWindow();
    openStep('Field match (telecined film)');
    const slider = screen.getByRole('slider', { name: 'Comb threshold' });
    fireEvent.change(slider, { target: { value: '40' } });
    fireEvent.doubleClick(slider);
    expect(recipe()?.steps[0]?.settings.combThreshold).toBe(12);
  });

  it('disables what the chosen method does not use, says so, and keeps its value', async () => {
    await openWindow();
    act(() => {
      const steps = [{ kind: 'denoise', isOn: true, settings: { temporal: 6 } }];
      const next = { id: '', title: '', says: '', interpret: {}, steps };
      dispatch({ type: 'recipe/changed', side: 'b', recipe: next, gesture: null });
    });
    openStep('Denoise');
    const inTime = () => screen.getByRole<HTMLInputElement>('slider', { name: 'Over time' });
    const says = () => document.getElementById(inTime().getAttribute('aria-describedby') ?? '')?.textContent;
    const choose = (value: string) =>
      fireEvent.change(screen.getByRole('combobox', { name: 'Method' }), { target: { value } });
    expect([inTime().disabled, says()?.includes('Not used')]).toEqual([false, false]);
    choose('nlmeans');
    expect([inTime().disabled, inTime().value]).toEqual([true, '6']);
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Over time, typed' }).disabled).toBe(true);
    expect(says()).toBe('Not used with “Method: nlmeans (slow)”.');
    choose('hqdn3d');
    expect([inTime().disabled, inTime().value]).toEqual([false, '6']);
    expect(recipe()?.steps[0]?.settings).toEqual({ temporal: 6, method: 'hqdn3d' });
  });

  it('makes a tenth of a step with Shift', async () => {
    await openWindow();
    openStep('Sharpen');
    fireEvent.keyDown(screen.getByRole('slider', { name: 'Amount' }), { key: 'ArrowRight', shiftKey: true });
    expect(recipe()?.steps.find(({ kind }) => kind === 'sharpen')?.settings.amount).toBeCloseTo(0.205);
  });

  it('is the user’s own once it was changed, and a preset again when one is chosen', async () => {
    await openWindow();
    fireEvent.click(screen.getByRole('switch', { name: 'Sharpen is on' }));
    const presets = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Preset' });
    expect(presets.selectedOptions[0]?.textContent).toBe('NTSC DVD, film, changed');
    fireEvent.change(presets, { target: { value: 'plain' } });
    expect(recipe()?.id).toBe('plain');
  });

  it('says that the suggested recipe is in use as long as its steps are, with overrides and under any name', async () => {
    await openWindow();
    const note = () => document.querySelector('.suggestion summary')?.textContent;
    expect(note()).toBe('In use, as suggested for this clip');
    const overrides = [{ from: 0, to: 9, steps: [{ kind: 'sharpen', isOn: false, settings: {} }] }];
    act(() => {
      const { steps, ...rest } = recipe() as Recipe;
      // As an override's own step is for the rest of the clip.
      const off = { kind: 'denoise', isOn: false, settings: {} };
      const next = { ...rest, steps: [...steps, off], overrides, id: '', title: 'Mine' };
      dispatch({ type: 'recipe/changed', side: 'b', recipe: next, gesture: null });
    });
    expect(note()).toBe('In use, as suggested for this clip');
    fireEvent.click(screen.getByRole('switch', { name: 'Sharpen is on' }));
    expect(note()).toBe('Suggested for this clip: NTSC DVD, film');
    fireEvent.click(screen.getByRole('switch', { name: 'Sharpen is on' }));
    expect(note()).toBe('In use, as suggested for this clip');
  });

  it('keeps its steps unfolded while the numbers are looked at', async () => {
    await openWindow();
    openStep('Sharpen');
    fireEvent.click(screen.getByRole('tab', { name: 'Numbers' }));
    expect(screen.queryByRole('slider', { name: 'Amount' })).toBeNull();
    expect(screen.getByRole('button', { name: /^Measure this pair/ })).toBeTruthy();
    fireEvent.click(screen.getByRole('tab', { name: 'Recipe' }));
    expect(screen.getByRole('slider', { name: 'Amount' })).toBeTruthy();
  });

  it('moves and removes steps', async () => {
    await openWindow();
    openStep('Sharpen');
    fireEvent.click(screen.getByRole('button', { name: 'Move Sharpen up' }));
    expect(recipe()?.steps.map(({ kind }) => kind)).toEqual(['detelecine', 'sharpen', 'enlarge', 'colour']);
    fireEvent.click(screen.getByRole('button', { name: 'Remove Sharpen' }));
    expect(recipe()?.steps.map(({ kind }) => kind)).toEqual(['detelecine', 'enlarge', 'colour']);
  });

  it('shows an objection at its step, with what to try', async () => {
    const says = 'This ffmpeg lacks the filter cas.';
    await openWindow((engine) =>
      engine.answer('planRecipe', () =>
        madePlan(null, { objections: [{ step: 2, severity: 'refuse', says, hint: 'Use unsharp.' }] }),
      ),
    );
    const step = screen.getByRole('button', { name: 'Sharpen' }).closest('li');
    expect(step?.textContent).toContain(says);
    expect(step?.textContent).toContain('Use unsharp.');
    expect(within(step as HTMLElement).getByLabelText('Cannot run')).toBeTruthy();
  });

  it('shows the exact graph that was planned', async () => {
    await openWindow((engine) =>
      engine.answer('planRecipe', () => madePlan(null, { graph: 'zscale=w=1440:h=1080' })),
    );
    expect(screen.getByText('zscale=w=1440:h=1080').tagName).toBe('PRE');
    expect(screen.getByRole('button', { name: 'Copy filter graph' })).toBeTruthy();
  });
});

describe('adding a step', () => {
  it('shows what cannot be done with the reason, and does not offer it', async () => {
    const says = 'This ffmpeg lacks the filter deblock.';
    await openWindow((engine) =>
      engine.answer('planRecipe', ({ recipe }) => {
        const steps = (recipe as { steps: { kind: string }[] } | null)?.steps;
        const step = steps?.findIndex(({ kind }) => kind === 'deblock') ?? -1;
        return madePlan(null, { objections: step < 0 ? [] : [{ step, severity: 'refuse', says, hint: '' }] });
      }),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Add a step' }));
    await settle();
    const deblock = screen.getByRole('menuitem', { name: /^Deblock/ });
    expect(deblock.getAttribute('aria-disabled')).toBe('true');
    expect(deblock.textContent).toContain(says);
    fireEvent.click(screen.getByRole('menuitem', { name: /^Denoise/ }));
    expect(recipe()?.steps.map(({ kind }) => kind)).toContain('denoise');
  });

  const choose = (title: string, says: RegExp) => {
    fireEvent.click(screen.getByRole('button', { name: 'Add a step' }));
    const item = screen.getByRole('menuitem', { name: title });
    expect(item.textContent).toMatch(says);
    fireEvent.click(item);
  };
  /** Which steps' cards are unfolded, and which were brought into view meanwhile. */
  const watchView = () => {
    const seen: string[] = [];
    Element.prototype.scrollIntoView = function (this: Element) {
      if (this.matches('.step')) seen.push(this.querySelector('button')?.textContent ?? '');
    };
    return seen;
  };

  it('unfolds it, brings it into view and focuses it', async () => {
    await openWindow();
    const seen = watchView();
    choose('Denoise', /Takes noise away/);
    await settle();
    const title = screen.getByRole('button', { name: 'Denoise' });
    expect(title.getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByRole('slider', { name: 'Luma' })).toBeTruthy();
    expect(seen).toEqual(['Denoise']);
    expect(document.activeElement).toBe(title);
    // Folded again it stays so: it was shown once.
    fireEvent.click(title);
    await settle();
    expect(title.getAttribute('aria-expanded')).toBe('false');
  });

  it('goes to the one that the recipe has instead of adding a second', async () => {
    await openWindow();
    const seen = watchView();
    const before = recipe();
    choose('Enlarge', /In the recipe already: go to it/);
    await settle();
    expect(recipe()).toBe(before);
    const title = screen.getByRole('button', { name: 'Enlarge' });
    expect(title.getAttribute('aria-expanded')).toBe('true');
    expect(seen).toEqual(['Enlarge']);
    expect(document.activeElement).toBe(title);
  });

  /** As the engine plans: whoever comes second to the fields finds none. */
  const refuseSecond = ({ recipe }: Record<string, unknown>) => {
    const steps = (recipe as { steps: { kind: string }[] } | null)?.steps ?? [];
    const ofFields = steps.flatMap(({ kind }, at) => (FIELD_WORK.includes(kind) ? [at] : []));
    const says = 'The fields are gone already.';
    return madePlan(null, {
      objections: ofFields.slice(1).map((step) => ({ step, severity: 'refuse' as const, says, hint: '' })),
    });
  };

  it('says of a step that takes the fields why it finds none, or what it would spoil', async () => {
    await openWindow((engine) => engine.answer('planRecipe', refuseSecond));
    fireEvent.click(screen.getByRole('button', { name: 'Add a step' }));
    await settle();
    const item = (title: RegExp) => screen.getByRole('menuitem', { name: title });
    // It comes before the one in the recipe: that one would be refused.
    expect(item(/^True frames/).textContent).toContain('Not together with "Field match (telecined film)"');
    expect(item(/^Deinterlace/).textContent).toContain('The fields are gone already.');
    for (const title of [/^True frames/, /^Deinterlace/])
      expect(item(title).getAttribute('aria-disabled')).toBe('true');
    expect(item(/^Denoise/).getAttribute('aria-disabled')).toBeNull();
  });
});
