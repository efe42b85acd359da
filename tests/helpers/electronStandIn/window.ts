/** `BrowserWindow` and its WebContents (rules 2, 10, 11, 14, 16). */
import path from 'node:path';
import { app } from './app';
import { assertReady, clone, machine, Source } from './machine';
import { type Contents, StandInPage } from './page';
import { NetError } from './protocol';
import { type StandInSession, session } from './session';

export const openWindows = new Set<StandInWindow>();

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}
type Options = Partial<Bounds> & {
  show?: boolean;
  webPreferences?: Record<string, unknown> & { preload?: string };
};
type OpenHandler = (details: { url: string }) => { action: string };

let nextId = 1;

export class StandInContents extends Source implements Contents {
  readonly id = nextId++;
  readonly session: StandInSession = session.defaultSession;
  page: StandInPage | null = null;
  #openHandler: OpenHandler | null = null;
  #url = '';
  constructor(readonly owner: StandInWindow) {
    super();
  }

  async loadURL(url: string): Promise<void> {
    this.#url = url;
    await new Promise((resolve) => setImmediate(resolve));
    if (this.owner.isDestroyed()) throw loadError(new NetError(-2), url);
    const response = await this.session.protocol.carry(url, {}, undefined).catch((error: unknown) => {
      throw loadError(error, url);
    });
    await response.arrayBuffer();
    this.commit(url);
  }
  /** The new document: the old one's frames and replies end, the preload runs before the page's scripts. */
  commit(url: string): void {
    this.page?.leave();
    this.page = new StandInPage(this, url);
    const preload = this.owner.options.webPreferences?.preload;
    try {
      if (preload !== undefined && path.isAbsolute(preload)) this.page.runPreload(preload);
    } catch (error) {
      this.emit('preload-error', {}, preload, error);
    }
    this.emit('did-finish-load');
    setImmediate(() => this.owner.firstPaint());
  }
  reload(): void {
    this.commit(this.#url);
  }
  send(channel: unknown, ...args: unknown[]): void {
    if (this.owner.isDestroyed()) throw new TypeError('Object has been destroyed');
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    try {
      this.page?.receive(channel, args.map(clone));
    } catch (error) {
      console.error(error);
    }
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }
  isDestroyed(): boolean {
    return this.owner.isDestroyed();
  }

  /** What a page may try; true where it was let. */
  tryNavigate(url: string): boolean {
    return !this.emitPreventable('will-frame-navigate', { url, isMainFrame: true });
  }
  tryRedirect(url: string): boolean {
    return !this.emitPreventable('will-redirect', { url, isMainFrame: true });
  }
  tryOpen(url: string): boolean {
    return this.#openHandler?.({ url }).action !== 'deny';
  }
  /** Told apart from the tag being off, so that both walls are tested. */
  tryWebview(): boolean {
    return !this.emitPreventable('will-attach-webview');
  }
}

export class StandInWindow extends Source {
  static getAllWindows(): StandInWindow[] {
    return [...openWindows];
  }
  readonly webContents: StandInContents;
  isShown: boolean;
  isFocused = false;
  bounds: Bounds;
  #isMaximized = false;
  #isMinimized = false;
  #isDestroyed = false;
  #wasPainted = false;

  constructor(readonly options: Options = {}) {
    super();
    assertReady('Cannot create BrowserWindow before app is ready');
    this.isShown = options.show !== false;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    openWindows.add(this);
    this.webContents = new StandInContents(this);
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  loadURL(url: string): Promise<void> {
    const promise = this.webContents.loadURL(url);
    promise.catch(() => {}); // an ignored rejection stays silent
    return promise;
  }
  show(): void {
    this.isShown = true;
  }
  focus(): void {
    this.isFocused = true;
  }
  maximize(): void {
    this.#isMaximized = true;
  }
  minimize(): void {
    this.#isMinimized = true;
  }
  restore(): void {
    this.#isMinimized = false;
  }
  isMaximized(): boolean {
    return this.#isMaximized;
  }
  isMinimized(): boolean {
    return this.#isMinimized;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  getNormalBounds(): Bounds {
    return { ...this.bounds };
  }
  close(): void {
    this.closeAsked();
  }
  /** False where a listener prevented it. */
  closeAsked(): boolean {
    machine.happened.push('close');
    if (this.emitPreventable('close')) return false;
    this.destroy();
    return true;
  }
  destroy(): void {
    if (this.#isDestroyed) return;
    this.webContents.page?.leave();
    this.#isDestroyed = true;
    openWindows.delete(this);
    this.emit('closed');
    app.windowWasClosed(this);
  }
  /** The first frame was drawn. */
  firstPaint(): void {
    if (this.#wasPainted || this.#isDestroyed) return;
    this.#wasPainted = true;
    this.emit('ready-to-show');
  }
}

function loadError(error: unknown, url: string): Error {
  if (!(error instanceof NetError)) return error as Error;
  const { code, errno } = error;
  return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
}
