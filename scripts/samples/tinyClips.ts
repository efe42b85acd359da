/**
 * The list of tiny clips: one line of purpose, one recipe, one truth each. Every trap in reading files gets its own.
 *
 * Only the list; tinyFiles.ts makes the files. Sources are ffmpeg's own generators, so there are no rights in them.
 */
import { hdColour, ntscColour, ntscFilm, ntscVideo, palColour, palVideo, type VideoTruth } from './truth';

type Facts = Partial<Omit<VideoTruth, 'frames' | 'displaySize'>> & Pick<VideoTruth, 'codec' | 'codedSize'>;

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
const colour601 = 'scale=out_color_matrix=bt601:out_range=tv,format=yuv420p';
const colour709 = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';
const tone = ['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=48000:duration=2'];
const ntscTags = tags('smpte170m', 'smpte170m', 'smpte170m');
const palTags = tags('bt470bg', 'smpte170m', 'bt470bg');
const hdTags = tags('bt709', 'bt709', 'bt709');
const interlaced = ['-flags', '+ilme+ildct'];
const ntscSize = { width: 720, height: 480 };
const palSize = { width: 720, height: 576 };
const smallSize = { width: 352, height: 240 };
const x264 = ['-c:v', 'libx264', '-threads', '1', '-pix_fmt', 'yuv420p'];

