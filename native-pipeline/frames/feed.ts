/** Bytes of a file, from a position on, into a process's stdin: as fast as it takes them and no faster. */
import { type FileHandle, open } from 'node:fs/promises';
import type { Writable } from 'node:stream';

/** What ffmpeg probes before it begins is 64 KB; a little more comes along at once. */
const CHUNK_BYTES = 96 << 10;

/** A file that several feeds read from; it is opened with the first and closed with `close`. */
export class FedFile {
  private handle: Promise<FileHandle> | null = null;

  constructor(private readonly path: string) {}

  /** Writes the bytes from `position` to the end of the file, then ends `stdin`. Stops where the process ends. */
  async feed(stdin: Writable, position: number): Promise<void> {
    const file = await this.opened();
    for (let at = position; !stdin.destroyed && stdin.writable; ) {
      // A chunk of its own each time: what was written may still be on its way.
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      if (!stdin.write(chunk.subarray(0, bytesRead))) await drained(stdin);
    }
    stdin.end();
  }

  /** Never throws: what could not be opened needs no closing. */
  async close(): Promise<void> {
    const handle = this.handle;
    this.handle = null;
    await handle?.then((file) => file.close()).catch(() => undefined);
  }

  /** One that could not be opened is tried again by the next feed. */
  private opened(): Promise<FileHandle> {
    if (this.handle) return this.handle;
    const opening = open(this.path);
    this.handle = opening;
    opening.catch(() => {
      if (this.handle === opening) this.handle = null;
    });
    return opening;
  }
}

/** Resolves when more may be written, or when nothing will be taken any more. */
export function drained(stdin: Writable): Promise<void> {
  if (stdin.destroyed || !stdin.writable) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of ['drain', 'close', 'error']) stdin.off(event, done);
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) stdin.once(event, done);
  });
}
