/**
 * Puts labels and the wipe's handle where the picture is, by style alone: React made the elements and does not hear of it.
 *
 * Elements are found by `data-part` each time, so that React may mount and unmount them as it likes.
 */
import type { SideName } from '../state/workspace';
import { overlap } from './camera';
import type { PictureName } from './pairWords';
import { type LabelPlan, planLabel, type ViewPlan } from './viewPlan';

export interface OverlayInput {
  plan: ViewPlan;
  /** Device pixels per CSS pixel. */
  scale: number;
  isSwapped: boolean;
  areLabelsShown: boolean;
  /** Columns of the picture that the wipe counts in, and the column it stands at. */
  columns: number;
  column: number;
  leftLabel: string;
  /** Which frames the pictures are; null where nothing has to be said of it. */
  names: Record<SideName, PictureName> | null;
}

export type Overlay = (input: OverlayInput) => void;

export function createOverlay(root: HTMLElement): Overlay {
  const widths = new WeakMap<HTMLElement, { key: string; width: number }>();
  let room = 0;
  /** Asking for a width makes the browser lay out; a label's only changes with its text, and with the room that it may take a share of. */
  const widthOf = (element: HTMLElement): number => {
    const key = `${room} ${element.textContent}`;
    const known = widths.get(element);
    if (known && known.key === key && known.width > 0) return known.width;
    const width = element.offsetWidth;
    widths.set(element, { key, width });
    return width;
  };
  const part = (name: string): HTMLElement | null => root.querySelector(`[data-part="${name}"]`);

  return (input) => {
    room = input.plan.canvas.width;
    for (const side of ['a', 'b'] as const) {
      write(part(`frame-${side}`), input.names?.[side].frame ?? '');
      write(part(`source-${side}`), input.names?.[side].source ?? '');
      const label = input.areLabelsShown ? planLabel(input.plan, side, input.isSwapped) : null;
      placeChip(part(`chip-${side}`), label, input.scale, widthOf);
    }
    placeDifference(part('chip-difference'), input);
    placeWipe(part('wipe'), input);
  };
}

/** Distance of a label from the edges of the picture, in CSS pixels. */
const INSET = 8;

function placeChip(
  chip: HTMLElement | null,
  label: LabelPlan | null,
  scale: number,
  widthOf: (element: HTMLElement) => number,
): void {
  if (!chip) return;
  chip.hidden = label === null;
  if (!label) return;
  const { visible, region, corner } = label;
  const width = widthOf(chip);
  const left = visible.left / scale + INSET;
  const right = (visible.left + visible.width) / scale - INSET - width;
  const at = corner === 'left' ? left : Math.max(left, right);
  move(chip, at, visible.top / scale + INSET);
  // A label over the other side's picture would name it wrongly: it fades where its own side does not reach.
  const isCovered = region.left / scale > at || (region.left + region.width) / scale < at + width;
  chip.classList.toggle('is-covered', isCovered);
}

function placeDifference(chip: HTMLElement | null, { plan, scale, areLabelsShown }: OverlayInput): void {
  if (!chip) return;
  const layer = plan.layers.find(({ what }) => what === 'difference');
  chip.hidden = !layer || !areLabelsShown;
  if (layer) move(chip, (layer.clip.left + layer.clip.width / 2) / scale, layer.clip.top / scale + INSET);
}

function placeWipe(wipe: HTMLElement | null, input: OverlayInput): void {
  if (!wipe) return;
  const { plan, scale, column, columns, leftLabel } = input;
  wipe.hidden = plan.wipe === null;
  if (!plan.wipe) return;
  const { edge, picture } = plan.wipe;
  const seen = overlap(picture, { left: 0, top: 0, ...plan.canvas });
  // Zoomed in, the edge may lie beyond the screen: the grip waits at the border, without a line that would claim an edge there.
  const isOutside = edge < 0 || edge > plan.canvas.width;
  const at = Math.min(Math.max(edge, 0), plan.canvas.width);
  move(wipe, at / scale, seen.top / scale);
  wipe.style.height = `${seen.height / scale}px`;
  wipe.classList.toggle('is-outside', isOutside);
  const slider = wipe.querySelector('input');
  if (!slider) return;
  slider.max = String(columns);
  slider.value = String(column);
  const percent = Math.round((column / columns) * 100);
  slider.setAttribute('aria-valuetext', `${percent} %: ${leftLabel} left of column ${column} of ${columns}`);
}

/** Before placing, for a label's width comes of its text. */
function write(element: HTMLElement | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

function move(element: HTMLElement, left: number, top: number): void {
  element.style.transform = `translate(${left}px, ${top}px)`;
}

export function labelOf(side: SideName, given: string): string {
  return given || (side === 'a' ? 'SD source' : 'Variant');
}