export const tinyClips: TinyClip[] = [
  mpeg2(
    'mpeg2-open-gop.mpg',
    'MPEG-2 program stream with B-frames and open GOPs: the usual DVD structure.',
    'mpeg',
  ),
  {
    ...mpeg2(
      'mpeg2-closed-gop.mpg',
      'The same pictures in closed GOPs: each can be decoded by itself.',
      'mpeg',
    ),
    args: [...smallSource(), ...mpeg2Args(), '-flags', '+cgop', '-sc_threshold', '1000000000', '-f', 'mpeg'],
    facts: { ...mpeg2Facts(), gop: { structure: 'closed', length: 12, bFrames: 2 } },
  },
  mpeg2('mpeg2.ts', 'MPEG-2 transport stream, which starts well after zero.', 'mpegts'),
  {
    file: 'dvd.vob',
    purpose: 'A DVD-like VOB: 2048-byte packs, AC-3 sound, top field first, 8:9 samples.',
    container: 'mpeg',
    args: [
      ...['-f', 'lavfi', '-i', moving('720x480', '60000/1001', 1)],
      ...[...tone, '-shortest', '-vf', `tinterlace=interleave_top,setsar=8/9,${colour601}`],
      ...[
        ...mpeg2Args(),
        ...interlaced,
        '-b:v',
        '500k',
        '-frames:v',
        '24',
        '-c:a',
        'ac3',
        '-b:a',
        '64k',
        '-ac',
        '1',
      ],
      ...['-f', 'dvd', '-muxrate', '10080000', '-packetsize', '2048'],
    ],
    facts: { ...ntscInterlaced(24), gop: { structure: 'open', length: 12, bFrames: 2 } },
    audioStreams: 1,
  },
  {
    file: 'h264-open-gop.mp4',
    purpose: 'H.264 with a pyramid of B-frames and open GOPs.',
    container: 'mov,mp4',
    args: [
      ...['-f', 'lavfi', '-i', moving('480x270', '24000/1001', 2), ...x264, ...hdTags, '-vf', colour709],
      ...[
        '-crf',
        '30',
        '-x264-params',
        'open-gop=1:keyint=12:min-keyint=12:bframes=3:b-pyramid=normal:scenecut=0',
      ],
    ],
    facts: { ...h264Facts(480, 270), gop: { structure: 'open', length: 12, bFrames: 3 } },
  },
  {
    file: 'h264-long-gop.mp4',
    purpose: 'H.264 at HD size with 250 frames between key frames: the far end of a GOP is dear to reach.',
    container: 'mov,mp4',
    args: [
      ...['-f', 'lavfi', '-i', 'testsrc=size=1280x720:rate=24000/1001:duration=12', ...x264, ...hdTags],
      ...['-vf', colour709, '-crf', '36', '-frames:v', '270', '-g', '250', '-bf', '2', '-sc_threshold', '0'],
    ],
    facts: { ...h264Facts(1280, 720), gop: { structure: 'closed', length: 250, bFrames: 2 } },
  },
  {
    file: 'hevc-open-gop.mp4',
    purpose: 'HEVC with open GOPs, tagged hvc1.',
    container: 'mov,mp4',
    args: [
      ...[
        '-f',
        'lavfi',
        '-i',
        moving('480x270', '24000/1001', 2),
        '-vf',
        colour709,
        '-c:v',
        'libx265',
        ...hdTags,
      ],
      ...['-pix_fmt', 'yuv420p', '-crf', '32', '-tag:v', 'hvc1', '-x265-params'],
      'open-gop=1:keyint=12:min-keyint=12:bframes=3:scenecut=0:info=0:log-level=error:pools=none:frame-threads=1',
    ],
    facts: { ...h264Facts(480, 270), codec: 'hevc', gop: { structure: 'open', length: 12, bFrames: 3 } },
  },
  {
    file: 'dv-ntsc.avi',
    purpose: 'NTSC DV: 4:1:1, bottom field first, every picture for itself.',
    container: 'avi',
    args: [
      ...['-f', 'lavfi', '-i', moving('720x480', '60000/1001', 1), '-vf'],
      ...[`tinterlace=interleave_bottom,setsar=8/9,${colour601}`, '-c:v', 'dvvideo', '-pix_fmt', 'yuv411p'],
      ...['-frames:v', '3'],
    ],
    facts: {
      ...{ codec: 'dvvideo', pixelFormat: 'yuv411p', codedSize: ntscSize, sampleAspect: { n: 8, d: 9 } },
      ...{ rate: ntscVideo, scan: 'interlaced', fieldOrder: 'bottom-first', gop: intra() },
      ...{ cadence: [{ from: 0, to: 3, kind: '29.97i' }], colour: { ...ntscColour, tags: 'none' } },
    },
  },
  {
    file: 'dv-pal.avi',
    purpose: 'PAL DV: 4:2:0, bottom field first, 16:15 samples.',
    container: 'avi',
    args: [
      ...['-f', 'lavfi', '-i', moving('720x576', '50', 1), '-vf'],
      ...[`tinterlace=interleave_bottom,setsar=16/15,${colour601}`, '-c:v', 'dvvideo', '-pix_fmt', 'yuv420p'],
      ...['-frames:v', '2'],
    ],
    facts: {
      ...{ codec: 'dvvideo', codedSize: palSize, sampleAspect: { n: 16, d: 15 }, rate: palVideo },
      ...{ scan: 'interlaced', fieldOrder: 'bottom-first', gop: intra() },
      ...{ cadence: [{ from: 0, to: 2, kind: '25i' }], colour: { ...palColour, tags: 'none' } },
    },
  },
  {
    file: 'vfr.mp4',
    purpose: 'Variable rate: 24 frames a second with every fifth frame missing in the middle.',
    container: 'mov,mp4',
    args: [
      ...['-f', 'lavfi', '-i', moving('320x240', '24', 2), ...x264, ...ntscTags, '-crf', '30', '-vf'],
      ...[`${colour601},select='lt(n,12)+gt(n,36)+mod(n\\,5)'`, '-fps_mode', 'vfr', '-g', '12', '-bf', '2'],
    ],
    facts: {
      ...{ ...h264Facts(320, 240), colour: ntscColour, rate: { n: 24, d: 1 }, isConstantRate: false },
      gop: { structure: 'closed', length: 12, bFrames: 2 },
    },
  },
  {
    file: 'vfr.mkv',
    purpose: 'Variable rate in Matroska, where times are whole milliseconds.',
    container: 'matroska',
    args: ['-i', '{tiny}/vfr.mp4', '-map', '0', '-c', 'copy'],
    facts: {
      ...{ ...h264Facts(320, 240), colour: ntscColour, rate: { n: 24, d: 1 }, isConstantRate: false },
      gop: { structure: 'closed', length: 12, bFrames: 2 },
    },
  },
  {
    file: 'edit-list.mp4',
    purpose: 'Cut without encoding at 0.7 s: an edit list hides the frames before the cut.',
    container: 'mov,mp4',
    args: ['-ss', '0.7', '-i', '{tiny}/h264-open-gop.mp4', '-map', '0', '-c', 'copy'],
    facts: { ...h264Facts(480, 270), gop: { structure: 'open', length: 12, bFrames: 3 } },
  },
  {
    file: 'late-start.mkv',
    purpose: 'Starts at 10 s on its own clock; frame 0 is still frame 0.',
    container: 'matroska',
    args: ['-i', '{tiny}/h264-open-gop.mp4', '-map', '0', '-c', 'copy', '-output_ts_offset', '10'],
    facts: { ...h264Facts(480, 270), gop: { structure: 'open', length: 12, bFrames: 3 } },
  },
  {
    file: 'mpeg4-b-frames.avi',
    purpose: 'MPEG-4 in AVI with B-frames: AVI has no presentation times, so the decoder must find them.',
    container: 'avi',
    args: [
      ...[
        '-f',
        'lavfi',
        '-i',
        moving('320x240', '24000/1001', 2),
        '-vf',
        colour601,
        '-c:v',
        'mpeg4',
        '-bf',
        '2',
      ],
      ...['-g', '24', '-b:v', '300k', '-threads', '1', '-vtag', 'XVID'],
    ],
    facts: {
      ...{ codec: 'mpeg4', codedSize: { width: 320, height: 240 }, rate: ntscFilm },
      ...{ colour: { ...ntscColour, tags: 'none' }, gop: { structure: 'open', length: 24, bFrames: 2 } },
    },
  },
  {
    file: 'hard-telecine.mpg',
    purpose: 'Film with 3:2 pulldown in the pictures: two frames of five are combed.',
    container: 'mpeg',
    args: [
      ...['-f', 'lavfi', '-i', moving('720x480', '24000/1001', 2), '-vf'],
      ...[`telecine=first_field=top:pattern=23,setfield=tff,setsar=8/9,${colour601}`],
      ...[...mpeg2Args(), ...interlaced, '-b:v', '400k', '-frames:v', '30', '-f', 'mpeg'],
    ],
    facts: { ...ntscInterlaced(30), cadence: [{ from: 0, to: 30, kind: 'film-3:2', phase: 0 }] },
  },
  {
    file: 'native-29.97i.mpg',
    purpose: 'Native interlaced video: every field is its own moment, all moving frames are combed.',
    container: 'mpeg',
    args: [
      ...['-f', 'lavfi', '-i', moving('720x480', '60000/1001', 2), '-vf'],
      ...[`tinterlace=interleave_top,setsar=8/9,${colour601}`],
      ...[...mpeg2Args(), ...interlaced, '-b:v', '400k', '-frames:v', '30', '-f', 'mpeg'],
    ],
    facts: ntscInterlaced(30),
  },
  {
    file: 'soft-telecine.mpg',
    purpose: 'Film stored as progressive frames, the 3:2 pulldown only in the repeat flags.',
    container: 'mpeg',
    args: ['-framerate', '30000/1001', '-i', '{tmp}/soft.m2v', '-c', 'copy', '-f', 'mpeg'],
    facts: {
      ...{ codec: 'mpeg2video', codedSize: ntscSize, sampleAspect: { n: 8, d: 9 }, rate: ntscVideo },
      ...{ fieldOrder: 'top-first', cadence: [{ from: 0, to: 24, kind: 'soft-3:2', phase: 0 }] },
      ...{ gop: { structure: 'open', length: 12, bFrames: 2 } },
    },
  },
  {
    file: 'progressive-23.976.mpg',
    purpose: 'Progressive 24000/1001 MPEG-2 without any pulldown.',
    container: 'mpeg',
    args: [
      ...['-f', 'lavfi', '-i', moving('720x480', '24000/1001', 2), '-vf', `setsar=8/9,${colour601}`],
      ...[...mpeg2Args(), '-b:v', '400k', '-frames:v', '30', '-f', 'mpeg'],
    ],
    facts: { ...mpeg2Facts(), codedSize: ntscSize, sampleAspect: { n: 8, d: 9 } },
  },
  aspect('aspect-ntsc-4x3.mkv', '720×480 with 8:9 samples is 4:3, not 3:2.', ntscSize, { n: 8, d: 9 }),
  aspect('aspect-ntsc-16x9.mkv', '720×480 with 32:27 samples is 16:9.', ntscSize, { n: 32, d: 27 }),
  {
    file: 'aspect-pal-25i.mpg',
    purpose: 'PAL: 720×576 with 16:15 samples, interlaced at 25 frames, BT.470BG colour.',
    container: 'mpeg',
    args: [
      ...['-f', 'lavfi', '-i', moving('720x576', '50', 1), '-vf'],
      ...[`tinterlace=interleave_top,setsar=16/15,${colour601}`, ...mpeg2Codec(), ...palTags, ...interlaced],
      ...['-b:v', '400k', '-frames:v', '15', '-f', 'mpeg'],
    ],
    facts: {
      ...{ codec: 'mpeg2video', codedSize: palSize, sampleAspect: { n: 16, d: 15 }, rate: palVideo },
      ...{ scan: 'interlaced', fieldOrder: 'top-first', cadence: [{ from: 0, to: 15, kind: '25i' }] },
      ...{ colour: palColour, gop: { structure: 'open', length: 12, bFrames: 2 } },
    },
  },
  {
    file: 'aspect-1440x1080.mp4',
    purpose: 'HDV-like: 1440×1080 with 4:3 samples is 1920×1080.',
    container: 'mov,mp4',
    args: [
      ...['-f', 'lavfi', '-i', 'testsrc2=size=1440x1080:rate=24000/1001:duration=1', ...x264, ...hdTags],
      ...['-vf', `setsar=4/3,${colour709}`, '-crf', '38', '-frames:v', '6', '-bf', '2', '-g', '6'],
    ],
    facts: {
      ...{ ...h264Facts(1440, 1080), sampleAspect: { n: 4, d: 3 } },
      gop: { structure: 'closed', length: 6, bFrames: 2 },
    },
  },
  {
    file: 'rotated.mp4',
    purpose:
      'A phone held upright: stored lying, with a display matrix that asks for a quarter turn clockwise.',
    container: 'mov,mp4',
    args: ['-i', '{tmp}/turned.mp4', '-map', '0', '-c', 'copy'],
    facts: { ...h264Facts(320, 180), rotation: 90, gop: { structure: 'closed', length: 12, bFrames: 2 } },
  },
  {
    file: 'ten-bit.mkv',
    purpose: '10-bit H.264: values between two 8-bit steps.',
    container: 'matroska',
    args: [
      ...['-f', 'lavfi', '-i', moving('320x240', '24000/1001', 1), '-vf', colour709, '-c:v', 'libx264'],
      ...['-threads', '1', '-pix_fmt', 'yuv420p10le', ...hdTags, '-crf', '24', '-g', '12', '-bf', '2'],
    ],
    facts: {
      ...{ ...h264Facts(320, 240), pixelFormat: 'yuv420p10le', bitDepth: 10 },
      gop: { structure: 'closed', length: 12, bFrames: 2 },
    },
  },
  {
    file: 'prores.mov',
    purpose: 'ProRes 4:2:2, 10 bit: the usual file of an edit suite.',
    container: 'mov,mp4',
    args: [
      ...['-f', 'lavfi', '-i', moving('320x240', '24000/1001', 1), '-vf', colour709, '-c:v', 'prores_ks'],
      ...['-profile:v', '0', '-threads', '1', '-pix_fmt', 'yuv422p10le', ...hdTags, '-frames:v', '6'],
      ...['-vendor', 'apl0'],
    ],
    facts: {
      ...{ ...h264Facts(320, 240), codec: 'prores', pixelFormat: 'yuv422p10le', bitDepth: 10, gop: intra() },
    },
  },
  {
    file: 'full-range.mp4',
    purpose: 'Full range, and tagged so: black is 0 and white is 255.',
    container: 'mov,mp4',
    args: [
      ...['-f', 'lavfi', '-i', moving('320x240', '24000/1001', 1), ...x264, ...hdTags, '-color_range', 'pc'],
      ...[
        '-vf',
        'scale=out_color_matrix=bt709:out_range=pc,format=yuv420p',
        '-crf',
        '30',
        '-g',
        '12',
        '-bf',
        '2',
      ],
    ],
    facts: {
      ...{ ...h264Facts(320, 240), colour: { ...hdColour, range: 'full' } },
      gop: { structure: 'closed', length: 12, bFrames: 2 },
    },
  },
  {
    file: 'untagged.mkv',
    purpose: '720×480 without a word about colour: it must be assumed to be 601, not BT.709.',
    container: 'matroska',
    args: [
      ...['-f', 'lavfi', '-i', moving('720x480', '24000/1001', 1), ...x264, '-vf', `setsar=8/9,${colour601}`],
      ...['-crf', '36', '-g', '12', '-bf', '2', '-frames:v', '12'],
    ],
    facts: {
      ...{ ...h264Facts(720, 480), sampleAspect: { n: 8, d: 9 }, colour: { ...ntscColour, tags: 'none' } },
      gop: { structure: 'closed', length: 12, bFrames: 2 },
    },
  },
  {
    file: 'sound-subtitles-chapters.mkv',
    purpose: 'Two sound tracks, subtitles and three chapters, to be carried through a render.',
    container: 'matroska',
    args: [
      ...['-f', 'lavfi', '-i', moving('320x240', '24000/1001', 2), ...tone],
      ...[
        '-f',
        'lavfi',
        '-i',
        'sine=frequency=220:duration=2',
        '-i',
        '{tmp}/words.srt',
        '-i',
        '{tmp}/chapters.txt',
      ],
      ...[
        '-map',
        '0:v',
        '-map',
        '1:a',
        '-map',
        '2:a',
        '-map',
        '3:s',
        '-map_chapters',
        '4',
        '-map_metadata',
        '-1',
      ],
      ...[
        ...x264,
        ...hdTags,
        '-vf',
        colour709,
        '-crf',
        '30',
        '-g',
        '24',
        '-bf',
        '2',
        '-c:a',
        'aac',
        '-b:a',
        '48k',
      ],
      ...[
        '-metadata:s:a:0',
        'language=eng',
        '-metadata:s:a:1',
        'language=deu',
        '-metadata:s:s:0',
        'language=eng',
      ],
      ...['-metadata:s:a:1', 'title=Commentary', '-c:s', 'srt'],
    ],
    facts: { ...h264Facts(320, 240), gop: { structure: 'closed', length: 24, bFrames: 2 } },
    audioStreams: 2,
    subtitleStreams: 1,
    chapters: 3,
  },
  {
    file: 'sound-only.m4a',
    purpose: 'No picture at all: to be refused with a clear sentence.',
    container: 'mov,mp4',
    args: [...tone, '-c:a', 'aac', '-b:a', '32k'],
    facts: null,
    audioStreams: 1,
  },
];

