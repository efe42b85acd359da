/**
 * The end: every way out leaves no ffmpeg behind and no half-written file.
 *
 * A polite end waits for engine.close() with a deadline; every other one (app.exit, a crash of ours) is caught by the engine's own hook on
 * the process's 'exit', which kills its children at once.
 */
import { app, dialog } from 'electron';

/** A render gets this long to close its file. */
const DEADLINE_MILLIS = 6000;

/** Holds the quit back until `close` is done. Calling app.quit() inside the event would be ignored, hence the promise. */
export function closeBeforeQuit(close: () => Promise<void>): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void Promise.race([close().catch(report), deadline()]).then(() => {
      state = 'closed';
      app.quit();
    });
  });
}

function deadline(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, DEADLINE_MILLIS).unref());
}

/**
 * Electron's own handler shows a box and goes on, even where start-up failed and no window will ever come. Ours ends the program before
 * the window is there; later it says so once and goes on, so that nobody loses a long render to a slip.
 */
export function reportCrashes(hasStarted: () => boolean): void {
  let isTold = false;
  process.on('uncaughtException', (error) => {
    if (!hasStarted()) return endBrokenStart(error);
    report(error);
    if (!isTold) showBox(error);
    isTold = true;
  });
  process.on('unhandledRejection', report);
  // The terminal may close before us; writing to it must not count as a crash.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

export function endBrokenStart(error: unknown): void {
  report(error);
  showBox(error);
  app.exit(1);
}

function showBox(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  dialog.showErrorBox('Something in the workbench broke', text);
}

function report(error: unknown): void {
  console.error('A bug in the shell:', error);
}
