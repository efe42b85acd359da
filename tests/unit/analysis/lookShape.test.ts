import { describe, expect, it } from 'vitest';
import type { Finding, Range } from '../../../model/clip';
import {
  addToActive,
  barLevel,
  createActiveSeen,
  settleActive,
} from '../../../native-pipeline/analysis/pictures/lookActive';
import {
  addToLevels,
  createLevelsSeen,
  settleLevels,
} from '../../../native-pipeline/analysis/pictures/lookLevels';
import { createPictureReader, lookFormat } from '../../../native-pipeline/analysis/pictures/lookPicture';
import { openRandom } from '../../../scripts/samples/noise';
import { createNoise, type Draw, drawPicture, HEIGHT, WHOLE, WIDTH } from './drawnPictures';

/** A scene that changes from picture to picture, dark at times, behind what `mask` leaves of it. */
function look(
  mask: (x: number, y: number) => number,
  options: { pictures?: number; noise?: number; black?: number } = {},
) {
  const { pictures = 6, black = 16 } = options;
  const seen = createActiveSeen({ width: WIDTH, height: HEIGHT });
  const noise = createNoise(options.noise ?? 1);
  for (let picture = 0; picture < pictures; picture++) {
    const random = openRandom(picture + 1);
    const tiles = Array.from({ length: 60 }, () => 20 + 170 * random());
    const gain = picture === 2 ? 0.05 : 1;
    const scene: Draw = (x, y) => (tiles[Math.floor(x / 72) + 10 * Math.floor(y / 80)] ?? 0) * gain;
    addToActive(
      seen,
      drawPicture((x, y) => black + scene(x, y) * mask(x, y) + noise()),
    );
  }
  return seen;
}

describe('the active picture', () => {
  it('is all of it where there are no bars', () => {
    const { value, source, because } = settleActive(look(() => 1));
    expect(value).toEqual(WHOLE);
    expect(source).toBe('measured');
    expect(because).toBe('No bars or blanking in 6 pictures.');
  });

  it('ends where letterbox bars and blanking begin', () => {
    const seen = look((x, y) => Number(x >= 8 && x < 711 && y >= 60 && y < 420));
    expect(settleActive(seen).value).toEqual({ left: 8, top: 60, width: 703, height: 360 });
    expect(barLevel(seen)).toBeGreaterThan(14);
  });

  it('ends at bars that are lighter than what is dark in it: full range in bars of limited range', () => {
    const seen = createActiveSeen({ width: WIDTH, height: HEIGHT });
    for (let picture = 0; picture < 6; picture++) {
      const scene: Draw = (x, y) => (x < 150 ? 0 : ((x * 7 + y * 3 + picture * 40) % 256) * 0.9);
      addToActive(
        seen,
        drawPicture((x, y) => (y < 60 || y >= 420 ? 16 : scene(x, y))),
      );
    }
    expect(settleActive(seen).value).toMatchObject({ top: 60, height: 360 });
    expect(barLevel(seen)).toBeLessThan(17);
  });

  it('has no level of bars where there are none', () => {
    expect(barLevel(look(() => 1))).toBeNull();
  });

  it('leaves half-dark columns and lines out, and says how many', () => {
    const seen = look((x, y) => {
      const sides = x < 6 || x >= 714 ? 0 : x < 8 ? 0.4 : x >= 713 ? 0.6 : 1;
      return y === 0 ? sides * 0.5 : sides;
    });
    const { value, because } = settleActive(seen);
    expect(value).toEqual({ left: 8, top: 1, width: 705, height: 479 });
    expect(because).toContain('left 8 columns (2 of them only half dark)');
    expect(because).toContain('right 7 columns (1 of them only half dark)');
    expect(because).toContain('top 1 line (1 of them only half dark)');
    expect(because).toContain('A crop to 705×479 is proposed, not applied.');
  });

  it('keeps its ends in noise and with bars at full-range black', () => {
    const mask = (x: number) => Number(x >= 90 && x < 630);
    expect(settleActive(look(mask, { noise: 4 })).value).toMatchObject({ left: 90, width: 540 });
    expect(settleActive(look(mask, { black: 0 })).value).toMatchObject({ left: 90, width: 540 });
  });

  it('takes no dark side of a scene for a bar', () => {
    expect(settleActive(look((x) => 0.05 + Math.min(1, x / 300))).value).toEqual(WHOLE);
  });

  it('is not guessed where all is dark', () => {
    const { value, source, because } = settleActive(look(() => 0.02));
    expect(value).toEqual(WHOLE);
    expect(source).toBe('assumed');
    expect(because).toContain('Too dark');
  });
});

