/** The three ways in: called directly, over loopback HTTP, through Electron's protocol bridge (played by the stand-in). */
import { vi } from 'vitest';
import { serveWeb } from '../../web/serve';
import type { OpenWay } from './door.case';

export const openDirect: OpenWay = async (door) => ({
  origin: 'http://engine.local',
  send: withAbortError((request) => door.fetch(request)),
  close: async () => {},
});

export const openWeb: OpenWay = async (door) => {
  const shell = await serveWeb({ engine: door });
  const send = (request: Request) => {
    request.headers.set('authorization', `Bearer ${shell.token}`);
    return fetch(request);
  };
  return { origin: shell.origin, send, close: () => shell.close() };
};

/** Each time with a fresh stand-in: Electron registers its scheme once in a life. */
export const openBridge: OpenWay = async (door) => {
  vi.resetModules();
  const { standIn, session, BrowserWindow } = await import('../helpers/electronStandIn/index');
  const protocol = await import('../../electron/protocol');
  await standIn.start(async () => protocol.registerScheme());
  protocol.mountDoor(session.defaultSession as unknown as Electron.Session, door.fetch);
  const window = new BrowserWindow();
  await window.loadURL('workbench://app/');
  const { page } = window.webContents;
  if (!page) throw new Error('no page');
  return {
    origin: 'workbench://app',
    send: (request) => page.fetch(request),
    close: async () => window.destroy(),
  };
};

/** A direct call has no transport that would break off by itself when its caller leaves; fetch has. */
function withAbortError(send: (request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    const { signal } = request;
    const response = await send(request);
    signal.throwIfAborted();
    if (!response.body) return response;
    const through = new TransformStream<Uint8Array, Uint8Array>();
    void response.body.pipeTo(through.writable, { signal }).catch(() => {});
    return new Response(through.readable, response);
  };
}
