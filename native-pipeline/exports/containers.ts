/** What each container holds, and what becomes of sound and subtitles that it does not. Pure. */
import type { AudioStream, SubtitleStream } from '../../model/clip';
import type { Codec } from '../../model/contract';

export type Container = 'mkv' | 'mp4' | 'mov';

export interface ContainerRules {
  /** ffmpeg's muxer. */
  muxer: string;
  codecs: readonly Codec[];
  /** Sound that is copied as it is. */
  copiesAudio: RegExp;
  /** What other sound becomes: lossless where the container has room for it. */
  encodesAudio: readonly string[];
  copiesSubtitles: RegExp;
  /** What text subtitles become that are not copied. */
  textSubtitles: string;
  options: readonly string[];
}

const TEXT_SUBTITLES = /^(subrip|srt|ass|ssa|webvtt|mov_text|text)$/;

/** Codec names are ffprobe's. Tried against the muxers of ffmpeg 5.1 and 7.0. */
export const CONTAINERS: Record<Container, ContainerRules> = {
  mkv: {
    muxer: 'matroska',
    codecs: ['ffv1', 'h264', 'hevc', 'prores'],
    copiesAudio:
      /^(mp2|mp3|ac3|eac3|dts|truehd|mlp|aac|flac|alac|opus|vorbis|tta|wavpack|pcm_(u8|[sf](16|24|32|64)le|s(16|24|32)be))$/,
    encodesAudio: ['flac', '-sample_fmt', 's16'],
    copiesSubtitles: /^(subrip|srt|ass|ssa|webvtt|dvd_subtitle|hdmv_pgs_subtitle|dvb_subtitle)$/,
    textSubtitles: 'srt',
    options: [],
  },
  mp4: {
    muxer: 'mp4',
    codecs: ['h264', 'hevc'],
    copiesAudio: /^(aac|mp3|mp2|ac3|eac3|alac|opus)$/,
    encodesAudio: ['aac', '-b', '256k'],
    copiesSubtitles: /^mov_text$/,
    textSubtitles: 'mov_text',
    options: ['-movflags', '+write_colr'],
  },
  mov: {
    muxer: 'mov',
    codecs: ['h264', 'hevc', 'prores'],
    copiesAudio: /^(aac|mp3|ac3|alac|pcm_(u8|[sf](16|24|32)[lb]e))$/,
    encodesAudio: ['pcm_s16le'],
    copiesSubtitles: /^mov_text$/,
    textSubtitles: 'mov_text',
    options: ['-movflags', '+write_colr'],
  },
};

const EXTENSIONS: Readonly<Record<string, Container>> = { mkv: 'mkv', mp4: 'mp4', m4v: 'mp4', mov: 'mov' };

/** By the file's extension; null where it names none of ours. */
export function containerOf(file: string): Container | null {
  const extension = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  return EXTENSIONS[extension] ?? null;
}

/** All sound, in its order. With a `filter` it is decoded, for then it cannot be copied. */
export function carryAudio(
  streams: readonly AudioStream[],
  container: Container,
  from: { input: number; filter: string | null },
): string[] {
  const { copiesAudio, encodesAudio } = CONTAINERS[container];
  return streams.flatMap(({ index, codec }, n) => {
    const map = ['-map', `${from.input}:${index}`, `-c:a:${n}`];
    if (from.filter === null && copiesAudio.test(codec)) return [...map, 'copy'];
    const filter = from.filter === null ? [] : [`-filter:a:${n}`, from.filter];
    const [encoder = '', ...settings] = encodesAudio;
    const own = settings.map((word) => (word.startsWith('-') ? `${word}:a:${n}` : word));
    return [...map, encoder, ...own, ...filter];
  });
}

/** Those of the subtitles that a container takes, copied or rewritten. */
export function keptSubtitles(streams: readonly SubtitleStream[], container: Container): SubtitleStream[] {
  const { copiesSubtitles } = CONTAINERS[container];
  return streams.filter(({ codec }) => copiesSubtitles.test(codec) || TEXT_SUBTITLES.test(codec));
}

/** Text subtitles are copied or rewritten; those made of pictures only go where they can be copied. */
export function carrySubtitles(
  streams: readonly SubtitleStream[],
  container: Container,
  input: number,
): { options: string[]; notices: string[] } {
  const { copiesSubtitles, textSubtitles } = CONTAINERS[container];
  const options: string[] = [];
  const notices: string[] = [];
  let kept = 0;
  for (const { index, codec } of streams) {
    const isCopied = copiesSubtitles.test(codec);
    if (!isCopied && !TEXT_SUBTITLES.test(codec)) {
      notices.push(
        `Subtitles of the kind ${codec} (stream ${index}) do not fit into ${container} and were left out.`,
      );
      continue;
    }
    options.push('-map', `${input}:${index}`, `-c:s:${kept}`, isCopied ? 'copy' : textSubtitles);
    kept += 1;
  }
  return { options, notices };
}
