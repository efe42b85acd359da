/** What any shell must carry between a page and the engine's door. Each way in runs this same suite. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bigBytes, createTestDoor, sha256, type TestDoor } from './testDoor';

export interface Way {
  origin: string;
  send(request: Request): Promise<Response>;
  close(): Promise<void>;
}

export interface WayTraits {
  /** Electron keeps an abort to itself until the reply has begun. */
  tellsAbortBeforeReply: boolean;
}

export type OpenWay = (door: Pick<TestDoor, 'fetch'>) => Promise<Way>;

export function describeDoor(title: string, openWay: OpenWay, traits: WayTraits): void {
  let door: TestDoor;
  let way: Way;
  const ask = (path: string, init: RequestInit = {}) => way.send(new Request(`${way.origin}${path}`, init));
  const post = (path: string, body: BodyInit) => ask(path, { method: 'POST', body });

  describe(title, () => {
    beforeEach(async () => {
      door = createTestDoor();
      way = await openWay(door);
    });
    afterEach(() => way.close());

    it.each([200, 403, 404, 409, 413, 416, 422, 500, 503, 507])(
      'carries status %i with its JSON',
      async (status) => {
        const reply = await ask(`/api/status/${status}`);
        expect(reply.status).toBe(status);
        expect(reply.headers.get('content-type')).toContain('application/json');
        expect(await reply.json()).toEqual({ code: 'some-code' });
      },
    );

    it('carries a reply without a body', async () => {
      const reply = await ask('/api/empty');
      expect([reply.status, await reply.text()]).toEqual([204, '']);
    });

    it('carries headers, the length among them', async () => {
      const { headers } = await ask('/api/headers');
      const named = ['content-type', 'content-length', 'x-frame'].map((name) => headers.get(name));
      expect(named).toEqual(['application/octet-stream', '3', '1234']);
    });

    it('carries names and queries with every kind of sign', async () => {
      const name = 'a b/%2F?#ü✓';
      const q = JSON.stringify({ path: '/x y/100%+1&=".vob' });
      const reply = await ask(`/api/names/${encodeURIComponent(name)}?q=${encodeURIComponent(q)}`);
      expect(await reply.json()).toEqual({ name, q });
    });

    it('carries an address that holds a recipe with two thousand overridden sections', async () => {
      const section = { cadence: 'film', pulldown: '3:2', phase: 4, fieldOrder: 'bottom-first' };
      const sections = Array.from({ length: 2000 }, (_none, at) => ({
        from: at * 100,
        to: at * 100 + 99,
        ...section,
      }));
      const q = JSON.stringify({ recipe: { interpret: { sections } } });
      const reply = await ask(`/api/names/x?q=${encodeURIComponent(q)}`);
      expect(await reply.json()).toEqual({ name: 'x', q });
    });

    it('carries a JSON body there and back', async () => {
      const value = { text: 'Größe ✓ \u0000', list: [1, 2.5, null] };
      expect(await (await post('/api/echo', JSON.stringify(value))).json()).toEqual(value);
    });

    it('carries the bytes of two large pictures unchanged', async () => {
      const reply = await ask('/api/big');
      expect(reply.headers.get('content-length')).toBe(String(bigBytes().length));
      expect(sha256(new Uint8Array(await reply.arrayBuffer()))).toBe(sha256(bigBytes()));
    });

    it('carries an upload given as a stream', async () => {
      const body = new Blob([bigBytes()]).stream();
      const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
      expect(await (await ask('/api/uploads/x.vob', init)).json()).toEqual({ sha256: sha256(bigBytes()) });
    });

    it('delivers each line of a stream when it is written, and answers others meanwhile', async () => {
      const reader = (await ask('/api/lines')).body?.pipeThrough(new TextDecoderStream()).getReader();
      expect((await reader?.read())?.value).toBe('{"line":1}\n');
      await (await post('/api/more', '{}')).text();
      expect((await reader?.read())?.value).toBe('{"line":2}\n');
      expect((await reader?.read())?.done).toBe(true);
    });

    it('tells the far side when the reader of a stream leaves', async () => {
      const reader = (await ask('/api/endless')).body?.getReader();
      await reader?.read();
      await reader?.cancel();
      await vi.waitFor(() => expect(door.noticed).toContain('stream cancelled'));
    });

    it('tells the far side when a running request is aborted', async () => {
      const controller = new AbortController();
      const reply = await ask('/api/endless', { signal: controller.signal });
      const reader = reply.body?.getReader();
      await reader?.read();
      controller.abort();
      await expect(drain(reader)).rejects.toThrow();
      await vi.waitFor(() =>
        expect(door.noticed).toEqual(expect.arrayContaining(['stream cancelled', 'signal aborted'])),
      );
    });

    it('does not run far ahead of a reader that pauses', async () => {
      const reader = (await ask('/api/endless')).body?.getReader();
      await reader?.read();
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(door.made()).toBeLessThan(40); // the kernel's and Node's buffers; without a brake it would be thousands
      await reader?.cancel();
    });

    it('breaks the reading where the far side breaks in the middle, and goes on answering', async () => {
      const read = async () => drain((await ask('/api/breaks')).body?.getReader());
      await expect(read()).rejects.toThrow();
      expect((await ask('/api/empty')).status).toBe(204);
    });

    it(`gives up at once when aborted before the reply${traits.tellsAbortBeforeReply ? ', and tells the far side' : ''}`, async () => {
      const controller = new AbortController();
      const reply = ask('/api/slow', { signal: controller.signal });
      await vi.waitFor(() => expect(door.noticed).toContain('slow begun'));
      controller.abort();
      await expect(reply).rejects.toThrow(/abort/i);
      if (traits.tellsAbortBeforeReply)
        await vi.waitFor(() => expect(door.noticed).toContain('slow aborted'));
      expect((await ask('/api/empty')).status).toBe(204);
    });
  });
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<void> {
  while (reader && !(await reader.read()).done);
}
