/** A clip as the engine would describe it, for pages whose pictures come from memory. */
import type { Clip, Finding } from '../../../model/clip';

export function madeClip(changes: Partial<Clip> = {}): Clip {
  const tagged = <Value>(value: Value): Finding<Value> => ({ value, source: 'tagged', because: 'Made so.' });
  return {
    id: 'clip',
    revision: 1,
    path: '/made.mpg',
    name: 'made.mpg',
    sizeBytes: 1,
    kind: 'movie',
    format: 'mpeg',
    formatTitle: 'MPEG program stream',
    durationSecs: 10,
    startSecs: 0,
    frames: 240,
    access: { kind: 'exact', because: 'Made so.', isConfirmed: true, progress: 1 },
    isAnalysed: false,
    rate: { n: 24000, d: 1001 },
    isConstantRate: true,
    codec: 'mpeg2video',
    codecTitle: 'MPEG-2',
    pixelFormat: 'yuv420p',
    bitDepth: 8,
    codedSize: { width: 720, height: 480 },
    sampleAspect: tagged({ n: 8, d: 9 }),
    rotation: tagged(0 as const),
    displaySize: { width: 640, height: 480 },
    scan: tagged('progressive' as const),
    fieldOrder: tagged(null),
    colour: {
      matrix: tagged('smpte170m' as const),
      primaries: tagged('smpte170m'),
      transfer: tagged('smpte170m'),
      range: tagged('limited' as const),
      siting: tagged('left' as const),
    },
    videoStream: 0,
    otherVideoStreams: 0,
    audio: [],
    subtitles: [],
    chapters: [],
    tags: {},
    notices: [],
    ...changes,
  };
}
