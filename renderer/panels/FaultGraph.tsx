/** One fault's number over the clip's frames, as a line. The mouse reads it and jumps; for keyboards the worst frame has a button of its own. */
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import type { FaultSeries } from '../../model/analysis';
import type { Span } from '../../model/time';
import { useWorkspace } from '../state/store';

interface FaultGraphProps {
  series: FaultSeries;
  span: Span;
  onJump: ((frame: number) => void) | null;
}

const HEIGHT_PX = 40;

export function FaultGraph({ series, span, onJump }: FaultGraphProps) {
  const place = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLSpanElement>(null);
  const theme = useWorkspace(({ session }) => session.theme);
  const jump = useRef(onJump);
  jump.current = onJump;
  const { from, to } = span;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides the line's colour
  useEffect(() => {
    const box = place.current;
    if (!box || !canDraw()) return;
    let plot: UPlot | null = null;
    const observer = new ResizeObserver(() => {
      // Made with the first layout, when the theme is on the page and the width is known.
      if (plot) plot.setSize({ width: box.clientWidth, height: HEIGHT_PX });
      else plot = createPlot(box, series, { from, to }, readout.current, (frame) => jump.current?.(frame));
    });
    observer.observe(box);
    return () => {
      observer.disconnect();
      plot?.destroy();
    };
  }, [series, from, to, theme]);
  return (
    <div
      className="fault-graph"
      role="img"
      aria-label={`${series.title}: median ${series.median} ${series.unit}, ${series.says}`}
    >
      <div ref={place} />
      <span className="fault-readout unit" ref={readout} />
    </div>
  );
}

/** Where there is no canvas (in tests) the numbers beside it have to do. */
function canDraw(): boolean {
  return document.createElement('canvas').getContext('2d') !== null;
}

function createPlot(
  box: HTMLElement,
  { frames, values, unit }: FaultSeries,
  span: Span,
  readout: HTMLElement | null,
  onJump: (frame: number) => void,
): UPlot {
  const style = getComputedStyle(box);
  const stroke = style.getPropertyValue('--secondary').trim();
  const tell = ({ cursor: { idx } }: UPlot) => {
    const at = idx ?? -1;
    // Written by hand: the pointer moves sixty times a second, and nothing else has to be drawn for it.
    if (readout) readout.textContent = values[at] === undefined ? '' : `${frames[at]}: ${values[at]} ${unit}`;
  };
  const plot = new UPlot(
    {
      width: box.clientWidth,
      height: HEIGHT_PX,
      padding: [3, 0, 3, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 5 } },
      scales: { x: { time: false, range: [span.from, span.to] } },
      axes: [{ show: false }, { show: false }],
      series: [{}, { stroke, width: 1, points: { show: false } }],
      hooks: { setCursor: [tell] },
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
