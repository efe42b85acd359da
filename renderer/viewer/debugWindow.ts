/** `window.__viewer`: what tests and benchmarks may ask the viewer. Read-only; nothing in the page uses it. */
import type { SideName } from '../state/workspace';
import type { Box } from './camera';
import type { Stage, StageStats } from './stage';

export interface ViewerWindow {
  stats(): StageStats;
  /** RGBA of the canvas, top row first; device pixels. */
  readPixels(box?: Box): Uint8Array;
  /** RGBA of a side's picture at its own size, as converted from its planes; null while there is none. */
  readSide(side: SideName): Uint8Array | null;
  isDrawnByProcessor(): boolean;
}

declare global {
  interface Window {
    __viewer?: ViewerWindow;
  }
}

export function installDebugWindow({ stats, screen }: Stage): () => void {
  window.__viewer = Object.freeze({
    stats,
    readPixels: (box?: Box) => screen.readCanvas(box),
    readSide: (side: SideName) => screen.readSide(side),
    isDrawnByProcessor: () => screen.isDrawnByProcessor,
  });
  return () => {
    delete window.__viewer;
  };
}
