/** The viewer as the window sees it: a place for the stage's canvas, with labels, the wipe's handle and the invitation on top. */
import { useEffect, useRef } from 'react';
import { useWorkspace } from '../state/store';
import { installDebugWindow } from './debugWindow';
import { EmptyViewer } from './EmptyViewer';
import { listenToGestures } from './gestures';
import { Labels } from './Labels';
import { createStage, type Stage } from './stage';
import './viewer.css';
import { WipeHandle } from './WipeHandle';

export function Viewer() {
  const root = useRef<HTMLElement>(null);
  const stage = useRef<Stage | null>(null);
  const isEmpty = useWorkspace(({ project }) => project.a === null && project.b === null);
  const surround = useWorkspace(({ session }) => session.surround);

  useEffect(() => {
    if (!root.current) return;
    const made = createStage(root.current);
    stage.current = made;
    const stopGestures = listenToGestures(root.current, made);
    const uninstall = installDebugWindow(made);
    return () => {
      uninstall();
      stopGestures();
      made.close();
      stage.current = null;
    };
  }, []);

  return (
    <section className="viewer" data-testid="viewer" data-surround={surround} aria-label="Viewer" ref={root}>
      <Labels />
      <WipeHandle stage={() => stage.current} />
      {isEmpty && <EmptyViewer />}
    </section>
  );
}
