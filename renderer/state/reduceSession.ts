/** The session drawer: where the user looks. Remembered per machine (remembered.ts), never undone. */
import { followFrame } from '../timeline/scale';
import type { Action } from './actions';
import type { Session } from './workspace';

export const SPEEDS = [0.25, 0.5, 1, 2, 4] as const;
/** Screen pixels per sample: from a thumbnail to single samples as big tiles. */
export const ZOOM = { min: 0.05, max: 32 } as const;

/** `frames`: length of side A's clip, null while unknown. */
export function reduceSession(session: Session, action: Action, frames: number | null): Session {
  switch (action.type) {
    case 'clip/opened':
      return { ...session, ...START_OF_CLIP, editedSide: 'b' };
    case 'bookmark/restored':
      return moved({ ...session, ...START_OF_CLIP, ...action.session }, action.session.playhead ?? 0, frames);
    case 'reference/opened':
      return { ...session, editedSide: 'a', judgedStep: null };
    case 'playhead/moved':
      return moved(session, action.frame, frames);
    case 'play/started':
      return { ...session, isPlaying: true };
    case 'engine/missed':
    case 'play/stopped':
      return session.isPlaying ? { ...session, isPlaying: false } : session;
    case 'speed/changed':
      return { ...session, speed: action.speed };
    case 'view/chosen':
      return { ...session, view: action.view };
    case 'peek/changed':
      return session.peek === action.side ? session : { ...session, peek: action.side };
    case 'sides/swapped':
      return { ...session, isSwapped: !session.isSwapped };
    case 'wipe/moved':
      return { ...session, wipeAt: clamp(action.at, 0, 1) };
    case 'camera/moved':
      return {
        ...session,
        camera: { ...action.camera, zoom: clamp(action.camera.zoom, ZOOM.min, ZOOM.max) },
      };
    case 'panel/toggled':
      return {
        ...session,
        panels: { ...session.panels, [action.panel]: !session.panels[action.panel] },
      };
    case 'picture alone/changed':
      return { ...session, isPictureAlone: action.isAlone };
    case 'span/marked':
      return { ...session, span: action.span };
    case 'timeline/zoomed':
      return { ...session, shown: action.shown };
    case 'section/opened':
      return { ...session, sectionEdited: action.frame, isPlaying: false };
    case 'section/closed':
      return { ...session, sectionEdited: null };
    case 'loss/dismissed':
      return { ...session, lost: null };
    case 'output/ordered':
      return { ...session, outFolder: action.folder };
    case 'dialog/opened':
      return { ...session, dialog: action.dialog, isPlaying: false };
    case 'dialog/closed':
      return { ...session, dialog: null };
    case 'session/remembered':
      return { ...session, ...action.session };
    case 'preference/changed':
      return { ...session, ...action.preference };
    default:
      return session;
  }
}

const START_OF_CLIP: Partial<Session> = {
  playhead: 0,
  isPlaying: false,
  span: null,
  shown: null,
  sectionEdited: null,
  peek: null,
  isSwapped: false,
  editedOverride: null,
  judgedStep: null,
  camera: { isFit: true, zoom: 1, centreX: 0.5, centreY: 0.5 },
};

function moved(session: Session, frame: number, frames: number | null): Session {
  const last = frames === null ? Number.MAX_SAFE_INTEGER : Math.max(0, frames - 1);
  const playhead = clamp(Math.round(frame), 0, last);
  if (playhead === session.playhead) return session;
  const { shown } = session;
  // A zoomed timeline turns its page when the playhead leaves it.
  return { ...session, playhead, shown: shown && followFrame(shown, playhead, frames ?? shown.to) };
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
