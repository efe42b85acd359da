/** Pictures for tests, read by a plain ffmpeg. */
import type { Picture } from '../../model/picture';
import { ffmpegOutput } from './ffmpegBuilds';
import { createHeader, type Layout } from './pictures';

/** The first picture of what ffmpeg's arguments make, in this layout. */
export function readPicture(
  build: { path: string },
  args: string[],
  pixelFormat: string,
  layout: Layout,
): Picture {
  const out = ['-frames:v', '1', '-pix_fmt', pixelFormat, '-f', 'rawvideo', '-'];
  return { header: createHeader(layout), planes: new Uint8Array(ffmpegOutput(build, [...args, ...out])) };
}
