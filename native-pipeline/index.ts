/**
 * The engine's only door: a function from Request to Response. Every shell and every test comes in here.
 */
import { createApp } from './api/app';
import type { EngineConfig } from './api/rooms';
import { createRooms } from './api/rooms';

export type { EngineConfig } from './api/rooms';

export interface Engine {
  /** Answers every request, also with an error: never throws. */
  fetch(request: Request): Promise<Response>;
  /** Cancels jobs, ends every process, releases the caches. */
  close(): Promise<void>;
}

export function createEngine(config: EngineConfig): Engine {
  const rooms = createRooms(config);
  const app = createApp(rooms);
  return {
    fetch: async (request) => app.fetch(request),
    close: () => rooms.close(),
  };
}
