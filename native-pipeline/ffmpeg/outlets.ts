/**
 * Socket pairs for the raw pictures of a child process: one end becomes its stdout, the other is read into one buffer that is used again and again.
 *
 * Node's own pipe takes fresh memory for every 64 KB it reads. At a thousand pictures a second that is most of what the garbage collector does, and while
 * it works the child stands still, because a pipe does not even hold one picture. Where pairs cannot be made (Windows) the ordinary pipe is used.
 */
import { mkdtemp, rm } from 'node:fs/promises';
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

/** The meeting place lasts only as long as the meeting, so that nothing stays behind in the temporary folder. */
async function makeOutlet(): Promise<Outlet> {
  // Only this user may enter the folder, so nobody else can connect.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'remaster-outlet-'));
  const server = net.createServer({ pauseOnConnect: true });
  try {
    const place = path.join(folder, 'socket');
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(place, resolve);
    });
    return await connect(server, place);
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function connect(server: net.Server, place: string): Promise<Outlet> {
  const taker: Outlet['taker'] = { take: () => false };
  const accepted = new Promise<net.Socket>((resolve) => server.once('connection', resolve));
  const callback = (count: number): boolean => taker.take(buffer.subarray(0, count));
  const ourEnd = net.connect({ path: place, onread: { buffer, callback } });
  ourEnd.pause();
  const failed = new Promise<never>((_resolve, reject) => ourEnd.once('error', reject));
  const childEnd = await Promise.race([accepted, failed]);
  childEnd.on('error', () => {});
  // While they lie ready they keep nobody alive.
  ourEnd.unref();
  childEnd.unref();
  return { childEnd, ourEnd, taker };
}
