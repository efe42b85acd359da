import { describe, expect, it } from 'vitest';
import type { Siting } from '../../../model/clip';
import { measureBanding } from '../../../native-pipeline/analysis/pictures/lookBanding';
import { measureBlocking } from '../../../native-pipeline/analysis/pictures/lookBlocking';
import { ChromaShift } from '../../../native-pipeline/analysis/pictures/lookChroma';
import { measureEdges } from '../../../native-pipeline/analysis/pictures/lookEdges';
import { measureNoise } from '../../../native-pipeline/analysis/pictures/lookNoise';
import type { LookPicture } from '../../../native-pipeline/analysis/pictures/lookPicture';
import { openRandom } from '../../../scripts/samples/noise';
import { bars, createNoise, drawPicture, edge, HEIGHT, WHOLE, WIDTH } from './drawnPictures';

describe('noise', () => {
  it.each([0.5, 1, 2, 4, 8, 12])('of %d codes on a plain ground is found within a twentieth', (sigma) => {
    const noise = createNoise(sigma);
    // Rounding to whole codes adds a twelfth of a code squared.
    const expected = Math.sqrt(sigma ** 2 + 1 / 12);
    const found =
      measureNoise(
        drawPicture(() => 110 + noise()),
        WHOLE,
      ) ?? 0;
    expect(Math.abs(found / expected - 1)).toBeLessThan(0.05);
  });

  it('is found beneath detail, as long as a part of the picture is smooth', () => {
    const noise = createNoise(3);
    const picture = drawPicture((x, y) => (x < 240 ? 90 + y / 8 : 120 + 60 * Math.sin(x * 0.9)) + noise());
    expect(measureNoise(picture, WHOLE)).toBeCloseTo(3, 0);
  });

  it('is none in a smooth ramp and in sharp drawings', () => {
    expect(
      measureNoise(
        drawPicture((x) => 40 + x / 4),
        WHOLE,
      ),
    ).toBeLessThan(0.35);
    expect(
      measureNoise(
        drawPicture((x) => bars(x, 0)),
        WHOLE,
      ),
    ).toBe(0);
  });

  it('speaks in codes of 8 bits whatever the depth', () => {
    const noise = createNoise(2);
    expect(
      measureNoise(
        drawPicture(() => 110 + noise(), { bitDepth: 10 }),
        WHOLE,
      ),
    ).toBeCloseTo(2, 1);
  });

  it('does not take combing for noise, nor look at black', () => {
    const combed = drawPicture((x, y) => 60 + x / 6 + (y & 1 ? 40 : 0));
    expect(measureNoise(combed, WHOLE)).toBeLessThan(0.35);
    const noise = createNoise(5);
    expect(
      measureNoise(
        drawPicture(() => 16 + noise()),
        WHOLE,
      ),
    ).toBeNull();
  });
});

describe('blocking', () => {
  const blocks = (step: number, offset = 0, sigma = 0) => {
    const random = openRandom(7);
    const levels = Array.from({ length: 200 * 80 }, () => (random() < 0.5 ? -step / 2 : step / 2));
    const noise = createNoise(sigma);
    const levelAt = (x: number, y: number) =>
      levels[Math.floor((x + offset) / 8) + 200 * Math.floor(y / 8)] ?? 0;
    return drawPicture((x, y) => 80 + x / 12 + levelAt(x, y) + noise(), { bitDepth: 12 });
  };

  it.each([1, 2, 4, 8])('of steps of %d codes at half of the borders is half of that', (step) => {
    expect((measureBlocking(blocks(step), WHOLE) ?? 0) / step).toBeCloseTo(0.5, 1);
  });

  it('is found at any offset of the grid', () => {
    expect(measureBlocking(blocks(4, 3), WHOLE)).toBeCloseTo(2, 1);
  });

  it('is none in noise, in ramps and in drawings whose edges keep no grid', () => {
    expect(measureBlocking(blocks(0, 0, 4), WHOLE)).toBeLessThan(0.06);
    expect(measureBlocking(blocks(0), WHOLE)).toBeLessThan(0.01);
    const random = openRandom(3);
    const edges = Array.from({ length: HEIGHT }, () => random() * WIDTH);
    expect(
      measureBlocking(
        drawPicture((x, y) => 60 + 90 * edge(x - (edges[y] ?? 0), 1)),
        WHOLE,
      ),
    ).toBeLessThan(0.1);
  });
});

