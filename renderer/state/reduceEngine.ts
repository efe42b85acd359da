/** The engine drawer: what the engine and the viewer last reported. Never saved. */
import type { Clip } from '../../model/clip';
import type { ErrorCode } from '../../model/errors';
import type { Job, RanCommand } from '../../model/job';
import type { Action, EngineAction } from './actions';
import type { EngineMirror, RaisedProblem } from './workspace';

const COMMANDS_KEPT = 100;
/** More notices than this push the picture away; the oldest goes. */
const PROBLEMS_KEPT = 4;

export function reduceEngine(engine: EngineMirror, action: Action): EngineMirror {
  switch (action.type) {
    case 'engine/connected':
      return { ...engine, connection: 'there' };
    case 'engine/lost':
      return engine.connection === 'there' ? { ...engine, connection: 'lost' } : engine;
    case 'engine/missed':
      return engine.connection === 'refused' ? engine : { ...engine, connection: 'away' };
    case 'start/told': {
      const { samplePath, uploadsFolder: uploads, outFolder: out } = action.start;
      return { ...engine, samplePath, folders: { uploads, out } };
    }
    case 'opening/reported':
      return { ...engine, opening: action.opening };
    case 'clip/opened':
      return { ...withClip(withoutClipProblems(engine), action.clip), ...NEW_PAIR };
    case 'bookmark/restored':
      return { ...action.clips.reduce(withClip, engine), ...NEW_PAIR };
    case 'reference/opened':
    case 'clip/reported':
      return withClip(engine, action.clip);
    case 'clip/reopened':
      return { ...engine, clips: { ...engine.clips, [action.clip.id]: action.clip } };
    case 'analysis/reported':
      return withAnalysis(engine, action);
    case 'plan/made':
      return { ...engine, plan: { ...engine.plan, [action.side]: action.plan } };
    case 'viewer/reported':
      return { ...engine, viewer: action.report };
    case 'pictures/kept':
      return { ...engine, kept: action.kept };
    case 'doctor/reported':
      return { ...engine, doctor: action.doctor };
    case 'recents/listed':
      return { ...engine, recents: action.recents };
    default:
      return reduceMeasurement(reduceJobs(reduceProblems(engine, action), action), action);
  }
}

const NEW_PAIR: Pick<EngineMirror, 'plan' | 'measurement'> = {
  plan: { a: null, b: null },
  measurement: { state: 'none', value: null },
};

function withClip(engine: EngineMirror, clip: Clip): EngineMirror {
  const known = engine.clips[clip.id];
  // Events and replies travel on two ways: an older revision may arrive last.
  if (known && known.revision > clip.revision) return engine;
  return { ...engine, clips: { ...engine.clips, [clip.id]: clip } };
}

function withAnalysis(
  engine: EngineMirror,
  { clipId, analysis }: Extract<EngineAction, { type: 'analysis/reported' }>,
): EngineMirror {
  const { [clipId]: _old, ...others } = engine.analyses;
  return { ...engine, analyses: analysis ? { ...others, [clipId]: analysis } : others };
}

function reduceMeasurement(engine: EngineMirror, action: Action): EngineMirror {
  const { value } = engine.measurement;
  switch (action.type) {
    case 'measurement/started':
      return { ...engine, measurement: { state: 'measuring', value } };
    case 'measurement/made':
      return { ...engine, measurement: { state: 'fresh', value: action.measurement } };
    case 'measurement/outdated':
    case 'measurement/given up':
      return { ...engine, measurement: { state: value ? 'stale' : 'none', value } };
    default:
      return engine;
  }
}

function reduceJobs(engine: EngineMirror, action: Action): EngineMirror {
  switch (action.type) {
    case 'jobs/listed':
      return { ...engine, jobs: action.jobs };
    case 'job/reported':
      // What was on its way when it ended comes too late; that nothing is kept of it any more does not.
      return hasEnded(engine.jobs, action.job.id) && !isEnd(action.job)
        ? engine
        : { ...engine, jobs: replace(engine.jobs, action.job) };
    case 'render places/reported':
      return { ...engine, renderPlaces: action.places };
    case 'commands/listed':
      return { ...engine, commands: byId(action.commands) };
    case 'command/reported':
      return { ...engine, commands: byId(replace(engine.commands, action.command)) };
    default:
      return engine;
  }
}

function reduceProblems(engine: EngineMirror, action: Action): EngineMirror {
  switch (action.type) {
    case 'problem/raised':
      return raise(engine, action);
    case 'pictures/came':
      return { ...engine, problems: engine.problems.filter((problem) => !isOver(problem, action)) };
    case 'problem/dismissed':
      return { ...engine, problems: engine.problems.filter(({ id }) => id !== action.id) };
    default:
      return engine;
  }
}

/** Pictures in memory tell nothing of the file they once came from. */
function isOver({ isOfPictures, code }: RaisedProblem, { isFresh }: { isFresh: boolean }): boolean {
  return isOfPictures && (isFresh || !OF_FILES.includes(code));
}

const OF_FILES: readonly ErrorCode[] = ['file-missing', 'file-unreadable', 'file-damaged'];

function withoutClipProblems(engine: EngineMirror): EngineMirror {
  return { ...engine, problems: engine.problems.filter(({ isOfClip }) => !isOfClip) };
}

/** A broken connection is one state of the window, not a problem of each request that meets it. */
function raise(
  engine: EngineMirror,
  action: Extract<EngineAction, { type: 'problem/raised' }>,
): EngineMirror {
  if (action.problem.code === 'engine-away') return engine;
  if (action.problem.code === 'no-token') return { ...engine, connection: 'refused' };
  return { ...engine, problems: withProblem(engine.problems, action) };
}

/** The same problem again (every frame of a scrub fails alike) stays one notice. */
function withProblem(
  problems: RaisedProblem[],
  {
    problem,
    place = '',
    isOfClip = true,
    isOfPictures = false,
  }: Extract<EngineAction, { type: 'problem/raised' }>,
): RaisedProblem[] {
  const isKnown = problems.some(({ code, detail }) => code === problem.code && detail === problem.detail);
  if (isKnown) return problems;
  const id = 1 + Math.max(0, ...problems.map((known) => known.id));
  return [...problems, { ...problem, place, id, isOfClip, isOfPictures }].slice(-PROBLEMS_KEPT);
}

/** The reply that started a job may arrive behind the event that ended it: an ended job stays ended. */
function hasEnded(jobs: readonly Job[], id: string): boolean {
  const known = jobs.find((job) => job.id === id);
  return known !== undefined && isEnd(known);
}

function isEnd({ state }: Job): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

function replace<Item extends { id: string | number }>(items: Item[], item: Item): Item[] {
  const isKnown = items.some(({ id }) => id === item.id);
  return isKnown ? items.map((known) => (known.id === item.id ? item : known)) : [...items, item];
}

function byId(commands: RanCommand[]): RanCommand[] {
  return [...commands].sort((one, other) => one.id - other.id).slice(-COMMANDS_KEPT);
}
