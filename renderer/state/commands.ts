/**
 * What each command of model/commands.ts does. The menu, the keys and the buttons all end here.
 *
 * The table is complete by its type: a command without a handler does not compile.
 */
import type { CommandId } from '../../model/commands';
import { framesPerSecond } from '../../model/time';
import { shareOfFrame, zoomShown } from '../timeline/scale';
import type { Preferences } from './actions';
import { indexAt, nextStart, previousStart, timelineSections, timelineShots } from './analyses';
import {
  copyGraph,
  copyPicture,
  measurePair,
  openFiles,
  openSample,
  showPictureAlone,
  startAnalysis,
} from './effects';
import { clockRate, frameCount } from './pair';
import { SPEEDS } from './reduceSession';
import { dispatch, workspace } from './store';
import { type Session, type SideName, SURROUNDS, VIEW_MODES, type ViewMode } from './workspace';

export function runCommand(id: CommandId): void {
  HANDLERS[id]();
}

/** A fiftieth of the picture: from edge to edge in fifty presses. */
const WIPE_STEP = 0.02;
const ZOOM_STEP = 1.25;
/** Three presses are about ten times closer. */
const TIMELINE_STEP = 2.15;

const HANDLERS: Record<CommandId, () => void> = {
  'file.open': () => openFiles('video'),
  'file.openReference': () => openFiles('reference'),
  'file.openSample': openSample,
  'stills.save': () => openWhereThereIsAClip('stills'),
  'render.open': () => openWhereThereIsAClip('render'),
  'edit.undo': () => dispatch({ type: 'project/undone' }),
  'edit.redo': () => dispatch({ type: 'project/redone' }),
  'shots.export': () => timelineShots(workspace.getState()).length > 0 && openWhereThereIsAClip('shots'),
  'section.edit': editSection,
  'edit.copyGraph': copyGraph,
  'edit.copyStill': copyPicture,
  'view.sideBySide': () => choose('side-by-side'),
  'view.wipe': () => choose('wipe'),
  'view.difference': () => choose(session().view === 'difference' ? 'wipe' : 'difference'),
  'view.next': () => choose(after(VIEW_MODES, session().view)),
  'view.showA': () => togglePeek('a'),
  'view.showB': () => togglePeek('b'),
  'view.swap': () => dispatch({ type: 'sides/swapped' }),
  'view.wipeLeft': () => dispatch({ type: 'wipe/moved', at: session().wipeAt - WIPE_STEP }),
  'view.wipeRight': () => dispatch({ type: 'wipe/moved', at: session().wipeAt + WIPE_STEP }),
  'view.wipeCentre': () => dispatch({ type: 'wipe/moved', at: 0.5 }),
  'view.mask': () => prefer({ isMaskShown: !session().isMaskShown }),
  'view.fit': () => dispatch({ type: 'camera/moved', camera: { ...CENTRED, isFit: true, zoom: 1 } }),
  'view.oneToOne': () => zoomTo(1),
  'view.zoomIn': () => zoomTo(shownZoom() * ZOOM_STEP),
  'view.zoomOut': () => zoomTo(shownZoom() / ZOOM_STEP),
  'view.overlay': () => prefer({ areLabelsShown: !session().areLabelsShown }),
  'view.leftPanel': () => dispatch({ type: 'panel/toggled', panel: 'left' }),
  'view.rightPanel': () => dispatch({ type: 'panel/toggled', panel: 'right' }),
  'view.timeline': () => dispatch({ type: 'panel/toggled', panel: 'timeline' }),
  'timeline.zoomIn': () => zoomTimeline(1 / TIMELINE_STEP),
  'timeline.zoomOut': () => zoomTimeline(TIMELINE_STEP),
  'timeline.all': () => dispatch({ type: 'timeline/zoomed', shown: null }),
  'view.surround': () => prefer({ surround: after(SURROUNDS, session().surround) }),
  'view.theme': () => prefer({ theme: session().theme === 'dark' ? 'light' : 'dark' }),
  'view.fullscreen': () => showPictureAlone(!session().isPictureAlone),
  'play.toggle': togglePlay,
  'play.slower': () => changeSpeed(-1),
  'play.faster': () => changeSpeed(1),
  'play.next': () => stepBy(1),
  'play.previous': () => stepBy(-1),
  'play.nextTen': () => stepBy(10),
  'play.previousTen': () => stepBy(-10),
  'play.nextSecond': () => stepBy(framesOfSecond()),
  'play.previousSecond': () => stepBy(-framesOfSecond()),
  'play.first': () => moveTo(0),
  'play.last': () => moveTo(frameCount(workspace.getState()) - 1),
  'play.nextShot': () => moveToStart(nextStart(timelineShots(workspace.getState()), session().playhead)),
  'play.previousShot': () =>
    moveToStart(previousStart(timelineShots(workspace.getState()), session().playhead)),
  'play.nextSection': () =>
    moveToStart(nextStart(timelineSections(workspace.getState()), session().playhead)),
  'play.previousSection': () =>
    moveToStart(previousStart(timelineSections(workspace.getState()), session().playhead)),
  'play.goTo': () => openWhereThereIsAClip('goTo'),
  'play.markIn': markIn,
  'play.markOut': markOut,
  'play.clearSpan': () => dispatch({ type: 'span/marked', span: null }),
  'measure.now': measureInSight,
  'measure.auto': () => prefer({ isMeasuringAtRest: !session().isMeasuringAtRest }),
  'analysis.start': analyse,
  'sampler.open': () => openWhereThereIsAClip('sampler'),
  'blind.open': () => openWhereThereIsAClip('blind'),
  'help.keys': () => dispatch({ type: 'dialog/opened', dialog: 'keys' }),
  'help.doctor': () => dispatch({ type: 'dialog/opened', dialog: 'doctor' }),
  'help.ffmpegCommands': () => dispatch({ type: 'dialog/opened', dialog: 'commands' }),
};

