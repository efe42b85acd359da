/**
 * The truth of the two masters of the station: shots, sections, and the instant of every field.
 */
import { sdGrade } from './planes';
import { hdFrames, shots } from './shots';
import { hdFromField, sdFrames, segments } from './telecine';
import { hdColour, ntscColour, ntscFilm, ntscVideo, type SampleTruth, square } from './truth';

/** Where the SD master's fields come from; the same layout as the timing of the open development pairs. */
export interface PairTruth {
  hd: string;
  sd: string;
  fieldOrder: 'top-first';
  timing: {
    definition: string;
    top: number[];
    bottom: number[];
    segments: typeof segments;
  };
  shots: { name: string; hdFrom: number; hdTo: number; sdFrom: number; sdTo: number }[];
  /** HD frames of which the SD master holds one field only. */
  orphans: number[];
  geometry: { definition: string; ax: number; bx: number; ay: number; by: number };
  grade: { definition: string } & typeof sdGrade;
}

interface Measured {
  bytes: number;
  frames: number;
}

export function hdTruth({ bytes, frames }: Measured): SampleTruth {
  expectFrames('station-hd.mp4', frames, hdFrames);
  return {
    path: 'station-hd.mp4',
    purpose: 'The HD master of the scene: film at 24000/1001, its effects shot rebuilt at that rate.',
    ...{ bytes, kind: 'movie', container: 'mov,mp4', audioStreams: 1, subtitleStreams: 0, chapters: 0 },
    video: {
      ...{ codec: 'h264', pixelFormat: 'yuv420p', bitDepth: 8, codedSize: { width: 1440, height: 1080 } },
      ...{ sampleAspect: square, rotation: 0, displaySize: { width: 1440, height: 1080 }, rate: ntscFilm },
      ...{ isConstantRate: true, frames, scan: 'progressive', fieldOrder: null, colour: hdColour },
      cadence: [{ from: 0, to: frames, kind: 'progressive' }],
      gop: { structure: 'closed', length: 48, bFrames: 3 },
      isSequential: false,
    },
  };
}

export function sdTruth({ bytes, frames }: Measured): SampleTruth {
  expectFrames('station-sd.mpg', frames, sdFrames);
  return {
    path: 'station-sd.mpg',
    purpose: 'The SD master of the same scene: hard 3:2 pulldown, one effects shot in native 29.97i.',
    ...{ bytes, kind: 'movie', container: 'mpeg', audioStreams: 1, subtitleStreams: 0, chapters: 0 },
    video: {
      ...{ codec: 'mpeg2video', pixelFormat: 'yuv420p', bitDepth: 8, codedSize: { width: 720, height: 480 } },
      ...{
        sampleAspect: { n: 8, d: 9 },
        rotation: 0,
        displaySize: { width: 640, height: 480 },
        rate: ntscVideo,
      },
      ...{ isConstantRate: true, frames, scan: 'mixed', fieldOrder: 'top-first', colour: ntscColour },
      cadence: segments.map(({ sdFirst, sdCount, phase }) => ({
        from: sdFirst,
        to: sdFirst + sdCount,
        kind: phase === undefined ? '29.97i' : 'film-3:2',
        phase,
      })),
      gop: { structure: 'open', length: 15, bFrames: 2 },
      isSequential: false,
    },
  };
}

export function pairTruth(): PairTruth {
  const frames = Array.from({ length: sdFrames }, (_, frame) => frame);
  const top = frames.map((frame) => hdFromField(frame, 0));
  const bottom = frames.map((frame) => hdFromField(frame, 1));
  return {
    ...{ hd: 'station-hd.mp4', sd: 'station-sd.mpg', fieldOrder: 'top-first' },
    timing: {
      definition:
        'top[m] / bottom[m] = HD frame (from 0; a fraction is an instant between two) shown by that field of SD frame m',
      ...{ top, bottom, segments },
    },
    shots: shots.map(({ name, from, to }) => ({
      ...{ name, hdFrom: from, hdTo: to, sdFrom: top.findIndex((frame) => frame >= from) },
      sdTo: top.filter((frame) => frame < to).length,
    })),
    orphans: orphansOf(top, bottom),
    geometry: {
      definition:
        'continuous sample coordinates (sample i covers [i, i+1)): u_sd = ax·u_hd + bx, v_sd = ay·v_hd + by',
      ...{ ax: 0.5, bx: 0, ay: 480 / 1080, by: 0 },
    },
    grade: {
      definition:
        "display R'G'B' 709 → linear (gamma 2.4) → SMPTE 170M primaries → x^(1/2.4/gamma) → lift + (gain - lift)·x → " +
        'saturation about 601 luma',
      ...sdGrade,
    },
  };
}

function orphansOf(top: number[], bottom: number[]): number[] {
  const whole = Array.from({ length: hdFrames }, (_, frame) => frame);
  const isFilm = (frame: number) =>
    shots.some(({ name, from, to }) => name !== 'pulse' && frame >= from && frame < to);
  return whole.filter((frame) => isFilm(frame) && top.includes(frame) !== bottom.includes(frame));
}

function expectFrames(name: string, found: number, wanted: number): void {
  if (found !== wanted) throw new Error(`${name} decodes to ${found} frames instead of ${wanted}`);
}
