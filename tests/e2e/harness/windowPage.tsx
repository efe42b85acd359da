/** The whole window on the real store, its renders counted by React itself. No engine but the pictures' stands behind it. */
import { Profiler } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '../../../renderer/App';
import '../../../renderer/app.css';
import { dispatch, workspace } from '../../../renderer/state/store';
import { connectFrames } from '../../../renderer/viewer';
import './pace';
import type { ViewerPage } from './viewerPage';

const counts = { rendersOutside: 0 };
const app: ViewerPage = {
  dispatch,
  state: () => workspace.getState(),
  counts,
  open: (clip, recipe) => dispatch({ type: 'clip/opened', clip, recipe }),
};
(globalThis as unknown as { app: ViewerPage }).app = app;

connectFrames({ origin: location.origin, headers: {} });
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <Profiler id="window" onRender={() => counts.rendersOutside++}>
      <App />
    </Profiler>,
  );
}
