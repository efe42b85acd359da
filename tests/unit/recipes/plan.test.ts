import { describe, expect, test } from 'vitest';
import type { Clip, Size } from '../../../model/clip';
import { PRESETS } from '../../../model/presets';
import type { Plan, Recipe } from '../../../model/recipe';
import { formatRational } from '../../../model/time';
import { planRecipe } from '../../../native-pipeline/recipes/plan';
import { madeAnalysis } from '../../helpers/analysed';
import { FULL_BUILD, madeClip } from '../../helpers/madeClip';
import { type MadeStep, presetOf, recipeOf } from '../../helpers/madeRecipe';

const NTSC = madeClip();
const PAL = madeClip({
  size: { width: 720, height: 576 },
  sampleAspect: { n: 16, d: 15 },
  rate: { n: 25, d: 1 },
  colour: { matrix: 'bt470bg', primaries: 'bt470bg', transfer: 'bt470bg' },
});
const FILM = madeClip({ scan: 'progressive', rate: { n: 24000, d: 1001 } });

describe('the shape of the result', () => {
  test.each<[string, Size, [number, number], Size]>([
    ['NTSC 4:3', { width: 720, height: 480 }, [8, 9], { width: 1440, height: 1080 }],
    ['NTSC 16:9', { width: 720, height: 480 }, [32, 27], { width: 1920, height: 1080 }],
    ['PAL 4:3', { width: 720, height: 576 }, [16, 15], { width: 1440, height: 1080 }],
    ['PAL 16:9', { width: 720, height: 576 }, [64, 45], { width: 1920, height: 1080 }],
    ['anamorphic HDV', { width: 1440, height: 1080 }, [4, 3], { width: 1920, height: 1080 }],
    ['square 640×480', { width: 640, height: 480 }, [1, 1], { width: 1440, height: 1080 }],
  ])('%s is enlarged to its own shape in square samples', (_name, size, [n, d], expected) => {
    const plan = planPreset('plain', madeClip({ size, sampleAspect: { n, d }, scan: 'progressive' }));
    expect(plan.size).toEqual(expected);
    expect(plan.sampleAspect).toEqual({ n: 1, d: 1 });
  });

  test('a phone video on its side is enlarged upright', () => {
    const clip = madeClip({
      size: { width: 640, height: 480 },
      sampleAspect: { n: 1, d: 1 },
      scan: 'progressive',
      rotation: 90,
    });
    expect(planPreset('plain', clip).size).toEqual({ width: 810, height: 1080 });
  });

  test('a size of another shape keeps the picture unstretched by its sample aspect', () => {
    const plan = planRecipe(presetOf('plain'), NTSC, FULL_BUILD, { width: 1920, height: 1080 });
    expect(plan.size).toEqual({ width: 1920, height: 1080 });
    expect(formatRational(plan.sampleAspect)).toBe('3/4');
  });

  test('a cropped picture keeps the scale of the whole one, also behind a second enlargement, or fills the height where that is asked', () => {
    const bars: MadeStep = ['crop', { top: 60, bottom: 60 }];
    const sizeOf = (steps: MadeStep[]) => planSteps(steps, NTSC);
    expect(sizeOf([bars, ['enlarge']])).toMatchObject({
      size: { width: 1440, height: 810 },
      sampleAspect: { n: 1, d: 1 },
    });
    const twice = sizeOf([bars, ['enlarge', { lines: 720 }], ['crop', { left: 6 }], ['enlarge']]);
    expect(twice.size).toEqual({ width: 1432, height: 810 });
    const filling = sizeOf([bars, ['enlarge', { isFilling: true }]]);
    expect(filling.size).toEqual({ width: 1920, height: 1080 });
    expect(sizeOf([['crop', { left: 8 }], ['enlarge']]).size).toEqual({ width: 1424, height: 1080 });
  });

  test('squaring alone keeps the height', () => {
    const plan = planSteps([['enlarge', { isSquareOnly: true }]], NTSC);
    expect(plan.size).toEqual({ width: 640, height: 480 });
  });

  test('every size is even, however small', () => {
    const plan = planSteps([['enlarge', { lines: 2 }]], NTSC);
    expect(plan.size).toEqual({ width: 2, height: 2 });
    expect(formatRational(plan.sampleAspect)).toBe('4/3');
  });

  test('a forced size replaces that of the enlargement, it is not scaled twice', () => {
    const plan = planRecipe(presetOf('progressive'), FILM, FULL_BUILD, { width: 960, height: 720 });
    expect(plan.size).toEqual({ width: 960, height: 720 });
    expect(plan.graph.match(/zscale=w=/g)).toHaveLength(1);
  });

  test('a forced size without a recipe, or behind a crop, is reached by a bicubic enlargement', () => {
    const none = planRecipe(null, FILM, FULL_BUILD, { width: 1440, height: 1080 });
    expect(none.graph).toBe(planPreset('plain', FILM).graph);
    const cropped = planRecipe(recipeOf([['enlarge'], ['crop', { left: 8 }]]), FILM, FULL_BUILD, {
      width: 1440,
      height: 1080,
    });
    expect(cropped.size).toEqual({ width: 1440, height: 1080 });
  });
});

