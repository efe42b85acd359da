/** The one function that changes the window's state: what each fact does, and what it leaves alone. */
import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../model/presets';
import type { Recipe } from '../../../model/recipe';
import type { Action } from '../../../renderer/state/actions';
import { reduce } from '../../../renderer/state/reduce';
import { EMPTY_WORKSPACE, type Workspace } from '../../../renderer/state/workspace';
import { madeClip, madeMeasurement } from '../../ui/made';

const PLAIN = findPreset('plain') as Recipe;
const FILM = findPreset('dvd-film') as Recipe;
const problem = { code: 'file-missing', title: 'T', detail: 'No file /a', hint: '' } as const;

const reduceAll = (actions: Action[], start: Workspace = EMPTY_WORKSPACE) => actions.reduce(reduce, start);
const opened = reduceAll([{ type: 'clip/opened', clip: madeClip(), recipe: PLAIN }]);
const changed = (recipe: Recipe, gesture: string | null = null): Action => ({
  type: 'recipe/changed',
  side: 'b',
  recipe,
  gesture,
});

describe('the playhead', () => {
  it('stays within the clip, on whole frames', () => {
    expect(reduceAll([{ type: 'playhead/moved', frame: -3 }], opened).session.playhead).toBe(0);
    expect(reduceAll([{ type: 'playhead/moved', frame: 1e9 }], opened).session.playhead).toBe(299);
    expect(reduceAll([{ type: 'playhead/moved', frame: 12.4 }], opened).session.playhead).toBe(12);
  });

  it('may run on where the number of frames is not known yet', () => {
    const indexing = reduceAll([
      { type: 'clip/opened', clip: madeClip({ frames: null }), recipe: PLAIN },
      { type: 'playhead/moved', frame: 90_000 },
    ]);
    expect(indexing.session.playhead).toBe(90_000);
  });

  it('changes nothing at all where it already stands', () => {
    expect(reduceAll([{ type: 'playhead/moved', frame: 0 }], opened)).toBe(opened);
  });
});

describe('opening', () => {
  it('puts the source left and the same clip through the recipe right, and forgets the way back', () => {
    const reopened = reduceAll(
      [changed(FILM), { type: 'clip/opened', clip: madeClip({ id: 'next' }), recipe: FILM }],
      opened,
    );
    expect(reopened.project).toMatchObject({
      a: { clipId: 'next', recipe: null },
      b: { clipId: 'next', recipe: { id: 'dvd-film' } },
    });
    expect(reopened.undo.past).toEqual([]);
    expect(reopened.session).toMatchObject({ playhead: 0, span: null });
  });

  it('puts a reference right only, and the recipe panel to the left side', () => {
    const both = reduceAll([{ type: 'reference/opened', clip: madeClip({ id: 'hd' }) }], opened);
    expect(both.project.a).toBe(opened.project.a);
    expect(both.project.b).toMatchObject({ clipId: 'hd', recipe: null });
    expect(both.session.editedSide).toBe('a');
  });

  it('never takes an older revision of a clip for a newer one', () => {
    const newer = reduceAll([{ type: 'clip/reported', clip: madeClip({ revision: 3, frames: 7 }) }], opened);
    const late = reduceAll([{ type: 'clip/reported', clip: madeClip({ revision: 2 }) }], newer);
    expect(late.engine.clips.clip?.frames).toBe(7);
  });
});

describe('undo', () => {
  it('takes one drag of a slider back as a whole', () => {
    const dragged = reduceAll(
      [changed(FILM, 'drag 1'), changed(PLAIN, 'drag 1'), changed(FILM, 'drag 1')],
      opened,
    );
    expect(reduceAll([{ type: 'project/undone' }], dragged).project).toBe(opened.project);
  });

  it('keeps two drags apart', () => {
    const dragged = reduceAll([changed(FILM, 'drag 1'), changed(PLAIN, 'drag 2')], opened);
    expect(reduceAll([{ type: 'project/undone' }], dragged).project.b?.recipe).toBe(FILM);
  });

  it('redoes what was undone, until something else is changed', () => {
    const undone = reduceAll([changed(FILM), { type: 'project/undone' }], opened);
    expect(reduceAll([{ type: 'project/redone' }], undone).project.b?.recipe).toBe(FILM);
    expect(reduceAll([changed(PLAIN), { type: 'project/redone' }], undone).project.b?.recipe).toBe(PLAIN);
  });

  it('is nothing at the start', () => {
    expect(reduceAll([{ type: 'project/undone' }, { type: 'project/redone' }], opened)).toBe(opened);
  });
});

