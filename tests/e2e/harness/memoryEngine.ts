/**
 * A door with pictures from memory, and two pages in front of it (the viewer alone, the whole window at /window.html): what the viewer does can be tested and timed without a decoder.
 *
 * Speaks the contract (getPicture, streamPictures, getMask) and nothing else of it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import type { PictureAddress } from '../../../model/compare';
import { type Picture, packetHead } from '../../../model/picture';

export interface MemoryEngine {
  origin: string;
  /** Requests for pictures, streams and masks so far, as 'picture a@12'. */
  asked: string[];
  /** Milliseconds before each single picture is answered. */
  delayMs: number;
  close(): Promise<void>;
}

export type MakePicture = (address: Pick<PictureAddress, 'clipId' | 'frame' | 'recipe' | 'size'>) => Picture;

export async function openMemoryEngine(
  makePicture: MakePicture,
  makeMask?: () => Picture,
): Promise<MemoryEngine> {
  const files = await pageFiles();
  const engine = { origin: '', asked: [] as string[], delayMs: 0, close: async () => {} };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ code: 'internal', title: '', detail: String(error), hint: '' }));
    });
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, clipId, what] = /^\/api\/clips\/([^/]+)\/(picture|stream)$/.exec(url.pathname) ?? [];
    const q = JSON.parse(url.searchParams.get('q') ?? '{}');
    if (clipId && what === 'picture') {
      engine.asked.push(`picture ${clipId}@${q.frame}`);
      if (engine.delayMs) await new Promise((resolve) => setTimeout(resolve, engine.delayMs));
      sendPacket(response, makePicture({ clipId, ...q }));
    } else if (clipId && what === 'stream') {
      engine.asked.push(`stream ${clipId}@${q.from}`);
      await streamPackets(response, q, (frame) => makePicture({ clipId, ...q, frame }));
    } else if (url.pathname === '/api/masks' && makeMask) {
      engine.asked.push('mask');
      sendPacket(response, makeMask());
    } else {
      const file = files.get(url.pathname === '/' ? 'index.html' : url.pathname.slice(1));
      response.writeHead(file ? 200 : 404, { 'content-type': contentType(url.pathname) });
      response.end(file ?? '');
    }
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  engine.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  engine.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return engine;
}

function sendPacket(response: ServerResponse, { header, planes }: Picture): void {
  const head = packetHead(header);
  response.writeHead(200, { 'content-length': head.length + planes.length, 'cache-control': 'no-store' });
  response.write(head);
  response.end(planes);
}

interface StreamInput {
  from: number;
  to: number;
  step: number;
}

async function streamPackets(
  response: ServerResponse,
  input: StreamInput,
  make: (frame: number) => Picture,
): Promise<void> {
  response.writeHead(200, { 'cache-control': 'no-store' });
  for (let frame = input.from; frame < input.to && !response.destroyed; frame += input.step ?? 1) {
    const { header, planes } = make(frame);
    response.write(packetHead(header));
    if (!response.write(planes)) await room(response);
  }
  response.end();
}

/** Until the reader took what was written, or went away. */
function room(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

function contentType(pathname: string): string {
  if (pathname.endsWith('.js')) return 'text/javascript';
  return pathname.endsWith('.css') ? 'text/css' : 'text/html';
}

let built: Promise<Map<string, string | Uint8Array>> | null = null;
function pageFiles(): Promise<Map<string, string | Uint8Array>> {
  built ??= buildPage();
  return built;
}

async function buildPage(): Promise<Map<string, string | Uint8Array>> {
  const root = path.dirname(fileURLToPath(import.meta.url));
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    root,
    base: './',
    plugins: [react()],
    worker: { format: 'es' },
    // React counts renders only in its profiling build.
    resolve: { alias: { 'react-dom/client': 'react-dom/profiling' } },
    build: {
      write: false,
      assetsInlineLimit: 0,
      rolldownOptions: { input: ['index.html', 'window.html'].map((name) => path.join(root, name)) },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('Vite built nothing.');
  return new Map(
    output.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]),
  );
}
