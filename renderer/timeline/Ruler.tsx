/** The ruler: timecode at round times, small marks between. */
import { memo, useLayoutEffect, useRef, useState } from 'react';
import type { Clock } from '../../model/displayClock';
import type { Span } from '../../model/time';
import { shareOfFrame, ticksOf } from './scale';

interface RulerProps {
  shown: Span;
  clock: Clock;
  isEmpty: boolean;
}

/** A label of eleven figures needs about this many times the text's height. */
const LABEL_WIDTHS = 8.5;

export const Ruler = memo(function Ruler({ shown, clock, isEmpty }: RulerProps) {
  const ref = useRef<HTMLDivElement>(null);
  const apart = useApart(ref);
  const ticks = isEmpty ? [] : ticksOf(shown, clock, apart);
  return (
    <div className="ruler" ref={ref} aria-hidden>
      {ticks.map(({ frame, label }) => (
        <span
          key={frame}
          className={label ? 'tick labelled' : 'tick'}
          style={{ left: `${shareOfFrame(frame, shown) * 100}%` }}
        >
          {label}
        </span>
      ))}
    </div>
  );
});

/** How far labels must be apart, as a share of the ruler's width. */
function useApart(ref: React.RefObject<HTMLDivElement | null>): number {
  const [apart, setApart] = useState(0.1);
  useLayoutEffect(() => {
    const ruler = ref.current;
    if (!ruler || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      const em = Number.parseFloat(getComputedStyle(ruler).fontSize);
      setApart(Math.min(1, (em * LABEL_WIDTHS) / Math.max(1, ruler.clientWidth)));
    });
    observer.observe(ruler);
    return () => observer.disconnect();
  }, [ref]);
  return apart;
}
