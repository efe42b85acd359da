/** The way back across a reload: which steps of undo a tab keeps when it has little room. */
import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../model/presets';
import type { Recipe } from '../../../model/recipe';
import { bookmarkOf } from '../../../renderer/state/bookmark';
import { keepUndo, readUndo } from '../../../renderer/state/keptUndo';
import { reduce } from '../../../renderer/state/reduce';
import { EMPTY_WORKSPACE, type Workspace } from '../../../renderer/state/workspace';
import { madeClip } from '../../ui/made';

const VISIT = 'one';
const PLAIN = findPreset('plain') as Recipe;
/** A thousand characters and more, as an ordinary recipe. */
const recipeOf = (title: string): Recipe => ({ ...PLAIN, id: '', title, says: 'x'.repeat(1000) });
const STEPS = Array.from({ length: 150 }, (_none, at) => `step ${at}`);

const opened = reduce(EMPTY_WORKSPACE, { type: 'clip/opened', clip: madeClip(), recipe: PLAIN });
const worked = STEPS.reduce<Workspace>(
  (state, title) =>
    reduce(state, { type: 'recipe/changed', side: 'b', recipe: recipeOf(title), gesture: null }),
  opened,
);
const undone = (state: Workspace, times: number) =>
  Array.from({ length: times }).reduce<Workspace>((now) => reduce(now, { type: 'project/undone' }), state);

/** What a tab gives back that holds so many characters for one entry. */
function reloaded(state: Workspace, room: number) {
  let text: string | null = null;
  const storage = {
    getItem: () => text,
    setItem: (_key: string, value: string) => {
      if (value.length > room) throw new DOMException('Full', 'QuotaExceededError');
      text = value;
    },
  };
  keepUndo(storage, state, VISIT);
  const bookmark = bookmarkOf(state, VISIT);
  if (!bookmark) throw new Error('no bookmark');
  const { past, future } = readUndo(storage, bookmark);
  const titles = (steps: typeof past) => steps.map(({ b }) => b?.recipe?.title);
  return { past: titles(past), future: titles(future) };
}

describe('what a tab keeps of undo and redo', () => {
  it('is all of it where there is room', () => {
    const { past, future } = reloaded(undone(worked, 50), 1_000_000);
    expect(past).toEqual([PLAIN.title, ...STEPS.slice(0, 99)]);
    expect(future).toEqual(STEPS.slice(100));
  });

  it('is the nearest steps both ways where there is little, without a gap', () => {
    const { past, future } = reloaded(undone(worked, 75), 120_000);
    expect(past.length).toBeGreaterThan(20);
    expect(Math.abs(past.length - future.length)).toBeLessThan(2);
    expect(past).toEqual(STEPS.slice(74 - past.length, 74));
    expect(future).toEqual(STEPS.slice(75, 75 + future.length));
  });

  it('is nothing where there is none, without a word', () => {
    expect(reloaded(worked, 8000)).toEqual({ past: [], future: [] });
  });

  it('never takes more than a fifth of what browsers give a tab, however long the recipes are', () => {
    const long: Recipe = { ...PLAIN, id: '', says: 'x'.repeat(40_000) };
    const state = STEPS.reduce<Workspace>(
      (now, title) =>
        reduce(now, { type: 'recipe/changed', side: 'b', recipe: { ...long, title }, gesture: null }),
      opened,
    );
    const written: number[] = [];
    keepUndo({ setItem: (_key, value) => void written.push(value.length) }, state, VISIT);
    expect(written).toEqual([expect.any(Number)]);
    expect(written[0]).toBeGreaterThan(900_000);
    expect(written[0]).toBeLessThan(1_100_000);
  });
});
