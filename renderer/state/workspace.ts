/**
 * The window's state in three drawers, and the one pure function that changes it.
 *
 * `project` is undoable, `session` is remembered per machine but not undone, `engine` mirrors what the engine last reported. Pictures never
 * enter the state: they live in viewer/frameLoader. Actions are facts in the past tense.
 */
import type { Analysis } from '../../model/analysis';
import type { Clip } from '../../model/clip';
import type { Measurement } from '../../model/compare';
import type { DoctorReport, RecentFile } from '../../model/contract';
import type { Problem } from '../../model/errors';
import type { Job, RanCommand, RenderPlaces } from '../../model/job';
import type { Plan, Recipe } from '../../model/recipe';
import type { Span } from '../../model/time';
import type { LostOverrides } from './anotherRecipe';
import type { JudgedStep } from './judgedStep';

/** Which variant stands on a side. `recipe: null` is the source itself. */
export interface Side {
  clipId: string;
  recipe: Recipe | null;
  label: string;
}

export interface Project {
  /** A: the SD source (left). B: its upscale, or a reference clip (right). Null while nothing is open. */
  a: Side | null;
  b: Side | null;
}

export const VIEW_MODES = ['side-by-side', 'wipe', 'difference'] as const;
export type ViewMode = (typeof VIEW_MODES)[number];
export const SURROUNDS = ['grey18', 'black', 'dark', 'light'] as const;
export type Surround = (typeof SURROUNDS)[number];

/**
 * Zoom and pan, shared by all sides. `zoom` is screen (device) pixels per sample of the reference picture (B's size; both sides are drawn
 * into B's rectangle). Centre is a point of that picture, 0–1 each way. `isFit`: the whole picture in the pane, whatever its size.
 */
export interface Camera {
  isFit: boolean;
  zoom: number;
  centreX: number;
  centreY: number;
}

export interface Session {
  /** Source frame of side A. */
  playhead: number;
  isPlaying: boolean;
  /** 1 is the clip's own rate. */
  speed: number;
  view: ViewMode;
  /** Held with a key: one side alone. */
  peek: 'a' | 'b' | null;
  isSwapped: boolean;
  /** 0–1 across the picture. */
  wipeAt: number;
  camera: Camera;
  differenceGain: number;
  threshold: number;
  isMaskShown: boolean;
  isMeasuringAtRest: boolean;
  areLabelsShown: boolean;
  surround: Surround;
  theme: 'dark' | 'light';
  /** How an enlarged pixel is drawn in the viewer. */
  magnify: 'smooth' | 'pixels';
  /** Full screen: every panel and bar is folded away until it ends. */
  isPictureAlone: boolean;
  panels: { left: boolean; right: boolean; timeline: boolean };
  rightTab: 'recipe' | 'numbers';
  span: Span | null;
  /** Frames in sight on the timeline; null: all of the clip. */
  shown: Span | null;
  /** A frame of the section whose editor is open. */
  sectionEdited: number | null;
  /** Overrides that the last change of the project has cost. */
  lost: LostOverrides | null;
  /** Where files were last written to; null before the first. */
  outFolder: string | null;
  dialog: Dialog | null;
  /** Whose recipe the right panel shows. */
  editedSide: SideName;
  /** Place in its list of overrides of the one that the recipe tab edits; null: the whole clip. */
  editedOverride: number | null;
  /** The step that the viewer shows alone (judgedStep.ts). */
  judgedStep: JudgedStep | null;
}

export type SideName = 'a' | 'b';
export const DIALOGS = [
  'open',
  'openReference',
  'stills',
  'render',
  'goTo',
  'keys',
  'doctor',
  'commands',
  'shots',
  'sampler',
  'blind',
] as const;
export type Dialog = (typeof DIALOGS)[number];

