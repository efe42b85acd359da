/**
 * The one client for window, command line and tests: a method for each endpoint of the contract.
 *
 * `send` is the way to the engine: `fetch` in a page, `engine.fetch` in a process. Problems come back as WorkbenchError.
 */
import type { EndpointName, InputOf, ReplyOf } from './contract';
import { CONTRACT } from './contract';
import { errorFromProblem, isProblemReply, type Problem, WorkbenchError } from './errors';

export interface CallOptions {
  signal?: AbortSignal;
  /** Sent as the body instead of JSON: an uploaded file. */
  body?: Blob | ReadableStream<Uint8Array>;
}

export type Client = {
  [Name in EndpointName]: (input: InputOf<Name>, options?: CallOptions) => Promise<ReplyOf<Name>>;
};

export type Send = (request: Request) => Response | Promise<Response>;

export function createClient(send: Send, origin: string, headers: Record<string, string> = {}): Client {
  const names = Object.keys(CONTRACT) as EndpointName[];
  const call = (name: EndpointName) => async (input: unknown, options?: CallOptions) => {
    const response = await send(createRequest(name, input, origin, headers, options));
    if (isProblemReply(response)) throw await errorFromResponse(response);
    return CONTRACT[name].kind === 'json' ? response.json() : response;
  };
  return Object.fromEntries(names.map((name) => [name, call(name)])) as Client;
}

/** The Request of a call: path names filled in, the rest as JSON in `q` or in the body. */
export function createRequest(
  name: EndpointName,
  input: unknown,
  origin: string,
  headers: Record<string, string> = {},
  options: CallOptions = {},
): Request {
  const { method, path } = CONTRACT[name];
  const rest: Record<string, unknown> = { ...(input as Record<string, unknown>) };
  const filled = path.replace(/:(\w+)/g, (_whole, key: string) => {
    const value = String(rest[key]);
    delete rest[key];
    return encodeURIComponent(value);
  });
  const url = new URL(filled, `${origin}/`);
  const init: RequestInit & { duplex?: 'half' } = {
    method,
    headers: { ...headers },
    signal: options.signal ?? null,
  };
  if (method === 'GET') {
    if (Object.keys(rest).length > 0) url.searchParams.set('q', JSON.stringify(rest));
  } else if (options.body) {
    init.body = options.body;
    if (options.body instanceof ReadableStream) init.duplex = 'half';
    init.headers = { ...headers, 'content-type': 'application/octet-stream' };
  } else {
    init.body = JSON.stringify(rest);
    init.headers = { ...headers, 'content-type': 'application/json' };
  }
  return new Request(url, init);
}

async function errorFromResponse(response: Response): Promise<WorkbenchError> {
  const text = await response.text();
  try {
    return errorFromProblem(JSON.parse(text) as Problem);
  } catch {
    return new WorkbenchError('internal', `The engine answered ${response.status}: ${text.slice(0, 200)}`);
  }
}
