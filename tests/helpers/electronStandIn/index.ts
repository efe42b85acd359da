/**
 * Stands in for the module `electron` where there is no binary: vitest resolves the name to this file (vitest.config.ts, project "shells"),
 * so that the real package, whose import would start a download, is never touched.
 *
 * Exports what Electron exports under the same names, and `standIn`: the hands of user and system.
 */
import { app } from './app';
import { answers, asked, dialog, revealed, screen, screens, shell } from './desktop';
import { ipcMain } from './ipc';
import { machine } from './machine';
import { StandInMenu as Menu, StandInMenuItem as MenuItem } from './menu';
import { fileFromDisk } from './page';
import { registerSchemesAsPrivileged, schemes } from './protocol';
import { session } from './session';
import { StandInWindow as BrowserWindow, openWindows } from './window';

export { app, BrowserWindow, dialog, ipcMain, Menu, MenuItem, screen, session, shell };

export const protocol = {
  registerSchemesAsPrivileged,
  handle: (...args: Parameters<typeof session.defaultSession.protocol.handle>) =>
    session.defaultSession.protocol.handle(...args),
};

export const standIn = {
  machine,
  schemes,
  answers,
  asked,
  revealed,
  screens,
  fileFromDisk,
  /** Waits as the system does: the entry is evaluated to its end, then the app becomes ready in a later turn. */
  async start(evaluateEntry: () => Promise<unknown>): Promise<void> {
    await evaluateEntry();
    await new Promise((resolve) => setImmediate(resolve));
    if (machine.happened.includes('quit')) return;
    app.becomeReady();
    await new Promise((resolve) => setImmediate(resolve));
  },
  windows: () => [...openWindows],
  choose(commandId: string): void {
    const item = Menu.getApplicationMenu()?.getMenuItemById(commandId);
    if (!item) throw new Error(`There is no menu item ${commandId}`);
    item.click({}, [...openWindows][0]);
  },
  secondInstance(data: unknown): void {
    const sent: unknown = JSON.parse(JSON.stringify(data ?? null));
    // The order of argv is not to be trusted, so it is nonsense here.
    app.emit('second-instance', {}, ['--garbled'], '/', sent);
  },
  openFile(path: string): boolean {
    return app.emitPreventable('open-file', {}, path);
  },
};
