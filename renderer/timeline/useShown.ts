/** Which stretch of the clip the timeline shows: all of it until the wheel zooms in, then a window that follows the playhead. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Span } from '../../model/time';
import { useWorkspace } from '../state/store';
import { followFrame, shiftShown, zoomShown } from './scale';

/** One notch of a wheel reports about 100 px: a third closer. */
const ZOOM_PER_PX = 1.003;

export function useShown(frames: number): { shown: Span; ref: RefObject<HTMLDivElement | null> } {
  const all: Span = { from: 0, to: Math.max(1, frames) };
  const [zoomed, setZoomed] = useState<Span | null>(null);
  const playhead = useWorkspace(({ session }) => (zoomed ? session.playhead : 0));
  const ref = useRef<HTMLDivElement>(null);
  const isStale = zoomed !== null && zoomed.to > frames;
  const shown = zoomed === null || isStale ? all : followFrame(zoomed, playhead, frames);

  useEffect(() => {
    const tracks = ref.current;
    if (!tracks) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const next = wheeled(event, shown, frames, tracks.getBoundingClientRect());
      setZoomed(next.to - next.from >= frames ? null : next);
    };
    // Not passive: the page must not scroll or zoom along. React's own onWheel cannot say so.
    tracks.addEventListener('wheel', onWheel, { passive: false });
    return () => tracks.removeEventListener('wheel', onWheel);
  });
  return { shown, ref };
}

function wheeled(event: WheelEvent, shown: Span, frames: number, { left, width }: DOMRect): Span {
  const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
  if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
    return shiftShown(shown, sideways / width, frames);
  }
  const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
  return zoomShown(shown, share, ZOOM_PER_PX ** event.deltaY, frames);
}
