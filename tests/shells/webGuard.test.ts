/** The web shell's walls over real sockets, where a browser's fetch would not let a test lie about its Host. */
import { request } from 'node:http';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_JSON_BYTES } from '../../web/body';
import { serveWeb, type WebShell } from '../../web/serve';
import { createTestDoor } from './testDoor';

let shell: WebShell;
let port: number;
beforeAll(async () => {
  shell = await serveWeb({ engine: createTestDoor() });
  port = Number(new URL(shell.origin).port);
});
afterAll(() => shell.close());

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () =>
        resolve({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
const bearer = () => ({ authorization: `Bearer ${shell.token}` });

/** What nobody but a program on purpose would send. */
function askRaw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.end(text));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
    socket.on('error', reject);
  });
}

describe('the web shell', () => {
  it('gives an address with a token of 256 bits behind the #, which no browser sends on', () => {
    expect(shell.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
  });

  it('listens on loopback only', async () => {
    const other = Object.values((await import('node:os')).networkInterfaces())
      .flat()
      .find((found) => found && !found.internal && found.family === 'IPv4');
    if (!other) return; // a machine without a network
    const reached = await new Promise((resolve) => {
      const socket = net.connect(port, other.address, () => resolve(true));
      socket.on('error', () => resolve(false));
    });
    expect(reached).toBe(false);
  });

  it('shows the page to anyone here, the door to who has the token', async () => {
    expect((await ask('/')).status).toBe(200);
    expect((await ask('/api/headers')).status).toBe(403);
    expect((await ask('/api/headers', bearer())).status).toBe(200);
    expect((await ask('/api/headers', { authorization: `Bearer ${'A'.repeat(43)}` })).status).toBe(403);
  });

  it.each([
    '/%61pi/headers',
    '//api/headers',
    '/api%2fheaders',
    '/x/../api/headers',
    '/x/%2e%2e/api/headers',
    '/%2e/api/headers',
  ])('is not led around the token by the spelling %s', async (path) =>
    expect((await ask(path)).status).toBe(403),
  );

  it('answers a refusal as a problem in JSON, without a word that lets another site read it', async () => {
    const { headers, text } = await ask('/api/headers', { origin: 'http://evil.example' });
    expect(headers['content-type']).toContain('application/json');
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(JSON.parse(text)).toMatchObject({
      code: 'not-allowed',
      title: expect.any(String),
      hint: expect.any(String),
    });
  });

  it('refuses names made to point here (DNS rebinding), also for the page', async () => {
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port}x`]) {
      expect((await ask('/', { host })).status).toBeGreaterThanOrEqual(400);
      expect((await ask('/api/headers', { ...bearer(), host })).status).toBeGreaterThanOrEqual(400);
    }
    const absolute = `GET http://evil.example/api/headers HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${shell.token}\r\n\r\n`;
    expect(await askRaw(absolute)).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('refuses other sites even with the token, and answers no preflight', async () => {
    expect((await ask('/api/headers', { ...bearer(), origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask('/api/headers', { ...bearer(), 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const preflight = { origin: 'http://evil.example', 'access-control-request-method': 'POST' };
    const { status, headers } = await ask('/api/echo', preflight, 'OPTIONS');
    expect([status, headers['access-control-allow-origin']]).toEqual([403, undefined]);
  });

  it.each([
    ['no host', 'GET / HTTP/1.0\r\n\r\n'],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n'],
    ['no HTTP', 'hello\r\n\r\n'],
    [
      'a smuggled second request',
      'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/headers HTTP/1.1\r\n\r\n',
    ],
  ])('survives %s', async (_what, text) => {
    expect(await askRaw(text)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await ask('/')).status).toBe(200);
  });

  it('takes JSON up to a limit, told or counted, and goes on', async () => {
    const long = JSON.stringify({ text: 'x'.repeat(MOST_JSON_BYTES) });
    expect((await ask('/api/echo', bearer(), 'POST', long)).status).toBe(413);
    const chunked = { ...bearer(), 'transfer-encoding': 'chunked' };
    expect((await ask('/api/echo', chunked, 'POST', long)).status).toBe(413);
    expect(JSON.parse((await ask('/api/echo', chunked, 'POST', '{"a":1}')).text)).toEqual({ a: 1 });
  });

  it('says so where the port is taken', async () => {
    await expect(serveWeb({ engine: createTestDoor(), port })).rejects.toMatchObject({ code: 'port-taken' });
  });

  it('leaves the globals of the process alone', () => {
    expect(new Response(new Uint8Array(1)).constructor.name).toBe('Response');
    expect(Object.getPrototypeOf(Request.prototype)).toBe(Object.prototype);
  });

  it('ends its running replies when it is closed', async () => {
    const second = await serveWeb({ engine: createTestDoor() });
    const reply = await fetch(`${second.origin}/api/endless`, {
      headers: { authorization: `Bearer ${second.token}` },
    });
    const reader = reply.body?.getReader();
    await reader?.read();
    await second.close();
    await expect(
      (async () => {
        while (reader && !(await reader.read()).done);
      })(),
    ).rejects.toThrow();
  });
});
