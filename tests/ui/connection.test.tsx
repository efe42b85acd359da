/** An engine that cannot be reached: said once, in plain words; the window goes on by itself when it is back. */
import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WorkbenchError } from '../../model/errors';
import { dispatch, workspace } from '../../renderer/state/store';
import { openWindow } from './window';

afterEach(() => {
  vi.useRealTimers();
});

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const problems = () => workspace.getState().engine.problems.filter(({ place }) => place !== 'Viewer');
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

describe('an engine that was stopped', () => {
  it('is told once after ten seconds, greys what needs it, and is found again by itself', async () => {
    const engine = await openWindow();
    vi.useFakeTimers();
    engine.setAway(true);
    act(() => dispatch({ type: 'playhead/moved', frame: 7 }));
    await wait(9000);
    expect(screen.queryByRole('article', { name: 'The engine does not answer' })).toBeNull();
    await wait(2000);
    expect(screen.getAllByRole('article', { name: 'The engine does not answer' })).toHaveLength(1);
    expect(screen.getByRole('article', { name: 'The engine does not answer' }).textContent).toContain(
      'open the new address that it prints',
    );
    expect(problems()).toEqual([]);
    expect([button('Open').disabled, button('Render').disabled, button('Stills').disabled]).toEqual([
      ...[true, true, true],
    ]);
    engine.setAway(false);
    await wait(6000);
    expect(screen.queryByRole('article', { name: 'The engine does not answer' })).toBeNull();
    expect(button('Open').disabled).toBe(false);
    expect(workspace.getState().session.playhead).toBe(7);
  });

  it('is asked for the clip again, whose revisions a new engine counts anew', async () => {
    const engine = await openWindow();
    const known = Object.values(workspace.getState().engine.clips)[0];
    if (!known) throw new Error('no clip');
    act(() => dispatch({ type: 'clip/reported', clip: { ...known, revision: 5 } }));
    vi.useFakeTimers();
    engine.setAway(true);
    await wait(100);
    engine.setAway(false);
    await wait(2000);
    expect(workspace.getState().engine.clips[known.id]?.revision).toBe(1);
  });
});

describe('a page without the token', () => {
  it('says in the empty viewer which address to open, and nothing else', async () => {
    const refuse = () => {
      throw new WorkbenchError('no-token', 'The token is missing or wrong.', 'Open the address.');
    };
    const engine = await openWindow((fake) => {
      for (const name of ['getStart', 'listRecents', 'listJobs', 'listCommands'] as const)
        fake.answer(name, refuse);
      fake.refuseEvents();
    });
    expect(screen.getByRole('alert').textContent).toContain('This page has no key to the workbench');
    expect(screen.getByRole('alert').textContent).toContain(
      'Open the new address: the workbench prints it when it starts.',
    );
    expect(problems()).toEqual([]);
    const asked = engine.asked.length;
    vi.useFakeTimers();
    await wait(20_000);
    expect(engine.asked).toHaveLength(asked);
  });
});
