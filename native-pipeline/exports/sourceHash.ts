/** Hashes a source file, so that a still or a render can name what it was made from. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ClipSource } from '../ffmpeg/source';

export interface SourceHash {
  /** Null where there is none; `of` says why. */
  sha256: string | null;
  /** What was hashed. */
  of: string;
}

/** Up to this size all of a file is hashed (about 2 s); the bytes of a larger one would take as long as the stills themselves. */
const WHOLE_BYTES = 2 ** 30;
const END_BYTES = 64 * 2 ** 20;

export async function hashSource(source: ClipSource, signal?: AbortSignal): Promise<SourceHash> {
  if (source.kind === 'sequence') return { sha256: null, of: 'nothing: the source is a sequence of files' };
  const { size } = await stat(source.path);
  if (size <= WHOLE_BYTES)
    return { sha256: await hashParts(source.path, [{}], signal), of: 'the whole file' };
  const parts = [{ end: END_BYTES - 1 }, { start: size - END_BYTES }];
  const of = 'the first and the last 64 MiB, one after the other: the file is larger than 1 GiB';
  return { sha256: await hashParts(source.path, parts, signal), of };
}

async function hashParts(
  file: string,
  parts: readonly { start?: number; end?: number }[],
  signal: AbortSignal | undefined,
): Promise<string> {
  const hash = createHash('sha256');
  for (const part of parts) {
    const stream = createReadStream(file, { ...part, highWaterMark: 2 ** 20 });
    for await (const chunk of stream) {
      signal?.throwIfAborted();
      hash.update(chunk as Buffer);
    }
  }
  return hash.digest('hex');
}