/** What the viewer says about itself for the status line. */
export interface ViewerReport {
  /** Frames really on screen; null before the first. `isExact` is false while an older picture stands in. */
  shownFrame: number | null;
  isExact: boolean;
  /** How B stands to A, shortly ("exact" where both are of one source frame) and as a sentence; '' while something stands in. */
  pair: string;
  pairSays: string;
  busy: string | null;
  zoom: number;
  fps: number | null;
  /** Pixels that the mask marks; null while there is no mask. */
  masked: number | null;
}

export interface RaisedProblem extends Problem {
  id: number;
  /** Where it happened, for the notice: 'Opening dvd.vob'. */
  place: string;
  /** It goes when another clip is opened. */
  isOfClip: boolean;
  /** It goes when pictures come again. */
  isOfPictures: boolean;
}

/**
 * - `lost`: broken a moment ago, and asked for again. `away`: for so long that the user must know.
 * - `refused`: the engine does not know this page's token; asking again is no use.
 */
export type Connection = 'starting' | 'there' | 'lost' | 'away' | 'refused';

export interface EngineMirror {
  clips: Record<string, Clip>;
  /** By clip. Missing: not made, or not fetched yet. */
  analyses: Record<string, Analysis>;
  plan: { a: Plan | null; b: Plan | null };
  /** Oldest first. */
  jobs: Job[];
  /** How many renders run at once; null until asked. */
  renderPlaces: RenderPlaces | null;
  /** Oldest first, at most a hundred. */
  commands: RanCommand[];
  doctor: DoctorReport | null;
  recents: RecentFile[];
  /** What is being opened; `share` is the part uploaded (0–1), null where the file is read where it lies. */
  opening: { name: string; share: number | null } | null;
  samplePath: string | null;
  /** Where uploads lie, and where results may go instead; null before the engine said so. */
  folders: { uploads: string; out: string | null } | null;
  measurement: { state: 'none' | 'stale' | 'measuring' | 'fresh'; value: Measurement | null };
  viewer: ViewerReport;
  /** Frames that are shown without being asked for, as the timeline marks them. */
  kept: { a: readonly Span[]; b: readonly Span[] };
  /** What went wrong and is still to be read, newest last. */
  problems: RaisedProblem[];
  connection: Connection;
}

export interface Workspace {
  project: Project;
  session: Session;
  engine: EngineMirror;
  undo: UndoStack;
}

export interface UndoStack {
  past: Project[];
  future: Project[];
  /** Names the slider (or key) whose moves are one step of undo; null after anything else. */
  gesture: string | null;
}

export const EMPTY_WORKSPACE: Workspace = {
  project: { a: null, b: null },
  session: {
    playhead: 0,
    isPlaying: false,
    speed: 1,
    view: 'wipe',
    peek: null,
    isSwapped: false,
    wipeAt: 0.5,
    camera: { isFit: true, zoom: 1, centreX: 0.5, centreY: 0.5 },
    differenceGain: 4,
    threshold: 0.1,
    isMaskShown: false,
    isMeasuringAtRest: false,
    areLabelsShown: true,
    surround: 'grey18',
    theme: 'dark',
    magnify: 'smooth',
    isPictureAlone: false,
    panels: { left: true, right: true, timeline: true },
    rightTab: 'recipe',
    span: null,
    shown: null,
    sectionEdited: null,
    lost: null,
    outFolder: null,
    dialog: null,
    editedSide: 'b',
    editedOverride: null,
    judgedStep: null,
  },
  engine: {
    clips: {},
    analyses: {},
    plan: { a: null, b: null },
    jobs: [],
    renderPlaces: null,
    commands: [],
    doctor: null,
    recents: [],
    opening: null,
    samplePath: null,
    folders: null,
    measurement: { state: 'none', value: null },
    viewer: {
      ...{ shownFrame: null, isExact: false, pair: '', pairSays: '' },
      ...{ busy: null, zoom: 1, fps: null, masked: null },
    },
    kept: { a: [], b: [] },
    problems: [],
    connection: 'starting',
  },
  undo: { past: [], future: [], gesture: null },
};
