/** Recipes that follow the map, on the sample scene: previews are the render's pictures, and those are the film's own frames. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recipe } from '../../model/recipe';
import { type LumaPlane, measureFieldMotion } from '../../native-pipeline/analysis/pictures/fieldMotion';
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import type { WorkedPlan } from '../../native-pipeline/recipes/plan';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { hashOf, sequentialHashes } from '../helpers/frameTruth';
import { presetOf } from '../helpers/madeRecipe';
import type { Bench } from '../helpers/openClips';
import { openStation, STATION_SD } from '../helpers/station';

const RATES = ['film', 'field', 'variable'] as const;

describe.each(BUILDS)('true frames of the sample scene, ffmpeg $version', (build) => {
  let bench: Bench;
  let open: OpenClip;
  beforeAll(async () => {
    ({ bench, open } = await openStation(build));
  });
  afterAll(() => bench.close());

  it.each(RATES)('preview as they render, at the rate "%s", in any order', async (rate) => {
    const plan = bench.plan(open, recipeAt(rate));
    const rendered = sequentialHashes(build, STATION_SD, open, plan.graph, plan.pixelFormat);
    expect(rendered.length).toBe(mapOf(plan).length);
    // Right after seeks, then every picture from head to tail.
    const wanted = [...scattered(rendered.length, 8), rendered.length - 1, ...rendered.keys()];
    for (const frame of wanted) {
      const picture = await bench.pictures.readVariant(open, plan, { frame, clock: 'variant' });
      expect({ frame, hash: hashOf(picture) }).toEqual({ frame, hash: rendered[frame] });
    }
  });

  it('hold every complete film frame once, and every field of native video', () => {
    const map = mapOf(bench.plan(open, recipeAt('variable')));
    // 150 and 69 frames of 3:2 from phases 0 and 2: 120 frames; a picture rebuilt from a lone field, then 55 frames.
    const inFilm = [...map.top].filter((frame) => frame < 150 || frame >= 210).length;
    expect({ inFilm, orphans: map.orphans.map(({ frame }) => frame) }).toEqual({
      inFilm: 120 + 1 + 55,
      orphans: [210],
    });
    const native = [...map.top.keys()].filter((n) => (map.top[n] ?? 0) >= 150 && (map.top[n] ?? 0) < 210);
    expect(native.length).toBe(120);
    expect(native.every((n) => map.how[n] !== 0)).toBe(true);
  });

  it('are not combed, by a measure of the output alone', async () => {
    const plan = bench.plan(open, recipeAt('film'));
    const source = lumaPlanes(build, STATION_SD, '');
    const output = lumaPlanes(build, STATION_SD, plan.graph);
    const combed = (planes: LumaPlane[]) =>
      planes.filter((plane) => measureFieldMotion(plane).share > 0.02).length;
    // Every third picture, for the time it takes.
    const some = <Item>(items: Item[]) => items.filter((_, n) => n % 3 === 0);
    expect(combed(some(source))).toBeGreaterThan(30);
    expect(combed(some(output))).toBe(0);
  });

  it('name the source fields they show', async () => {
    const plan = bench.plan(open, recipeAt('film'));
    // A and B are whole; C is woven from the two frames after B.
    const { header } = await bench.pictures.readVariant(open, plan, { frame: 2, clock: 'variant' });
    expect(header).toMatchObject({ frame: 2, sourceFrame: 2, fields: { top: 3, bottom: 2 } });
    const whole = await bench.pictures.readVariant(open, plan, { frame: 4, clock: 'source' });
    expect(whole.header).toMatchObject({ frame: 3, fields: { top: 4, bottom: 4 } });
  });

  it('are refused without an analysis, with what to do', () => {
    const analysis = open.analysis;
    open.takeAnalysis(null);
    const { objections } = bench.plan(open, recipeAt('film'));
    open.takeAnalysis(analysis);
    expect(objections).toMatchObject([{ severity: 'refuse', says: /has not been analysed/ }]);
  });
});

function recipeAt(rate: (typeof RATES)[number]): Recipe {
  return { ...presetOf('true-frames'), steps: [{ kind: 'cadence', isOn: true, settings: { rate } }] };
}

function mapOf({ weave }: WorkedPlan) {
  if (!weave) throw new Error('The plan follows no map.');
  return weave.map;
}

function lumaPlanes(build: { path: string }, file: string, graph: string): LumaPlane[] {
  const [width, height] = [720, 480];
  const filters = [graph, 'extractplanes=y'].filter((part) => part !== '').join(',');
  const args = [
    '-i',
    file,
    '-map',
    '0:v:0',
    '-vf',
    filters,
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-',
  ];
  const out = ffmpegOutput(build, args);
  const bytes = width * height;
  return Array.from({ length: out.length / bytes }, (_, n) => ({
    ...{ width, height, data: out.subarray(n * bytes, (n + 1) * bytes) },
  }));
}

/** Numbers below `count` in no order. */
function scattered(count: number, wanted: number): number[] {
  return Array.from({ length: wanted }, (_, n) => (n * 7919 + 13) % count);
}
