/**
 * From the pictures to the true frames, on masters whose truth is published beside them: analysed, mapped, and held against what every field shows.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyseClip } from '../../native-pipeline/analysis/analyse';
import type { FrameMap } from '../../native-pipeline/recipes/frameMap';
import { MEDIA } from '../helpers/frameTruth';
import { presetOf } from '../helpers/madeRecipe';
import { type Bench, createBench } from '../helpers/openClips';

const PAIRS = path.join(MEDIA, 'pairs');
const CLIPS = ['drawing_sd.vob', 'juggle_sd.mpg', 'mixed_sd.vob'];
const TRUTHS = ['dev_pair1_drawing', 'dev_pair2_juggle', 'dev_pair3_mixed'];

interface Truth {
  timing: {
    /** HD frame that the top and bottom field of each SD frame shows; fractional in native video. */
    top: number[];
    bottom: number[];
    segments: { sd_first: number; sd_count: number; mode: string }[];
  };
}

describe.skipIf(!existsSync(PAIRS))(
  'true frames of the pairs (skipped where ../shared/media is missing)',
  () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await createBench({ path: 'ffmpeg' });
    });
    afterAll(() => bench.close());

    it.each(CLIPS.map((clip, i) => [clip, TRUTHS[i] ?? ''] as const))(
      '%s: every film frame once, whole, in order; nothing of the video dropped',
      async (clip, name) => {
        const truth = JSON.parse(readFileSync(path.join(PAIRS, `${name}.truth.json`), 'utf8')) as Truth;
        const map = await mapOf(clip);
        for (const { sd_first: from, sd_count, mode } of truth.timing.segments) {
          const to = from + sd_count;
          if (mode.startsWith('3:2'))
            expect(filmShown(map, truth, from, to)).toEqual(filmThere(truth, from, to));
          else
            expect(picturesIn(map, from, to).length).toBe(
              mode.startsWith('native') ? 2 * sd_count : sd_count,
            );
        }
        expect([...map.ticks].every((ticks, n) => n === 0 || ticks > (map.ticks[n - 1] ?? 0))).toBe(true);
      },
    );

    async function mapOf(clip: string): Promise<FrameMap> {
      const open = await bench.open(path.join(PAIRS, clip));
      const task = { signal: new AbortController().signal, onProgress: () => {} };
      open.takeAnalysis(await analyseClip(open, bench.tools, null, task));
      const { weave, objections } = bench.plan(open, presetOf('true-frames'));
      expect(objections.filter(({ severity }) => severity === 'refuse')).toEqual([]);
      if (!weave) throw new Error('The plan follows no map.');
      return weave.map;
    }
  },
);

/** Numbers of the map's pictures made of fields of these source frames. */
function picturesIn(map: FrameMap, from: number, to: number): number[] {
  return [...map.top.keys()].filter((n) => (map.top[n] ?? 0) >= from && (map.top[n] ?? 0) < to);
}

/** Film frames (HD numbers) that come out complete, in their order; a pair of two different ones would show as a fraction. */
function filmShown(map: FrameMap, { timing }: Truth, from: number, to: number): number[] {
  return picturesIn(map, from, to)
    .filter((n) => map.how[n] === 0)
    .map((n) => ((timing.top[map.top[n] ?? 0] ?? 0) + (timing.bottom[map.bottom[n] ?? 0] ?? 0)) / 2);
}

/** Film frames of which both fields are there. */
function filmThere({ timing }: Truth, from: number, to: number): number[] {
  const tops = new Set(timing.top.slice(from, to));
  const both = timing.bottom.slice(from, to).filter((film) => tops.has(film));
  return [...new Set(both)].sort((a, b) => a - b);
}
