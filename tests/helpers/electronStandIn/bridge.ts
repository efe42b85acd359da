/** `contextBridge`: what passes between the preload's world and the page's, and what is lost on the way (rule 12). */
import { clone } from './machine';

const MOST_DEPTH = 1000;

/** Puts a frozen copy of the api under the key; an existing key throws. */
export function exposeInMainWorld(world: Record<string, unknown>, key: string, api: unknown): void {
  if (key in world) throw new Error(`Cannot bind an API on top of an existing property on the window object`);
  const value = freeze(passOver(api));
  Object.defineProperty(world, key, { value, enumerable: true, writable: false, configurable: false });
}

export function passOver(value: unknown, depth = 0): unknown {
  if (depth >= MOST_DEPTH) {
    throw new TypeError(
      'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
    );
  }
  if (typeof value === 'function') return passFunction(value as (...args: unknown[]) => unknown);
  if (value instanceof Promise) {
    return value.then(
      (result) => passOver(result),
      (error) => Promise.reject(plainError(error)),
    );
  }
  if (value instanceof Error) return plainError(value);
  if (value instanceof Blob) return value; // File too
  if (Array.isArray(value)) return value.map((item) => passOver(item, depth + 1));
  if (isPlain(value)) {
    const entries = Object.entries(value).map(([key, item]) => [key, passOver(item, depth + 1)]);
    return Object.fromEntries(entries);
  }
  return clone(value);
}

function passFunction(target: (...args: unknown[]) => unknown) {
  return (...args: unknown[]): unknown => {
    const given = args.map((arg) => passOver(arg));
    let result: unknown;
    try {
      result = target(...given);
    } catch (error) {
      throw plainError(error);
    }
    return passOver(result);
  };
}

/** Only the message survives: no code, no name, no cause. */
function plainError(error: unknown): Error {
  return new Error(
    error instanceof Error
      ? error.message
      : 'An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.',
  );
}

/** Objects of classes count: their own properties pass, their methods do not. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return !!(
    !(value instanceof Date || value instanceof RegExp || value instanceof Map || value instanceof Set) &&
    !(ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
  );
}

function freeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const item of Object.values(value)) freeze(item);
  return Object.freeze(value);
}
