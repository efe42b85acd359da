/**
 * What is drawn where: view, camera, wipe and peek worked out to rectangles in device pixels.
 *
 * Pure; views.ts draws it, the labels and the wipe's handle are placed by it, so they cannot disagree with the picture.
 */
import type { Size } from '../../model/clip';
import type { Part } from '../../model/shownPart';
import type { Camera, Session, SideName, ViewMode } from '../state/workspace';
import { type Box, boxFromCamera, boxOfPart, boxOfShape, overlap, type Pane } from './camera';

/** What a side holds: its stored samples and, with square samples, its shape. */
export interface SideShape {
  stored: Size;
  square: Size;
  /** Of the reference, where it shows no more than that; drawn in its place. Left out: it has the reference to itself. */
  part?: Part;
}

export interface ViewInput {
  canvas: Size;
  reference: Size;
  a: SideShape | null;
  b: SideShape | null;
  view: ViewMode;
  camera: Camera;
  session: Pick<
    Session,
    'peek' | 'isSwapped' | 'wipeAt' | 'magnify' | 'surround' | 'differenceGain' | 'isMaskShown'
  >;
}

export interface Layer {
  what: SideName | 'difference';
  /** Where the whole picture would lie, and the part of the screen it may touch. */
  box: Box;
  clip: Box;
  isSmooth: boolean;
  /** Less than half its size: two by two samples are no longer enough to blend. */
  isFarReduced: boolean;
  /** Where the mask of the pair would lie: it has side B's shape, whatever is drawn beneath. */
  mask: Box;
}

export interface ViewPlan {
  canvas: Size;
  /** Code value of the neutral surround, 0–255. */
  surround: number;
  layers: Layer[];
  gain: number;
  isMaskShown: boolean;
  /** Panes that take part, left to right; the camera is the same in all. */
  panes: Pane[];
  wipe: WipePlan | null;
}

/** `edge`: the first device column of the right side. `picture`: the whole picture; `left`, `right`: who stands there. */
export interface WipePlan {
  edge: number;
  picture: Box;
  left: SideName;
  right: SideName;
}

/** Between the panes of side by side, in device pixels. */
const GAP = 2;

/** sRGB codes. 18 % of linear light is 118 (IEC 61966-2-1); the other greys are the window's own. */
export const SURROUND_CODES: Record<Session['surround'], number> = {
  grey18: 118,
  black: 0,
  dark: 0x1b,
  light: 0xb4,
};

export function planView(input: ViewInput): ViewPlan {
  const { canvas, session } = input;
  const whole: Box = { left: 0, top: 0, ...canvas };
  const base = {
    canvas,
    surround: SURROUND_CODES[session.surround],
    gain: session.differenceGain,
    isMaskShown: session.isMaskShown,
  };
  const single: Pane = { box: whole, reference: input.reference };
  const [left, right]: [SideName, SideName] = session.isSwapped ? ['b', 'a'] : ['a', 'b'];
  const alone = aloneSide(input);
  if (alone) return { ...base, layers: layersOf(input, alone, single), panes: [single], wipe: null };
  if (input.view === 'side-by-side') {
    const panes = splitPanes(single);
    const layers = panes.flatMap((pane, index) => layersOf(input, index === 0 ? left : right, pane));
    return { ...base, layers, panes, wipe: null };
  }
  if (input.view === 'difference') {
    return { ...base, layers: differenceLayers(input, single), panes: [single], wipe: null };
  }
  if (!input.a || !input.b) return { ...base, layers: [], panes: [single], wipe: null };
  return { ...base, ...planWipe(input, single, left, right), panes: [single] };
}

/** The side that has the screen for itself: it is peeked at, or there is no other. */
function aloneSide({ a, b, session }: ViewInput): SideName | null {
  if (session.peek) return session.peek;
  if (a && !b) return 'a';
  return b && !a ? 'b' : null;
}

function splitPanes({ box, reference }: Pane): [Pane, Pane] {
  const width = Math.max(1, Math.floor((box.width - GAP) / 2));
  const second = { ...box, left: box.left + box.width - width, width };
  return [
    { box: { ...box, width }, reference },
    { box: second, reference },
  ];
}

