/** `app`: readiness, the single instance, paths, and the order of quitting (rules 2, 3, 16, 17). */
import { machine, Source } from './machine';
import { openWindows, type StandInWindow } from './window';

const PATHS = ['home', 'appData', 'userData', 'temp', 'exe', 'desktop', 'documents', 'downloads', 'music'];

class StandInApp extends Source {
  name = 'Remaster';
  isPackaged = false;
  isSandboxEnabled = false;
  /** What the loser of the lock sent; the test's switch for being the loser. */
  lockData: unknown = null;
  hasLock = true;
  paths: Record<string, string> = {};
  exitCode: number | null = null;
  #isQuitting = false;
  #isExiting = false;
  #isShutdown = false;
  #resolveReady = (): void => {};
  readonly #ready = new Promise<void>((resolve) => {
    this.#resolveReady = resolve;
  });

  isReady(): boolean {
    return machine.isReady;
  }
  whenReady(): Promise<void> {
    return this.#ready;
  }
  /** By the harness, after the whole entry was evaluated. */
  becomeReady(): void {
    machine.isReady = true;
    this.emit('ready', {}, {});
    this.#resolveReady();
  }
  getVersion(): string {
    return '0.0.0-test';
  }
  getPath(name: string): string {
    const path = this.paths[name];
    if (!PATHS.includes(name) || path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }
  enableSandbox(): void {
    if (machine.isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.isSandboxEnabled = true;
  }
  requestSingleInstanceLock(data?: unknown): boolean {
    this.lockData = data === undefined ? null : JSON.parse(JSON.stringify(data));
    return this.hasLock;
  }

  quit(): void {
    if (this.#isQuitting) return;
    this.#isQuitting = !this.#ask('before-quit');
    if (!this.#isQuitting) return;
    if (openWindows.size === 0) this.#notifyAndShutdown();
    // One window that does not want to close ends the quitting.
    else if (![...openWindows].every((window) => window.closeAsked())) this.#isQuitting = false;
  }
  /** Skips before-quit, close and will-quit. */
  exit(code = 0): void {
    this.exitCode = code;
    this.#isQuitting = true;
    this.#isExiting = true;
    if (openWindows.size === 0) this.#shutdown();
    else for (const window of [...openWindows]) window.destroy();
  }
  /** By the windows. */
  windowWasClosed(_window: StandInWindow): void {
    if (openWindows.size > 0) return;
    if (this.#isExiting) this.#shutdown();
    else if (this.#isQuitting) this.#notifyAndShutdown();
    else if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  #ask(name: string): boolean {
    machine.happened.push(name);
    return this.emitPreventable(name);
  }
  #notifyAndShutdown(): void {
    if (this.#isShutdown) return;
    // The flag is given back only after the handler has returned: app.quit() inside it is ignored.
    if (this.#ask('will-quit')) {
      this.#isQuitting = false;
      return;
    }
    this.#shutdown();
  }
  #shutdown(): void {
    if (this.#isShutdown) return;
    this.#isShutdown = true;
    machine.happened.push('quit');
    this.exitCode ??= 0;
    this.emit('quit', {}, this.exitCode);
    machine.onEnd(this.exitCode);
  }
}

export const app = new StandInApp();
