/** Starts the page: who hosts it, the way to the engine, what was remembered; then draws the window. */
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { createClient } from '../model/client';
import { App } from './App';
import './app.css';
import { findHost } from './shell';
import { runCommand } from './state/commands';
import { connect, handOverDoor, listenToBugs, watchAnalyses, watchPlans, watchRest } from './state/effects';
import { isCommandId, listenToKeys } from './state/keys';
import { readSession, rememberSession } from './state/remembered';
import { dispatch } from './state/store';
import { uploadBy } from './upload';
import { connectFrames } from './viewer';

// zod would try to compile its schemas, which the page's policy refuses (and reports).
config({ jitless: true });

const { shell, headers } = findHost(window);
const { origin } = window.location;
handOverDoor({
  client: createClient((request) => fetch(request), origin, headers),
  shell,
  upload: uploadBy(origin, headers),
});
connectFrames({ origin, headers });

dispatch({ type: 'session/remembered', session: readSession(localStorage) });
rememberSession(localStorage);
watchPlans();
watchAnalyses();
watchRest();
listenToKeys(window);
listenToBugs(window);
shell.onCommand((id) => {
  if (isCommandId(id)) runCommand(id);
});
connect({ storage: sessionStorage, token: headers.authorization ?? '' });

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
