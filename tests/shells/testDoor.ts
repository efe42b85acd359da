/** A small door that does everything a reply can do, with a record of what the far side noticed. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';

export interface TestDoor {
  fetch(request: Request): Promise<Response>;
  /** What happened, in order: 'stream cancelled', 'signal aborted', … */
  noticed: string[];
  /** How many chunks the endless stream has made. */
  made(): number;
}

export const BIG_BYTES = 12_441_600; // two 1440×1080 sides, 4:4:4 with 16 bits

export function createTestDoor(): TestDoor {
  const noticed: string[] = [];
  const app = new Hono();
  let count = 0;
  let sayMore = () => {};
  const more = new Promise<void>((resolve) => {
    sayMore = resolve;
  });
  app.get('/', (context) => context.html('<!doctype html><title>page</title>'));
  app.get('/api/status/:code', (context) =>
    Response.json({ code: 'some-code' }, { status: Number(context.req.param('code')) }),
  );
  app.get('/api/empty', () => new Response(null, { status: 204 }));
  app.get('/api/headers', () => {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': '3', 'x-frame': '1234' };
    return new Response(new Uint8Array([1, 2, 3]), { headers });
  });
  app.get('/api/names/:name', (context) =>
    context.json({ name: context.req.param('name'), q: context.req.query('q') ?? null }),
  );
  app.post('/api/echo', async (context) => context.json(await context.req.json()));
  app.get('/api/big', () => {
    const bytes = bigBytes();
    return new Response(bytes, { headers: { 'content-length': String(bytes.length) } });
  });
  app.post('/api/uploads/:name', async (context) =>
    context.json({ sha256: sha256(new Uint8Array(await context.req.arrayBuffer())) }),
  );
  app.get('/api/lines', () => lines(more));
  app.post('/api/more', (context) => {
    sayMore();
    return context.json({});
  });
  app.get('/api/endless', (context) => {
    context.req.raw.signal.addEventListener('abort', () => noticed.push('signal aborted'));
    const pull = (stream: ReadableStreamDefaultController) => {
      count += 1;
      stream.enqueue(new Uint8Array(1 << 20));
    };
    return new Response(new ReadableStream({ pull, cancel: () => void noticed.push('stream cancelled') }));
  });
  app.get('/api/breaks', () => {
    let isFirst = true;
    const pull = async (stream: ReadableStreamDefaultController) => {
      if (!isFirst) throw new Error('broken on purpose');
      isFirst = false;
      stream.enqueue(new TextEncoder().encode('begun\n'));
    };
    return new Response(new ReadableStream({ pull }));
  });
  app.get('/api/slow', async (context) => {
    const { signal } = context.req.raw;
    noticed.push('slow begun');
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 400);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        noticed.push('slow aborted');
        resolve();
      });
    });
    return context.json({});
  });
  return { fetch: async (request) => app.fetch(request), noticed, made: () => count };
}

/** The second line leaves only after somebody asked for it by another request: a buffering way would wait for ever. */
function lines(more: Promise<void>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    async start(stream) {
      stream.enqueue(encoder.encode('{"line":1}\n'));
      await more;
      stream.enqueue(encoder.encode('{"line":2}\n'));
      stream.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
}

export function bigBytes(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BIG_BYTES);
  for (let index = 0; index < bytes.length; index += 997) bytes[index] = index;
  return bytes;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
