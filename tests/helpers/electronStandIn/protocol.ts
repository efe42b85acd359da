/** Schemes and `protocol.handle`: how a page's request reaches the handler, and how the reply reaches the page (rules 1, 4, 5, 6). */
import { STATUS_CODES } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { assertReady, machine } from './machine';

type Handler = (request: Request) => Response | Promise<Response>;
interface Scheme {
  scheme: string;
  privileges?: Record<string, boolean>;
}

const ERR_FAILED = -2;
const ERR_UNEXPECTED = -9;
const NAMES: Record<number, string> = { [ERR_FAILED]: 'ERR_FAILED', [ERR_UNEXPECTED]: 'ERR_UNEXPECTED' };

export const schemes = new Map<string, Record<string, boolean>>();
let wasRegistered = false;

export function registerSchemesAsPrivileged(list: readonly Scheme[]): void {
  if (machine.isReady)
    throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
  if (!Array.isArray(list)) throw new TypeError('Argument must be an array of custom schemes.');
  if (wasRegistered) throw new Error('stand-in: a second call would undo the first');
  wasRegistered = true;
  for (const { scheme, privileges = {} } of list as Scheme[]) {
    if (privileges.codeCache && !privileges.standard)
      throw new Error('codeCache requires the scheme to be standard');
    schemes.set(scheme, privileges);
  }
}

export class NetError extends Error {
  readonly code: string;
  constructor(readonly errno: number) {
    super(NAMES[errno] ?? 'ERR_FAILED');
    this.code = this.message;
  }
}

export class StandInProtocol {
  readonly #handlers = new Map<string, Handler>();

  handle(scheme: string, handler: Handler): void {
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.#handlers.set(scheme, handler);
  }
  unhandle(scheme: string): void {
    if (!this.#handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }
  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /**
   * One request as the network service would carry it. `initiator` undefined: started by main. Rejects with a NetError.
   * The page's signal is not handed on: before the reply an abort is invisible to the handler, after it the body is destroyed.
   */
  async carry(address: string, init: PageInit, initiator: string | undefined): Promise<Response> {
    assertReady('Session can only be received when app is ready');
    const url = canonical(address);
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1));
    if (!handler) throw new NetError(ERR_FAILED);
    const reply = call(handler, await requestFor(url, init, initiator));
    const gone = whenAborted(init.signal);
    const response = await Promise.race([reply, gone.promise]).finally(gone.forget);
    if (response !== 'aborted') return toPage(response, init.signal);
    // Parked until the handler answers; then nobody is there to read.
    void reply.then(({ body }) => body?.destroy()).catch(() => {});
    throw abortError();
  }
}

export interface PageInit {
  method?: string;
  headers?: HeadersInit;
  body?: BodyInit | null;
  signal?: AbortSignal | null;
}

interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Readable | null;
}

/** Chromium's form of the address: lower-case host, a path, no port, no fragment. */
export function canonical(address: string): string {
  const url = new URL(address);
  const flags = schemes.get(url.protocol.slice(0, -1));
  if (!flags?.standard) throw new NetError(ERR_FAILED);
  if (url.username || url.password) throw new NetError(ERR_UNEXPECTED);
  return `${url.protocol}//${url.hostname.toLowerCase()}${url.pathname || '/'}${url.search}`;
}

async function requestFor(url: string, init: PageInit, initiator: string | undefined): Promise<Request> {
  const headers = new Headers(init.headers);
  for (const name of ['origin', 'cookie', 'host']) headers.delete(name);
  const body = await uploaded(init.body);
  const method = init.method ?? 'GET';
  const duplex = body instanceof ReadableStream ? { duplex: 'half' } : {};
  const request = new Request(url, { method, headers, body, ...duplex } as RequestInit);
  if (initiator !== undefined) Object.assign(request, { initiatorOrigin: initiator });
  return request;
}

/** A string or bytes arrive in one piece, a Blob is fetched whole, a stream stays one. */
async function uploaded(body: BodyInit | null | undefined): Promise<BodyInit | null> {
  if (body === null || body === undefined || body instanceof ReadableStream) return body ?? null;
  return Buffer.from(await new Response(body).arrayBuffer());
}

async function call(handler: Handler, request: Request): Promise<Reply> {
  let response: Response;
  try {
    response = await handler(request);
  } catch (error) {
    console.error(error);
    throw new NetError(ERR_UNEXPECTED);
  }
  if (!response || typeof response !== 'object') throw new NetError(ERR_UNEXPECTED);
  if (response.type === 'error') throw new NetError(ERR_FAILED);
  // statusText is dropped; several values of one header collapse.
  const body = response.body ? Readable.fromWeb(response.body as unknown as NodeStream) : null;
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

function toPage({ status, headers, body }: Reply, signal: AbortSignal | null | undefined): Response {
  const withType = { 'content-type': 'text/html', ...headers };
  const init = { status, headers: withType, statusText: STATUS_CODES[status] ?? '' };
  if (body === null || status === 204 || status === 304) return new Response(null, init);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const fail = () => {
        if (body.destroyed && body.errored === null) return;
        body.destroy();
        controller.error(signal?.aborted ? abortError() : new TypeError('network error'));
      };
      signal?.addEventListener('abort', fail, { once: true });
      body.once('error', fail);
      body.once('end', () => {
        signal?.removeEventListener('abort', fail);
        controller.close();
      });
    },
    async pull(controller) {
      const chunk = await readSome(body);
      if (chunk !== null) controller.enqueue(new Uint8Array(chunk));
    },
    cancel() {
      body.destroy();
    },
  });
  return new Response(stream, init);
}

/** As Electron's loader reads: 'readable', then read(). Null at the end or after an error. */
function readSome(body: Readable): Promise<Buffer | null> {
  const chunk: Buffer | string | null = body.read();
  if (chunk !== null) return Promise.resolve(Buffer.from(chunk as Buffer));
  if (body.readableEnded || body.destroyed) return Promise.resolve(null);
  return new Promise((resolve) => {
    const again = () => {
      for (const name of ['readable', 'end', 'error', 'close']) body.off(name, again);
      resolve(readSome(body));
    };
    for (const name of ['readable', 'end', 'error', 'close']) body.on(name, again);
  });
}

function whenAborted(signal: AbortSignal | null | undefined) {
  let tell = () => {};
  const promise = new Promise<'aborted'>((resolve) => {
    tell = () => resolve('aborted');
    if (signal?.aborted) tell();
    signal?.addEventListener('abort', tell, { once: true });
  });
  return { promise, forget: () => signal?.removeEventListener('abort', tell) };
}

function abortError(): DOMException {
  return new DOMException('The user aborted a request.', 'AbortError');
}