describe('blur', () => {
  it.each([0.8, 1.5, 2.5, 4])('of a Gaussian of %d samples is its rise from 10 to 90 percent', (sigma) => {
    const { blur } = measureEdges(
      drawPicture((x) => bars(x + 0.5, sigma), { bitDepth: 10 }),
      WHOLE,
      0,
    );
    expect(Math.abs((blur ?? 0) / (2.563 * sigma) - 1)).toBeLessThan(0.08);
  });

  it('is one sample where edges are as sharp as samples allow', () => {
    expect(
      measureEdges(
        drawPicture((x) => bars(x, 0)),
        WHOLE,
        0,
      ).blur,
    ).toBeCloseTo(1, 1);
  });

  it('keeps its value in noise, and between combed lines', () => {
    const noise = createNoise(3);
    const noisy = drawPicture((x) => bars(x + 0.5, 1.5) + noise());
    expect(measureEdges(noisy, WHOLE, 3).blur).toBeGreaterThan(2.8);
    expect(measureEdges(noisy, WHOLE, 3).blur).toBeLessThan(4.3);
    const combed = drawPicture((x, y) => bars(x + 0.5 + (y & 1) * 9, 1.5));
    expect(measureEdges(combed, WHOLE, 0).blur).toBeCloseTo(3.8, 0);
  });

  it('is not told where there are no edges', () => {
    expect(
      measureEdges(
        drawPicture((x) => 60 + x / 8),
        WHOLE,
        0,
      ),
    ).toEqual({ blur: null, ringing: null });
  });
});

describe('ringing', () => {
  /** A blurred step with a swing of that height behind and before it, as sharpening makes it. */
  const ringing = (percent: number, x: number) => {
    const at = (x % 120) - 30;
    const swing = (to: number) => Math.exp(-((at - to) ** 2) / 2) * (percent / 100);
    const step = edge(at, 0.8) - edge(at - 60, 0.8);
    return 60 + 100 * (step + swing(3) - swing(-3) + swing(57) - swing(63));
  };

  it.each([5, 10, 20, 30])('of %d percent over both plateaus is found', (percent) => {
    const found =
      measureEdges(
        drawPicture((x) => ringing(percent, x), { bitDepth: 10 }),
        WHOLE,
        0,
      ).ringing ?? 0;
    expect(Math.abs(found - percent)).toBeLessThan(1.5);
  });

  it('is none at plain edges, sharp or soft, nor between combed lines', () => {
    for (const sigma of [0, 1, 2]) {
      expect(
        measureEdges(
          drawPicture((x) => bars(x, sigma)),
          WHOLE,
          0,
        ).ringing,
      ).toBeLessThan(1);
    }
    const combed = drawPicture((x, y) => bars(x + (y & 1) * 9, 1));
    expect(measureEdges(combed, WHOLE, 0).ringing).toBeLessThan(1);
  });

  it('is not read out of noise', () => {
    const noise = createNoise(3);
    expect(
      measureEdges(
        drawPicture((x) => bars(x, 1) + noise()),
        WHOLE,
        3,
      ).ringing,
    ).toBeLessThan(6);
  });
});