const CENTRED = { centreX: 0.5, centreY: 0.5 };

function session(): Session {
  return workspace.getState().session;
}

/** Numbers that nobody sees would be asked for again and again. */
function measureInSight(): void {
  if (!hasClip()) return;
  prefer({ rightTab: 'numbers' });
  if (!session().panels.right) dispatch({ type: 'panel/toggled', panel: 'right' });
  measurePair();
}

function hasClip(): boolean {
  return workspace.getState().project.a !== null;
}

function openWhereThereIsAClip(dialog: 'stills' | 'render' | 'goTo' | 'shots' | 'sampler' | 'blind'): void {
  if (hasClip()) dispatch({ type: 'dialog/opened', dialog });
}

function choose(view: ViewMode): void {
  dispatch({ type: 'view/chosen', view });
}

function prefer(preference: Partial<Preferences>): void {
  dispatch({ type: 'preference/changed', preference });
}

function after<Item>(items: readonly Item[], item: Item): Item {
  return items[(items.indexOf(item) + 1) % items.length] ?? item;
}

/** From the menu a peek stays until it is chosen again; from the keys it ends when the key is let go (keys.ts). */
function togglePeek(side: SideName): void {
  dispatch({ type: 'peek/changed', side: session().peek === side ? null : side });
}

/** What is on screen now, also where the camera only says "fit". */
function shownZoom(): number {
  return session().camera.isFit ? workspace.getState().engine.viewer.zoom : session().camera.zoom;
}

function zoomTo(zoom: number): void {
  dispatch({ type: 'camera/moved', camera: { ...session().camera, isFit: false, zoom } });
}

function togglePlay(): void {
  if (!hasClip()) return;
  const { isPlaying, playhead } = session();
  const isAtEnd = playhead >= frameCount(workspace.getState()) - 1;
  if (!isPlaying && isAtEnd) dispatch({ type: 'playhead/moved', frame: 0 });
  dispatch({ type: isPlaying ? 'play/stopped' : 'play/started' });
}

function changeSpeed(by: 1 | -1): void {
  const index = (SPEEDS as readonly number[]).indexOf(session().speed) + by;
  const speed = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, index))];
  if (speed !== undefined) dispatch({ type: 'speed/changed', speed });
}

function stepBy(frames: number): void {
  moveTo(session().playhead + frames);
}

function moveTo(frame: number): void {
  if (!hasClip()) return;
  dispatch({ type: 'play/stopped' });
  dispatch({ type: 'playhead/moved', frame });
}

/** Null: there is none that way, or no analysis yet; the playhead stays. */
function moveToStart(frame: number | null): void {
  if (frame !== null) moveTo(frame);
}

function analyse(): void {
  const { project } = workspace.getState();
  if (project.a) startAnalysis(project.a.clipId);
}

function editSection(): void {
  const { playhead } = session();
  if (indexAt(timelineSections(workspace.getState()), playhead) < 0) return;
  dispatch({ type: 'section/opened', frame: playhead });
}

/** Around the playhead where it is in sight. */
function zoomTimeline(factor: number): void {
  const frames = frameCount(workspace.getState());
  if (frames === 0) return;
  const shown = session().shown ?? { from: 0, to: frames };
  const next = zoomShown(shown, shareOfFrame(session().playhead + 0.5, shown), factor, frames);
  dispatch({ type: 'timeline/zoomed', shown: next.to - next.from >= frames ? null : next });
}

function framesOfSecond(): number {
  return Math.round(framesPerSecond(clockRate(workspace.getState())));
}

/** An in point behind the out point (or the reverse) starts a new span there, as editors know it. */
function markIn(): void {
  if (!hasClip()) return;
  const { playhead, span } = session();
  const to = span && span.to > playhead ? span.to : frameCount(workspace.getState());
  dispatch({ type: 'span/marked', span: { from: playhead, to } });
}

function markOut(): void {
  if (!hasClip()) return;
  const { playhead, span } = session();
  const from = span && span.from <= playhead ? span.from : 0;
  dispatch({ type: 'span/marked', span: { from, to: playhead + 1 } });
}
