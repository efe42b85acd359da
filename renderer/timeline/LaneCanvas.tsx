/** A lane that is drawn instead of laid out: two thousand shots are one element. Drawn anew when `draw` changes, or the size, or the theme. */
import { useEffect, useRef } from 'react';
import { useWorkspace } from '../state/store';

/** Draws into a lane of this size in CSS pixels; `colourOf` reads a token of styles/tokens.css ('--line'). */
export type DrawLane = (lane: LaneSurface) => void;

export interface LaneSurface {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  /** Device pixels per CSS pixel. */
  scale: number;
  colourOf(token: string): string;
}

export function LaneCanvas({ draw }: { draw: DrawLane }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const theme = useWorkspace(({ session }) => session.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the tokens say
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    // It calls once at the start as well, when the layout stands and the theme is on the page.
    const observer = new ResizeObserver(() => paint(canvas, draw));
    observer.observe(canvas);
    return () => observer.disconnect();
  }, [draw, theme]);
  return <canvas ref={ref} className="lane-canvas" aria-hidden />;
}

function paint(canvas: HTMLCanvasElement, draw: DrawLane): void {
  const context = canvas.getContext('2d');
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!context || width === 0 || height === 0) return;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  context.font = `${style.fontSize} ${style.fontFamily}`;
  context.textBaseline = 'middle';
  draw({ context, width, height, scale, colourOf: (token) => style.getPropertyValue(token).trim() });
}
