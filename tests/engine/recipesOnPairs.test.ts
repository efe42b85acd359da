/** The film recipe on made DVDs with known truth: lines are compared with the source's own, so nothing interpolated can pass for film. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FieldOrder } from '../../model/clip';
import { findPreset } from '../../model/presets';
import { planRecipe } from '../../native-pipeline/recipes/plan';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { FULL_BUILD, madeClip } from '../helpers/madeClip';

const PAIRS = path.resolve(import.meta.dirname, '../../../shared/media/dev/pairs');
const WIDTH = 720;
const HEIGHT = 480;

describe.skipIf(!existsSync(PAIRS))('on ../shared/media/dev/pairs (skipped where it is missing)', () => {
  test.each<[string, string, FieldOrder]>([
    ['drawing_sd.vob', 'dev_pair1_drawing', 'top-first'],
    ['juggle_sd.mpg', 'dev_pair2_juggle', 'bottom-first'],
  ])('%s gives its film frames: whole, in order, at most one lost', (file, truthName, fieldOrder) => {
    const truth = JSON.parse(readFileSync(path.join(PAIRS, `${truthName}.truth.json`), 'utf8'));
    const { top, bottom } = truth.timing as { top: number[]; bottom: number[] };
    const source = readFields(file, 'null');
    const topOf = new Map(source.map((fields, frame) => [fields.top, top[frame]]));
    const bottomOf = new Map(source.map((fields, frame) => [fields.bottom, bottom[frame]]));

    const plan = planRecipe(findPreset('film-frames'), madeClip({ fieldOrder }), FULL_BUILD);
    const film = readFields(file, plan.graph).map((fields) => {
      const shown = topOf.get(fields.top);
      return shown !== undefined && shown === bottomOf.get(fields.bottom) ? shown : null;
    });
    expect(film).not.toContain(null);
    expect(film).toEqual([...film].sort((a, b) => (a ?? 0) - (b ?? 0)));
    const complete = new Set(top.filter((frame) => bottom.includes(frame)));
    // decimate may take another frame than the repeat where the picture stands still.
    expect(new Set(film).size).toBeGreaterThanOrEqual(complete.size - 1);
  });
});

/** Hashes of the luma lines of each field. */
function readFields(file: string, graph: string): { top: string; bottom: string }[] {
  const [build] = BUILDS;
  if (!build) throw new Error('no ffmpeg');
  const input = ['-i', path.join(PAIRS, file), '-map', '0:v:0', '-vf', `${graph},extractplanes=y`];
  const luma = ffmpegOutput(build, [...input, '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1']);
  const bytes = WIDTH * HEIGHT;
  return Array.from({ length: luma.length / bytes }, (_, frame) => {
    const lines = (first: number) => hashLines(luma.subarray(frame * bytes, (frame + 1) * bytes), first);
    return { top: lines(0), bottom: lines(1) };
  });
}

function hashLines(luma: Uint8Array, first: number): string {
  const hash = createHash('md5');
  for (let line = first; line < HEIGHT; line += 2)
    hash.update(luma.subarray(line * WIDTH, (line + 1) * WIDTH));
  return hash.digest('hex');
}
