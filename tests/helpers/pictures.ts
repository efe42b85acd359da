/** Pictures for tests, made of noise. Without ffmpeg: tests of the window use them too. */
import type { Matrix, Range, Siting, Size } from '../../model/clip';
import {
  bytesPerSample,
  layPlanes,
  type Picture,
  type PictureHeader,
  payloadBytes,
} from '../../model/picture';

export interface Layout extends Size {
  kind?: PictureHeader['kind'];
  bitDepth?: number;
  shiftX?: number;
  shiftY?: number;
  matrix?: Matrix;
  range?: Range;
  siting?: Siting;
}

/** A header with everything that a test does not care about filled in. */
export function createHeader(layout: Layout): PictureHeader {
  const { kind = 'yuv', bitDepth = 8, shiftX = 0, shiftY = 0, width, height } = layout;
  return {
    clipId: 'clip',
    frame: 0,
    sourceFrame: 0,
    fields: null,
    timeSecs: 0,
    pictureType: null,
    kind,
    bitDepth,
    width,
    height,
    planes: layPlanes({ width, height }, kind, bitDepth, shiftX, shiftY),
    sampleAspect: { n: 1, d: 1 },
    matrix: layout.matrix ?? 'smpte170m',
    range: layout.range ?? 'limited',
    siting: layout.siting ?? 'left',
    primaries: 'smpte170m',
    transfer: 'bt709',
    chromaFields: null,
  };
}

/** A picture of reproducible noise over all code values: the hardest one for a conversion. */
export function createNoise(layout: Layout, seed = 1): Picture {
  const header = createHeader(layout);
  const planes = new Uint8Array(payloadBytes(header));
  let state = seed;
  for (let i = 0; i < planes.length; i++) {
    // A linear congruential generator (Numerical Recipes' constants); its high bits are the random ones.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    planes[i] = state >>> 24;
  }
  if (bytesPerSample(header.bitDepth) === 2) {
    const samples = new Uint16Array(planes.buffer);
    for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] as number) & (2 ** header.bitDepth - 1);
  }
  return { header, planes };
}
