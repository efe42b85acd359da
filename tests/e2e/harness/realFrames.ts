/** First frames of real files, as planes untouched by any conversion. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';

export interface RealFrame {
  name: string;
  file: string;
  pixelFormat: string;
  size: { width: number; height: number };
}

/** Null for files without a picture, and for formats that are no planes or that zscale does not read. */
export function probeFirst(ffmpeg: string, file: string): RealFrame | null {
  const args = ['-hide_banner', '-noautorotate', '-i', file, '-frames:v', '1', '-f', 'null', '-'];
  const { stderr } = spawnSync(ffmpeg, args, { encoding: 'utf8' });
  const found = /Video: .*?, (yuvj?4\d\dp(?:1[024]le)?)\b.*?(\d{2,5})x(\d{2,5})/.exec(stderr);
  const [width, height] = [Number(found?.[2]), Number(found?.[3])];
  // zimg wants whole chroma samples.
  if (!found?.[1] || width % 4 !== 0 || height % 2 !== 0) return null;
  return { name: path.basename(file), file, pixelFormat: found[1], size: { width, height } };
}

export function decodeFirst(ffmpeg: string, file: string, pixelFormat: string): Uint8Array {
  const output = ['-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', pixelFormat, 'pipe:1'];
  return execFileSync(ffmpeg, ['-v', 'error', '-noautorotate', '-i', file, ...output], {
    maxBuffer: 2 ** 28,
  });
}
