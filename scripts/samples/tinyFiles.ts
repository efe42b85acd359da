/**
 * Makes the tiny clips and everything among them that is not a plain ffmpeg output: joined, cut short, patched, empty.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bitexact, countFrames, runFfmpeg } from './ffmpeg';
import { flagSoftTelecine, turnMp4 } from './patches';
import { discClips } from './tinyDiscClips';
import { fileClips } from './tinyFileClips';
import type { TinyClip } from './tinyRecipes';
import { displaySize, ntscColour, ntscFilm, type SampleTruth, square, type VideoTruth } from './truth';

const tinyClips = [...discClips, ...fileClips];
const sequence = 'sequence/frame%03d.png';

/** Makes the files whose name contains `only` (all of them without it) and returns the truth of each. */
export function makeTinyFiles(samples: string, only: string): SampleTruth[] {
  const tiny = join(samples, 'tiny');
  const scratch = mkdtempSync(join(tmpdir(), 'remaster-samples-'));
  mkdirSync(join(tiny, 'sequence'), { recursive: true });
  try {
    prepareScratch(scratch);
    const wanted = tinyClips.filter((clip) => `tiny/${clip.file}`.includes(only));
    const clips = wanted.map((clip) => makeClip(clip, tiny, scratch));
    const odd = oddFiles.filter(([name]) => `tiny/${name}`.includes(only));
    return [...clips, ...odd.map(([, make]) => make(tiny))];
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function makeClip(clip: TinyClip, tiny: string, scratch: string): SampleTruth {
  const path = join(tiny, clip.file);
  const args = clip.args.map((arg) => arg.replace('{tmp}', scratch).replace('{tiny}', tiny));
  runFfmpeg([...args, ...bitexact, path]);
  if (clip.file === 'rotated.mp4') writeFileSync(path, turnMp4(readFileSync(path), 180));
  const { audioStreams = 0, subtitleStreams = 0, chapters = 0 } = clip;
  const counts = { audioStreams, subtitleStreams, chapters };
  const video = clip.facts === null ? null : videoTruth(clip.facts, countFrames(path));
  return {
    ...file(tiny, clip.file, clip.purpose),
    kind: 'movie',
    container: clip.container,
    video,
    ...counts,
  };
}

/** Fills in what most clips share: square progressive pictures in limited-range 601, upright, 8 bit. */
function videoTruth(facts: NonNullable<TinyClip['facts']>, frames: number): VideoTruth {
  const sampleAspect = facts.sampleAspect ?? square;
  const rotation = facts.rotation ?? 0;
  return {
    ...{
      pixelFormat: 'yuv420p',
      bitDepth: 8,
      rate: ntscFilm,
      isConstantRate: true,
      scan: 'progressive' as const,
    },
    ...{
      fieldOrder: null,
      cadence: [{ from: 0, to: frames, kind: 'progressive' as const }],
      colour: ntscColour,
    },
    ...{ gop: { structure: 'closed' as const, length: 12, bFrames: 2 }, isSequential: false },
    ...facts,
    ...{ sampleAspect, rotation, frames, displaySize: displaySize(facts.codedSize, sampleAspect, rotation) },
  };
}

function prepareScratch(scratch: string): void {
  const film = [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=720x480:rate=24000/1001:duration=2,format=yuv444p,gblur=sigma=2.5:sigmaV=0.8',
  ];
  const scaled = [
    '-vf',
    'scroll=horizontal=0.0055556,setsar=8/9,scale=out_color_matrix=bt601:out_range=tv,format=yuv420p',
    '-frames:v',
    '24',
  ];
  const coded = [
    '-c:v',
    'mpeg2video',
    '-threads',
    '1',
    '-g',
    '12',
    '-bf',
    '2',
    '-b:v',
    '400k',
    '-f',
    'mpeg2video',
  ];
  const tags = ['-color_primaries', 'smpte170m', '-color_trc', 'smpte170m', '-colorspace', 'smpte170m'];
  const soft = join(scratch, 'soft.m2v');
  runFfmpeg([...film, ...scaled, ...coded, ...tags, ...bitexact, soft]);
  writeFileSync(soft, flagSoftTelecine(readFileSync(soft)));
  const lying = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=24000/1001:duration=1', '-c:v', 'libx264'];
  const hd = [
    '-color_primaries',
    'bt709',
    '-color_trc',
    'bt709',
    '-colorspace',
    'bt709',
    '-color_range',
    'tv',
  ];
  const vf = [
    '-vf',
    'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p',
    '-crf',
    '30',
    '-g',
    '12',
    '-bf',
    '2',
  ];
  runFfmpeg([...lying, ...vf, ...hd, '-threads', '1', ...bitexact, join(scratch, 'turned.mp4')]);
  writeFileSync(join(scratch, 'words.srt'), '1\n00:00:00,200 --> 00:00:01,000\nThe station, before dawn.\n');
  writeFileSync(join(scratch, 'chapters.txt'), chapters());
}

function chapters(): string {
  const names = ['Approach', 'Hull', 'Dawn'];
  const one = (title: string, index: number) =>
    `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${index * 600}\nEND=${(index + 1) * 600}\ntitle=${title}\n`;
  return `;FFMETADATA1\n${names.map(one).join('')}`;
}

/** Files that are not simply an output of ffmpeg, each with its maker; they are made from the clips above. */
const oddFiles: [string, (tiny: string) => SampleTruth][] = [
  ['joined.vob', joinVobs],
  ['truncated.mpg', truncate],
  [sequence, makeSequence],
  ['still.png', makeStill],
  ['empty.mpg', makeEmpty],
  ['text.mkv', makeText],
];

function joinVobs(tiny: string): SampleTruth {
  const one = readFileSync(join(tiny, 'dvd.vob'));
  // The second part has other pictures, so that a test sees when a seek lands in the wrong one.
  const second = join(tiny, 'joined.tmp.vob');
  const dvd = tinyClips.find((clip) => clip.file === 'dvd.vob') as TinyClip;
  const other = dvd.args.map((arg) => arg.replace('scroll=horizontal=', 'hflip,negate,scroll=horizontal='));
  runFfmpeg([...other, ...bitexact, second]);
  writeFileSync(join(tiny, 'joined.vob'), Buffer.concat([one, readFileSync(second)]));
  rmSync(second);
  const frames = countFrames(join(tiny, 'joined.vob'));
  const facts = { ...(dvd.facts as NonNullable<TinyClip['facts']>), isSequential: true };
  const cadence = [{ from: 0, to: frames, kind: '29.97i' as const }];
  const purpose = 'Two VOBs joined byte by byte: time starts again in the middle.';
  const video = { ...videoTruth(facts, frames), cadence };
  return { ...file(tiny, 'joined.vob', purpose), ...movie('mpeg', video), audioStreams: 1 };
}

function truncate(tiny: string): SampleTruth {
  const whole = readFileSync(join(tiny, 'mpeg2-open-gop.mpg'));
  writeFileSync(join(tiny, 'truncated.mpg'), whole.subarray(0, Math.floor(whole.length * 0.55)));
  const clip = tinyClips.find(({ file }) => file === 'mpeg2-open-gop.mpg') as TinyClip;
  const facts = clip.facts as NonNullable<TinyClip['facts']>;
  const video = videoTruth(facts, countFrames(join(tiny, 'truncated.mpg')));
  const purpose = 'Cut off in the middle of a picture, as a copy from a scratched disc is.';
  return { ...file(tiny, 'truncated.mpg', purpose), ...movie('mpeg', video) };
}

function makeSequence(tiny: string): SampleTruth {
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=24:duration=1,format=rgb24'];
  runFfmpeg([...source, '-frames:v', '8', ...bitexact, join(tiny, sequence)]);
  const purpose =
    'Eight numbered PNG files, to be opened as one clip; they carry no rate, 25 is ffmpeg’s guess.';
  const truth = { ...file(tiny, 'sequence/frame001.png', purpose), path: `tiny/${sequence}` };
  return { ...truth, ...movie('image2', pngTruth(8)), kind: 'sequence' };
}

function makeStill(tiny: string): SampleTruth {
  copyFileSync(join(tiny, 'sequence/frame003.png'), join(tiny, 'still.png'));
  return {
    ...file(tiny, 'still.png', 'A single PNG picture.'),
    ...movie('png_pipe', pngTruth(1)),
    kind: 'still',
  };
}

function pngTruth(frames: number): VideoTruth {
  const colour = {
    ...ntscColour,
    matrix: 'gbr',
    primaries: 'bt709',
    transfer: 'iec61966-2-1',
    range: 'full' as const,
  };
  const gop = { structure: 'intra' as const, length: 1, bFrames: 0 };
  const png = { codec: 'png', pixelFormat: 'rgb24', codedSize: { width: 160, height: 120 }, gop };
  return videoTruth({ ...png, colour: { ...colour, tags: 'none' }, rate: { n: 25, d: 1 } }, frames);
}

function makeEmpty(tiny: string): SampleTruth {
  writeFileSync(join(tiny, 'empty.mpg'), '');
  return { ...file(tiny, 'empty.mpg', 'No bytes at all.'), ...broken };
}

function makeText(tiny: string): SampleTruth {
  writeFileSync(join(tiny, 'text.mkv'), 'This is not a film. It only has the name of one.\n'.repeat(20));
  return { ...file(tiny, 'text.mkv', 'Plain text under the name of a film.'), ...broken };
}

const broken = {
  ...{ kind: 'broken' as const, container: null, video: null },
  ...{ audioStreams: 0, subtitleStreams: 0, chapters: 0 },
};

function movie(container: string, video: VideoTruth) {
  return { kind: 'movie' as const, container, video, audioStreams: 0, subtitleStreams: 0, chapters: 0 };
}

function file(tiny: string, name: string, purpose: string): Pick<SampleTruth, 'path' | 'purpose' | 'bytes'> {
  return { path: `tiny/${name}`, purpose, bytes: statSync(join(tiny, name)).size };
}
