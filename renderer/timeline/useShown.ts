/** Which stretch of the clip the timeline shows: all of it until the wheel (or a key) zooms in, then a window that follows the playhead. */
import { type RefObject, useEffect, useRef } from 'react';
import type { Span } from '../../model/time';
import { dispatch, useWorkspace } from '../state/store';
import { shiftShown, zoomShown } from './scale';

/** One notch of a wheel reports about 100 px: a third closer. A trackpad's pinch comes as ctrl+wheel with steps of a few px and needs more. */
const ZOOM_PER_PX = 1.003;
const ZOOM_PER_PINCHED_PX = 1.012;
/** Above this a ctrl+wheel is a notch of a wheel, not a pinch. */
const LARGEST_PINCH_PX = 40;

export function useShown(frames: number): { shown: Span; ref: RefObject<HTMLDivElement | null> } {
  const zoomed = useWorkspace(({ session }) => session.shown);
  const ref = useRef<HTMLDivElement>(null);
  const isStale = zoomed !== null && zoomed.to > frames;
  const shown: Span = zoomed === null || isStale ? { from: 0, to: Math.max(1, frames) } : zoomed;

  useEffect(() => {
    const tracks = ref.current;
    if (!tracks) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const next = wheeled(event, shown, frames, tracks.getBoundingClientRect());
      dispatch({ type: 'timeline/zoomed', shown: next.to - next.from >= frames ? null : next });
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
  const isPinch = event.ctrlKey && Math.abs(event.deltaY) <= LARGEST_PINCH_PX;
  return zoomShown(shown, share, (isPinch ? ZOOM_PER_PINCHED_PX : ZOOM_PER_PX) ** event.deltaY, frames);
}
