/** The one window: its options, its place on the screen, what happens when its page dies. */
import path from 'node:path';
import { app, BrowserWindow, dialog, screen } from 'electron';
import { boundsOnScreen, type Memory } from './memory';
import { ORIGIN } from './origin';

export function createWindow(memory: Memory): BrowserWindow {
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...boundsOnScreen(memory.now.bounds, areas),
    minWidth: 880,
    minHeight: 560,
    show: false,
    // The page's own ground in its dark theme: no white flash before the first paint.
    backgroundColor: '#1e1f22',
    webPreferences: {
      preload: path.join(import.meta.dirname, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      // True would fetch dictionaries from the network.
      spellcheck: false,
    },
  });
  if (memory.now.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    memory.remember({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }),
  );
  // Windows ends the session without asking anyone else: 'exit' kills the children.
  window.on('session-end', () => app.exit(0));
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') void offerReload(window, details.reason);
  });
  window.loadURL(`${ORIGIN}/`).catch((error: unknown) => console.error('The page did not load:', error));
  return window;
}

async function offerReload(window: BrowserWindow, reason: string): Promise<void> {
  console.error(`The window's page ended: ${reason}`);
  if (window.isDestroyed()) return;
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: "The window's page ended unexpectedly.",
    detail: `Chromium says: ${reason}. Your clips are untouched, and jobs go on.`,
    buttons: ['Reload', 'Close'],
    defaultId: 0,
    cancelId: 1,
  });
  if (window.isDestroyed()) return;
  if (response === 0) window.webContents.reload();
  else window.destroy();
}
