/** Draws the shot lane: a block for each shot, a line at a cut, a wedge over a dissolve or fade, numbers where there is room. */
import type { Shot } from '../../model/analysis';
import type { Span } from '../../model/time';
import { indexAt } from '../state/analyses';
import type { LaneSurface } from './LaneCanvas';
import { shareOfFrame } from './scale';

const PADDING_PX = 4;
/** Narrower shots are only their cuts. */
const BLOCK_PX = 3;

export function drawShots(lane: LaneSurface, shots: readonly Shot[], shown: Span): void {
  const first = Math.max(0, indexAt(shots, shown.from));
  for (let index = first; index < shots.length; index++) {
    const shot = shots[index];
    if (!shot || shot.from >= shown.to) break;
    drawShot(lane, shot, index, shown);
  }
}

function drawShot(lane: LaneSurface, shot: Shot, index: number, shown: Span): void {
  const { context, width, height, colourOf } = lane;
  const left = Math.max(0, shareOfFrame(shot.from, shown) * width);
  const right = Math.min(width, shareOfFrame(shot.to, shown) * width);
  if (right - left >= BLOCK_PX) {
    context.fillStyle = colourOf(index % 2 === 0 ? '--raised' : '--pressed');
    context.fillRect(left, 0, right - left, height);
  }
  if (shot.transition) drawTransition(lane, shot, shot.transition, shown);
  if (shot.start === 'cut' && shot.from >= shown.from) {
    context.fillStyle = colourOf('--edge');
    context.fillRect(Math.round(left), 0, 1, height);
  }
  const label = String(index + 1);
  const inset = shot.transition ? Math.max(0, shareOfFrame(shot.transition.to, shown) * width - left) : 0;
  if (context.measureText(label).width + 2 * PADDING_PX + inset > right - left) return;
  context.textAlign = 'left';
  context.fillStyle = colourOf('--secondary');
  context.fillText(label, left + inset + PADDING_PX, height / 2 + 1);
}

/** The new shot grows from nothing to all: a wedge. A fade comes out of black: the same with a dark ground. */
function drawTransition(
  { context, width, height, colourOf }: LaneSurface,
  { start }: Shot,
  transition: Span,
  shown: Span,
): void {
  const left = shareOfFrame(transition.from, shown) * width;
  const right = Math.max(left + 2, shareOfFrame(transition.to, shown) * width);
  if (start === 'fade') {
    context.fillStyle = colourOf('--ground');
    context.fillRect(left, 0, right - left, height);
  }
  context.fillStyle = colourOf('--edge');
  context.beginPath();
  context.moveTo(left, height);
  context.lineTo(right, 0);
  context.lineTo(right, height);
  context.fill();
}
