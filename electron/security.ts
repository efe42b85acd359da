/**
 * What the window may not do: leave its origin, open windows, embed others, ask for rights, download; and who may call main.
 *
 * Electron's own checklist (docs/tutorial/security.md) point by point; the header of the page (CSP) is set by the engine.
 */
import { app, type IpcMainInvokeEvent, ipcMain, type Session, type WebContents } from 'electron';
import { isOurs, ORIGIN } from './origin';

/** Everything else is refused, also what later versions of Electron invent. */
const GRANTED: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write']);

/** Before the first window. */
export function guardWebContents(): void {
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents));
}

function guardNavigation(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-frame-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('preload-error', (_event, file, error) => console.error(`The preload ${file} broke:`, error));
}

/** Without both handlers Electron grants every permission. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, grant, details) =>
    grant(GRANTED.has(permission) && isOurs(details.requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => GRANTED.has(permission) && isOurs(origin),
  );
  session.on('will-download', (event) => event.preventDefault());
}

/** Answers a call from our page's main frame; anyone else's is refused before its arguments are looked at. */
export function handleFromPage(channel: string, handler: (...args: unknown[]) => unknown): void {
  ipcMain.handle(channel, (event, ...args: unknown[]) => {
    if (!isFromPage(event)) throw new Error('not allowed');
    return handler(...args);
  });
}

/** To be read before any await: the frame is null after a navigation. */
function isFromPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.origin === ORIGIN;
}
