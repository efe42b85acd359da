/** Grain is laid on by the number of the picture: a preview, and a render of a part, show the grain of the whole render, behind every kind of field work. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recipe, SettingValue } from '../../model/recipe';
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import { cutSpan, renderGraph } from '../../native-pipeline/exports/renderGraph';
import { madeAnalysis } from '../helpers/analysed';
import { BUILDS } from '../helpers/ffmpegBuilds';
import { hashOf, sequentialHashes } from '../helpers/frameTruth';
import { type Bench, createBench } from '../helpers/openClips';

const SD = 'samples/station-sd.mpg';
/** As samples/truth.json says. */
const TRUTH = madeAnalysis([
  [0, 150, 'film', '3:2', 0],
  [150, 210, 'video-interlaced'],
  [210, 279, 'film', '3:2', 2],
]);
const FIELD_WORK: [string, [string, Record<string, SettingValue>][]][] = [
  ['whole frames', [['deinterlace', { rate: 'frame' }]]],
  ['a bob', [['deinterlace', {}]]],
  ['field matching', [['detelecine', {}]]],
  ['true frames', [['cadence', { rate: 'variable' }]]],
];

describe.each(BUILDS)('grain behind field work, ffmpeg $version', (build) => {
  let bench: Bench;
  let open: OpenClip;
  beforeAll(async () => {
    bench = await createBench(build);
    open = await bench.open(SD);
    await open.index?.whenConfirmed;
    open.takeAnalysis(TRUTH);
  });
  afterAll(() => bench.close());

  it.each(FIELD_WORK)('behind %s', async (_name, steps) => {
    const plan = bench.plan(open, recipeOf([...steps, ['regrain', { amount: 5 }]]));
    const rendered = sequentialHashes(build, SD, open, plan.graph, plan.pixelFormat);
    expect(new Set(rendered).size).toBe(rendered.length);
    for (const frame of [rendered.length - 9, 100, 3, 171]) {
      const picture = await bench.pictures.readVariant(open, plan, { frame, clock: 'variant' });
      expect({ frame, hash: hashOf(picture) }).toEqual({ frame, hash: rendered[frame] });
    }
    const cut = cutSpan({ from: 60, to: 71 }, plan);
    const part = renderGraph({ unpack: '', plan, convert: '', cut, rate: plan.rate, isConstantRate: false });
    const cutHashes = sequentialHashes(build, SD, open, part, plan.pixelFormat);
    expect(cutHashes).toEqual(rendered.slice(cut.pictures.from, cut.pictures.to));
  });
});

function recipeOf(steps: [string, Record<string, SettingValue>][]): Recipe {
  const made = steps.map(([kind, settings]) => ({ kind, isOn: true, settings }));
  return { id: 'made', title: '', says: '', interpret: {}, steps: made };
}