describe('choosing against a finding', () => {
  it('goes for every side that shows the clip, and can be taken back without a trace', () => {
    const choose = (matrix: 'bt709' | undefined): Action => ({
      type: 'interpretation/chosen',
      clipId: 'clip',
      choices: matrix ? { matrix } : {},
    });
    const chosen = reduceAll([choose('bt709')], opened);
    expect(chosen.project.a?.recipe).toMatchObject({ interpret: { matrix: 'bt709' }, steps: [] });
    expect(chosen.project.b?.recipe?.interpret).toEqual({ matrix: 'bt709' });
    expect(reduceAll([choose(undefined)], chosen).project.a?.recipe).toBeNull();
  });
});

describe('a measurement', () => {
  const measured = reduceAll([{ type: 'measurement/made', measurement: madeMeasurement() }], opened);

  it.each<[string, Action]>([
    ['frame', { type: 'playhead/moved', frame: 5 }],
    ['recipe', changed(FILM)],
    ['threshold', { type: 'preference/changed', preference: { threshold: 0.2 } }],
  ])('is stale as soon as another %s is on screen, but keeps its numbers', (_what, action) => {
    expect(reduceAll([action], measured).engine.measurement).toMatchObject({
      state: 'stale',
      value: { frame: 48 },
    });
  });

  it('does not mind where the wipe stands', () => {
    expect(reduceAll([{ type: 'wipe/moved', at: 0.2 }], measured).engine.measurement.state).toBe('fresh');
  });
});

describe('problems', () => {
  it('of pictures go when pictures come again; those of a file only with pictures that were read from it', () => {
    const unfit = { ...problem, code: 'ffmpeg-failed', detail: 'It gave up' } as const;
    const raised = reduceAll([
      { type: 'problem/raised', problem, isOfPictures: true },
      { type: 'problem/raised', problem: unfit, isOfPictures: true },
      { type: 'problem/raised', problem: { ...unfit, detail: 'of a render' } },
    ]);
    const remembered = reduceAll([{ type: 'pictures/came', isFresh: false }], raised);
    expect(remembered.engine.problems.map(({ detail }) => detail)).toEqual(['No file /a', 'of a render']);
    const read = reduceAll([{ type: 'pictures/came', isFresh: true }], raised);
    expect(read.engine.problems.map(({ detail }) => detail)).toEqual(['of a render']);
  });

  it('are shown once, however often they happen, and go when they are dismissed', () => {
    const raised = reduceAll([
      { type: 'problem/raised', problem },
      { type: 'problem/raised', problem },
    ]);
    expect(raised.engine.problems).toHaveLength(1);
    const [{ id } = { id: 0 }] = raised.engine.problems;
    expect(reduceAll([{ type: 'problem/dismissed', id }], raised).engine.problems).toEqual([]);
  });

  it('never bury the picture: the oldest go', () => {
    const many = Array.from({ length: 9 }, (_unused, index): Action => {
      return { type: 'problem/raised', problem: { ...problem, detail: `No file /${index}` } };
    });
    expect(reduceAll(many).engine.problems.map(({ detail }) => detail)).toEqual(
      ['/5', '/6', '/7', '/8'].map((path) => `No file ${path}`),
    );
  });
});

describe('jobs and commands', () => {
  it('replace what they were, in their place', () => {
    const command = {
      id: 1,
      line: 'ffmpeg',
      purpose: 'p',
      startedAt: '',
      millis: null,
      exitCode: null,
      tail: '',
    };
    const ran = reduceAll([
      { type: 'command/reported', command: { ...command, id: 2 } },
      { type: 'command/reported', command },
      { type: 'command/reported', command: { ...command, exitCode: 0 } },
    ]);
    expect(ran.engine.commands.map(({ id, exitCode }) => [id, exitCode])).toEqual([
      [1, 0],
      [2, null],
    ]);
  });
});