/**
 * A test pattern which scrolls, so that every moving field differs from the one before it everywhere.
 *
 * Four whole samples a step: exact for motion compensation in luma and chroma, which keeps the files small. Sideways
 * only: one line a field downwards would make native video look progressive.
 */
function moving(size: string, rate: string, secs: number): string {
  const step = 4 / Number.parseInt(size, 10);
  // Softened like a camera picture: the generator's hard edges cost MPEG-2 four times the bits.
  const soft = 'gblur=sigma=2.5:sigmaV=0.8';
  return `testsrc2=size=${size}:rate=${rate}:duration=${secs},format=yuv444p,${soft},scroll=horizontal=${step}`;
}

function tags(primaries: string, transfer: string, matrix: string): string[] {
  const tagged = ['-color_primaries', primaries, '-color_trc', transfer, '-colorspace', matrix];
  return [...tagged, '-color_range', 'tv', '-chroma_sample_location', 'left'];
}

function smallSource(): string[] {
  return ['-f', 'lavfi', '-i', moving('352x240', '24000/1001', 2), '-vf', `setsar=10/11,${colour601}`];
}

function mpeg2Codec(): string[] {
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

function mpeg2Args(): string[] {
  return [...mpeg2Codec(), ...ntscTags];
}

function mpeg2(file: string, purpose: string, container: string): TinyClip {
  return {
    file,
    purpose,
    container,
    args: [...smallSource(), ...mpeg2Args(), '-f', container],
    facts: mpeg2Facts(),
  };
}

function mpeg2Facts(): Facts {
  const gop = { structure: 'open', length: 12, bFrames: 2 } as const;
  return { codec: 'mpeg2video', codedSize: smallSize, sampleAspect: { n: 10, d: 11 }, rate: ntscFilm, gop };
}

function ntscInterlaced(frames: number): Facts {
  const shape = { codec: 'mpeg2video', codedSize: ntscSize, sampleAspect: { n: 8, d: 9 }, rate: ntscVideo };
  const scan = { scan: 'interlaced', fieldOrder: 'top-first' } as const;
  return { ...shape, ...scan, gop: mpeg2Facts().gop, cadence: [{ from: 0, to: frames, kind: '29.97i' }] };
}

function h264Facts(width: number, height: number): Facts {
  return { codec: 'h264', codedSize: { width, height }, rate: ntscFilm, colour: hdColour };
}

function intra(): VideoTruth['gop'] {
  return { structure: 'intra', length: 1, bFrames: 0 };
}

function aspect(
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
