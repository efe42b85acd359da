/** Keys: by physical place, never while somebody types, held to peek; and the page stays usable without a mouse. */
import { act, fireEvent, screen } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { dispatch, workspace } from '../../renderer/state/store';
import { DIALOGS } from '../../renderer/state/workspace';
import { openWindow, settle } from './window';

const session = () => workspace.getState().session;

describe('keys', () => {
  it('step frames, jump by seconds, and stop at the ends', async () => {
    await openWindow();
    fireEvent.keyDown(window, { code: 'ArrowRight' });
    fireEvent.keyDown(window, { code: 'ArrowRight', ctrlKey: true });
    expect(session().playhead).toBe(31);
    fireEvent.keyDown(window, { code: 'End' });
    expect(session().playhead).toBe(299);
    fireEvent.keyDown(window, { code: 'ArrowRight' });
    expect(session().playhead).toBe(299);
  });

  it('peek while they are held', async () => {
    await openWindow();
    fireEvent.keyDown(window, { code: 'Digit2' });
    expect(session().peek).toBe('b');
    fireEvent.keyUp(window, { code: 'Digit2' });
    expect(session().peek).toBeNull();
  });

  it('are left to a field while somebody types there', async () => {
    await openWindow();
    fireEvent.click(screen.getByRole('button', { name: 'Enlarge' }));
    const field = screen.getByRole('textbox', { name: 'Height, lines, typed' });
    fireEvent.keyDown(field, { code: 'KeyX' });
    fireEvent.keyDown(field, { code: 'ArrowRight' });
    expect(session()).toMatchObject({ isSwapped: false, playhead: 0 });
  });

  it('do nothing behind an open dialog', async () => {
    await openWindow();
    act(() => dispatch({ type: 'dialog/opened', dialog: 'keys' }));
    fireEvent.keyDown(screen.getByRole('dialog'), { code: 'KeyX' });
    expect(session().isSwapped).toBe(false);
  });

  it('play with Space after a button was pressed by mouse, but press the button that Tab reached', async () => {
    await openWindow();
    const button = screen.getByRole('button', { name: 'Swap sides' });
    fireEvent.pointerDown(button);
    fireEvent.keyDown(button, { code: 'Space' });
    expect(session().isPlaying).toBe(true);
    fireEvent.keyDown(button, { code: 'Space' });
    fireEvent.keyDown(button, { code: 'Tab' });
    fireEvent.keyDown(button, { code: 'Space' });
    expect(session().isPlaying).toBe(false);
  });

  it('fold panels away and bring them back', async () => {
    await openWindow();
    fireEvent.keyDown(window, { code: 'F2' });
    expect(screen.queryByRole('complementary', { name: 'Clips' })).toBeNull();
    fireEvent.keyDown(window, { code: 'F2' });
    expect(screen.getByRole('complementary', { name: 'Clips' })).toBeTruthy();
  });
});

describe('accessibility', () => {
  it('has nothing that axe objects to in the window', async () => {
    await openWindow();
    expect(await violations()).toEqual([]);
  });

  it.each([...DIALOGS])('has nothing that axe objects to in the dialog "%s"', async (dialog) => {
    await openWindow();
    act(() => dispatch({ type: 'dialog/opened', dialog }));
    await settle();
    expect(await violations()).toEqual([]);
  });

  it('says where the playhead is', async () => {
    await openWindow();
    act(() => dispatch({ type: 'playhead/moved', frame: 30 }));
    const playhead = screen.getByRole('slider', { name: 'Playhead' });
    expect(playhead.getAttribute('aria-valuetext')).toBe('Frame 30, 00:00:01;00');
  });
});

/** Contrast needs a layout: it is measured in the real browser. */
async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
