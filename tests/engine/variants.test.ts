/** A previewed picture is the picture of the same number in the full render, wherever the preview starts. */
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { FilterMemory, FrameRelation } from '../../model/recipe';
import type { OpenClip } from '../../native-pipeline/clips/catalog';
import { countProcesses } from '../../native-pipeline/ffmpeg/run';
import type { WorkedPlan } from '../../native-pipeline/recipes/plan';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { HAS_MEDIA, hashOf, MEDIA, openFor, sequentialHashes, targetsOf } from '../helpers/frameTruth';
import { tiny } from '../helpers/place';

const TAGS = 'setparams=range=limited:color_primaries=smpte170m:color_trc=smpte170m:colorspace=smpte170m';
const SAME: FrameRelation = { kind: 'same' };
const DOUBLE: FrameRelation = { kind: 'multiply', by: 2 };
const FOUR_OF_FIVE: FrameRelation = { kind: 'drop-one-of', cycle: 5 };
const MATCH = 'fieldmatch=order=tff:combmatch=full';

/** What each graph remembers is the plan's word; here it is that of frames-notes.md section 6. */
const EXACT: [string, string, FrameRelation, number, number][] = [
  ['unsharp', 'unsharp=5:5:0.8', SAME, 0, 0],
  ['yadif', 'setfield=mode=tff,yadif=mode=send_frame:parity=tff:deint=all', SAME, 1, 1],
  ['bwdif', 'setfield=mode=tff,bwdif=mode=send_frame:parity=tff:deint=all', SAME, 1, 1],
  ['a bob by bwdif', 'setfield=mode=tff,bwdif=mode=send_field:parity=tff:deint=all', DOUBLE, 1, 1],
  ['atadenoise', 'atadenoise', SAME, 4, 4],
  ['field match', MATCH, SAME, 2, 1],
  [
    'field match and the rest by bwdif',
    `${MATCH},bwdif=mode=send_frame:parity=tff:deint=interlaced`,
    SAME,
    4,
    2,
  ],
  ['field match and decimate', `${MATCH},decimate=cycle=5,unsharp=5:5:0.4`, FOUR_OF_FIVE, 7, 1],
];

function planFor(
  { clip }: OpenClip,
  graph: string,
  relation: FrameRelation,
  behind: number,
  ahead: number,
): WorkedPlan {
  const memory: FilterMemory = { behind, ahead, isExact: true, tolerance: '' };
  const { matrix, primaries, transfer, range, siting } = clip.colour;
  return {
    graph: `${TAGS},${graph}`,
    size: clip.codedSize,
    sampleAspect: { n: 1, d: 1 },
    pixelFormat: clip.pixelFormat,
    matrix: matrix.value,
    primaries: primaries.value,
    transfer: transfer.value,
    range: range.value,
    siting: siting.value,
    chromaFields: null,
    rate: clip.rate,
    relation,
    memory,
    objections: [],
    weave: null,
  };
}

describe.each(BUILDS)('ffmpeg $version', (build) => {
  afterAll(() => vi.waitFor(() => expect(countProcesses()).toBe(0)));

  async function exact(
    file: string,
    [, graph, relation, behind, ahead]: (typeof EXACT)[number],
  ): Promise<void> {
    const { open, pictures, close } = await openFor(build, file);
    const plan = planFor(open, graph, relation, behind, ahead);
    const truth = sequentialHashes(build, file, open, plan.graph, plan.pixelFormat);
    const misses: string[] = [];
    for (const frame of targetsOf(truth.length, [5, Math.floor(truth.length / 2)])) {
      const picture = await pictures.readVariant(open, plan, { frame, clock: 'variant' });
      if (hashOf(picture) !== truth[frame]) misses.push(`${frame} is ${truth.indexOf(hashOf(picture))}`);
    }
    expect(misses, 'jumping about').toEqual([]);
    for await (const picture of pictures.stream(open, plan, {
      from: 3,
      to: open.clip.frames ?? 0,
      step: 1,
    })) {
      if (hashOf(picture) !== truth[picture.header.frame]) misses.push(`${picture.header.frame} in a stream`);
    }
    expect(misses, 'streaming').toEqual([]);
    const beyond = pictures.readVariant(open, plan, { frame: truth.length, clock: 'variant' });
    await expect(beyond).rejects.toMatchObject({ code: 'frame-out-of-range' });
    await close();
  }

  test.each(EXACT)('%s: every picture asked for is that of the full render', (...row) =>
    exact(tiny('hard-telecine.mpg'), row),
  );

  test.each(EXACT.slice(-2))(
    '%s of a mixed master: every picture asked for is that of the full render (skipped where the shared media are not there)',
    { skip: !HAS_MEDIA },
    (...row) => exact(path.join(MEDIA, 'pairs/juggle_sd.mpg'), row),
  );

  test('hqdn3d with a run-up of 20 is within one code of the full render', async () => {
    const file = tiny('native-29.97i.mpg');
    const { open, pictures, close } = await openFor(build, file);
    const plan = planFor(open, 'hqdn3d=3:3:4:4', SAME, 20, 0);
    const frame = (open.clip.frames ?? 1) - 1;
    const render = ['-i', file, '-vf', `${plan.graph},select=eq(n\\,${frame})`, '-fps_mode', 'passthrough'];
    const expected = ffmpegOutput(build, [...render, '-pix_fmt', plan.pixelFormat, '-f', 'rawvideo', '-']);
    const { planes } = await pictures.readVariant(open, plan, { frame, clock: 'variant' });
    const worst = planes.reduce((most, code, i) => Math.max(most, Math.abs(code - (expected[i] ?? -99))), 0);
    expect(worst).toBeLessThanOrEqual(1);
    await close();
  });

  test('a picture says which source frame it shows, and a source frame finds its picture', async () => {
    const { open, pictures, close } = await openFor(build, tiny('hard-telecine.mpg'));
    const plan = planFor(open, `${MATCH},decimate=cycle=5`, FOUR_OF_FIVE, 7, 1);
    const shown: number[] = [];
    for (let frame = 0; frame < 12; frame++) {
      const { header } = await pictures.readVariant(open, plan, { frame, clock: 'variant' });
      shown.push(header.sourceFrame);
    }
    expect(new Set(shown).size).toBe(12);
    expect([...shown].sort((a, b) => a - b)).toEqual(shown);
    for (const frame of shown) {
      const { header } = await pictures.readVariant(open, plan, { frame, clock: 'source' });
      expect(header.sourceFrame).toBe(frame);
    }
    const bob = planFor(open, 'yadif=mode=send_field:parity=tff:deint=all', DOUBLE, 1, 1);
    expect((await pictures.readVariant(open, bob, { frame: 7, clock: 'source' })).header).toMatchObject({
      frame: 14,
      sourceFrame: 7,
    });
    await close();
  });

  test('a graph that ffmpeg refuses is told, and the next one works', async () => {
    const { open, pictures, close } = await openFor(build, tiny('dvd.vob'));
    const broken = planFor(open, 'crop=w=99999:h=99999', SAME, 0, 0);
    await expect(pictures.readVariant(open, broken, { frame: 3, clock: 'variant' })).rejects.toMatchObject({
      name: 'WorkbenchError',
    });
    const fine = planFor(open, 'unsharp', SAME, 0, 0);
    expect((await pictures.readVariant(open, fine, { frame: 3, clock: 'variant' })).header.frame).toBe(3);
    await close();
  });
});
