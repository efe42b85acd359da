/** Keeps a caller from filling the memory: JSON is read up to a limit before the engine sees it; an upload streams to disk instead. */
import { WorkbenchError } from '../model/errors';

/** The longest honest input is an order of 500 stills with two recipes, some 20 kB. */
export const MOST_JSON_BYTES = 1 << 20;

/** The same request with its body in memory, or as it is where it has none or is an upload. Throws too-large. */
export async function withLimitedBody(request: Request): Promise<Request> {
  if (request.method !== 'POST' || new URL(request.url).pathname.startsWith('/api/uploads/')) return request;
  const body = await readUpTo(request, MOST_JSON_BYTES);
  const { url, method, headers, signal } = request;
  return new Request(url, { method, headers: [...headers], signal, body });
}

async function readUpTo(request: Request, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = Number(request.headers.get('content-length') ?? 0);
  if (length > most) throw tooLarge(most);
  length = 0;
  const reader = request.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    length += read.value.length;
    if (length > most) throw tooLarge(most);
    chunks.push(read.value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLarge(most: number): WorkbenchError {
  return new WorkbenchError('too-large', `The input is longer than ${most} bytes.`);
}
