/** The renderer's side: runs the preload as the sandbox does and plays the page's part (rules 10 to 13, 19). */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { exposeInMainWorld } from './bridge';
import { type Frame, ipcMain } from './ipc';
import { clone, type Source } from './machine';
import { canonical, NetError, type PageInit, schemes } from './protocol';
import type { StandInSession } from './session';

/** What the sandbox's require knows besides electron. */
const LOADABLE = ['events', 'node:events', 'timers', 'node:timers', 'url', 'node:url'];
const PARAMETERS = [
  'require',
  'process',
  'exports',
  'module',
  'Buffer',
  'global',
  'setImmediate',
  'clearImmediate',
];

const pathsOfFiles = new WeakMap<object, string>();

/** A File as the system hands it to a drop; one made with `new File` has no path. */
export function fileFromDisk(path: string): File {
  const file = new File([], path.split('/').at(-1) ?? '');
  pathsOfFiles.set(file, path);
  return file;
}

export interface Contents extends Source {
  session: StandInSession;
}

export class StandInPage {
  /** The page's global object: the preload's bridge appears here. */
  readonly window: Record<string, unknown> = {};
  readonly frame: Frame;
  readonly #ipc = new EventEmitter();
  readonly #leaving = new AbortController();

  constructor(
    readonly contents: Contents,
    readonly url: string,
  ) {
    this.frame = { origin: originOf(url), url, parent: null, isDetached: false };
  }

  /** The page's fetch: same-origin only, as the scheme is registered without corsEnabled. */
  readonly fetch = async (input: string | URL | Request, init: PageInit = {}): Promise<Response> => {
    const asked = await pageRequest(input, init);
    const address = new URL(asked.url, `${this.frame.url}`).href;
    if (!schemes.get(new URL(address).protocol.slice(0, -1))?.supportFetchAPI) throw failedFetch();
    if (originOf(address) !== this.frame.origin) throw failedFetch();
    const signals = [this.#leaving.signal, ...(asked.signal ? [asked.signal] : [])];
    try {
      const carrier = this.contents.session.protocol;
      return await carrier.carry(address, { ...asked, signal: AbortSignal.any(signals) }, this.frame.origin);
    } catch (error) {
      throw error instanceof NetError ? failedFetch() : error;
    }
  };

  /** A call from some frame of this page; an embedded one has another origin and a parent. */
  invokeFrom(frame: Frame, channel: string, ...args: unknown[]): Promise<unknown> {
    return ipcMain.invoke(this.contents, frame, channel, args);
  }
  embed(url: string): Frame {
    return { origin: originOf(url), url, parent: this.frame, isDetached: false };
  }
  receive(channel: string, args: readonly unknown[]): void {
    setImmediate(() => this.frame.isDetached || this.#ipc.emit(channel, { sender: this.#ipc }, ...args));
  }
  /** A navigation, a reload or the window's end: frames detach, running replies are dropped. */
  leave(): void {
    this.frame.isDetached = true;
    this.#leaving.abort();
  }

  runPreload(file: string): void {
    const source = readFileSync(file, 'utf8');
    const run = vm.compileFunction(source, PARAMETERS, { filename: file });
    const exports = {};
    const sandboxProcess = Object.assign(new EventEmitter(), { platform: process.platform, sandboxed: true });
    const rest = [Buffer, globalThis, setImmediate, clearImmediate];
    run((name: string) => this.#require(name), sandboxProcess, exports, { exports }, ...rest);
  }

  #require(name: string): unknown {
    if (/^electron(\/(common|renderer))?$/.test(name)) return this.#electron();
    if (!LOADABLE.includes(name)) throw new Error(`module not found: ${name}`);
    return createRequire(import.meta.url)(name);
  }

  #electron() {
    const invoke = async (channel: string, ...args: unknown[]) =>
      this.invokeFrom(this.frame, channel, ...args.map(clone));
    return {
      contextBridge: { exposeInMainWorld: exposeInMainWorld.bind(null, this.window) },
      ipcRenderer: Object.assign(this.#ipc, { invoke }),
      webUtils: { getPathForFile },
    };
  }
}

function getPathForFile(file: unknown): string {
  if (!(file instanceof File)) throw new TypeError("Failed to execute 'getPathForFile': not a File");
  return pathsOfFiles.get(file) ?? '';
}

async function pageRequest(input: string | URL | Request, init: PageInit) {
  if (!(input instanceof Request)) return { ...init, url: String(input) };
  const { url, method, headers, body, signal } = input;
  return { url, method, headers, body: body as BodyInit | null, signal, ...init };
}

function failedFetch(): TypeError {
  return new TypeError('Failed to fetch');
}

/** The tuple, as Chromium writes it; Node would say "null". */
function originOf(address: string): string {
  const { protocol, host } = new URL(address);
  return schemes.get(protocol.slice(0, -1))?.standard
    ? new URL(canonical(address)).href.split('/').slice(0, 3).join('/')
    : `${protocol}//${host}`;
}
