/** A clip out of thin air, for tests of what is planned for it: an NTSC DVD unless told otherwise. */
import type { Clip, ClipColour, FieldOrder, Finding, Scan, Size } from '../../model/clip';
import { squareSize } from '../../model/clip';
import type { Rational } from '../../model/time';

export interface Made {
  size?: Size;
  sampleAspect?: Rational;
  rate?: Rational;
  pixelFormat?: string;
  bitDepth?: number;
  scan?: Scan;
  fieldOrder?: FieldOrder | null;
  colour?: Partial<{ [Name in keyof ClipColour]: ClipColour[Name]['value'] }>;
  rotation?: 0 | 90 | 180 | 270;
  kind?: Clip['kind'];
}

export function madeClip(made: Made = {}): Clip {
  const size = made.size ?? { width: 720, height: 480 };
  const sampleAspect = made.sampleAspect ?? { n: 8, d: 9 };
  const scan = made.scan ?? 'interlaced';
  return {
    id: 'made',
    revision: 1,
    path: 'made',
    name: 'made',
    sizeBytes: 0,
    kind: made.kind ?? 'movie',
    format: 'lavfi',
    formatTitle: 'made by a test',
    durationSecs: 10,
    startSecs: 0,
    frames: 300,
    access: { kind: 'exact', because: 'made', isConfirmed: true, progress: 1 },
    isAnalysed: false,
    rate: made.rate ?? { n: 30000, d: 1001 },
    isConstantRate: true,
    displayClock: null,
    codec: 'mpeg2video',
    codecTitle: 'MPEG-2',
    pixelFormat: made.pixelFormat ?? 'yuv420p',
    bitDepth: made.bitDepth ?? 8,
    codedSize: size,
    sampleAspect: tagged(sampleAspect),
    rotation: tagged(made.rotation ?? 0),
    displaySize: squareSize(size, sampleAspect),
    scan: tagged(scan),
    fieldOrder: tagged(made.fieldOrder ?? (scan === 'progressive' ? null : 'top-first')),
    colour: {
      matrix: tagged(made.colour?.matrix ?? 'smpte170m'),
      primaries: tagged(made.colour?.primaries ?? 'smpte170m'),
      transfer: tagged(made.colour?.transfer ?? 'smpte170m'),
      range: tagged(made.colour?.range ?? 'limited'),
      siting: tagged(made.colour?.siting ?? 'left'),
    },
    videoStream: 0,
    otherVideoStreams: 0,
    audio: [],
    subtitles: [],
    chapters: [],
    tags: {},
    notices: [],
  };
}

/** Every filter that recipes use. */
export const FULL_BUILD = {
  filters: new Set(
    (
      'scale format setfield setparams setsar zscale fieldmatch decimate bwdif yadif estdif hqdn3d nlmeans atadenoise ' +
      'deblock deband crop cas unsharp colorspace dedot chromashift convolution split median maskedclamp sobel lutyuv ' +
      'dilation gblur maskedmerge deshake noise pad blend vaguedenoiser xbr hqx super2xsai ' +
      'field select setpts settb vstack il tpad nnedi transpose libplacebo'
    ).split(' '),
  ),
};

function tagged<Value>(value: Value): Finding<Value> {
  return { value, source: 'tagged', because: 'The test says so.' };
}
