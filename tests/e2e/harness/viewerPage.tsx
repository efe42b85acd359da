/** The viewer alone, on the real store, in StrictMode; beside it a component of the rest of the window that counts how often it renders. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Clip } from '../../../model/clip';
import type { Recipe } from '../../../model/recipe';
import { dispatch, useWorkspace, workspace } from '../../../renderer/state/store';
import { connectFrames, Viewer } from '../../../renderer/viewer';
import './pace';

const counts = { rendersOutside: 0 };

function RestOfWindow() {
  useWorkspace((state) => state.project);
  useWorkspace((state) => state.engine.clips);
  useWorkspace((state) => state.session.view);
  useWorkspace((state) => state.session.camera);
  useWorkspace((state) => state.session.playhead);
  useWorkspace((state) => state.engine.viewer);
  counts.rendersOutside++;
  return null;
}

const app = {
  dispatch,
  state: () => workspace.getState(),
  counts,
  open(clip: Clip, recipe: Recipe): void {
    dispatch({ type: 'clip/opened', clip, recipe });
  },
};
export type ViewerPage = typeof app;
(globalThis as unknown as { app: ViewerPage }).app = app;

connectFrames({ origin: location.origin, headers: {} });
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Viewer />
      <RestOfWindow />
    </StrictMode>,
  );
}
