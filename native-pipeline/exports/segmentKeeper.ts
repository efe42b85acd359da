/**
 * Takes the segments of a running render over as they become complete: each is put safely on the disk, and only then named in the manifest.
 */
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { WorkbenchError } from '../../model/errors';
import type { Tools } from '../ffmpeg/tools';
import { countPackets } from './countPackets';
import type { FinishedSegment, Manifest } from './manifest';
import { errorFromWrite } from './outputFiles';
import type { WorkFolder } from './workFolder';

export interface SegmentKeeper {
  /** Looks for segments that are complete now; looks of one keeper follow each other. Rejects where one cannot be kept. */
  look(): Promise<void>;
  /** After ffmpeg has failed: keeps those that are proven whole, up to the first that is not. Never rejects, for why it failed is known already. */
  rescue(): Promise<void>;
}

export interface Keeping {
  folder: WorkFolder;
  manifest: Manifest;
  /** Pictures that each segment should hold, from the first one of this run; null for the last one, where nobody can know. */
  expected: readonly (number | null)[];
  tools: Pick<Tools, 'ffprobe'>;
}

/** `manifest.finished` grows with each look. */
export function createKeeper(keeping: Keeping): SegmentKeeper {
  const { folder, manifest } = keeping;
  const before = manifest.finished.length;
  let last = Promise.resolve();
  const keepListed = async (isRescue: boolean): Promise<void> => {
    const names = await readList(path.join(folder.path, `${manifest.runs}.csv`));
    for (const name of names.slice(manifest.finished.length - before)) {
      const expected = keeping.expected[manifest.finished.length - before] ?? null;
      // Of one that may hold any number nobody can say that it is whole.
      if (isRescue && expected === null) return;
      manifest.finished.push(await keep(keeping, name, expected));
      await folder.writeManifest(manifest);
    }
  };
  return {
    look: () => {
      last = last.then(() => keepListed(false));
      return last;
    },
    rescue: () =>
      last
        .catch(() => undefined)
        .then(() => keepListed(true))
        .catch(() => undefined),
  };
}

/** Names of complete segments; a line that is still being written does not count. */
async function readList(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => path.basename(line.split(',')[0] ?? ''));
}

/** That ffmpeg has listed a segment proves nothing: it lists those too whose end found no room on the disk. */
async function keep(
  { folder, tools }: Keeping,
  name: string,
  expected: number | null,
): Promise<FinishedSegment> {
  const file = path.join(folder.path, name);
  const handle = await open(file, 'r+');
  try {
    await handle.sync().catch((cause) => {
      throw errorFromWrite(cause, file);
    });
  } finally {
    await handle.close();
  }
  const pictures = await countPackets(file, 'mov', tools).catch((cause) => {
    const detail = `A segment of the render cannot be read: ${file}`;
    throw new WorkbenchError('ffmpeg-failed', detail, 'Look whether the disk is full or damaged.', { cause });
  });
  if (expected !== null && pictures !== expected) {
    const detail = `A segment of the render holds ${pictures} pictures instead of ${expected}: ${file}`;
    throw new WorkbenchError('ffmpeg-failed', detail, 'Choose another codec, or another build of ffmpeg.');
  }
  return { name, pictures, ...(await sumFile(file)) };
}

const CHUNK_BYTES = 1 << 20;

/** Size and CRC-32 of a file. */
export async function sumFile(file: string): Promise<{ bytes: number; crc: string }> {
  const handle = await open(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let [bytes, crc] = [0, 0];
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES);
      if (bytesRead === 0) return { bytes, crc: crc.toString(16).padStart(8, '0') };
      crc = crc32(chunk.subarray(0, bytesRead), crc);
      bytes += bytesRead;
    }
  } finally {
    await handle.close();
  }
}
