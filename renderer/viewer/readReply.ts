/** Reads picture packets from the body of a reply, copying as little as the browser lets us. */
import { WorkbenchError } from '../../model/errors';
import { type Picture, readPacket } from '../../model/picture';

/** A reply of one packet. */
export async function readPicture(reply: Response): Promise<Picture> {
  const read = readPacket(await readWhole(reply));
  if (!read) throw new WorkbenchError('internal', 'The engine sent a picture that is not whole.');
  return read.picture;
}

/** All bytes of a reply: into one buffer of the promised length, by a reader that fills it in place (twice as fast as arrayBuffer()). */
async function readWhole(reply: Response): Promise<Uint8Array> {
  const length = Number(reply.headers.get('content-length'));
  if (!reply.body || !length) return new Uint8Array(await reply.arrayBuffer());
  let reader: ReadableStreamBYOBReader;
  try {
    reader = reply.body.getReader({ mode: 'byob' });
  } catch {
    // A body that is no byte stream: custom schemes and tests may have such.
    return new Uint8Array(await reply.arrayBuffer());
  }
  return fill(reader, new ArrayBuffer(length));
}

async function fill(reader: ReadableStreamBYOBReader, given: ArrayBuffer): Promise<Uint8Array> {
  let buffer = given;
  let filled = 0;
  while (filled < buffer.byteLength) {
    const { value, done } = await reader.read(new Uint8Array(buffer, filled, buffer.byteLength - filled));
    if (value) {
      // The buffer was handed over and comes back as another object.
      buffer = value.buffer as ArrayBuffer;
      filled += value.byteLength;
    }
    if (done) return new Uint8Array(buffer, 0, filled);
  }
  // All bytes are there, but not the word that these were all: a reply left before that counts as broken off. Nobody waits for it.
  reader.read(new Uint8Array(1)).catch(() => undefined);
  return new Uint8Array(buffer, 0, filled);
}
