/**
 * What the parts of the stand-in share: whether the app is ready, what was recorded, and the event that can be prevented.
 *
 * The stand-in keeps the rules that Electron 45 was read to have (the numbers in comments are those of the notes the shell was built from);
 * it draws nothing, and knows only what our shell calls. A call it lacks fails with "is not a function": then teach it the rule first.
 */
import { EventEmitter } from 'node:events';

export class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** An EventEmitter with a way to emit something that listeners may prevent. */
export class Source extends EventEmitter {
  /** Emits and tells whether a listener prevented it. */
  emitPreventable(name: string, details: object = {}, ...rest: unknown[]): boolean {
    const event = Object.assign(new PreventableEvent(), details);
    this.emit(name, event, ...rest);
    return event.defaultPrevented;
  }
}

export const machine = {
  isReady: false,
  /** Everything worth an order test: 'before-quit', 'close', … */
  happened: [] as string[],
  /** Called by the parts when the program ends; set by the harness. */
  onEnd: (_code: number): void => {},
};

export function assertReady(message: string): void {
  if (!machine.isReady) throw new Error(message);
}

/** What every value between processes goes through (rule 9). */
export function clone<Value>(value: Value): Value {
  if (typeof SharedArrayBuffer !== 'undefined' && value instanceof SharedArrayBuffer) throw uncloneable();
  try {
    return structuredClone(value);
  } catch {
    throw uncloneable();
  }
}

function uncloneable(): Error {
  return new Error('An object could not be cloned.');
}
