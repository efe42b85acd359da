/**
 * The bridge: `window.remaster`, the Shell of the desktop window.
 *
 * Runs sandboxed, as one CommonJS bundle. A function for each purpose; neither ipcRenderer nor its events reach the page.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import type { Shell } from '../model/shell';
import { CHANNELS } from './channels';

const shell = {
  kind: 'electron',
  chooseFiles: (options) => ipcRenderer.invoke(CHANNELS.chooseFiles, options),
  chooseFolder: (title) => ipcRenderer.invoke(CHANNELS.chooseFolder, title),
  chooseTarget: (options) => ipcRenderer.invoke(CHANNELS.chooseTarget, options),
  pathOfDropped,
  revealFile: (path) => ipcRenderer.invoke(CHANNELS.revealFile, path),
  onCommand: (listener) => listen(CHANNELS.command, (id) => typeof id === 'string' && listener(id)),
  onFiles,
} satisfies Shell;

contextBridge.exposeInMainWorld('remaster', shell);

/** '' for a file made by a script, and for what is no file at all. */
function pathOfDropped(file: unknown): string {
  try {
    return webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]);
  } catch {
    return '';
  }
}

/** Main only says that files wait: a message sent before the page listens would be lost, a waiting list is not. */
function onFiles(listener: (paths: string[]) => void): () => void {
  const take = () => {
    void ipcRenderer.invoke(CHANNELS.takeFiles).then((paths: string[]) => {
      if (paths.length > 0) listener(paths);
    });
  };
  take();
  return listen(CHANNELS.filesWait, take);
}

function listen(channel: string, listener: (value: unknown) => void): () => void {
  const wrapped = (_event: IpcRendererEvent, value: unknown) => listener(value);
  ipcRenderer.on(channel, wrapped);
  return () => {
    ipcRenderer.off(channel, wrapped);
  };
}
