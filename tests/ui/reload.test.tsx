/** A reload goes on where the user was; another start begins anew. */
import { act, cleanup } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { dispatch, workspace } from '../../renderer/state/store';
import { EMPTY_WORKSPACE } from '../../renderer/state/workspace';
import type { FakeEngine } from './fakeEngine';
import { closeWindow, openWindow, settle } from './window';

const state = () => workspace.getState();

/** A tab's storage, in memory. */
function createTab(token = 'one') {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
  return { storage, token };
}

const named = (path: string) => (engine: FakeEngine) =>
  engine.answer('getStart', () => ({ paths: [path], reference: null, samplePath: null }));

/** As a reload does: the page goes with all its state, and comes again. */
function leave(): void {
  window.dispatchEvent(new Event('pagehide'));
  closeWindow();
  cleanup();
  workspace.setState(EMPTY_WORKSPACE, true);
}

async function work(engine: FakeEngine): Promise<void> {
  engine.deliver(['/v/other.vob']);
  await settle();
  const recipe = { id: '', title: 'Mine', says: '', interpret: {}, steps: [] };
  act(() => {
    dispatch({ type: 'recipe/changed', side: 'b', recipe, gesture: null });
    dispatch({ type: 'playhead/moved', frame: 123 });
    dispatch({ type: 'span/marked', span: { from: 10, to: 200 } });
    dispatch({ type: 'view/chosen', view: 'side-by-side' });
    dispatch({ type: 'sides/swapped' });
  });
}

describe('a reload of the page', () => {
  it('keeps clip, recipe, playhead, span and view', async () => {
    const tab = createTab();
    await work(await openWindow(named('/v/ep.vob'), {}, tab));
    leave();
    await openWindow(named('/v/ep.vob'), {}, tab);
    expect(state().project.a?.clipId).toBe('/v/other.vob');
    expect(state().project.b?.recipe?.title).toBe('Mine');
    expect(state().session).toMatchObject({
      ...{ playhead: 123, span: { from: 10, to: 200 }, view: 'side-by-side', isSwapped: true },
    });
  });

  it('keeps a reference beside the clip', async () => {
    const tab = createTab();
    const engine = await openWindow(named('/v/ep.vob'), {}, tab);
    engine.deliver(['/v/sd.vob', '/v/hd.mkv']);
    await settle();
    leave();
    await openWindow(named('/v/ep.vob'), {}, tab);
    expect(state().project.b).toMatchObject({ clipId: '/v/hd.mkv', recipe: null, label: 'HD reference' });
  });

  it('gives way to another file on the command line, and to another start of the workbench', async () => {
    const tab = createTab();
    await work(await openWindow(named('/v/ep.vob'), {}, tab));
    leave();
    await openWindow(named('/v/new.vob'), {}, tab);
    expect(state().project.a?.clipId).toBe('/v/new.vob');
    await work(await openAgain('/v/ep.vob', tab));
    leave();
    await openWindow(named('/v/ep.vob'), {}, { ...tab, token: 'two' });
    expect(state()).toMatchObject({ project: { a: { clipId: '/v/ep.vob' } }, session: { playhead: 0 } });
  });

  it('starts as usual where the clip is gone meanwhile, and says so', async () => {
    const tab = createTab();
    await work(await openWindow(named('/v/ep.vob'), {}, tab));
    leave();
    const text = tab.storage.getItem('remaster.bookmark') ?? '';
    tab.storage.setItem('remaster.bookmark', text.replaceAll('/v/other.vob', '/v/missing.vob'));
    await openWindow(named('/v/ep.vob'), {}, tab);
    expect(state().project.a?.clipId).toBe('/v/ep.vob');
    expect(state().engine.problems.at(-1)?.detail).toBe('There is no file here: /v/missing.vob');
  });

  it.each(['', 'not json', '{}', '{"visit":"x","a":{"path":""}}'])(
    'starts as usual from a bookmark that is broken: %s',
    async (text) => {
      const tab = createTab();
      tab.storage.setItem('remaster.bookmark', text);
      await openWindow(named('/v/ep.vob'), {}, tab);
      expect(state().project.a?.clipId).toBe('/v/ep.vob');
    },
  );
});

/** Recipes named by their titles, one step of undo each. */
function change(...titles: string[]): void {
  for (const title of titles)
    act(() => {
      const recipe = { id: '', title, says: 'x'.repeat(1000), interpret: {}, steps: [] };
      dispatch({ type: 'recipe/changed', side: 'b', recipe, gesture: null });
    });
}

const titles = (projects: { b: { recipe: { title: string } | null } | null }[]) =>
  projects.map(({ b }) => b?.recipe?.title);

describe('undo and redo after a reload', () => {
  const go = (type: 'project/undone' | 'project/redone') => act(() => dispatch({ type }));

  it('go on where they were', async () => {
    const tab = createTab();
    await openWindow(named('/v/ep.vob'), {}, tab);
    change('one', 'two', 'three');
    go('project/undone');
    leave();
    await openWindow(named('/v/ep.vob'), {}, tab);
    expect(titles([state().project])).toEqual(['two']);
    go('project/redone');
    expect(titles([state().project])).toEqual(['three']);
    for (const _step of [1, 2]) go('project/undone');
    expect(titles([state().project])).toEqual(['one']);
    expect(state().project.b?.clipId).toBe('/v/ep.vob');
  });

  it('end before a step to a clip that is not open any more', async () => {
    const tab = createTab();
    const engine = await openWindow(named('/v/ep.vob'), {}, tab);
    change('one');
    engine.deliver(['/v/ep.vob', '/v/hd.mkv']);
    await settle();
    change('two');
    go('project/undone');
    go('project/undone');
    leave();
    await openWindow(named('/v/ep.vob'), {}, tab);
    expect(state().undo).toMatchObject({ past: [], future: [] });
  });

  it('begin anew where what is kept is of another moment than the bookmark', async () => {
    const tab = createTab();
    await openWindow(named('/v/ep.vob'), {}, tab);
    change('one', 'two');
    leave();
    const text = tab.storage.getItem('remaster.bookmark') ?? '';
    tab.storage.setItem('remaster.bookmark', text.replaceAll('"two"', '"other"'));
    await openWindow(named('/v/ep.vob'), {}, tab);
    expect(titles([state().project])).toEqual(['other']);
    expect(state().undo.past).toEqual([]);
  });
});

async function openAgain(path: string, tab: ReturnType<typeof createTab>): Promise<FakeEngine> {
  leave();
  return openWindow(named(path), {}, tab);
}
