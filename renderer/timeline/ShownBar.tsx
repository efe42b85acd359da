/** Which part of the clip a zoomed timeline shows: a bar to drag, or to move with the arrows while it has the focus. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Span } from '../../model/time';
import { dispatch } from '../state/store';
import { shiftShown } from './scale';

interface ShownBarProps {
  shown: Span;
  frames: number;
}

/** Shares of what is in sight that a key moves. */
const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -0.1,
  ArrowRight: 0.1,
  PageUp: -0.9,
  PageDown: 0.9,
};

export function ShownBar({ shown, frames }: ShownBarProps) {
  const grip = useRef<{ x: number; shown: Span } | null>(null);
  const length = shown.to - shown.from;
  if (length >= frames) return null;
  const move = (next: Span) => dispatch({ type: 'timeline/zoomed', shown: next });
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const width = event.currentTarget.parentElement?.clientWidth ?? 0;
    if (!grip.current || width === 0) return;
    const frameShift = ((event.clientX - grip.current.x) / width) * frames;
    move(shiftShown(grip.current.shown, frameShift / length, frames));
  };
  const press = (event: KeyboardEvent) => {
    const share = KEYS[event.key];
    if (share === undefined) return;
    event.preventDefault();
    move(shiftShown(shown, share, frames));
  };
  return (
    <div className="shown-bar">
      <div
        role="slider"
        tabIndex={0}
        aria-label="Part of the clip in sight"
        aria-valuemin={0}
        aria-valuemax={frames - length}
        aria-valuenow={shown.from}
        aria-valuetext={`Frames ${shown.from} to ${shown.to - 1} of ${frames}`}
        style={{ left: `${(shown.from / frames) * 100}%`, width: `${(length / frames) * 100}%` }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          grip.current = { x: event.clientX, shown };
        }}
        onPointerMove={drag}
        onPointerUp={() => (grip.current = null)}
        onPointerCancel={() => (grip.current = null)}
        onKeyDown={press}
      />
    </div>
  );
}
