/** What the viewer says for the status line; told only when it changed. */
import { dispatch } from '../state/store';
import type { EngineMirror, ViewerReport, Workspace } from '../state/workspace';

export interface Reporter {
  setBusy(isBusy: boolean, onShown: () => void): void;
  report(state: Workspace, facts: Omit<ViewerReport, 'busy'>): void;
  /** Said only when it changed: a stepped frame mostly lengthens a span by one. */
  reportKept(state: Workspace, kept: EngineMirror['kept']): void;
  close(): void;
}

/** Work shorter than this is not mentioned: a word that flashes at every step tells nothing. */
const PATIENCE_MS = 120;

export function createReporter(): Reporter {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let isMentioned = false;
  return {
    setBusy(next, onShown) {
      if (next === isBusy) return;
      isBusy = next;
      clearTimeout(timer);
      if (!next) isMentioned = false;
      else
        timer = setTimeout(() => {
          isMentioned = true;
          onShown();
        }, PATIENCE_MS);
    },
    report({ engine, session }, facts) {
      const busy = isMentioned ? `decoding frame ${session.playhead}` : null;
      const fps = facts.fps && Math.round(facts.fps * 10) / 10;
      const report: ViewerReport = { ...facts, busy, fps };
      const before = engine.viewer;
      const names = Object.keys(report) as (keyof ViewerReport)[];
      if (names.some((name) => before[name] !== report[name])) dispatch({ type: 'viewer/reported', report });
    },
    reportKept({ engine, project }, { a, b }) {
      // Of another clip's frames the timeline, which counts A's, has no place to mark.
      const kept = { a, b: project.b?.clipId === project.a?.clipId ? b : [] };
      if (JSON.stringify(engine.kept) !== JSON.stringify(kept)) dispatch({ type: 'pictures/kept', kept });
    },
    close: () => clearTimeout(timer),
  };
}
