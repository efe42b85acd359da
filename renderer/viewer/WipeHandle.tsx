/** The wipe's line and grip, and the slider that keyboard and screen reader use. Placed by overlay.ts; renders once. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Stage } from './stage';

/** The line's place within the element, in CSS pixels; viewer.css says the same. */
const LINE_AT = 8;

export function WipeHandle({ stage }: { stage: () => Stage | null }) {
  /** From the edge to the pointer when the handle was taken, so that it does not jump under the finger. */
  const grab = useRef<number | null>(null);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    // Focus stays where it is: the arrow keys go on stepping frames after a drag.
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    grab.current = event.clientX - event.currentTarget.getBoundingClientRect().left - LINE_AT;
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (grab.current === null) return;
    const machine = stage();
    machine?.moveWipe(machine.wipeAtFromClient(event.clientX - grab.current));
  };
  const onPointerEnd = () => {
    grab.current = null;
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to grab with a pointer; the slider within speaks for it.
    <div
      className="wipe"
      data-part="wipe"
      data-testid="wipe"
      hidden
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onDoubleClick={() => stage()?.moveWipe(0.5)}
    >
      <div className="wipe-line" />
      <input
        type="range"
        className="wipe-slider"
        aria-label="Wipe position"
        min={0}
        max={1}
        step={1}
        defaultValue={0}
        onKeyDown={(event) => onKeyDown(event, stage())}
        // Assistive tools set the value without a key.
        onInput={({ currentTarget }) =>
          stage()?.moveWipe(Number(currentTarget.value) / Number(currentTarget.max))
        }
      />
      <div className="wipe-grip" aria-hidden="true" />
    </div>
  );
}

/** Arrows go by a column of the picture (Shift: ten), Page keys by a tenth of it, Home and End to its sides. */
function onKeyDown(event: KeyboardEvent<HTMLInputElement>, stage: Stage | null): void {
  const columns = Number(event.currentTarget.max);
  const step = event.shiftKey ? 10 : 1;
  const tenth = Math.round(columns / 10);
  const moves: Record<string, number> = {
    ArrowLeft: -step,
    ArrowDown: -step,
    ArrowRight: step,
    ArrowUp: step,
    PageDown: -tenth,
    PageUp: tenth,
    Home: -columns,
    End: columns,
  };
  const move = moves[event.key];
  if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  stage?.nudgeWipe(move);
}
