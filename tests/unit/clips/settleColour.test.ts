import { describe, expect, it } from 'vitest';
import { settleColour } from '../../../native-pipeline/clips/settleColour';
import { claimed } from './fixtures';

const NTSC = { n: 30000, d: 1001 };
const PAL = { n: 25, d: 1 };

function settled(width: number, height: number, changes = {}, rate = NTSC) {
  const size = { width, height };
  return settleColour(claimed(size, changes), size, rate);
}

describe('a clip without colour tags', () => {
  it.each([
    [720, 480, NTSC, 'smpte170m', 'smpte170m'],
    [720, 486, NTSC, 'smpte170m', 'smpte170m'],
    [640, 480, PAL, 'smpte170m', 'smpte170m'],
    [720, 576, PAL, 'bt470bg', 'bt470bg'],
    [352, 288, PAL, 'bt470bg', 'bt470bg'],
    [1280, 720, PAL, 'bt709', 'bt709'],
    [1440, 1080, NTSC, 'bt709', 'bt709'],
    [1280, 536, NTSC, 'bt709', 'bt709'],
  ])('of %i×%i is assumed by its lines, and says so', (width, height, rate, matrix, primaries) => {
    const colour = settled(width, height, {}, rate);
    expect(colour.matrix).toMatchObject({ value: matrix, source: 'assumed' });
    expect(colour.primaries).toMatchObject({ value: primaries, source: 'assumed' });
    expect(colour.matrix.because).toContain(String(height));
    expect(colour.range).toMatchObject({ value: 'limited', source: 'assumed' });
  });

  it('takes its primaries from the matrix where that is tagged', () => {
    expect(settled(720, 480, { matrix: 'bt709' }).primaries).toMatchObject({
      value: 'bt709',
      source: 'assumed',
    });
    // NTSC and PAL share a matrix: its tag does not make a PAL clip an NTSC one.
    expect(settled(720, 576, { matrix: 'smpte170m' }, PAL).primaries.value).toBe('bt470bg');
  });
});

describe('a tag', () => {
  it('is believed', () => {
    expect(settled(720, 480, { matrix: 'smpte170m' }).matrix).toMatchObject({
      value: 'smpte170m',
      source: 'tagged',
    });
    expect(settled(720, 480, { transfer: 'bt709' }).transfer).toMatchObject({
      value: 'bt709',
      source: 'tagged',
    });
  });

  it('is believed but doubted aloud where SD claims the HD matrix, or HD that of SD', () => {
    expect(settled(720, 480, { matrix: 'bt709' }).matrix).toMatchObject({ value: 'bt709', source: 'tagged' });
    expect(settled(720, 480, { matrix: 'bt709' }).matrix.because).toContain('unusual');
    expect(settled(1920, 1080, { matrix: 'smpte170m' }).matrix.because).toContain('unusual');
  });

  it('that contradicts the samples is not believed', () => {
    const { matrix } = settled(720, 480, { matrix: 'gbr' });
    expect(matrix).toMatchObject({ value: 'smpte170m', source: 'assumed' });
    expect(matrix.because).toContain('RGB');
  });

  it('that we cannot convert is named', () => {
    expect(settled(1920, 1080, { matrix: 'ictcp' }).matrix).toMatchObject({
      value: 'bt709',
      source: 'assumed',
    });
    expect(settled(1920, 1080, { matrix: 'ictcp' }).matrix.because).toContain('ictcp');
  });
});

describe('range', () => {
  it('is full for yuvj formats whatever else is tagged', () => {
    const { range } = settled(640, 480, { pixelFormat: 'yuvj420p', range: 'tv' });
    expect(range).toMatchObject({ value: 'full', source: 'tagged' });
  });

  it('of MPEG-2 is assumed, because MPEG-2 has no tag for it', () => {
    expect(settled(720, 480, { codec: 'mpeg2video', range: 'tv' }).range).toMatchObject({
      value: 'limited',
      source: 'assumed',
    });
  });
});

describe('samples that are RGB', () => {
  it('need no matrix, and are full range and sRGB unless tagged', () => {
    const colour = settled(720, 480, { pixelFormat: 'rgb24', codec: 'png' });
    expect(colour.matrix).toMatchObject({ value: 'gbr', source: 'tagged' });
    expect(colour.range.value).toBe('full');
    expect(colour.transfer).toMatchObject({ value: 'iec61966-2-1', source: 'assumed' });
  });
});

describe('chroma siting', () => {
  it('is left where nothing is said', () => {
    expect(settled(720, 480).siting).toMatchObject({ value: 'left', source: 'assumed' });
  });

  it('is where codec or tag put it', () => {
    const { siting } = settled(720, 576, { codec: 'dvvideo', siting: 'topleft' }, PAL);
    expect(siting).toMatchObject({ value: 'topleft', source: 'tagged' });
  });

  it('of JPEG is in the centre', () => {
    expect(settled(640, 480, { codec: 'mjpeg' }).siting.value).toBe('center');
  });
});
