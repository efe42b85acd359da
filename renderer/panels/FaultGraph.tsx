/** One fault's number over the clip's frames, as a line between its least and its most. The mouse reads it and jumps; for keyboards the worst frame has a button of its own. */
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import type { FaultSeries } from '../../model/analysis';
import type { Clock } from '../../model/displayClock';
import type { Span } from '../../model/time';
import { useWorkspace } from '../state/store';
import { faultAt, faultRange, faultValue } from './analysisWords';

interface FaultGraphProps {
  series: FaultSeries;
  span: Span;
  /** Of the clip. */
  clock: Clock;
  onJump: ((frame: number) => void) | null;
}

const HEIGHT_PX = 40;

export function FaultGraph({ series, span, clock, onJump }: FaultGraphProps) {
  const place = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLSpanElement>(null);
  const theme = useWorkspace(({ session }) => session.theme);
  const jump = useRef(onJump);
  jump.current = onJump;
  const { from, to } = span;
  const tell = useRef<(at: number) => string>(() => '');
  tell.current = (at) => faultAt(series, at, clock);
  const { least, most } = faultRange(series.values);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides the line's colour
  useEffect(() => {
    const box = place.current;
    if (!box || !canDraw()) return;
    let plot: UPlot | null = null;
    const observer = new ResizeObserver(() => {
      // Made with the first layout, when the theme is on the page and the width is known.
      if (plot) plot.setSize({ width: box.clientWidth, height: HEIGHT_PX });
      else
        plot = createPlot(box, series, {
          span: { from, to },
          // Written by hand: the pointer moves sixty times a second, and nothing else has to be drawn for it.
          onPoint: (at) => {
            if (readout.current) readout.current.textContent = tell.current(at);
          },
          onJump: (frame) => jump.current?.(frame),
        });
    });
    observer.observe(box);
    return () => {
      observer.disconnect();
      plot?.destroy();
    };
  }, [series, from, to, theme]);
  return (
    <div className="fault-figure">
      <div
        ref={place}
        className="fault-graph"
        role="img"
        aria-label={`${series.title}: median ${faultValue(series.median, series.unit)}, at most ${faultValue(most, series.unit)}. ${series.says}`}
      />
      <p>
        <span className="fault-readout" ref={readout} />
        <span className="fault-scale">
          {faultValue(least, '')} to {faultValue(most, series.unit)}
        </span>
      </p>
    </div>
  );
}

/** Where there is no canvas (in tests) the numbers beside it have to do. */
function canDraw(): boolean {
  return document.createElement('canvas').getContext('2d') !== null;
}

interface Plotting {
  span: Span;
  /** The place of the value under the pointer; -1 where there is none. */
  onPoint(at: number): void;
  onJump(frame: number): void;
}

function createPlot(
  box: HTMLElement,
  { frames, values }: FaultSeries,
  { span, onPoint, onJump }: Plotting,
): UPlot {
  const style = getComputedStyle(box);
  const stroke = style.getPropertyValue('--secondary').trim();
  const { least, most } = faultRange(values);
  const plot = new UPlot(
    {
      width: box.clientWidth,
      height: HEIGHT_PX,
      padding: [3, 0, 3, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 5 } },
      scales: {
        x: { time: false, range: [span.from, span.to] },
        // Nothing at the foot: a graph that fills its height with next to nothing would look like a fault.
        y: { range: [least, most > least ? most : least + 1] },
      },
      axes: [{ show: false }, { show: false }],
      series: [{}, { stroke, width: 1, points: { show: false } }],
      hooks: { setCursor: [({ cursor: { idx } }) => onPoint(idx ?? -1)] },
    },
    [frames, values],
    box,
  );
  plot.over.addEventListener('click', () => {
    const frame = frames[plot.cursor.idx ?? -1];
    if (frame !== undefined) onJump(frame);
  });
  return plot;
}
