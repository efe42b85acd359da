/**
 * Everything that can happen in the window, as facts in the past tense. reduce.ts says what each one changes.
 *
 * No action asks for anything: whoever wants work done calls effects.ts, which dispatches what came of it.
 */
import type { Analysis, SectionChoice } from '../../model/analysis';
import type { Clip } from '../../model/clip';
import type { Measurement } from '../../model/compare';
import type { DoctorReport, RecentFile, Start } from '../../model/contract';
import type { Problem } from '../../model/errors';
import type { Job, RanCommand, RenderPlaces } from '../../model/job';
import type { Choices, Plan, Recipe } from '../../model/recipe';
import type { Span } from '../../model/time';
import type {
  Camera,
  Dialog,
  EngineMirror,
  Project,
  Session,
  SideName,
  UndoStack,
  ViewerReport,
  ViewMode,
} from './workspace';

/** What changes the project; undoable unless said otherwise. */
export type ProjectAction =
  /** A becomes the source, B the same clip through `recipe`. Not undoable: it starts a new project. */
  | { type: 'clip/opened'; clip: Clip; recipe: Recipe }
  | { type: 'reference/opened'; clip: Clip }
  /** What stood here before the page was loaded again. Not undoable: it starts a project too. */
  | {
      type: 'bookmark/restored';
      clips: Clip[];
      project: Project;
      undo: Pick<UndoStack, 'past' | 'future'>;
      session: Partial<Session>;
    }
  /** Changes with the same `gesture` (one drag of one slider) are one step of undo. */
  | { type: 'recipe/changed'; side: SideName; recipe: Recipe | null; gesture: string | null }
  /** Another recipe in place of the one there. Overrides that it loses are told (Session.lost). */
  | { type: 'recipe/taken'; side: SideName; recipe: Recipe | null }
  /** Applies to every side that shows the clip. */
  | { type: 'interpretation/chosen'; clipId: string; choices: Choices }
  /** All that the user says about sections of the clip, against its analysis. Gestures as above. */
  | {
      type: 'sections/chosen';
      clipId: string;
      sections: readonly SectionChoice[];
      gesture: string | null;
    }
  | { type: 'project/undone' }
  | { type: 'project/redone' };

export type SessionAction =
  /** Clamped to the clip; whole frames. */
  | { type: 'playhead/moved'; frame: number }
  | { type: 'play/started' }
  | { type: 'play/stopped' }
  | { type: 'speed/changed'; speed: number }
  | { type: 'view/chosen'; view: ViewMode }
  | { type: 'peek/changed'; side: SideName | null }
  | { type: 'sides/swapped' }
  | { type: 'wipe/moved'; at: number }
  | { type: 'camera/moved'; camera: Camera }
  | { type: 'panel/toggled'; panel: keyof Session['panels'] }
  | { type: 'picture alone/changed'; isAlone: boolean }
  /** What was remembered from the last time, already validated. */
  | { type: 'session/remembered'; session: Partial<Session> }
  | { type: 'span/marked'; span: Span | null }
  /** Which frames the timeline shows; null: all. */
  | { type: 'timeline/zoomed'; shown: Span | null }
  | { type: 'section/opened'; frame: number }
  | { type: 'section/closed' }
  | { type: 'loss/dismissed' }
  /** Stills or a render were ordered into this folder. */
  | { type: 'output/ordered'; folder: string }
  | { type: 'dialog/opened'; dialog: Dialog }
  | { type: 'dialog/closed' }
  /** Plain preferences: gain, threshold, mask, labels, surround, theme, tab, … */
  | { type: 'preference/changed'; preference: Partial<Preferences> };

export type Preferences = Pick<
  Session,
  | 'differenceGain'
  | 'threshold'
  | 'isMaskShown'
  | 'isMeasuringAtRest'
  | 'areLabelsShown'
  | 'surround'
  | 'theme'
  | 'magnify'
  | 'rightTab'
  | 'editedSide'
  | 'editedOverride'
  | 'judgedStep'
>;

export type EngineAction =
  | { type: 'engine/connected' }
  | { type: 'engine/lost' }
  /** Lost for longer than a hiccup. */
  | { type: 'engine/missed' }
  | { type: 'start/told'; start: Start }
  | { type: 'opening/reported'; opening: EngineMirror['opening'] }
  | { type: 'clip/reported'; clip: Clip }
  /** By an engine that was started again: its count of revisions begins anew. */
  | { type: 'clip/reopened'; clip: Clip }
  | { type: 'analysis/reported'; clipId: string; analysis: Analysis | null }
  | { type: 'plan/made'; side: SideName; plan: Plan | null }
  | { type: 'measurement/started' }
  | { type: 'measurement/made'; measurement: Measurement }
  | { type: 'measurement/given up' }
  | { type: 'measurement/outdated' }
  | { type: 'job/reported'; job: Job }
  | { type: 'jobs/listed'; jobs: Job[] }
  | { type: 'render places/reported'; places: RenderPlaces }
  | { type: 'command/reported'; command: RanCommand }
  | { type: 'commands/listed'; commands: RanCommand[] }
  | { type: 'doctor/reported'; doctor: DoctorReport }
  | { type: 'recents/listed'; recents: RecentFile[] }
  | { type: 'viewer/reported'; report: ViewerReport }
  /** Frames of each side that lie in the window's memory. */
  | { type: 'pictures/kept'; kept: EngineMirror['kept'] }
  /**
   * `isOfClip` (unless said otherwise): it is no news any more once another clip is open. `isOfPictures`: nor once pictures come again.
   */
  | { type: 'problem/raised'; problem: Problem; place?: string; isOfClip?: boolean; isOfPictures?: boolean }
  /** Every picture that the viewer wants is there. `isFresh`: one at least was read just now, and not kept in memory. */
  | { type: 'pictures/came'; isFresh: boolean }
  | { type: 'problem/dismissed'; id: number };

export type Action = ProjectAction | SessionAction | EngineAction;
