/** Recipes to the last code: what plain is, what 601 → 709 makes of known colours, and that no flag or packing of a file changes a picture. */
import { describe, expect, test } from 'vitest';
import { planRecipe } from '../../native-pipeline/recipes/plan';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { FULL_BUILD, type Made, madeClip } from '../helpers/madeClip';
import { presetOf, recipeOf } from '../helpers/madeRecipe';

type Build = (typeof BUILDS)[number];

describe.each(BUILDS)('ffmpeg $version', (build) => {
  test("plain at 1440×1080 is zscale's bicubic of the same frame, bit for bit", () => {
    const source = made(build, 'testsrc2=size=720x480,noise=alls=20', 'yuv420p');
    const plan = planRecipe(presetOf('plain'), madeClip({ scan: 'progressive' }), FULL_BUILD);
    const bare = filtered(build, source, '720x480', 'yuv420p', 'zscale=w=1440:h=1080:f=bicubic', 'yuv420p');
    expect(filtered(build, source, '720x480', 'yuv420p', plan.graph, plan.pixelFormat).equals(bare)).toBe(
      true,
    );
  });

  test('plain of gbrp keeps flat colours to the code', () => {
    const source = made(build, 'color=c=0x315FA3:size=720x480', 'gbrp');
    const clip = madeClip({
      pixelFormat: 'gbrp',
      scan: 'progressive',
      colour: { matrix: 'gbr', range: 'full' },
    });
    const plan = planRecipe(presetOf('plain'), clip, FULL_BUILD);
    const seen = filtered(build, source, '720x480', 'gbrp', plan.graph, 'gbrp');
    const plane = 1440 * 1080;
    expect([seen[2 * plane + 999], seen[999], seen[plane + 999]]).toEqual([0x31, 0x5f, 0xa3]);
  });

  test.each<[string, Made['colour'], number[][], readonly [number, number]]>([
    ['SMPTE 170M', {}, SMPTE_C, [0.299, 0.114]],
    ['BT.470BG', { matrix: 'bt470bg', primaries: 'bt470bg', transfer: 'bt470bg' }, EBU, [0.299, 0.114]],
  ])(
    '601 → 709 moves known colours of %s within a code of the arithmetic',
    (_name, colour, primaries, weights) => {
      const colours = flatColours(weights);
      const size = { width: 16 * colours.length, height: 16 };
      const clip = madeClip({
        size,
        sampleAspect: { n: 1, d: 1 },
        pixelFormat: 'yuv444p',
        scan: 'progressive',
        colour,
      });
      const plan = planRecipe(recipeOf([['colour']]), clip, FULL_BUILD);
      const seen = filtered(build, stripes(colours), `${size.width}x16`, 'yuv444p', plan.graph, 'yuv444p');
      const plane = size.width * size.height;
      colours.forEach((yuv, n) => {
        const expected = hdFromSd(yuv, primaries, weights);
        if (!expected) return;
        const at = 8 * size.width + n * 16 + 8;
        [0, 1, 2].forEach((channel) => {
          const difference = Math.abs(
            (seen[channel * plane + at] ?? -99) - Math.round(expected[channel] ?? 0),
          );
          expect(difference, `${yuv} channel ${channel}`).toBeLessThanOrEqual(1);
        });
      });
    },
  );

  test('matrix without primaries keeps the primaries, and neutral stays neutral', () => {
    const plan = planRecipe(
      recipeOf([['colour', { isWithPrimaries: false }]]),
      madeClip({ scan: 'progressive' }),
      FULL_BUILD,
    );
    expect(plan).toMatchObject({ matrix: 'bt709', primaries: 'smpte170m' });
    const source = made(build, 'color=c=gray:size=720x480', 'yuv420p');
    const seen = filtered(build, source, '720x480', 'yuv420p', plan.graph, 'yuv420p');
    expect([...seen.subarray(720 * 480)].every((value) => value === 128)).toBe(true);
  });

  test('chroma subsampled by fields comes back to its own lines; raised as a whole frame it would not', () => {
    const plan = planRecipe(recipeOf([['deblock', { strength: 'weak' }]]), madeClip(), FULL_BUILD);
    const worst = (graph: string) => {
      const seen = filtered(build, fieldChromaRamp(), '720x480', 'yuv420p', graph, 'yuv422p');
      const misses = Array.from({ length: 480 }, (_, line) => {
        const value = seen[720 * 480 + line * 360 + 100] ?? -99;
        return Math.abs(value - rampAt(line, line % 2));
      });
      // Away from the edges, where a kernel has to invent what lies outside.
      return Math.max(...misses.slice(16, 464));
    };
    expect(worst(plan.graph)).toBeLessThanOrEqual(1);
    expect(worst(plan.graph.replace('interl=1', 'interl=0'))).toBeGreaterThan(5);
  });

  test.each([
    ['nv12', 'yuv420p'],
    ['uyvy422', 'yuv422p'],
    ['p010le', 'yuv420p10le'],
    ['rgb24', 'gbrp'],
    ['bgra', 'gbrp'],
    ['pal8', 'gbrp'],
    ['rgb48le', 'gbrp16le'],
    ['yuva420p', 'yuv420p'],
    ['gray16be', 'gray16le'],
  ])('a file of %s and the %s that previews are fed with give the same picture', (packed, planar) => {
    const clip = madeClip({
      pixelFormat: packed,
      scan: 'progressive',
      bitDepth: packed.includes('16') ? 16 : 8,
    });
    const plan = planRecipe(presetOf('plain'), clip, FULL_BUILD);
    const source = made(build, 'testsrc2=size=720x480', packed);
    const by = packed === 'pal8' || packed === 'bgra' ? 'format=rgb24,format=gbrp' : `format=${planar}`;
    const fed = filtered(build, source, '720x480', packed, by, planar);
    const fromFile = filtered(build, source, '720x480', packed, plan.graph, plan.pixelFormat);
    const fromFeed = filtered(build, fed, '720x480', planar, plan.graph, plan.pixelFormat);
    expect(fromFeed.equals(fromFile)).toBe(true);
  });

  test.each(['plain', 'dvd-film', 'dvd-video'])(
    '%s makes the same picture of flagged and unflagged frames',
    (id) => {
      const plan = planRecipe(presetOf(id), madeClip(), FULL_BUILD);
      const source = made(build, 'testsrc2=size=720x480,interlace=lowpass=off', 'yuv420p', 10);
      const bare = filtered(build, source, '720x480', 'yuv420p', plan.graph, plan.pixelFormat);
      for (const flags of [
        'setfield=tff',
        'setfield=bff',
        'setparams=colorspace=bt709:range=pc:color_primaries=bt709',
      ]) {
        const flagged = filtered(
          build,
          source,
          '720x480',
          'yuv420p',
          `${flags},${plan.graph}`,
          plan.pixelFormat,
        );
        expect(flagged.equals(bare), flags).toBe(true);
      }
    },
  );
});

