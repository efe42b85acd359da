import { expect, test } from 'vitest';
import type { Plan, Recipe } from '../../../model/recipe';
import { shownOn } from '../../../renderer/state/judgedStep';
import { EMPTY_WORKSPACE, VIEW_MODES, type Workspace } from '../../../renderer/state/workspace';
import {
  isSameMoment,
  keyOf,
  nextFrame,
  wantedMask,
  wantedPictures,
} from '../../../renderer/viewer/frameRequests';
import { planRun } from '../../../renderer/viewer/playRun';
import { judgedPart } from '../../../renderer/viewer/viewInput';
import { madeClip } from '../../e2e/harness/clip';
import { createHeader } from '../../helpers/pictures';

const RECIPE: Recipe = {
  id: 'r',
  title: 'R',
  says: '',
  interpret: {},
  steps: [{ kind: 'enlarge', isOn: true, settings: {} }],
};
const PLAN = {
  size: { width: 1440, height: 1080 },
  sampleAspect: { n: 1, d: 1 },
  objections: [],
} as unknown as Plan;

function opened(
  session: Partial<Workspace['session']> = {},
  b: Partial<Workspace['project']['b']> = {},
): Workspace {
  return {
    ...EMPTY_WORKSPACE,
    project: {
      a: { clipId: 'clip', recipe: null, label: 'SD source' },
      b: { clipId: 'clip', recipe: RECIPE, label: 'HD', ...b },
    },
    session: { ...EMPTY_WORKSPACE.session, playhead: 12, ...session },
    engine: {
      ...EMPTY_WORKSPACE.engine,
      clips: { clip: madeClip(), other: madeClip({ id: 'other', rate: { n: 24, d: 1 }, frames: 10 }) },
      plan: { a: null, b: PLAN },
    },
  };
}

test('A is asked for as it is stored, B through its recipe, both at the playhead', () => {
  const { a, b, frame } = wantedPictures(opened());
  expect(frame).toBe(12);
  expect(a).toEqual({ clipId: 'clip', revision: 1, frame: 12, clock: 'source', recipe: null, size: null });
  expect(b).toMatchObject({ frame: 12, recipe: RECIPE, size: null });
});

test('for a difference both are asked for at the size of B', () => {
  const { a, b } = wantedPictures(opened({ view: 'difference' }));
  expect(a?.size).toEqual(PLAN.size);
  expect(b?.size).toEqual(PLAN.size);
});

test('a step that is judged alone shows its recipe up to before it, and with it, whatever the sides hold', () => {
  const steps = ['denoise', 'enlarge', 'sharpen'].map((kind) => ({ kind, isOn: true, settings: {} }));
  const recipe = { ...RECIPE, steps };
  const judgedStep = { side: 'b', index: 1, kind: 'enlarge' } as const;
  const state = opened({ judgedStep }, { clipId: 'other', recipe });
  const { a, b } = wantedPictures(state);
  expect([a?.clipId, b?.clipId, a?.frame === b?.frame]).toEqual(['other', 'other', true]);
  expect([a, b].map((side) => side?.recipe?.steps.map(({ kind }) => kind))).toEqual([
    ['denoise'],
    ['denoise', 'enlarge'],
  ]);
  expect(shownOn(state, 'a')?.label).toBe('Before “Enlarge”');
  expect(shownOn(state, 'b')?.label).toBe('With “Enlarge”');
  expect(state.project.b?.recipe?.steps).toHaveLength(3);
});

test('a crop that is judged alone is shown in its place within all that was there before; numbers hold the same part against itself', () => {
  const crop = { kind: 'crop', isOn: true, settings: { left: 180, top: 120 } };
  const judgedStep = { side: 'b', index: 1, kind: 'crop' } as const;
  const before = { kind: 'crop', isOn: true, settings: { left: 180 } };
  const state = opened({ judgedStep }, { recipe: { ...RECIPE, steps: [before, crop] } });
  const wanted = wantedPictures(state);
  const [a, b] = [wanted.a, wanted.b].map((side) => side?.recipe?.steps.length);
  expect([a, b]).toEqual([1, 2]);
  const size = { width: 540, height: 480, shiftX: 1, shiftY: 1 };
  const picture = { header: createHeader(size), planes: new Uint8Array(0) };
  const shown = { wanted, a: picture, b: picture, isWhole: true };
  // A third of the 540 columns that the first crop left, a quarter of the lines.
  const part = { left: 1 / 3, top: 0.25, width: 2 / 3, height: 0.75 };
  expect(judgedPart(state, shown)).toEqual(part);
  expect(judgedPart(state, { ...shown, wanted: { ...wanted, judged: null } })).toBeNull();
  const measured = wantedPictures({ ...state, session: { ...state.session, view: 'difference' } });
  expect(measured.a?.recipe).toEqual(measured.b?.recipe);
});

