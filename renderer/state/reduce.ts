/**
 * The one pure function that changes the workspace. Each drawer has its own reducer; what touches several drawers is said here.
 */
import type { Action } from './actions';
import { lostOverrides } from './anotherRecipe';
import { overridesOf } from './overrideEdits';
import { reduceEngine } from './reduceEngine';
import { reduceProject } from './reduceProject';
import { reduceSession } from './reduceSession';
import type { Project, Session, Workspace } from './workspace';

export function reduce(before: Workspace, action: Action): Workspace {
  const { project, undo } = reduceProject(before, action);
  const engine = reduceEngine(before.engine, action);
  const moved = reduceSession(before.session, action, clipFrames({ project, engine }));
  const session = keepLoss(before, action, {
    project,
    session: keepOverride(before, { project, session: moved }),
  });
  const isSame =
    project === before.project &&
    undo === before.undo &&
    engine === before.engine &&
    session === before.session;
  if (isSame) return before;
  return staleMeasurement(before, { project, session, engine, undo });
}

/** Frames of side A's clip: where the playhead may stand. Null while nobody knows. */
function clipFrames({ project, engine }: Pick<Workspace, 'project' | 'engine'>): number | null {
  return project.a ? (engine.clips[project.a.clipId]?.frames ?? null) : null;
}

/** An override is chosen by its place: where the list has another length, or belongs to another side, that is some other one. */
function keepOverride(
  before: Workspace,
  { project, session }: Pick<Workspace, 'project' | 'session'>,
): Session {
  const count = (shown: Project) => overridesOf(shown[session.editedSide]?.recipe).length;
  const isSameList =
    session.editedSide === before.session.editedSide && count(project) === count(before.project);
  return isSameList || session.editedOverride === null ? session : { ...session, editedOverride: null };
}

/** Undo takes back the last change: what another one has cost cannot be told beside it any more. */
function keepLoss(
  before: Workspace,
  action: Action,
  { project, session }: Pick<Workspace, 'project' | 'session'>,
): Session {
  if (project === before.project) return session;
  const { type } = action;
  const lost =
    type === 'recipe/taken'
      ? lostOverrides(before.project[action.side]?.recipe ?? null, action.recipe)
      : null;
  return lost === session.lost ? session : { ...session, lost };
}

/** A measurement speaks of one pair: it stays readable but is marked stale as soon as another pair is on screen. */
function staleMeasurement(before: Workspace, after: Workspace): Workspace {
  const { measurement } = after.engine;
  const isOtherPair =
    after.project !== before.project ||
    after.session.playhead !== before.session.playhead ||
    after.session.threshold !== before.session.threshold;
  if (!isOtherPair || measurement.state !== 'fresh') return after;
  return { ...after, engine: { ...after.engine, measurement: { ...measurement, state: 'stale' } } };
}
