/** The project drawer: which variants stand on the two sides, and the way back. */
import type { SectionChoice } from '../../model/analysis';
import type { Choices, Recipe } from '../../model/recipe';
import type { Action } from './actions';
import type { Project, Side, SideName, UndoStack, Workspace } from './workspace';

type Undoable = Pick<Workspace, 'project' | 'undo'>;

/** Enough for an evening of slider moves; each entry shares most of its memory with the next. */
const UNDO_STEPS = 200;

export function reduceProject(before: Undoable, action: Action): Undoable {
  const { project } = before;
  switch (action.type) {
    case 'clip/opened':
      return startProject(action.clip.id, action.recipe);
    case 'bookmark/restored':
      return { project: action.project, undo: { ...action.undo, gesture: null } };
    case 'reference/opened':
      return change(before, {
        ...project,
        b: { clipId: action.clip.id, recipe: null, label: 'HD reference' },
      });
    case 'recipe/changed':
      return change(before, withRecipe(project, action.side, action.recipe), action.gesture);
    case 'recipe/taken':
      return change(before, withRecipe(project, action.side, action.recipe));
    case 'interpretation/chosen':
      return change(before, withChoices(project, action.clipId, action.choices));
    case 'sections/chosen':
      return change(before, withSections(project, action.clipId, action.sections), action.gesture);
    case 'project/undone':
      return undo(before);
    case 'project/redone':
      return redo(before);
    default:
      return before;
  }
}

function startProject(clipId: string, recipe: Recipe): Undoable {
  return {
    project: {
      a: { clipId, recipe: null, label: 'SD source' },
      b: { clipId, recipe, label: 'HD upscale' },
    },
    undo: NO_UNDO,
  };
}

const NO_UNDO: UndoStack = { past: [], future: [], gesture: null };

function change({ project, undo }: Undoable, next: Project, gesture: string | null = null): Undoable {
  if (next === project) return { project, undo };
  const isSameGesture = gesture !== null && gesture === undo.gesture;
  const past = isSameGesture ? undo.past : [...undo.past, project].slice(-UNDO_STEPS);
  return { project: next, undo: { past, future: [], gesture } };
}

function undo({ project, undo }: Undoable): Undoable {
  const last = undo.past.at(-1);
  if (!last) return { project, undo };
  return { project: last, undo: stack(undo.past.slice(0, -1), [project, ...undo.future]) };
}

function redo({ project, undo }: Undoable): Undoable {
  const [next, ...rest] = undo.future;
  if (!next) return { project, undo };
  return { project: next, undo: stack([...undo.past, project], rest) };
}

function stack(past: Project[], future: Project[]): UndoStack {
  return { past, future, gesture: null };
}

function withRecipe(project: Project, side: SideName, recipe: Recipe | null): Project {
  const current = project[side];
  return current ? { ...project, [side]: { ...current, recipe } } : project;
}

function withChoices(project: Project, clipId: string, choices: Choices): Project {
  return { a: interpret(project.a, clipId, choices), b: interpret(project.b, clipId, choices) };
}

/**
 * Sections matter where steps follow them: a bare source beside a variant of the same clip stays the bare source.
 * Without any, the list goes altogether, so that taking all back leaves the recipe as it was.
 */
function withSections(project: Project, clipId: string, sections: readonly SectionChoice[]): Project {
  const { a, b } = project;
  const isBare = (side: Side | null, other: Side | null) =>
    side?.recipe === null && other?.clipId === clipId && other.recipe !== null;
  const choose = (side: Side | null, other: Side | null) => {
    if (!side || side.clipId !== clipId || isBare(side, other)) return side;
    const { sections: _old, ...rest } = side.recipe?.interpret ?? {};
    return interpret(side, clipId, sections.length > 0 ? { ...rest, sections: [...sections] } : rest);
  };
  return { a: choose(a, b), b: choose(b, a) };
}

/** A source with choices is a recipe without steps and without a name; without choices it is the untouched source again. */
function interpret(side: Side | null, clipId: string, choices: Choices): Side | null {
  if (!side || side.clipId !== clipId) return side;
  const recipe = side.recipe ?? { id: 'source', title: '', says: '', interpret: {}, steps: [] };
  const isUntouched =
    recipe.steps.length === 0 && Object.values(choices).every((value) => value === undefined);
  return { ...side, recipe: isUntouched ? null : { ...recipe, interpret: choices } };
}
