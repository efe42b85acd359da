/**
 * What the recipes of the tiny clips share: sources, colour, codecs, and the facts that come with them.
 */
import { hdColour, ntscColour, ntscFilm, ntscVideo, type VideoTruth } from './truth';

export type Facts = Partial<Omit<VideoTruth, 'frames' | 'displaySize'>> &
  Pick<VideoTruth, 'codec' | 'codedSize'>;

export interface TinyClip {
  file: string;
  purpose: string;
  container: string;
  /** Everything between the program and the output name; {tmp} is a scratch folder, {tiny} the target folder. */
  args: string[];
  facts: Facts | null;
  audioStreams?: number;
  subtitleStreams?: number;
  chapters?: number;
}

// Explicit, because what swscale assumes for RGB sources changed between ffmpeg 5 and 7.
export const colour601 = 'scale=out_color_matrix=bt601:out_range=tv,format=yuv420p';
export const colour709 = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';
export const tone = ['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=48000:duration=2'];
export const ntscTags = tags('smpte170m', 'smpte170m', 'smpte170m');
export const palTags = tags('bt470bg', 'smpte170m', 'bt470bg');
export const hdTags = tags('bt709', 'bt709', 'bt709');
export const interlaced = ['-flags', '+ilme+ildct'];
export const ntscSize = { width: 720, height: 480 };
export const palSize = { width: 720, height: 576 };
export const smallSize = { width: 352, height: 240 };
export const x264 = ['-c:v', 'libx264', '-threads', '1', '-pix_fmt', 'yuv420p'];

/**
 * A test pattern which scrolls, so that every moving field differs from the one before it everywhere.
 *
 * Four whole samples a step: exact for motion compensation in luma and chroma, which keeps the files small. Sideways
 * only: one line a field downwards would make native video look progressive.
 */
export function moving(size: string, rate: string, secs: number): string {
  const step = 4 / Number.parseInt(size, 10);
  // Softened like a camera picture: the generator's hard edges cost MPEG-2 four times the bits.
  const soft = 'gblur=sigma=3.2:sigmaV=0.9';
  return `testsrc2=size=${size}:rate=${rate}:duration=${secs},format=yuv444p,${soft},scroll=horizontal=${step}`;
}

export function tags(primaries: string, transfer: string, matrix: string): string[] {
  const tagged = ['-color_primaries', primaries, '-color_trc', transfer, '-colorspace', matrix];
  return [...tagged, '-color_range', 'tv', '-chroma_sample_location', 'left'];
}

export function smallSource(): string[] {
  return ['-f', 'lavfi', '-i', moving('352x240', '24000/1001', 2), '-vf', `setsar=10/11,${colour601}`];
}

export function mpeg2Codec(): string[] {
  // A fixed thread count: the rate control of this encoder depends on it, and the files must be the same everywhere.
  return [
    '-c:v',
    'mpeg2video',
    '-threads',
    '1',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '12',
    '-bf',
    '2',
    '-b:v',
    '250k',
  ];
}

export function mpeg2Args(): string[] {
  return [...mpeg2Codec(), ...ntscTags];
}

export function mpeg2(file: string, purpose: string, container: string): TinyClip {
  return {
    file,
    purpose,
    container,
    args: [...smallSource(), ...mpeg2Args(), '-f', container],
    facts: mpeg2Facts(),
  };
}

export function mpeg2Facts(): Facts {
  const gop = { structure: 'open', length: 12, bFrames: 2 } as const;
  return { codec: 'mpeg2video', codedSize: smallSize, sampleAspect: { n: 10, d: 11 }, rate: ntscFilm, gop };
}

export function ntscInterlaced(frames: number): Facts {
  const shape = { codec: 'mpeg2video', codedSize: ntscSize, sampleAspect: { n: 8, d: 9 }, rate: ntscVideo };
  const scan = { scan: 'interlaced', fieldOrder: 'top-first' } as const;
  return { ...shape, ...scan, gop: mpeg2Facts().gop, cadence: [{ from: 0, to: frames, kind: '29.97i' }] };
}

export function h264Facts(width: number, height: number): Facts {
  return { codec: 'h264', codedSize: { width, height }, rate: ntscFilm, colour: hdColour };
}

export function intra(): VideoTruth['gop'] {
  return { structure: 'intra', length: 1, bFrames: 0 };
}

export function aspect(
  file: string,
  purpose: string,
  codedSize: VideoTruth['codedSize'],
  sar: VideoTruth['sampleAspect'],
) {
  const size = `${codedSize.width}x${codedSize.height}`;
  const args = [
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=24000/1001:duration=1`, ...x264, ...ntscTags],
    ...[
      '-vf',
      `setsar=${sar.n}/${sar.d},${colour601}`,
      '-crf',
      '36',
      '-frames:v',
      '8',
      '-g',
      '8',
      '-bf',
      '2',
    ],
  ];
  const gop = { structure: 'closed', length: 8, bFrames: 2 } as const;
  const facts: Facts = { ...h264Facts(720, 480), codedSize, sampleAspect: sar, colour: ntscColour, gop };
  return { file, purpose, container: 'matroska', args, facts };
}
