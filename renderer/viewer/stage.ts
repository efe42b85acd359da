/**
 * The viewer's machine room: follows the workspace, asks for pictures, plays, and draws on demand, at most once per animation frame.
 *
 * Not React: a moving wipe or a running clip renders no component. What the user does comes in as methods, goes to the store once per frame,
 * and comes back as state.
 */
import type { Size } from '../../model/clip';
import type { Picture } from '../../model/picture';
import { judgedStepOf, shownOn } from '../state/judgedStep';
import { dispatch, workspace } from '../state/store';
import type { Camera, SideName, Workspace } from '../state/workspace';
import { boxFromCamera, type Pane, type Point, panBy, resolveCamera, zoomAt } from './camera';
import { createFrameLoader, type FrameLoader, type Moment } from './frameLoader';
import { isSameMoment, nextFrame, wantedMask, wantedPictures } from './frameRequests';
import { createOverlay, labelOf } from './overlay';
import {
  headersOf,
  NO_WORDS,
  namePair,
  ON_THEIR_WAY,
  type PairWords,
  pairingOf,
  pairWords,
  playingWords,
} from './pairWords';
import { countMasked, tooLargeToDraw } from './pictureFacts';
import type { Conversion } from './planes';
import { createPlayer } from './player';
import { readPair, showReadout } from './readout';
import { createReporter } from './report';
import { createScreen, type Screen } from './screen';
import { createViewInput, isSameForPictures, judgedPart, keepFamiliar, shownFrameOf } from './viewInput';
import { planView, type ViewPlan } from './viewPlan';

export interface Stage {
  readonly screen: Screen;
  /** Moves the wipe's edge to a share (0–1) of the picture, or by columns of the reference picture. */
  moveWipe(at: number): void;
  nudgeWipe(columns: number): void;
  /** The share of the picture's width under a point of the page. */
  wipeAtFromClient(clientX: number): number;
  /** By CSS pixels. */
  panBy(by: Point): void;
  zoomAt(client: Point, factor: number): void;
  /** The pointer stands at this point of the page, or has left the picture. */
  pointAt(client: Point | null): void;
  stats(): StageStats;
  close(): void;
}

export interface StageStats {
  draws: number;
  columnsDrawn: number;
  requests: number;
  starved: number;
  shownFrame: number | null;
  isExact: boolean;
}