describe('banding', () => {
  it('is the share of the picture that lies on a staircase', () => {
    // A ramp of a code in 30 samples over a third of the height, grain elsewhere.
    const noise = createNoise(2);
    const picture = drawPicture((x, y) => (y < HEIGHT / 3 ? 60 + Math.floor(x / 30) : 90 + noise()));
    expect(measureBanding(picture, WHOLE)).toBeCloseTo(33, -0.5);
  });

  it('is none in the same ramp with dither, or in more bits', () => {
    const random = openRandom(5);
    const dithered = drawPicture((x) => Math.floor(60 + x / 30 + random()));
    expect(measureBanding(dithered, WHOLE)).toBeLessThan(1);
    const deep = drawPicture((x) => 60 + x / 30, { bitDepth: 16 });
    expect(measureBanding(deep, WHOLE)).toBeLessThan(1);
  });

  it('is none on plain grounds with drawn edges', () => {
    expect(
      measureBanding(
        drawPicture((x) => bars(x, 0)),
        WHOLE,
      ),
    ).toBe(0);
    expect(
      measureBanding(
        drawPicture(() => 128),
        WHOLE,
      ),
    ).toBe(0);
  });
});

describe('chroma shift', () => {
  const shiftIn = (picture: LookPicture, siting: Siting) => {
    const seen = new ChromaShift(siting);
    seen.add(picture, WHOLE);
    return seen.shifts(() => true)[0] ?? null;
  };
  const shifted = (shift: number, sigma = 2) =>
    drawPicture((x) => bars(x, 1), {
      u: (x) => bars(2 * x - shift, sigma, 110, 150),
      v: (x) => bars(2 * x - shift, sigma, 150, 100),
    });

  it.each([-6, -3, -1, 0, 1, 2, 4, 7])('of %d samples is found within a quarter of one', (shift) => {
    const found = shiftIn(shifted(shift), 'left') ?? Number.NaN;
    expect(Math.abs(found - shift)).toBeLessThan(0.25);
  });

  it('is the same with the soft colour of composite video', () => {
    expect(shiftIn(shifted(3, 4), 'left')).toBeCloseTo(3, 0);
  });

  it('is told over the pictures of a shot, and not of the shot before', () => {
    const seen = new ChromaShift('left');
    for (const shift of [4, 4, 4, -2, -2]) seen.add(shifted(shift), WHOLE);
    const apart = seen.shifts((picture) => picture === 0 || picture === 3);
    for (const [n, shift] of [4, 4, 4, -2, -2].entries())
      expect(Math.abs((apart[n] ?? 99) - shift)).toBeLessThan(0.25);
    expect(seen.shifts((picture) => picture === 0)[3]).toBeGreaterThan(3);
  });

  it('knows where chroma samples belong', () => {
    // Drawn as if each chroma sample stood between two of luma.
    const centred = drawPicture((x) => bars(x, 1), {
      u: (x) => bars(2 * x + 0.5, 2, 110, 150),
      v: (x) => bars(2 * x + 0.5, 2, 150, 100),
    });
    expect(Math.abs(shiftIn(centred, 'center') ?? 9)).toBeLessThan(0.25);
    expect(Math.abs((shiftIn(centred, 'left') ?? 9) + 0.5)).toBeLessThan(0.25);
  });

  it('is measured within fields: combed luma with its own combed chroma has none', () => {
    const combed = drawPicture((x, y) => bars(x + (y & 1) * 8, 1), {
      u: (x, y) => bars(2 * x + (y & 1) * 8, 2, 110, 150),
      v: (x, y) => bars(2 * x + (y & 1) * 8, 2, 150, 100),
    });
    expect(Math.abs(shiftIn(combed, 'left') ?? 9)).toBeLessThan(0.25);
  });

  it('is not told without colour, or where colour goes its own way', () => {
    expect(
      shiftIn(
        drawPicture((x) => bars(x, 1)),
        'left',
      ),
    ).toBeNull();
    const plain = drawPicture((x) => bars(x, 1), { u: () => 128, v: () => 128 });
    expect(shiftIn(plain, 'left')).toBeNull();
    const noise = createNoise(12);
    const unrelated = drawPicture((x) => bars(x, 1), { u: () => 128 + noise(), v: () => 128 + noise() });
    expect(shiftIn(unrelated, 'left')).toBeNull();
  });
});
