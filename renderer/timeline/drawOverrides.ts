/** Draws the lane of overrides: a bracketed block for each with what it changes where there is room; the edited one is filled. Read without colour. */
import type { Override } from '../../model/recipe';
import type { Span } from '../../model/time';
import type { LaneSurface } from './LaneCanvas';
import { shareOfFrame } from './scale';

const PADDING_PX = 5;
/** The whole clip is a thread; an override is a block on it. */
const THREAD_PX = 1;

export interface DrawnOverride {
  override: Override;
  /** From the longest to the shortest; the first that fits is written. */
  labels: readonly string[];
  isEdited: boolean;
}

/** Later ones lie over earlier ones, as they win. */
export function drawOverrides(lane: LaneSurface, overrides: readonly DrawnOverride[], shown: Span): void {
  const { context, width, height, colourOf } = lane;
  context.fillStyle = colourOf('--edge');
  context.fillRect(0, Math.round(height / 2), width, THREAD_PX);
  overrides.forEach(({ override, ...drawn }, at) => {
    if (override.from >= shown.to || override.to <= shown.from) return;
    const placeOf = (frame: number) => Math.round(shareOfFrame(frame, shown) * width);
    const left = Math.max(-2, placeOf(override.from));
    const right = Math.min(width + 2, placeOf(override.to));
    drawBlock(lane, drawn, left, Math.max(left + 3, right));
    const free = freeOf(
      override,
      overrides.slice(at + 1).map((later) => later.override),
    );
    drawLabel(lane, drawn, Math.max(0, left, placeOf(free.from)), Math.min(right, placeOf(free.to)));
  });
}

/** What later ones leave of it on the side where more is left. */
function freeOf({ from, to }: Span, later: readonly Span[]): Span {
  const over = later.filter((other) => other.from < to && other.to > from);
  if (over.length === 0) return { from, to };
  const before = { from, to: Math.min(...over.map((other) => other.from)) };
  const behind = { from: Math.max(...over.map((other) => other.to)), to };
  return before.to - before.from >= behind.to - behind.from ? before : behind;
}

type Look = Omit<DrawnOverride, 'override'>;

function drawBlock(
  { context, height, colourOf }: LaneSurface,
  { isEdited }: Look,
  left: number,
  right: number,
): void {
  context.fillStyle = colourOf(isEdited ? '--accent-ground' : '--pressed');
  context.fillRect(left, 0, right - left, height);
  context.strokeStyle = colourOf(isEdited ? '--accent' : '--text');
  context.lineWidth = isEdited ? 2 : 1;
  const inset = context.lineWidth / 2;
  context.strokeRect(left + inset, inset, right - left - 2 * inset, height - 2 * inset);
}

function drawLabel(lane: LaneSurface, { labels, isEdited }: Look, left: number, right: number): void {
  const { context, height, colourOf } = lane;
  const room = right - left - 2 * PADDING_PX;
  const label = labels.find((text) => context.measureText(text).width <= room);
  if (label === undefined) return;
  context.textAlign = 'left';
  context.fillStyle = colourOf(isEdited ? '--on-accent' : '--strong');
  context.fillText(label, left + PADDING_PX, height / 2 + 1);
}