function layersOf(input: ViewInput, side: SideName, pane: Pane, clip: Box = pane.box): Layer[] {
  const shape = input[side];
  if (!shape) return [];
  const whole = boxFromCamera(input.camera, pane);
  const box = boxOfSide(whole, input.reference, shape);
  const { stored } = shape;
  return [
    {
      what: side,
      box,
      clip: overlap(clip, box),
      isSmooth: isSmooth(box, stored, input.session.magnify),
      isFarReduced: Math.min(box.width / stored.width, box.height / stored.height) < 0.5,
      mask: input.b ? boxOfSide(whole, input.reference, input.b) : box,
    },
  ];
}

/** Where a side's picture lies when the whole reference lies in `whole`. */
export function boxOfSide(
  whole: Box,
  reference: Size,
  { square, part }: Pick<SideShape, 'square' | 'part'>,
): Box {
  return part ? boxOfPart(whole, part) : boxOfShape(whole, reference, square);
}

/** At exactly 1:1 nothing may be blended; enlarged, the user chooses; reduced, every sample must count. */
function isSmooth(box: Box, stored: Size, magnify: Session['magnify']): boolean {
  if (box.width === stored.width && box.height === stored.height) return false;
  const isEnlarged = box.width >= stored.width && box.height >= stored.height;
  return !(isEnlarged && magnify === 'pixels');
}

function differenceLayers(input: ViewInput, pane: Pane): Layer[] {
  if (!input.a || !input.b) return [];
  return layersOf(input, 'b', pane).map((layer) => ({ ...layer, what: 'difference' }));
}

function planWipe(
  input: ViewInput,
  pane: Pane,
  left: SideName,
  right: SideName,
): Pick<ViewPlan, 'layers' | 'wipe'> {
  const picture = boxFromCamera(input.camera, pane);
  const edge = picture.left + Math.round(input.session.wipeAt * picture.width);
  // Column 0 to the edge and the edge to the last one: nothing is drawn twice, nothing is left out.
  const before = { ...pane.box, width: Math.min(Math.max(edge - pane.box.left, 0), pane.box.width) };
  const after = { ...pane.box, left: before.left + before.width, width: pane.box.width - before.width };
  return {
    layers: [...layersOf(input, left, pane, before), ...layersOf(input, right, pane, after)],
    wipe: { edge, picture, left, right },
  };
}

/** Where a side's label belongs: a corner of what can be seen of its picture, and the part of the screen where it is really seen. */
export interface LabelPlan {
  corner: 'left' | 'right';
  visible: Box;
  region: Box;
}

export function planLabel(plan: ViewPlan, side: SideName, isSwapped: boolean): LabelPlan | null {
  const index = plan.layers.findIndex(({ what }) => what === side || what === 'difference');
  const layer = plan.layers[index];
  const pane = plan.panes[Math.min(index, plan.panes.length - 1)];
  if (!layer || !pane || layer.clip.width === 0 || layer.clip.height === 0) return null;
  const isLeft = (side === 'a') !== isSwapped;
  return { corner: isLeft ? 'left' : 'right', visible: overlap(layer.box, pane.box), region: layer.clip };
}

/**
 * The part of the screen that has to be drawn again to come from one plan to the other: null for all of it.
 *
 * Only a moved edge is told apart; its strip is between the old and the new one. Width 0: nothing to draw.
 */
export function damageBetween(before: ViewPlan, after: ViewPlan): Box | null {
  if (JSON.stringify(withoutEdge(before)) !== JSON.stringify(withoutEdge(after))) return null;
  if (!before.wipe || !after.wipe) return { left: 0, top: 0, width: 0, height: 0 };
  const left = Math.min(before.wipe.edge, after.wipe.edge);
  const width = Math.abs(before.wipe.edge - after.wipe.edge);
  return overlap({ left: 0, top: 0, ...after.canvas }, { left, top: 0, width, height: after.canvas.height });
}

function withoutEdge(plan: ViewPlan): unknown {
  if (!plan.wipe) return plan;
  const layers = plan.layers.map(({ clip: _moves, ...layer }) => layer);
  return { ...plan, layers, wipe: { ...plan.wipe, edge: 0 } };
}
