/** Grain is laid on by the number of the picture: a preview, and a render of a part, show the grain of the whole render, behind every kind of field work. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import { cutSpan, renderGraph } from '../../native-pipeline/exports/renderGraph';
import { BUILDS } from '../helpers/ffmpegBuilds';
import { hashOf, sequentialHashes } from '../helpers/frameTruth';
import { type MadeStep, recipeOf } from '../helpers/madeRecipe';
import type { Bench } from '../helpers/openClips';
import { openStation, STATION_SD } from '../helpers/station';

const FIELD_WORK: [string, MadeStep[]][] = [
  ['whole frames', [['deinterlace', { rate: 'frame' }]]],
  ['a bob', [['deinterlace', {}]]],
  ['field matching', [['detelecine', {}]]],
  ['true frames', [['cadence', { rate: 'variable' }]]],
];

describe.each(BUILDS)('grain behind field work, ffmpeg $version', (build) => {
  let bench: Bench;
  let open: OpenClip;
  beforeAll(async () => {
    ({ bench, open } = await openStation(build));
  });
  afterAll(() => bench.close());

  it.each(FIELD_WORK)('behind %s', async (_name, steps) => {
    const plan = bench.plan(open, recipeOf([...steps, ['regrain', { amount: 5 }]]));
    const rendered = sequentialHashes(build, STATION_SD, open, plan.graph, plan.pixelFormat);
    expect(new Set(rendered).size).toBe(rendered.length);
    for (const frame of [rendered.length - 9, 100, 3, 171]) {
      const picture = await bench.pictures.readVariant(open, plan, { frame, clock: 'variant' });
      expect({ frame, hash: hashOf(picture) }).toEqual({ frame, hash: rendered[frame] });
    }
    const cut = cutSpan({ from: 60, to: 71 }, plan);
    const part = renderGraph({ unpack: '', plan, convert: '', cut, rate: plan.rate, isConstantRate: false });
    const cutHashes = sequentialHashes(build, STATION_SD, open, part, plan.pixelFormat);
    expect(cutHashes).toEqual(rendered.slice(cut.pictures.from, cut.pictures.to));
  });
});
