/**
 * Tiny clips as discs, tapes and broadcasts hold them: MPEG-2, DV, MPEG-4 in AVI.
 *
 * One line of purpose, one recipe, one truth each; tinyFiles.ts makes the files.
 */
import {
  colour601,
  interlaced,
  intra,
  moving,
  mpeg2,
  mpeg2Args,
  mpeg2Codec,
  mpeg2Facts,
  ntscInterlaced,
  ntscSize,
  palSize,
  palTags,
  smallSource,
  type TinyClip,
  tone,
} from './tinyRecipes';
import { ntscColour, ntscFilm, ntscVideo, palColour, palVideo } from './truth';

export const discClips: TinyClip[] = [
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
      ...[...mpeg2Args(), ...interlaced, '-b:v', '400k', '-frames:v', '18'],
      ...['-c:a', 'ac3', '-b:a', '64k', '-ac', '1', '-t', '0.601'],
      ...['-f', 'dvd', '-muxrate', '10080000', '-packetsize', '2048'],
    ],
    facts: { ...ntscInterlaced(18), gop: { structure: 'open', length: 12, bFrames: 2 } },
    audioStreams: 1,
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
      ...{
        cadence: [{ from: 0, to: 3, kind: '29.97i' }],
        colour: { ...ntscColour, siting: 'topleft', tags: 'none' },
      },
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
      ...{
        cadence: [{ from: 0, to: 2, kind: '25i' }],
        colour: { ...palColour, siting: 'topleft', tags: 'none' },
      },
    },
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
      ...[...mpeg2Args(), ...interlaced, '-b:v', '400k', '-frames:v', '25', '-f', 'mpeg'],
    ],
    facts: { ...ntscInterlaced(25), cadence: [{ from: 0, to: 25, kind: 'film-3:2', phase: 0 }] },
  },
  {
    file: 'native-29.97i.mpg',
    purpose: 'Native interlaced video: every field is its own moment, all moving frames are combed.',
    container: 'mpeg',
    args: [
      ...['-f', 'lavfi', '-i', moving('720x480', '60000/1001', 2), '-vf'],
      ...[`tinterlace=interleave_top,setsar=8/9,${colour601}`],
      ...[...mpeg2Args(), ...interlaced, '-b:v', '400k', '-frames:v', '20', '-f', 'mpeg'],
    ],
    facts: ntscInterlaced(20),
  },
  {
    file: 'soft-telecine.mpg',
    purpose:
      'Film as 24000/1001 progressive frames; the header says 30000/1001, the pulldown is only in the repeat flags.',
    container: 'mpeg',
    args: ['-framerate', '30000/1001', '-i', '{tmp}/soft.m2v', '-c', 'copy', '-f', 'mpeg'],
    facts: {
      ...{
        codec: 'mpeg2video',
        codedSize: ntscSize,
        sampleAspect: { n: 8, d: 9 },
        rate: ntscFilm,
        isConstantRate: false,
      },
      ...{ cadence: [{ from: 0, to: 24, kind: 'soft-3:2', phase: 0 }] },
      ...{ gop: { structure: 'open', length: 12, bFrames: 2 } },
    },
  },
  {
    file: 'progressive-23.976.mpg',
    purpose: 'Progressive 24000/1001 MPEG-2 without any pulldown.',
    container: 'mpeg',
    args: [
      ...['-f', 'lavfi', '-i', moving('720x480', '24000/1001', 2), '-vf', `setsar=8/9,${colour601}`],
      ...[...mpeg2Args(), '-b:v', '400k', '-frames:v', '20', '-f', 'mpeg'],
    ],
    facts: { ...mpeg2Facts(), codedSize: ntscSize, sampleAspect: { n: 8, d: 9 } },
  },
  {
    file: 'aspect-pal-25i.mpg',
    purpose: 'PAL: 720×576 with 16:15 samples, interlaced at 25 frames, BT.470BG colour.',
    container: 'mpeg',
    args: [
      ...['-f', 'lavfi', '-i', moving('720x576', '50', 1), '-vf'],
      ...[`tinterlace=interleave_top,setsar=16/15,${colour601}`, ...mpeg2Codec(), ...palTags, ...interlaced],
      ...['-b:v', '400k', '-frames:v', '12', '-f', 'mpeg'],
    ],
    facts: {
      ...{ codec: 'mpeg2video', codedSize: palSize, sampleAspect: { n: 16, d: 15 }, rate: palVideo },
      ...{ scan: 'interlaced', fieldOrder: 'top-first', cadence: [{ from: 0, to: 12, kind: '25i' }] },
      ...{ colour: palColour, gop: { structure: 'open', length: 12, bFrames: 2 } },
    },
  },
];