describe('levels', () => {
  const limited: Finding<Range> = { value: 'limited', source: 'tagged', because: '' };
  const judge = (draw: Draw, context: Partial<Parameters<typeof settleLevels>[1]> = {}) => {
    const seen = createLevelsSeen();
    addToLevels(seen, drawPicture(draw), WHOLE);
    return settleLevels(seen, { range: limited, isRgb: false, bars: null, ...context });
  };
  const ramp =
    (from: number, to: number): Draw =>
    (x) =>
      from + ((to - from) * x) / (WIDTH - 1);

  it('within 16 and 235 are limited range, overshoots of single samples included', () => {
    expect(judge(ramp(16, 235)).value).toMatchObject({ range: 'limited', lumaLow: 16, lumaHigh: 235 });
    const sparkle = judge((x, y) => (x === 5 && y % 4 === 0 ? 255 : ramp(16, 235)(x, y)));
    expect(sparkle.value).toMatchObject({ range: 'limited', lumaMax: 255 });
  });

  it('from 0 to 255 are full range, and say what the file claims against that', () => {
    const { value, because } = judge(ramp(0, 255));
    expect(value.range).toBe('full');
    expect(because).toContain('The clip says it is limited range.');
    expect(judge(ramp(0, 255), { range: { ...limited, value: 'full' } }).because).not.toContain('says it is');
  });

  it('whose ends lie far beyond both of limited range are full, however little lies there', () => {
    const few: Draw = (x, y) => (y > 2 ? ramp(40, 200)(x, y) : x < 360 ? 4 : 250);
    expect(judge(few, { bars: 16 }).value).toMatchObject({ range: 'full', lumaLow: 4, lumaHigh: 250 });
    const lit: Draw = (x, y) => (y < 10 ? 0 : y < 11 ? 240 : ramp(10, 200)(x, y));
    expect(judge(lit, { bars: 16 }).value.range).toBe('full');
  });

  it('of a dark full-range scene show by black at 0', () => {
    expect(judge((x, y) => (y < 40 ? 0 : ramp(0, 130)(x, y))).value.range).toBe('full');
    expect(judge(ramp(30, 130), { bars: 0 }).value.range).toBe('full');
  });

  it('beyond one end of limited range are illegal', () => {
    const { value, because } = judge(ramp(16, 250));
    expect(value.range).toBe('illegal');
    expect(because).toMatch(/% is above 235/);
    expect(judge(ramp(7, 200)).value.range).toBe('illegal');
  });

  it('that show neither black nor white say nothing, unless bars do', () => {
    expect(judge(ramp(60, 150)).value.range).toBe('unknown');
    expect(judge(ramp(60, 150), { bars: 16.2 }).value.range).toBe('limited');
  });

  it('of deep pictures are told in codes of 8 bits', () => {
    const seen = createLevelsSeen();
    addToLevels(seen, drawPicture(ramp(16, 235), { bitDepth: 10 }), WHOLE);
    expect(settleLevels(seen, { range: limited, isRgb: false, bars: null }).value).toMatchObject({
      lumaMin: 16,
      lumaMax: 235,
    });
  });
});

describe('pictures of full size', () => {
  const clip = (pixelFormat: string, bitDepth = 8, rotation: 0 | 90 = 0) => ({
    pixelFormat,
    bitDepth,
    codedSize: { width: 719, height: 479 },
    rotation: { value: rotation, source: 'tagged', because: '' } as const,
  });

  it.each([
    ['yuv420p', 8, 'yuv420p', 719 * 479 + 2 * 360 * 240],
    ['yuvj422p', 8, 'yuvj422p', 719 * 479 + 2 * 360 * 479],
    ['yuv411p', 8, 'yuv411p', 719 * 479 + 2 * 180 * 479],
    ['nv12', 8, 'yuv420p', 719 * 479 + 2 * 360 * 240],
    ['p010le', 10, 'yuv420p10le', 2 * (719 * 479 + 2 * 360 * 240)],
    ['yuv422p10be', 10, 'yuv422p10le', 2 * (719 * 479 + 2 * 360 * 479)],
    ['uyvy422', 8, 'yuv422p', 719 * 479 + 2 * 360 * 479],
    ['rgb24', 8, 'yuv444p', 3 * 719 * 479],
    ['gbrp12le', 12, 'yuv444p12le', 6 * 719 * 479],
    ['pal8', 8, 'yuv444p', 3 * 719 * 479],
    ['gray', 8, 'gray', 719 * 479],
    ['gray16le', 16, 'gray16le', 2 * 719 * 479],
    ['monow', 8, 'gray', 719 * 479],
    ['yuva420p', 8, 'yuv420p', 719 * 479 + 2 * 360 * 240],
  ])('of %s with %d bits come as %s', (pixelFormat, bitDepth, name, bytes) => {
    const format = lookFormat(clip(pixelFormat, bitDepth));
    expect(format.pixelFormat).toBe(name);
    expect(format.pictureBytes).toBe(bytes);
  });

  it('are turned as the frames are, 4:2:2 as 4:4:4', () => {
    expect(lookFormat(clip('yuv422p', 8, 90))).toMatchObject({
      pixelFormat: 'yuv444p',
      planes: [{ width: 479, height: 719 }, { width: 479 }, { width: 479 }],
    });
  });

  it('are read with their own depth', () => {
    const format = lookFormat({ ...clip('gray10le', 10), codedSize: { width: 2, height: 1 } });
    const { luma, chroma, unit } = createPictureReader(format)(new Uint8Array([1, 2, 255, 3]), 7);
    expect([...luma.samples]).toEqual([513, 1023]);
    expect([chroma, unit]).toEqual([null, 4]);
  });
});
