/** Long work: stills and renders are ordered from their dialogs, watched, cancelled; their ends are told once. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { dispatch } from '../../renderer/state/store';
import { madeJob } from './made';
import { openWindow, settle } from './window';

const problem = {
  code: 'disk-full',
  title: 'The disk is full',
  detail: 'No room in /videos',
  hint: 'Make room.',
} as const;

describe('saving stills', () => {
  it('orders the layouts ticked, of the frames listed, into the folder named', async () => {
    const engine = await openWindow();
    fireEvent.keyDown(window, { code: 'KeyC' });
    const dialog = screen.getByRole('dialog', { name: 'Save stills' });
    fireEvent.click(within(dialog).getByRole('checkbox', { name: /Wipe/ }));
    fireEvent.click(within(dialog).getByRole('radio', { name: 'List' }));
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Frames or timecodes' }), {
      target: { value: '12, 00:00:01:00 12' },
    });
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Folder' }), { target: { value: '/out' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save stills of 2 frames' }));
    await settle();
    expect(engine.asked.find(({ name }) => name === 'startStills')?.input).toMatchObject({
      frames: [12, 30],
      layouts: ['separate', 'side-by-side', 'wipe'],
      folder: '/out',
      wipeAt: 0.5,
      a: { recipe: null },
      b: { recipe: { id: 'dvd-film' } },
    });
  });

  it('says which frame does not exist instead of ordering it', async () => {
    await openWindow();
    fireEvent.keyDown(window, { code: 'KeyC' });
    const dialog = screen.getByRole('dialog', { name: 'Save stills' });
    fireEvent.click(within(dialog).getByRole('radio', { name: 'List' }));
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Frames or timecodes' }), {
      target: { value: '300' },
    });
    expect(dialog.textContent).toContain('"300" is no frame of this clip: it has 300, counted from 0.');
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save stills' }).disabled).toBe(
      true,
    );
  });
});

describe('rendering', () => {
  it('orders the variant, or only its span, with a name beside the clip', async () => {
    const engine = await openWindow((fake) =>
      fake.answer('getStart', () => ({ paths: ['/v/ep.vob'], reference: null, samplePath: null })),
    );
    act(() => dispatch({ type: 'span/marked', span: { from: 10, to: 20 } }));
    fireEvent.keyDown(window, { code: 'KeyE', ctrlKey: true });
    const dialog = screen.getByRole('dialog', { name: 'Render movie' });
    fireEvent.change(within(dialog).getByRole('combobox', { name: 'Codec' }), {
      target: { value: 'prores' },
    });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Render' }));
    await settle();
    expect(engine.asked.find(({ name }) => name === 'startRender')?.input).toMatchObject({
      out: '/v/ep-dvd-film.mov',
      codec: 'prores',
      span: { from: 10, to: 20 },
    });
    expect(dialog.textContent).toContain('frame 30 of 300, 24.5 fps, 11 s left');
  });

  it('shows running work in the status line and cancels it there', async () => {
    const engine = await openWindow();
    engine.tell({ type: 'job', job: madeJob() });
    await settle();
    fireEvent.click(screen.getByRole('button', { name: /^Jobs: render/ }));
    fireEvent.click(
      within(screen.getByRole('dialog', { name: 'Jobs' })).getByRole('button', { name: 'Cancel' }),
    );
    await settle();
    expect(engine.asked.at(-1)).toMatchObject({ name: 'cancelJob', input: { jobId: 'job-1' } });
  });

  it('tells a failed job once, however often it is reported', async () => {
    const engine = await openWindow();
    for (let times = 0; times < 3; times++) {
      engine.tell({ type: 'job', job: madeJob({ state: 'failed', problem }) });
    }
    await settle();
    expect(screen.getAllByRole('article', { name: 'The disk is full' })).toHaveLength(1);
  });
});