function made(build: Build, graph: string, pixelFormat: string, frames = 1): Buffer {
  const output = ['-frames:v', String(frames), '-f', 'rawvideo', 'pipe:1'];
  return ffmpegOutput(build, ['-f', 'lavfi', '-i', `${graph},format=${pixelFormat}`, ...output]);
}

function filtered(
  build: Build,
  source: Buffer,
  size: string,
  from: string,
  graph: string,
  to: string,
): Buffer {
  const input = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    from,
    '-video_size',
    size,
    '-framerate',
    '30000/1001',
    '-i',
    'pipe:0',
  ];
  return ffmpegOutput(build, [...input, '-vf', graph, '-pix_fmt', to, '-f', 'rawvideo', 'pipe:1'], source);
}

/* Colour arithmetic of our own: ITU-R BT.709, SMPTE 170M, BT.470 BG, and the display of BT.1886. */

type Triple = [number, number, number];
const SMPTE_C = [
  [0.63, 0.34],
  [0.31, 0.595],
  [0.155, 0.07],
];
const EBU = [
  [0.64, 0.33],
  [0.29, 0.6],
  [0.15, 0.06],
];
const HD = [
  [0.64, 0.33],
  [0.3, 0.6],
  [0.15, 0.06],
];
const D65 = [0.3127, 0.329];
const HD_WEIGHTS = [0.2126, 0.0722] as const;