export function createStage(root: HTMLElement): Stage {
  const overlay = createOverlay(root);
  const reporter = createReporter();
  let scheduled = 0;
  let isInFrame = false;
  /** Something changed since the last draw. A running clip asks for frames of its own, which mostly find nothing due. */
  let isStale = false;
  /** The timeline's marks of what is in memory are of an earlier moment. */
  let isKeptStale = false;
  /** Where the pointer stands on the canvas, in device pixels. */
  let pointer: Point | null = null;
  let draws = 0;
  let columnsDrawn = 0;
  /** What is to be seen, and what really is: apart until the next frame is drawn. */
  let current: Moment | null = null;
  let shown: Moment | null = null;
  let conversion: Conversion = 'exact';
  let reference: Size = { width: 4, height: 3 };
  /** Pixels that the mask marks; null while there is none. */
  let masked: number | null = null;
  let plan: ViewPlan | null = null;
  let followed: Workspace | null = null;
  let lastPlayhead: number | null = null;
  let wipeAt: number | null = null;
  let camera: Camera | null = null;

  const schedule = (): void => {
    isStale = true;
    if (!isInFrame && scheduled === 0) scheduled = requestAnimationFrame(drawFrame);
  };
  const screen = createScreen(root, schedule);
  const show = (moment: Moment, how: Conversion): void => {
    current = moment;
    conversion = how;
    schedule();
  };
  const loader: FrameLoader = createFrameLoader({
    onMoment: (moment) => show(moment, 'exact'),
    onMask: (mask) => {
      screen.setMask(mask);
      masked = mask && countMasked(mask);
      schedule();
    },
    onBusy: (isBusy) => {
      reporter.setBusy(isBusy, schedule);
      schedule();
    },
    onProblem: (problem, place, isOfPictures) =>
      dispatch({ type: 'problem/raised', problem, place, isOfPictures }),
    onWhole: (isFresh) => {
      const isAwaited = workspace.getState().engine.problems.some(({ isOfPictures }) => isOfPictures);
      if (isAwaited) dispatch({ type: 'pictures/came', isFresh });
    },
    onKept: () => {
      isKeptStale = true;
      schedule();
    },
  });
  const player = createPlayer((problem) =>
    dispatch({ type: 'problem/raised', problem, place: 'Playing', isOfPictures: true }),
  );

  const follow = (state: Workspace): void => {
    if (followed && isSameForPictures(followed, state)) return;
    followed = state;
    const last = player.follow(state);
    if (last) loader.keep(last);
    if (player.isRunning) return;
    const next = nextFrame(state, lastPlayhead);
    if (state.session.playhead !== lastPlayhead) lastPlayhead = state.session.playhead;
    const wanted = wantedPictures(state);
    if (current) show(keepFamiliar(current, wanted), conversion);
    loader.want(wanted, next === null ? null : wantedPictures(state, next));
    loader.wantMask(wantedMask(state));
    isKeptStale = true;
  };

  const drawFrame = (nowMs: number): void => {
    scheduled = 0;
    isInFrame = true;
    applyGestures();
    const due = player.isRunning ? player.tick(nowMs) : null;
    if (due) show(due, screen.isDrawnByProcessor ? 'draft' : 'exact');
    if (isStale) drawNow(workspace.getState());
    isInFrame = false;
    if (player.isRunning && scheduled === 0) scheduled = requestAnimationFrame(drawFrame);
  };

  const drawNow = (state: Workspace): void => {
    uploadCurrent(state);
    const columns = screen.draw(place(state));
    if (columns > 0) draws++;
    columnsDrawn += columns;
    const [frame, zoom, isNow] = [shownFrameOf(shown), shownZoom(state), isExact(state)];
    // Of an older picture that stands in, nothing is said.
    const words = isNow ? wordsOfShown(state) : NO_WORDS;
    const facts = { shownFrame: frame, isExact: isNow, pair: words.short, pairSays: words.says };
    reporter.report(state, { ...facts, zoom, fps: player.fps, masked });
    isStale = false;
    if (isKeptStale && !player.isRunning) reporter.reportKept(state, loader.kept(wantedPictures(state)));
    isKeptStale = false;
    readPointer(state);
  };

  const wordsOfShown = (state: Workspace): PairWords =>
    (player.isRunning ? playingWords : pairWords)(headersOf(shown), pairingOf(state));

  const readPointer = (state: Workspace): void => {
    const part = judgedPart(state, shown) ?? undefined;
    const { camera } = state.session;
    showReadout(pointer ? readPair(shown, camera, paneUnder(pointer.x), pointer, part) : '');
  };

  const applyGestures = (): void => {
    if (wipeAt !== null) dispatch({ type: 'wipe/moved', at: wipeAt });
    if (camera !== null) dispatch({ type: 'camera/moved', camera });
    wipeAt = null;
    camera = null;
  };

  const drawable = (picture: Picture | null): Picture | null => {
    const problem = picture && tooLargeToDraw(picture.header, screen.largestSide);
    if (problem) dispatch({ type: 'problem/raised', problem, place: 'Viewer' });
    return problem ? null : picture;
  };

  const uploadCurrent = ({ session }: Workspace): void => {
    // A difference of two drafts would show their errors: it is always made of exact pictures.
    const how = session.view === 'difference' ? 'exact' : conversion;
    screen.setPicture('a', drawable(current?.a ?? null), how);
    screen.setPicture('b', drawable(current?.b ?? null), how);
    shown = current;
  };

  /** Works out the plan and puts labels and handle where it says; the picture follows before the browser paints. */
  const place = (state: Workspace): ViewPlan => {
    const { session } = state;
    const input = createViewInput(state, current, screen.size, reference);
    reference = input.reference;
    plan = planView(input);
    const left: SideName = session.isSwapped ? 'b' : 'a';
    overlay({
      plan,
      scale: screen.scale,
      isSwapped: session.isSwapped,
      // Nobody may take a part of a recipe for the whole of it.
      areLabelsShown: session.areLabelsShown || judgedStepOf(state) !== null,
      columns: reference.width,
      column: Math.round(session.wipeAt * reference.width),
      leftLabel: labelOf(left, shownOn(state, left)?.label ?? ''),
      // At play a label that changes with every frame would only cost.
      names: player.isRunning ? null : namesOfShown(state),
    });
    return plan;
  };

  /** What is really on screen, whatever is on its way. */
  const namesOfShown = (state: Workspace) =>
    isOfOther(state) ? ON_THEIR_WAY : namePair(headersOf(shown), pairingOf(state));

  /** True while the labels speak of a step alone (or of the whole again) and the pictures do not yet. */
  const isOfOther = (state: Workspace): boolean =>
    shown !== null &&
    shown.wanted.judged !== judgedStepOf(state) &&
    !isSameMoment(shown.wanted, wantedPictures(state));

  const pane = (): Pane => plan?.panes[0] ?? { box: { left: 0, top: 0, ...screen.size }, reference };
  const paneUnder = (x: number): Pane => plan?.panes.find(({ box }) => x < box.left + box.width) ?? pane();
  const currentCamera = (): Camera => camera ?? workspace.getState().session.camera;
  const shownZoom = ({ session }: Workspace): number => resolveCamera(session.camera, pane()).zoom;
  const isExact = (state: Workspace): boolean => {
    const isThere = shown?.isWhole && (shown.a !== null || shown.b !== null);
    return (
      isThere === true && conversion === 'exact' && isSameMoment(shown?.wanted ?? null, wantedPictures(state))
    );
  };

  const unsubscribe = workspace.subscribe((state) => {
    follow(state);
    schedule();
  });
  if (!screen.canDraw)
    dispatch({ type: 'problem/raised', problem: NO_WEBGL, place: 'Viewer', isOfClip: false });
  follow(workspace.getState());
  schedule();

  return {
    screen,
    moveWipe(at) {
      wipeAt = Math.min(1, Math.max(0, at));
      schedule();
    },
    nudgeWipe(columns) {
      const column = Math.round((wipeAt ?? workspace.getState().session.wipeAt) * reference.width);
      wipeAt = null;
      dispatch({ type: 'wipe/moved', at: Math.min(1, Math.max(0, (column + columns) / reference.width)) });
      // At once, so that a screen reader hears the new place with the key.
      place(workspace.getState());
    },
    wipeAtFromClient(clientX) {
      const box = boxFromCamera(currentCamera(), pane());
      const x = (clientX - screen.canvas.getBoundingClientRect().left) * screen.scale;
      return Math.min(1, Math.max(0, (x - box.left) / box.width));
    },
    panBy(by) {
      camera = panBy(currentCamera(), pane(), { x: by.x * screen.scale, y: by.y * screen.scale });
      schedule();
    },
    zoomAt(client, factor) {
      const bounds = screen.canvas.getBoundingClientRect();
      const at = { x: (client.x - bounds.left) * screen.scale, y: (client.y - bounds.top) * screen.scale };
      camera = zoomAt(currentCamera(), paneUnder(at.x), at, factor);
      schedule();
    },
    pointAt(client) {
      const bounds = client && screen.canvas.getBoundingClientRect();
      pointer = bounds && {
        x: (client.x - bounds.left) * screen.scale,
        y: (client.y - bounds.top) * screen.scale,
      };
      readPointer(workspace.getState());
    },
    stats: () => ({
      draws,
      columnsDrawn,
      requests: loader.requests,
      starved: player.starved,
      shownFrame: shownFrameOf(shown),
      isExact: isExact(workspace.getState()),
    }),
    close() {
      cancelAnimationFrame(scheduled);
      unsubscribe();
      reporter.close();
      player.close();
      loader.close();
      screen.close();
    },
  };
}

const NO_WEBGL = {
  code: 'internal',
  title: 'Pictures cannot be drawn',
  detail: 'This browser has no WebGL2, with which the viewer draws.',
  hint: 'Allow hardware acceleration, or use another browser.',
} as const;
