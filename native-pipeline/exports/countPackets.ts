/** Counts the pictures of a movie file by its packets: as many as can be read again; nothing is decoded. */
import { runFfprobe } from '../ffmpeg/run';
import type { Tools } from '../ffmpeg/tools';

/**
 * `format`: ffmpeg's name of the file's form. Throws what ffprobe's failure means.
 *
 * As long as it takes: a lossless film of an hour is read from end to end, which may be minutes on a slow disk.
 */
export async function countPackets(
  file: string,
  format: string,
  tools: Pick<Tools, 'ffprobe'>,
  signal?: AbortSignal,
): Promise<number> {
  const wanted = ['-select_streams', 'v:0', '-count_packets', '-show_entries', 'stream=nb_read_packets'];
  const words = ['-f', format, ...wanted, '-of', 'csv=p=0', `file:${file}`];
  const options = { purpose: 'counting the pictures of a movie', limitMillis: undefined, signal };
  return Number.parseInt(await runFfprobe(tools, words, options), 10);
}