function flatColours(weights: readonly [number, number]): Triple[] {
  const levels = [0.05, 0.35, 0.65, 0.95];
  const rgb = levels.flatMap((r) => levels.flatMap((g) => levels.map((b): Triple => [r, g, b])));
  return rgb.map((colour) => yuvFromRgb(colour, weights).map(Math.round) as Triple);
}

/** BT.709 of a 601 colour, or null for one outside BT.709, which has no known answer. */
function hdFromSd(yuv: Triple, primaries: number[][], weights: readonly [number, number]): Triple | null {
  const light = rgbFromYuv(yuv, weights).map((value) => Math.max(0, value) ** 2.4) as Triple;
  const hd = times(inverse(xyzFromRgb(HD)), times(xyzFromRgb(primaries), light));
  if (Math.min(...hd) < 0) return null;
  return yuvFromRgb(hd.map((value) => value ** (1 / 2.4)) as Triple, HD_WEIGHTS);
}

function rgbFromYuv([y, u, v]: Triple, [kr, kb]: readonly [number, number]): Triple {
  const luma = (y - 16) / 219;
  const r = luma + (2 * (1 - kr) * (v - 128)) / 224;
  const b = luma + (2 * (1 - kb) * (u - 128)) / 224;
  return [r, (luma - kr * r - kb * b) / (1 - kr - kb), b];
}

function yuvFromRgb([r, g, b]: Triple, [kr, kb]: readonly [number, number]): Triple {
  const luma = kr * r + (1 - kr - kb) * g + kb * b;
  return [16 + 219 * luma, 128 + (112 * (b - luma)) / (1 - kb), 128 + (112 * (r - luma)) / (1 - kr)];
}

type Nine = [Triple, Triple, Triple];

function xyzFromRgb(primaries: number[][]): Nine {
  const columns = primaries.map(xyzFromChromaticity);
  const rows = [0, 1, 2].map((row) => columns.map((column) => column[row] ?? 0)) as Nine;
  const gains = times(inverse(rows), xyzFromChromaticity(D65));
  return rows.map((row) => row.map((value, n) => value * (gains[n] ?? 0))) as Nine;
}

function xyzFromChromaticity([x = 0, y = 1]: number[]): Triple {
  return [x / y, 1, (1 - x - y) / y];
}

function times(m: Nine, [a, b, c]: Triple): Triple {
  return m.map((row) => row[0] * a + row[1] * b + row[2] * c) as Triple;
}

function inverse([[a, b, c], [d, e, f], [g, h, i]]: Nine): Nine {
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const scaled = (row: Triple) => row.map((value) => value / det) as Triple;
  return [
    scaled([e * i - f * h, c * h - b * i, b * f - c * e]),
    scaled([f * g - d * i, a * i - c * g, c * d - a * f]),
    scaled([d * h - e * g, b * g - a * h, a * e - b * d]),
  ];
}

/** One stripe of 16 samples for each colour, yuv444p, 16 lines. */
function stripes(colours: Triple[]): Buffer {
  const line = (channel: number) =>
    Buffer.from(colours.flatMap((colour) => Array(16).fill(colour[channel] ?? 0)));
  return Buffer.concat([0, 1, 2].flatMap((channel) => Array<Buffer>(16).fill(line(channel))));
}

/** A slow vertical ramp in the chroma of a 480-line picture; the second field is 40 codes higher, as if it were another moment. */
function rampAt(line: number, field: number): number {
  return 40 + (line * 150) / 480 + field * 40;
}

/**
 * The ramp as an interlaced 4:2:0 encoder writes it: chroma line 2j belongs to the top field and lies at line 4j + 0.5 of the frame, chroma
 * line 2j + 1 to the bottom field, at 4j + 2.5 (ISO 13818-2, figure 6-2).
 */
function fieldChromaRamp(): Buffer {
  const luma = Buffer.alloc(720 * 480, 100);
  const chroma = Buffer.concat(
    Array.from({ length: 240 }, (_, k) => Buffer.alloc(360, Math.round(rampAt(2 * k + 0.5, k % 2)))),
  );
  return Buffer.concat([luma, chroma, chroma]);
}
