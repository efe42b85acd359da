/** What the pictures of a bare source say of their colours: an encoder would have heard it from them, a copy must be told. */
import type { OpenClip } from '../clips/catalog';
import { runFfprobe } from '../ffmpeg/run';
import { sourceInput } from '../ffmpeg/source';
import type { Tools } from '../ffmpeg/tools';

/** ffprobe's names of a frame's properties, and the options that say the same. */
const OPTIONS: Readonly<Record<string, string>> = {
  color_range: '-color_range',
  color_space: '-colorspace',
  color_primaries: '-color_primaries',
  color_transfer: '-color_trc',
  chroma_location: '-chroma_sample_location',
};

/** Options for the output; what the first picture leaves open is left open. Throws what ffprobe's failure means. */
export async function readSourceTags(
  { source, clip }: OpenClip,
  tools: Pick<Tools, 'ffprobe'>,
  signal: AbortSignal,
): Promise<string[]> {
  const { options, url } = sourceInput(source);
  const entries = `frame=${Object.keys(OPTIONS).join(',')}`;
  const words = [
    '-select_streams',
    String(clip.videoStream),
    '-read_intervals',
    '%+#1',
    '-show_entries',
    entries,
  ];
  const text = await runFfprobe(tools, [...options, ...words, '-of', 'json', url], {
    purpose: 'reading the tags of the first picture',
    signal,
  });
  const [frame = {}] = (JSON.parse(text) as { frames?: Record<string, string>[] }).frames ?? [];
  return Object.entries(OPTIONS).flatMap(([name, option]) => {
    const value = frame[name];
    if (value === undefined || /^(unknown|unspecified|reserved)$/.test(value)) return [];
    return [option, value === 'gbr' ? 'rgb' : value];
  });
}
