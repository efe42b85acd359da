/** The one stream of events: JSON lines, one EngineEvent each, to every reader until it goes. */
import type { EngineEvent } from '../../model/job';

export interface Events {
  emit(event: EngineEvent): void;
  /** A reply body; ends with the engine or with its reader. */
  open(signal: AbortSignal): ReadableStream<Uint8Array>;
  close(): void;
}

/** Short enough that a dead reader does not hold its place for long, long enough to cost nothing. */
const ALIVE_EVERY_MS = 5000;
/** Lines kept for a reader that does not read; it reconnects and asks for the lists when it wakes. */
const MOST_UNREAD = 2000;

export function createEvents(): Events {
  const readers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const encoder = new TextEncoder();
  const drop = (reader: ReadableStreamDefaultController<Uint8Array>) => {
    readers.delete(reader);
    reader.error(new Error('The reader of the events stopped reading.'));
  };
  const emit = (event: EngineEvent) => {
    if (readers.size === 0) return;
    const line = encoder.encode(`${JSON.stringify(event)}\n`);
    for (const reader of readers) {
      if ((reader.desiredSize ?? 0) > -MOST_UNREAD) reader.enqueue(line);
      else drop(reader);
    }
  };
  const timer = setInterval(() => emit({ type: 'alive' }), ALIVE_EVERY_MS);
  timer.unref();
  return {
    emit,
    open: (signal) => {
      let own: ReadableStreamDefaultController<Uint8Array> | null = null;
      const leave = () => {
        if (own) readers.delete(own);
      };
      return new ReadableStream<Uint8Array>({
        start: (controller) => {
          own = controller;
          readers.add(controller);
          // The first line at once: a reader knows that it is connected.
          controller.enqueue(encoder.encode(`${JSON.stringify({ type: 'alive' })}\n`));
          signal.addEventListener('abort', () => {
            if (readers.delete(controller)) controller.close();
          });
        },
        cancel: leave,
      });
    },
    close: () => {
      clearInterval(timer);
      for (const reader of readers) reader.close();
      readers.clear();
    },
  };
}