test('what is before the first step is the source; an objection to a later step does not matter to an earlier one', () => {
  const steps = ['enlarge', 'sharpen'].map((kind) => ({ kind, isOn: true, settings: {} }));
  const judgedStep = { side: 'b', index: 0, kind: 'enlarge' } as const;
  const state = opened({ judgedStep }, { recipe: { ...RECIPE, steps } });
  const refused = { step: 1, severity: 'refuse', says: '', hint: '' } as const;
  const plan = { ...PLAN, objections: [refused] };
  const { a, b } = wantedPictures({ ...state, engine: { ...state.engine, plan: { a: null, b: plan } } });
  expect(a?.recipe).toBeNull();
  expect(b?.recipe?.steps).toHaveLength(1);
});

test.each([
  ['gone', []],
  ['switched off', [{ kind: 'enlarge', isOn: false, settings: {} }]],
  ['another', [{ kind: 'sharpen', isOn: true, settings: {} }]],
])('a judged step that is %s is judged no more', (_how, steps) => {
  const judgedStep = { side: 'b', index: 0, kind: 'enlarge' } as const;
  const { a, b } = wantedPictures(opened({ judgedStep }, { recipe: { ...RECIPE, steps } }));
  expect([a?.recipe, b?.recipe?.steps]).toEqual([null, steps]);
});

test('nothing is wanted where nothing is open', () => {
  expect(wantedPictures(EMPTY_WORKSPACE)).toEqual({ frame: 0, a: null, b: null, judged: null });
});

test('a recipe that is refused is not asked for', () => {
  const state = opened();
  const refused = { ...PLAN, objections: [{ step: 0, severity: 'refuse', says: '', hint: '' }] } as Plan;
  expect(
    wantedPictures({ ...state, engine: { ...state.engine, plan: { a: null, b: refused } } }).b,
  ).toBeNull();
});

test('another name of the recipe is the same picture, another setting is not', () => {
  const { b } = wantedPictures(opened());
  const renamed = wantedPictures(opened({}, { recipe: { ...RECIPE, title: 'Else' } })).b;
  const changed = wantedPictures(opened({}, { recipe: { ...RECIPE, interpret: { matrix: 'bt709' } } })).b;
  expect(keyOf(renamed)).toBe(keyOf(b));
  expect(keyOf(changed)).not.toBe(keyOf(b));
  expect(isSameMoment(wantedPictures(opened()), wantedPictures(opened({ playhead: 13 })))).toBe(false);
});

test('a mask is wanted in every view, over pictures that rest', () => {
  expect(wantedMask(opened())).toBeNull();
  for (const view of VIEW_MODES)
    expect(wantedMask(opened({ isMaskShown: true, view, threshold: 0.2 }))?.threshold).toBe(0.2);
  expect(wantedMask(opened({ isMaskShown: true, view: 'difference', isPlaying: true }))).toBeNull();
});

test('the frame ahead lies in the direction of travel and within the clip', () => {
  expect(nextFrame(opened(), null)).toBe(13);
  expect(nextFrame(opened(), 13)).toBe(11);
  expect(nextFrame(opened({ playhead: 239 }), 238)).toBeNull();
});

test('a run goes to the end of the clip, or around a span that holds the playhead', () => {
  const run = planRun(opened());
  expect(run).toMatchObject({ length: 228, loopsTo: null, a: { from: 12, to: 240, step: 1 } });
  expect(run?.periodMs).toBeCloseTo(1001 / 24, 6);
  expect(planRun(opened({ span: { from: 10, to: 20 } }))).toMatchObject({ length: 8, loopsTo: 10 });
  expect(planRun(opened({ span: { from: 50, to: 60 } }))).toMatchObject({ length: 228, loopsTo: null });
});

test('faster than any screen, a run steps over frames instead of asking for all', () => {
  const run = planRun(opened({ speed: 4 }));
  expect(run).toMatchObject({ a: { step: 2 }, b: { step: 2 }, length: 114 });
  expect(run?.frameAt(3)).toBe(18);
});

test('beside another clip each moment takes the frame of its own clock', () => {
  const run = planRun(opened({}, { clipId: 'other', recipe: null }));
  expect(run?.b).toMatchObject({ step: 1 });
  expect(run?.b?.indexOf(0)).toBe(0);
});
