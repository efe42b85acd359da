/**
 * What moves the playhead, and the playhead itself. Dragging dispatches the frame under the pointer; the viewer fetches the latest one only.
 *
 * A slider for screen readers; its keys are the window's own (arrows step frames everywhere), hence data-keys.
 */
import { type PointerEvent, useRef } from 'react';
import { formatTimecode, type Span } from '../../model/time';
import { timelineClock } from '../state/pair';
import { dispatch, useWorkspace } from '../state/store';
import { frameAtShare, shareOfFrame } from './scale';

interface ScrubberProps {
  shown: Span;
  frames: number;
}

export function Scrubber({ shown, frames }: ScrubberProps) {
  const playhead = useWorkspace(({ session }) => session.playhead);
  const clock = useWorkspace(timelineClock);
  const isDragging = useRef(false);
  const scrub = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const frame = frameAtShare((event.clientX - left) / width, shown);
    dispatch({ type: 'playhead/moved', frame });
  };
  const start = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || frames === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    isDragging.current = true;
    dispatch({ type: 'play/stopped' });
    scrub(event);
  };
  return (
    <div
      className="scrubber"
      role="slider"
      tabIndex={0}
      data-keys="window"
      aria-label="Playhead"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, frames - 1)}
      aria-valuenow={playhead}
      aria-valuetext={`Frame ${playhead}, ${formatTimecode(playhead, clock)}`}
      aria-disabled={frames === 0}
      onPointerDown={start}
      onPointerMove={(event) => isDragging.current && scrub(event)}
      onPointerUp={() => (isDragging.current = false)}
      onPointerCancel={() => (isDragging.current = false)}
    />
  );
}

/** Where we are, over every lane; it takes no presses itself. The line is where the frame begins: labels stand behind that, and none is struck through where a clip, a section or a shot begins. */
export function Playhead({ shown, frames }: ScrubberProps) {
  const playhead = useWorkspace(({ session }) => session.playhead);
  if (frames === 0) return null;
  const width = 100 / (shown.to - shown.from);
  const left = shareOfFrame(playhead, shown) * 100;
  return (
    <div className="playhead-place" aria-hidden>
      <div className="playhead-frame" style={{ left: `${left}%`, width: `${width}%` }} />
      <div className="playhead" style={{ left: `${left}%` }} />
    </div>
  );
}
