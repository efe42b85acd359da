import { describe, expect, test } from 'vitest';
import type { Clip } from '../../../model/clip';
import { findPreset } from '../../../model/presets';
import type { Objection } from '../../../model/recipe';
import { planRecipe } from '../../../native-pipeline/recipes/plan';
import { madeAnalysis } from '../../helpers/analysed';
import { FULL_BUILD, madeClip } from '../../helpers/madeClip';
import { type MadeStep, recipeOf } from '../../helpers/madeRecipe';

const NTSC = madeClip();
const PAL = madeClip({ size: { width: 720, height: 576 }, rate: { n: 25, d: 1 } });
const FILM = madeClip({ scan: 'progressive', rate: { n: 24000, d: 1001 } });
const HD = madeClip({
  size: { width: 1440, height: 1080 },
  sampleAspect: { n: 1, d: 1 },
  scan: 'progressive',
  colour: { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709' },
});

describe('refused, in words a person understands', () => {
  test.each<[string, MadeStep[], Clip, string]>([
    ['a step that does not exist', [['upscale']], NTSC, 'There is no step "upscale".'],
    [
      'a value beyond its limits',
      [['enlarge', { lines: 9000 }]],
      NTSC,
      '"Height" goes from 2 to 4320 lines, not 9000.',
    ],
    [
      'an enlargement beyond what can be held: a strip of a wide crop',
      [
        ['crop', { top: 230, bottom: 230 }],
        ['enlarge', { lines: 1080, isFilling: true }],
      ],
      NTSC,
      '34560 × 1080 samples are more than ffmpeg and the viewer can hold.',
    ],
    [
      'a choice that is not offered',
      [['enlarge', { kernel: 'magic' }]],
      NTSC,
      '"Kernel" is one of bicubic, lanczos',
    ],
    [
      'a number where a switch belongs',
      [['detelecine', { isFilmRate: 1 }]],
      NTSC,
      '"Bring back to film rate" is on or off',
    ],
    [
      'a setting that does not exist',
      [['sharpen', { strength: 1 }]],
      NTSC,
      'There is no setting "strength"; there are method, amount.',
    ],
    ['dropping frames of 25 a second', [['detelecine']], PAL, 'At 25 frames a second there is no repeat'],
    ['matching and deinterlacing', [['detelecine'], ['deinterlace']], NTSC, 'The fields are gone already'],
    [
      'deinterlacing twice',
      [['deinterlace', { rate: 'frame' }], ['deinterlace']],
      NTSC,
      'The fields are gone already',
    ],
    [
      'deinterlacing enlarged pictures',
      [['enlarge'], ['deinterlace']],
      NTSC,
      "must see the clip's own lines",
    ],
    ['a crop that leaves nothing', [['crop', { left: 500, right: 500 }]], NTSC, 'The crop leaves nothing'],
    [
      'a crop by an odd number of woven lines',
      [['crop', { top: 3 }]],
      NTSC,
      'The frames still hold two fields',
    ],
    ['a crop by parts of a sample', [['crop', { left: 2.5 }]], NTSC, 'A part of a sample'],
    [
      'a grade without a picture between black and white',
      [['grade', { black: 50, white: 51 }]],
      NTSC,
      'there is no picture left',
    ],
  ])('%s', (_name, steps, clip, says) => {
    const found = object(steps, clip).find((objection) => objection.says.includes(says));
    expect(found).toMatchObject({ severity: 'refuse' });
    expect(found?.hint).not.toBe('');
  });

  test.each<[string, MadeStep, string]>([
    ['to correct a name', ['enlarge', { kernal: 'lanczos' }], 'Correct its name, or leave it out.'],
    ['to choose what is offered', ['cadence', { rate: 'fifty' }], 'Choose one of those named.'],
    ['to stay within limits', ['enlarge', { lines: 9000 }], 'Choose a value within its limits.'],
    ['to say true or false', ['enlarge', { isFilling: 'yes' }], 'Say true or false.'],
  ])('with a hint for each kind of misfit: %s', (_what, step, hint) => {
    expect(object([step], NTSC)[0]).toMatchObject({ step: 0, severity: 'refuse', hint });
  });

  test('a film conversion of linear light or HDR', () => {
    const clip = madeClip({
      scan: 'progressive',
      colour: { matrix: 'bt2020nc', primaries: 'bt2020', transfer: 'arib-std-b67' },
    });
    expect(object([['colour']], clip)[0]).toMatchObject({ step: 0, severity: 'refuse' });
  });

  test.each([
    ['nnedi', 'needs its trained weights', 'NNEDI_WEIGHTS'],
    ['libplacebo', 'no driver answers', 'Vulkan'],
  ])('%s without what it needs besides the build', (kernel, says, hint) => {
    const [found] = object([['enlarge', { kernel }]], FILM);
    expect(found).toMatchObject({ step: 0, severity: 'refuse' });
    expect(found?.says).toContain(says);
    expect(found?.hint).toContain(hint);
  });

  test('field work behind a stabiliser, which has mixed the lines', () => {
    expect(object([['stabilise'], ['deinterlace']], NTSC)[0]).toMatchObject({ step: 1, severity: 'refuse' });
  });

  test('dot crawl behind field work is only warned of, with the reason', () => {
    expect(object([['deinterlace'], ['dotcrawl']], NTSC)).toMatchObject([{ step: 1, severity: 'warn' }]);
    expect(object([['deinterlace'], ['dotcrawl']], NTSC)[0]?.says).toContain('no longer alternate');
    expect(object([['dotcrawl'], ['deinterlace']], NTSC)).toEqual([]);
  });

  test('a step whose filter this build lacks, with what to do instead', () => {
    const build = without('estdif', 'fieldmatch');
    const estdif = object([['deinterlace', { method: 'estdif' }]], NTSC, build);
    expect(estdif).toEqual([
      {
        step: 0,
        severity: 'refuse',
        says: 'This ffmpeg build has no filter "estdif".',
        hint: 'Choose another method, or another build of ffmpeg.',
      },
    ]);
    expect(object([['detelecine']], NTSC, build)[0]).toMatchObject({ step: 0, severity: 'refuse' });
  });
});

describe('film that is film already', () => {
  test('passes field matching untouched, and nothing is dropped', () => {
    const plan = planRecipe(recipeOf([['detelecine'], ['enlarge']]), FILM, FULL_BUILD);
    expect(plan.objections.map(({ severity }) => severity)).toEqual(['warn']);
    expect(plan.graph).not.toMatch(/fieldmatch|decimate/);
    expect(plan.relation).toEqual({ kind: 'same' });
    expect(plan.rate).toEqual(FILM.rate);
  });
});

describe('not warned of', () => {
  test('a crop behind another, and a step that is off beside one of its kind', () => {
    const recipe = recipeOf([['crop', { left: 8 }], ['crop', { right: 8 }], ['sharpen']]);
    const off = { kind: 'sharpen', isOn: false, settings: {} };
    expect(planRecipe({ ...recipe, steps: [...recipe.steps, off] }, FILM, FULL_BUILD).objections).toEqual([]);
  });
});

describe('warned of', () => {
  test.each<[string, MadeStep[], Clip, string]>([
    [
      'matching fields of whole frames',
      [['detelecine', { isFilmRate: false }]],
      FILM,
      'there are no fields to match',
    ],
    ['deinterlacing whole frames', [['deinterlace']], FILM, 'deinterlacing would only blur them'],
    ['enlarging combed frames', [['enlarge']], NTSC, 'combing is enlarged'],
    ['converting HD colours again', [['colour']], HD, 'BT.709 already'],
    ['making a picture smaller', [['enlarge', { lines: 480 }]], HD, 'makes it smaller'],
    [
      'denoising behind the enlargement',
      [['enlarge'], ['denoise']],
      FILM,
      '"Denoise" usually comes before "Enlarge".',
    ],
    [
      'sharpening twice',
      [['sharpen'], ['sharpen']],
      FILM,
      '"Sharpen" is there twice: this one works on what the first has made.',
    ],
    [
      'matching fields of ten bits',
      [['detelecine']],
      madeClip({ pixelFormat: 'yuv422p10le', bitDepth: 10 }),
      'lose depth',
    ],
    [
      'dropping repeats where frames are missing',
      [['detelecine']],
      { ...NTSC, isConstantRate: false },
      'at a variable rate, and come out at a constant one',
    ],
    [
      'nlmeans on ten bits',
      [['denoise', { method: 'nlmeans' }]],
      madeClip({ pixelFormat: 'yuv422p10le', scan: 'progressive' }),
      'lose depth',
    ],
  ])('%s', (_name, steps, clip, says) => {
    const objections = object(steps, clip);
    expect(objections.filter((objection) => objection.severity === 'refuse')).toEqual([]);
    expect(objections.find((objection) => objection.says.includes(says))?.hint).not.toBe(undefined);
  });

  test('a build without zscale: swscale stands in, and says so', () => {
    const plan = planRecipe(findPreset('dvd-film'), NTSC, without('zscale'));
    expect(plan.graph).not.toContain('zscale');
    expect(plan.graph).toContain('colorspace=ispace=smpte170m:space=bt709');
    expect(plan.objections.map(({ severity }) => severity)).toEqual(['warn', 'warn']);
  });
});

test('an objection names the step it is about, counting those that are off', () => {
  const recipe = recipeOf([['sharpen'], ['colour']]);
  const steps = recipe.steps.map((step, n) => ({ ...step, isOn: n === 1 }));
  expect(planRecipe({ ...recipe, steps }, HD, FULL_BUILD).objections).toMatchObject([{ step: 1 }]);
});

function object(steps: MadeStep[], clip: Clip, build = FULL_BUILD): Objection[] {
  return planRecipe(recipeOf(steps), clip, build).objections;
}

function without(...names: string[]): typeof FULL_BUILD {
  return { filters: new Set([...FULL_BUILD.filters].filter((name) => !names.includes(name))) };
}

test('dropping one of five on a clip that is known to hold native video is warned of, with how much of it there is', () => {
  const seen = {
    analysis: madeAnalysis([
      [0, 60, 'film', '3:2', 0],
      [60, 110, 'video-interlaced'],
    ]),
    ...{ frames: 110, secsAt: Number },
  };
  const { objections } = planRecipe(findPreset('dvd-film'), NTSC, FULL_BUILD, null, seen);
  expect(objections).toMatchObject([
    { severity: 'warn', says: expect.stringContaining('50 frames in one section') },
  ]);
});

test.each<[string, MadeStep[], number]>([
  ['following the analysis twice', [['cadence'], ['cadence']], 1],
  ['matching fields behind true frames', [['cadence'], ['detelecine']], 1],
  ['deinterlacing behind true frames', [['cadence'], ['deinterlace']], 1],
  ['matching fields twice', [['detelecine'], ['detelecine']], 1],
])('%s is refused because the fields are gone, not because nothing was analysed', (_what, steps, step) => {
  const seen = { analysis: madeAnalysis([[0, 60, 'film', '3:2', 0]]), frames: 60, secsAt: Number };
  const { objections } = planRecipe(recipeOf(steps), NTSC, FULL_BUILD, null, seen);
  const refusals = objections.filter(({ severity }) => severity === 'refuse');
  expect(refusals).toMatchObject([{ step, says: expect.stringMatching(/^The fields are gone already/) }]);
});
