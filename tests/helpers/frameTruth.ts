/** The sequential decode that every frame is held against, and pictures opened the way the engine opens them. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Picture } from '../../model/picture';
import { createCatalog, type OpenClip } from '../../native-pipeline/clips/catalog';
import { findTools } from '../../native-pipeline/ffmpeg/tools';
import { deliveredFormat } from '../../native-pipeline/frames/formats';
import { createPictures, type Pictures } from '../../native-pipeline/frames/pictures';
import { ffmpegOutput } from './ffmpegBuilds';

/** Clips with known truth that lie beside the repository on some machines; tests of them are skipped elsewhere. */
export const MEDIA = path.resolve(import.meta.dirname, '../../../shared/media/dev');
export const HAS_MEDIA = existsSync(MEDIA);

export interface Opened {
  open: OpenClip;
  pictures: Pictures;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** False: do not wait for the whole decode that confirms the index. */
  isConfirmed?: boolean;
  cacheBytes?: number;
}

/** Opens a file with this build, as the engine does. */
export async function openFor(
  build: { path: string },
  file: string,
  options: OpenOptions = {},
): Promise<Opened> {
  const tools = await findTools({ ffmpegPath: build.path });
  const catalog = createCatalog(tools);
  const pictures = createPictures(tools, { cacheBytes: options.cacheBytes ?? 48 << 20 });
  const close = async () => {
    await pictures.close();
    catalog.close();
  };
  const open = await catalog.open(file);
  const index = await open.whenIndexed;
  if (options.isConfirmed ?? true) await index.whenConfirmed;
  return { open, pictures, close };
}

/** MD5 of every frame of a plain sequential decode, through a graph where one is given. */
export function sequentialHashes(
  build: { path: string },
  file: string,
  open: OpenClip,
  graph = '',
  pixelFormat = '',
): string[] {
  const filters = graph || deliveredFormat(open.clip).conversion;
  const decode = ['-i', `file:${file}`, '-map', `0:${open.clip.videoStream}`];
  const vf = filters ? ['-vf', filters] : [];
  const format = pixelFormat ? ['-pix_fmt', pixelFormat] : [];
  const listing = ['-fps_mode', 'passthrough', '-f', 'framehash', '-hash', 'md5', '-'];
  const text = ffmpegOutput(build, [...decode, ...vf, ...format, ...listing]).toString();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => line.slice(line.lastIndexOf(',') + 1).trim());
}

export function hashOf(picture: Picture): string {
  return createHash('md5').update(picture.planes).digest('hex');
}

/** First, last, around group starts, and some in between, in an order of its own: the same for the same count. */
export function targetsOf(count: number, groupStarts: readonly number[]): number[] {
  const around = groupStarts.flatMap((start) => [start - 2, start - 1, start, start + 1]);
  const spread = Array.from({ length: 8 }, (_, i) => Math.floor(((i * 0.618034) % 1) * count));
  const wanted = new Set([0, count - 1, ...around, ...spread].filter((frame) => frame >= 0 && frame < count));
  // Multiplying by a number without a common factor jumps about in the clip.
  return [...wanted].sort((a, b) => ((a * 7919) % 10007) - ((b * 7919) % 10007));
}

/** Frames at which groups start, a few of them. */
export function groupStarts({ index }: OpenClip): number[] {
  const count = index?.table.groupCount ?? 0;
  return Array.from({ length: Math.min(5, count) }, (_, group) => index?.table.keyFrame(group) ?? 0);
}
