/** From the workspace and the pictures at hand to what planView needs. Pure. */
import { type Size, squareSize } from '../../model/clip';
import type { Picture } from '../../model/picture';
import { type Part, partWithin, shownPart } from '../../model/shownPart';
import { judgedStepOf } from '../state/judgedStep';
import type { Workspace } from '../state/workspace';
import type { Moment } from './frameLoader';
import type { Wanted } from './frameRequests';
import type { SideShape, ViewInput } from './viewPlan';

/** `last` is the reference of the draw before: it stands in while nothing says better. */
export function createViewInput(state: Workspace, shown: Moment | null, canvas: Size, last: Size): ViewInput {
  const { session } = state;
  const [a, cropped] = [shapeOf(shown?.a), shapeOf(shown?.b)];
  const part = judgedPart(state, shown);
  const b = part && cropped ? { ...cropped, part } : cropped;
  const reference = (part && a ? a.square : referenceOf(state, a, b)) ?? last;
  return { canvas, reference, a, b, view: session.view, camera: session.camera, session };
}

/** Where a crop is judged alone, B lies in its place within A, so that what is cut away is seen and the rest lies on itself. */
export function judgedPart({ engine }: Workspace, shown: Moment | null): Part | null {
  const { a, b, judged } = shown?.wanted ?? {};
  const clip = b && engine.clips[b.clipId];
  if (!a || !shown?.a || !clip || judged?.kind !== 'crop') return null;
  return partWithin(shownPart(b.recipe, clip), shownPart(a.recipe, clip));
}

function shapeOf(picture: Picture | null | undefined): SideShape | null {
  if (!picture) return null;
  const stored = { width: picture.header.width, height: picture.header.height };
  return { stored, square: squareSize(stored, picture.header.sampleAspect) };
}

/** B's square size rules; what its plan promises stands in while B is not there, so that nothing jumps when it comes. */
function referenceOf(state: Workspace, a: SideShape | null, b: SideShape | null): Size | null {
  const { project, engine } = state;
  if (b) return b.square;
  // Up to a step the result is of another size than the plan's.
  if (judgedStepOf(state)) return a?.square ?? null;
  const promised = project.b && engine.plan.b;
  return promised ? squareSize(promised.size, promised.sampleAspect) : (a?.square ?? null);
}

/** What may go on standing in for a moment that is on its way: only pictures of the same clips, or a label would name the wrong film. */
export function keepFamiliar(shown: Moment, wanted: Wanted): Moment {
  const a = shown.wanted.a?.clipId === wanted.a?.clipId ? shown.a : null;
  const b = shown.wanted.b?.clipId === wanted.b?.clipId ? shown.b : null;
  return a === shown.a && b === shown.b ? shown : { wanted: shown.wanted, a, b, isWhole: false };
}

/** Null while there is no picture. */
export function shownFrameOf(moment: Moment | null): number | null {
  return moment && (moment.a || moment.b) ? moment.wanted.frame : null;
}

/** True where nothing changed that decides which pictures are wanted: a moved wipe costs no more than this. */
export function isSameForPictures(one: Workspace, other: Workspace): boolean {
  const [s, t] = [one.session, other.session];
  return (
    one.project === other.project &&
    one.engine.clips === other.engine.clips &&
    one.engine.plan === other.engine.plan &&
    one.engine.connection === other.engine.connection &&
    s.playhead === t.playhead &&
    s.isPlaying === t.isPlaying &&
    s.speed === t.speed &&
    s.span === t.span &&
    s.judgedStep === t.judgedStep &&
    s.view === t.view &&
    s.isMaskShown === t.isMaskShown &&
    s.threshold === t.threshold
  );
}
