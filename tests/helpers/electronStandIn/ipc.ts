/** `ipcMain` and the way of a call from a page to its handler (rules 7, 8, 9, 11). */
import { EventEmitter } from 'node:events';
import { clone } from './machine';

export interface Frame {
  origin: string;
  url: string;
  parent: Frame | null;
  /** After a navigation or the window's end; then `event.senderFrame` is null. */
  isDetached: boolean;
}

type Handler = (event: unknown, ...args: unknown[]) => unknown;

class StandInIpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    if (typeof handler !== 'function') {
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    }
    this.#handlers.set(channel, handler);
  }

  async invoke(sender: unknown, frame: Frame, channel: string, args: readonly unknown[]): Promise<unknown> {
    const sent = args.map(clone);
    await new Promise((resolve) => setImmediate(resolve));
    const event = {
      sender,
      get senderFrame() {
        return frame.isDetached ? null : frame;
      },
    };
    try {
      const handler = this.#handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      return clone(await handler(event, ...sent));
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`);
    }
  }
}

export const ipcMain = new StandInIpcMain();
