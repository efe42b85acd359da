/** Opening: whatever way a clip comes, it ends as a pair on screen; a clip that cannot be opened changes nothing else. */
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { workspace } from '../../renderer/state/store';
import { madeClip } from './made';
import { openWindow, settle } from './window';

const project = () => workspace.getState().project;

describe('opening a clip', () => {
  it('starts with the sample as telecined film, source left and upscale right', async () => {
    await openWindow();
    expect(project().a).toMatchObject({ clipId: '/samples/station-sd.mpg', recipe: null });
    expect(project().b?.recipe?.id).toBe('dvd-film');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('station-sd.mpg');
  });

  it('opens files of the command line, the reference on the right', async () => {
    await openWindow((engine) =>
      engine.answer('getStart', () => ({ paths: ['/v/sd.vob'], reference: '/v/hd.mkv', samplePath: null })),
    );
    expect(project().a?.clipId).toBe('/v/sd.vob');
    expect(project().b).toMatchObject({ clipId: '/v/hd.mkv', recipe: null, label: 'HD reference' });
  });

  it('keeps the open clip when another cannot be opened, and says what, why and what to try', async () => {
    const engine = await openWindow();
    const before = project();
    engine.deliver(['/v/missing.vob']);
    await settle();
    expect(project()).toBe(before);
    const notice = screen.getByRole('article', { name: 'The file is not there' });
    expect(notice.textContent).toContain('There is no file here: /v/missing.vob');
    expect(notice.textContent).toContain('Check the path.');
    fireEvent.click(within(notice).getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('article', { name: 'The file is not there' })).toBeNull();
  });

  it('uploads a dropped file where the shell knows no path', async () => {
    const engine = await openWindow();
    drop(new File(['x'], 'tape.avi'));
    await settle();
    expect(engine.uploads).toEqual(['tape.avi']);
    expect(project().a?.clipId).toBe('uploaded tape.avi');
  });

  it('opens a dropped file by its path where the shell knows it', async () => {
    const engine = await openWindow(undefined, { pathOfDropped: () => '/v/dropped.mpg' });
    drop(new File(['x'], 'dropped.mpg'));
    await settle();
    expect(engine.uploads).toEqual([]);
    expect(project().a?.clipId).toBe('/v/dropped.mpg');
  });

  it("shows the page's own list where the shell has no file dialog", async () => {
    await openWindow();
    fireEvent.click(screen.getByRole('button', { name: 'Open' }));
    await settle();
    const dialog = screen.getByRole('dialog', { name: 'Open a clip' });
    fireEvent.click(within(dialog).getByRole('option', { name: /a\.vob/ }));
    await settle();
    expect(project().a?.clipId).toBe('/videos/a.vob');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('invites where nothing is open', async () => {
    await openWindow((engine) =>
      engine.answer('getStart', () => ({ paths: [], reference: null, samplePath: null })),
    );
    expect(screen.getByText(/Drop a clip, open one, or try the sample/)).toBeTruthy();
  });
});

describe('the clip panel', () => {
  it('shows a belief with its source, and its reason when it is pressed', async () => {
    await openWindow();
    const label = screen.getByRole('button', { name: 'Matrix' });
    const row = label.closest('li');
    expect(row?.textContent).toContain('assumed');
    fireEvent.click(label);
    expect(label.getAttribute('aria-expanded')).toBe('true');
    expect(row?.textContent).toContain('Nothing is tagged');
  });

  it('shows the reason of a belief when its source is pressed, too', async () => {
    await openWindow();
    const source = screen.getByRole('button', { name: 'Matrix: assumed' });
    fireEvent.click(source);
    expect(screen.getByRole('button', { name: 'Matrix' }).getAttribute('aria-expanded')).toBe('true');
    expect(document.getElementById(source.getAttribute('aria-controls') ?? '')?.hidden).toBe(false);
    fireEvent.click(source);
    expect(source.getAttribute('aria-expanded')).toBe('false');
  });

  it('applies a choice against a finding to both sides of the clip, and takes it back', async () => {
    await openWindow();
    const select = screen.getByRole('combobox', { name: 'Matrix' });
    fireEvent.change(select, { target: { value: 'bt709' } });
    expect(project().a?.recipe?.interpret).toEqual({ matrix: 'bt709' });
    expect(project().b?.recipe?.interpret).toEqual({ matrix: 'bt709' });
    expect(select.closest('li')?.textContent).toContain('chosen');
    expect(document.querySelector('.lane-name')?.textContent).toBe('SD source station-sd.mpg');
    fireEvent.change(select, { target: { value: '' } });
    expect(project().a?.recipe).toBeNull();
  });

  it('follows a clip whose index becomes known', async () => {
    const engine = await openWindow();
    const access = { kind: 'indexing', because: 'Reading.', isConfirmed: false, progress: 0.4 } as const;
    engine.tell({ type: 'clip', clip: madeClip({ id: '/samples/station-sd.mpg', revision: 2, access }) });
    await settle();
    expect(screen.getByRole('progressbar', { name: 'Counting frames' }).getAttribute('aria-valuenow')).toBe(
      '40',
    );
  });
});

function drop(file: File): void {
  fireEvent.drop(window, { dataTransfer: { types: ['Files'], files: [file] } });
}
