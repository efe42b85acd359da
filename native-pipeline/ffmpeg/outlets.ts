/**
 * Socket pairs for the raw pictures of a child process: one end becomes its stdout, the other is read into one buffer that is used again and again.
 *
 * Node's own pipe takes fresh memory for every 64 KB it reads. At a thousand pictures a second that is most of what the garbage collector does, and while
 * it works the child stands still, because a pipe does not even hold one picture. Where pairs cannot be made (Windows) the ordinary pipe is used.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** Takes bytes that are valid during the call only. False stops the reading until `resume`. */
export type TakeBytes = (bytes: Uint8Array) => boolean;

export interface Outlet {
  /** To be given to `spawn` as stdout, and destroyed afterwards. */
  childEnd: net.Socket;
  /** Paused; its bytes go to `taker.take`. */
  ourEnd: net.Socket;
  taker: { take: TakeBytes };
}

/** So many lie ready: making one takes a turn of the event loop, starting a process must not. */
const READY = 4;
const BUFFER_BYTES = 256 << 10;

const ready: Outlet[] = [];
let isMaking = false;
let server: net.Server | null = null;
let folder = '';
/** One for all: a buffer is filled and taken within one callback. */
const buffer = new Uint8Array(BUFFER_BYTES);

/** A pair that lies ready, or null: then the ordinary pipe has to do. Call `prepareOutlets` early. */
export function takeOutlet(): Outlet | null {
  const outlet = ready.shift() ?? null;
  outlet?.ourEnd.ref();
  prepareOutlets();
  return outlet;
}

/** Makes pairs in the background until enough lie ready. */
export function prepareOutlets(): void {
  if (process.platform === 'win32' || isMaking || ready.length >= READY) return;
  isMaking = true;
  void makeOutlet()
    .then((outlet) => ready.push(outlet))
    .then(
      () => true,
      () => false, // A temporary folder that cannot be written, no descriptors left: pipes do as well, only slower.
    )
    .then((isMade) => {
      isMaking = false;
      if (isMade) prepareOutlets();
    });
}

async function makeOutlet(): Promise<Outlet> {
  const listening = server ?? (await listen());
  const taker: Outlet['taker'] = { take: () => false };
  const accepted = new Promise<net.Socket>((resolve) => listening.once('connection', resolve));
  const ourEnd = net.connect({
    path: socketPath(),
    onread: { buffer, callback: (count) => taker.take(buffer.subarray(0, count)) },
  });
  ourEnd.pause();
  ourEnd.unref();
  const failed = new Promise<never>((_resolve, reject) => ourEnd.once('error', reject));
  const childEnd = await Promise.race([accepted, failed]);
  childEnd.unref();
  childEnd.on('error', () => {});
  return { childEnd, ourEnd, taker };
}

function listen(): Promise<net.Server> {
  // Only this user may enter the folder, so nobody else can connect.
  folder = mkdtempSync(path.join(os.tmpdir(), 'remaster-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const made = net.createServer({ pauseOnConnect: true });
  made.unref();
  return new Promise((resolve, reject) => {
    made.once('error', reject);
    made.listen(socketPath(), () => {
      server = made;
      resolve(made);
    });
  });
}

function socketPath(): string {
  return path.join(folder, 'outlet');
}