describe('the graph', () => {
  test('no recipe leaves the source untouched', () => {
    const plan = planRecipe(null, NTSC, FULL_BUILD);
    expect(plan).toMatchObject({
      graph: '',
      pixelFormat: 'yuv420p',
      chromaFields: 'top-first',
      objections: [],
    });
    expect(planRecipe(null, NTSC, FULL_BUILD, { width: 720, height: 480 }).graph).toBe('');
  });

  test('plain is the enlargement and nothing else', () => {
    expect(planPreset('plain', FILM).graph.split(',')).toEqual([
      'setfield=mode=prog',
      'setparams=range=limited:color_primaries=smpte170m:color_trc=smpte170m:colorspace=smpte170m',
      'setsar=sar=8/9',
      'zscale=w=1440:h=1080:f=bicubic:param_a=0:param_b=0.5:cin=left:c=left:rin=limited:r=limited',
      'format=pix_fmts=yuv420p',
      'setfield=mode=prog',
      'setparams=range=limited:color_primaries=smpte170m:color_trc=smpte170m:colorspace=smpte170m',
      'setsar=sar=1/1',
    ]);
  });

  test('film is matched, thinned, repaired, enlarged and converted, in this order', () => {
    const plan = planPreset('dvd-film', NTSC);
    const names = [
      'fieldmatch=order=tff',
      'decimate=cycle=5',
      'bwdif',
      'zscale=w=1440',
      'cas',
      'zscale=f=bicubic:min=smpte170m:m=bt709',
    ];
    const places = names.map((name) => plan.graph.indexOf(name));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(plan).toMatchObject({ matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', objections: [] });
  });

  test('chroma that was subsampled by fields is raised by fields before anything else looks at it', () => {
    for (const id of ['plain', 'dvd-film', 'dvd-video']) {
      expect(planPreset(id, NTSC).graph).toMatch(
        /setsar=sar=8\/9,scale=interl=1:[^,]+,format=pix_fmts=yuv422p,/,
      );
      expect(planPreset(id, madeClip({ pixelFormat: 'yuv422p' })).graph).not.toContain('interl=1');
    }
    expect(planPreset('plain', FILM).graph).not.toContain('interl=1');
  });

  test('the field order of the clip, or the one chosen, reaches every filter that asks', () => {
    const bottom = madeClip({ fieldOrder: 'bottom-first' });
    expect(planPreset('dvd-film', bottom).graph).toMatch(
      /fieldmatch=order=bff.*bwdif=mode=send_frame:parity=bff/,
    );
    const chosen: Recipe = { ...presetOf('dvd-video'), interpret: { fieldOrder: 'bottom-first' } };
    expect(planRecipe(chosen, NTSC, FULL_BUILD).graph).toContain('bwdif=mode=send_field:parity=bff');
  });

  test('choices overrule findings', () => {
    const interpret = {
      matrix: 'bt709',
      range: 'full',
      sampleAspect: { n: 1, d: 1 },
      fieldOrder: 'progressive',
    } as const;
    const plan = planRecipe({ ...presetOf('plain'), interpret }, NTSC, FULL_BUILD);
    expect(plan).toMatchObject({ matrix: 'bt709', range: 'full', size: { width: 1620, height: 1080 } });
    expect(plan.objections).toEqual([]);
  });

  test('choices alone relabel the pictures and change none', () => {
    const recipe: Recipe = { ...recipeOf([]), interpret: { matrix: 'bt709' } };
    const plan = planRecipe(recipe, NTSC, FULL_BUILD);
    expect(plan.matrix).toBe('bt709');
    expect(plan.graph).not.toMatch(/scale|format=/);
  });

  test('steps that are off are as if they were not there', () => {
    const recipe = presetOf('progressive');
    const steps = recipe.steps.map((step) => ({ ...step, isOn: step.kind === 'enlarge' }));
    expect(planRecipe({ ...recipe, steps }, FILM, FULL_BUILD).graph).not.toMatch(/cas|bt709/);
  });

  test('the fields of a result that is still interlaced are named', () => {
    const plan = planSteps([['denoise']], NTSC);
    expect(plan).toMatchObject({ pixelFormat: 'yuv422p', chromaFields: null });
    expect(plan.graph).toContain('setfield=mode=tff');
  });
});

describe('time', () => {
  test('film comes to 24000/1001, one frame of five dropped', () => {
    const plan = planPreset('dvd-film', NTSC);
    expect(formatRational(plan.rate)).toBe('24000/1001');
    expect(plan.relation).toEqual({ kind: 'drop-one-of', cycle: 5 });
  });

  test('a picture from each field doubles the rate', () => {
    expect(planPreset('dvd-video', NTSC)).toMatchObject({
      rate: { n: 60000, d: 1001 },
      relation: { kind: 'multiply', by: 2 },
    });
    expect(planPreset('dvd-video', PAL)).toMatchObject({ rate: { n: 50, d: 1 } });
  });

  test('PAL film keeps its frames', () => {
    expect(planPreset('pal-film', PAL)).toMatchObject({ rate: { n: 25, d: 1 }, relation: { kind: 'same' } });
  });

  test('run-ups add up, counted in source frames', () => {
    expect(planPreset('plain', FILM).memory).toEqual({ behind: 0, ahead: 0, isExact: true, tolerance: '' });
    expect(planPreset('dvd-film', NTSC).memory).toMatchObject({ behind: 9, ahead: 9, isExact: true });
    const film = planSteps([['detelecine'], ['denoise', { method: 'atadenoise' }]], NTSC);
    expect(film.memory).toMatchObject({ behind: 14, ahead: 14 });
    const bob = planSteps([['deinterlace'], ['denoise', { method: 'hqdn3d' }]], NTSC);
    expect(bob.memory).toMatchObject({ behind: 11, ahead: 1, isExact: false });
    expect(bob.memory.tolerance).toContain('one code');
  });
});

describe('sample formats', () => {
  test.each([
    ['yuv420p', 'yuv420p'],
    ['yuvj420p', 'yuv420p'],
    ['yuv411p', 'yuv422p'],
    ['yuv422p10le', 'yuv422p10le'],
    ['yuv420p9le', 'yuv420p10le'],
    ['nv12', 'yuv420p'],
    ['p010le', 'yuv420p10le'],
    ['uyvy422', 'yuv422p'],
    ['gray', 'yuv420p'],
    ['rgb24', 'gbrp'],
    ['rgb48be', 'gbrp16le'],
    ['yuva444p12le', 'yuv444p12le'],
  ])('%s is enlarged as %s', (pixelFormat, expected) => {
    expect(planPreset('plain', madeClip({ pixelFormat, scan: 'progressive' })).pixelFormat).toBe(expected);
  });
});

test('soft telecine whose mean rate a slipped field pulled down comes out at 23.976, not at that mean', () => {
  const clip = madeClip({ scan: 'progressive', rate: { n: 23867, d: 1000 } });
  const seen = {
    analysis: madeAnalysis([[0, 72, 'film', 'soft', 0]]),
    frames: 72,
    secsAt: (n: number) => n / 23.867,
  };
  const plan = planRecipe(recipeOf([['cadence', {}]]), clip, FULL_BUILD, null, seen);
  expect(plan.objections.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  expect(formatRational(plan.rate)).toBe('24000/1001');
});

test('every preset is planned for the clip it is meant for without an objection', () => {
  const meant: Record<string, Clip> = { plain: FILM, progressive: FILM, 'pal-film': PAL };
  const seen = { analysis: madeAnalysis([[0, 100, 'film', '3:2', 0]]), frames: 100, secsAt: Number };
  for (const recipe of PRESETS)
    expect(planRecipe(recipe, meant[recipe.id] ?? NTSC, FULL_BUILD, null, seen).objections).toEqual([]);
});

function planPreset(id: string, clip: Clip): Plan {
  return planRecipe(presetOf(id), clip, FULL_BUILD);
}

function planSteps(steps: MadeStep[], clip: Clip): Plan {
  return planRecipe(recipeOf(steps), clip, FULL_BUILD);
}
