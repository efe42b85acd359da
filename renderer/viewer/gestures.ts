/**
 * Pointer, wheel and pinch on the picture: drag pans, wheel and pinch zoom at the cursor, the wipe's handle drags the wipe.
 *
 * Listeners are set by hand: React's wheel listener is passive and could not keep the page from zooming.
 */
import type { Stage } from './stage';

/** A wheel notch of 100 px is a quarter closer; a trackpad's pinch comes as ctrl+wheel with steps of a few px and needs more. */
const WHEEL_RATE = 0.0022;
const PINCH_RATE = 0.012;
const PIXELS_PER_LINE = 16;

export function listenToGestures(root: HTMLElement, stage: Stage): () => void {
  const end = new AbortController();
  const { signal } = end;
  const { canvas } = stage.screen;
  canvas.addEventListener('wheel', (event) => onWheel(event, stage), { signal, passive: false });
  // Over the handle the wheel zooms as well: the line must not make a hole in the picture.
  root
    .querySelector('[data-part="wipe"]')
    ?.addEventListener('wheel', (event) => onWheel(event as WheelEvent, stage), {
      signal,
      passive: false,
    });
  listenToFingers(canvas, stage, signal);
  const point = ({ clientX: x, clientY: y }: PointerEvent) => stage.pointAt({ x, y });
  canvas.addEventListener('pointermove', point, { signal });
  canvas.addEventListener('pointerleave', () => stage.pointAt(null), { signal });
  return () => end.abort();
}

function onWheel(event: WheelEvent, stage: Stage): void {
  event.preventDefault();
  const pixels =
    event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * PIXELS_PER_LINE : event.deltaY;
  const rate = event.ctrlKey ? PINCH_RATE : WHEEL_RATE;
  stage.zoomAt({ x: event.clientX, y: event.clientY }, Math.exp(-pixels * rate));
}

/** One pointer pans, two pinch. */
function listenToFingers(canvas: HTMLCanvasElement, stage: Stage, signal: AbortSignal): void {
  const fingers = new Map<number, { x: number; y: number }>();
  canvas.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button > 1) return;
      // Else the middle button starts to scroll, and a drag to select.
      event.preventDefault();
      // That keeps the focus where it was, too: a slider would go on taking the arrow keys.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      canvas.setPointerCapture(event.pointerId);
      canvas.classList.add('is-panned');
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    { signal },
  );
  canvas.addEventListener(
    'pointermove',
    (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const now = { x: event.clientX, y: event.clientY };
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      fingers.set(event.pointerId, now);
      if (other) pinch(stage, before, now, other);
      else stage.panBy({ x: now.x - before.x, y: now.y - before.y });
    },
    { signal },
  );
  const lift = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    canvas.classList.toggle('is-panned', fingers.size > 0);
  };
  canvas.addEventListener('pointerup', lift, { signal });
  canvas.addEventListener('pointercancel', lift, { signal });
}

interface Finger {
  x: number;
  y: number;
}

function pinch(stage: Stage, before: Finger, now: Finger, other: Finger): void {
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
  stage.panBy({ x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 });
  stage.zoomAt(middle, distance(now, other) / Math.max(1, distance(before, other)));
}

function distance(one: Finger, other: Finger): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
