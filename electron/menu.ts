/** Sets the native menu; a chosen command goes to the page, which owns what it does. */
import { app, type BrowserWindow, Menu } from 'electron';
import { CHANNELS } from './channels';
import { menuTemplate } from './menuTemplate';

export function setMenu(window: () => BrowserWindow | null): void {
  const template = menuTemplate({
    isMac: process.platform === 'darwin',
    isDevelopment: !app.isPackaged,
    appName: app.name,
    send: (commandId) => window()?.webContents.send(CHANNELS.command, commandId),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
