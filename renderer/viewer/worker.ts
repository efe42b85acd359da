/**
 * Reads one side's long reply of picture packets away from the main thread, into buffers that come back to be used again.
 *
 * Credits: each one lets the worker read one picture ahead. Without credits it stops reading, the connection fills, and the engine waits.
 */
/// <reference lib="webworker" />
import { isProblemReply, type Problem, problemFromError, WorkbenchError } from '../../model/errors';
import type { PictureHeader } from '../../model/picture';

export type ToWorker =
  | { type: 'open'; url: string; headers: Record<string, string>; credits: number }
  | { type: 'credit'; buffer: ArrayBuffer };
export type FromWorker =
  | { type: 'picture'; header: PictureHeader; planes: ArrayBuffer; length: number }
  | { type: 'end' }
  | { type: 'problem'; problem: Problem };

const scope = self as unknown as DedicatedWorkerGlobalScope;
const spares: ArrayBuffer[] = [];
let credits = 0;
let wake: (() => void) | null = null;

scope.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'open') {
    credits = data.credits;
    void read(data.url, data.headers);
    return;
  }
  credits++;
  spares.push(data.buffer);
  wake?.();
};

async function read(url: string, headers: Record<string, string>): Promise<void> {
  try {
    const reply = await fetch(url, { headers });
    if (isProblemReply(reply) || !reply.body) throw await errorOf(reply);
    await readPackets(createSource(reply.body.getReader()));
    tell({ type: 'end' });
  } catch (error) {
    tell({ type: 'problem', problem: problemFromError(error) });
  }
}

async function errorOf(reply: Response): Promise<WorkbenchError> {
  const problem = (await reply.json().catch(() => null)) as Problem | null;
  if (!problem) return new WorkbenchError('internal', `The engine answered ${reply.status}.`);
  return new WorkbenchError(problem.code, problem.detail, problem.hint);
}

async function readPackets(source: Source): Promise<void> {
  const decoder = new TextDecoder();
  for (;;) {
    if (credits === 0) await new Promise<void>((resolve) => (wake = resolve));
    wake = null;
    if (credits === 0) continue;
    const head = new Uint8Array(8);
    if ((await source.take(head)) === 0) return;
    const sizes = new DataView(head.buffer);
    const planeBytes = sizes.getUint32(4, true);
    const json = new Uint8Array(sizes.getUint32(0, true));
    await source.takeAll(json);
    const header = JSON.parse(decoder.decode(json)) as PictureHeader;
    const planes = spareOf(planeBytes);
    await source.takeAll(new Uint8Array(planes, 0, planeBytes));
    credits--;
    tell({ type: 'picture', header, planes, length: planeBytes }, [planes]);
  }
}

function spareOf(bytes: number): ArrayBuffer {
  const spare = spares.pop();
  return spare && spare.byteLength >= bytes ? spare : new ArrayBuffer(bytes);
}

interface Source {
  /** Fills `target`; answers how many bytes came before the end. */
  take(target: Uint8Array): Promise<number>;
  /** The same, and throws where the end comes within. */
  takeAll(target: Uint8Array): Promise<void>;
}

function createSource(reader: ReadableStreamDefaultReader<Uint8Array>): Source {
  let rest: Uint8Array = new Uint8Array(0);
  const take = async (target: Uint8Array): Promise<number> => {
    let filled = 0;
    while (filled < target.length) {
      if (rest.length === 0) {
        const { value, done } = await reader.read();
        if (done) break;
        rest = value;
      }
      const part = rest.subarray(0, target.length - filled);
      target.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
    }
    return filled;
  };
  return {
    take,
    async takeAll(target) {
      if ((await take(target)) < target.length) {
        throw new WorkbenchError('internal', 'The stream of pictures broke off within a picture.');
      }
    },
  };
}

function tell(message: FromWorker, transfer: Transferable[] = []): void {
  scope.postMessage(message, transfer);
}
