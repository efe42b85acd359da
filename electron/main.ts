/**
 * The desktop shell's entry: what happens before Electron is ready, then the start, in the order Electron demands.
 *
 * No logic of the workbench: it opens the engine's door to the window. No top-level await: Electron would wait for it before it is ready.
 */
import path from 'node:path';
import { app, type BrowserWindow, session } from 'electron';
import { createEngine } from '../native-pipeline/index';
import { CHANNELS } from './channels';
import { handleDialogs } from './dialogs';
import { parseHandedOver, parseStartFiles, type StartFiles } from './files';
import { openMemory } from './memory';
import { setMenu } from './menu';
import { mountDoor, registerScheme } from './protocol';
import { closeBeforeQuit, endBrokenStart, reportCrashes } from './quit';
import { guardSession, guardWebContents, handleFromPage } from './security';
import { createWindow } from './window';

const isDefaultApp = process.defaultApp === true;
const startFiles = parseStartFiles({ argv: process.argv, folder: process.cwd(), isDefaultApp });
/** Files that came after the start and that the page has not taken yet. */
const waiting: string[] = [];
let window: BrowserWindow | null = null;
let openWindow: (() => void) | null = null;

reportCrashes(() => openWindow !== null);
registerScheme();
app.enableSandbox();
guardWebContents();
// macOS opens files by an event, also before ready.
app.on('open-file', (event, file) => {
  event.preventDefault();
  if (openWindow) openFiles({ paths: [file], reference: null });
  else startFiles.paths.push(file);
});

if (app.requestSingleInstanceLock(startFiles)) {
  app.on('second-instance', (_event, _argv, _folder, data) => openFiles(parseHandedOver(data)));
  // On macOS the program stays when its window is closed.
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.whenReady().then(start).catch(endBrokenStart);
} else {
  app.quit();
}

function start(): void {
  const stateDir = path.join(app.getPath('userData'), 'state');
  const outDir = path.join(import.meta.dirname, '..');
  const engine = createEngine({
    stateDir,
    pageDir: path.join(outDir, 'page'),
    // ffmpeg reads the samples, and it cannot read inside the asar archive.
    samplesDir: app.isPackaged
      ? path.join(process.resourcesPath, 'samples')
      : path.join(outDir, '../samples'),
    roots: null,
    start: startFiles,
    version: app.getVersion(),
  });
  closeBeforeQuit(() => engine.close());
  guardSession(session.defaultSession);
  mountDoor(session.defaultSession, engine.fetch);
  const memory = openMemory(stateDir);
  handleDialogs(() => window, memory);
  handleFromPage(CHANNELS.takeFiles, () => waiting.splice(0));
  setMenu(() => window);
  const open = () => {
    window = createWindow(memory);
    window.on('closed', () => {
      window = null;
    });
  };
  open();
  openWindow = open;
  app.on('activate', () => window ?? open());
}

function openFiles({ paths, reference }: StartFiles): void {
  waiting.push(...paths, ...(reference ? [reference] : []));
  if (window === null) openWindow?.(); // a new page takes what waits by itself
  if (window === null) return;
  if (window.isMinimized()) window.restore();
  window.focus();
  if (waiting.length > 0) window.webContents.send(CHANNELS.filesWait);
}
