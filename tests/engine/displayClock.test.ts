/** Timecode of a clip that mixes soft telecine and video: the display's, frame by frame, as its own decoder times them. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockOf } from '../../model/clip';
import { countAt, secsAtFrame } from '../../model/displayClock';
import { formatTimecode } from '../../model/time';
import { flagSoftTelecine } from '../../scripts/samples/patches';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { type Bench, createBench } from '../helpers/openClips';
import { tiny } from '../helpers/place';

describe.each(BUILDS)('timecode, ffmpeg $version', (build) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createBench(build);
  });
  afterAll(() => bench.close());

  it.each(['mpg', 'mkv'])(
    'follows the display where soft telecine and video share a file (%s)',
    async (container) => {
      const { clip, index } = await bench.open(drawMixed(container));
      const clock = clockOf(clip);
      expect(clip.displayClock?.rate).toEqual({ n: 30000, d: 1001 });
      for (let frame = 0; frame < (clip.frames ?? 0); frame++) {
        const apart = secsAtFrame(frame, clock) - (index?.table.secsAt(frame) ?? Number.NaN);
        expect(Math.abs(apart)).toBeLessThan(0.0011);
      }
      // 48 film frames are 120 fields: two seconds; behind them each frame is one count.
      expect(countAt(48, clock)).toBe(60);
      expect(formatTimecode(48, clock)).toBe('00:00:02;00');
      expect(formatTimecode(77, clock)).toBe('00:00:02;29');
      expect(formatTimecode(78, clock)).toBe('00:00:03;00');
    },
  );

  it('counts film frames where soft telecine is all there is, and frames at a constant rate', async () => {
    const soft = await bench.open(tiny('soft-telecine.mpg'));
    expect(clockOf(soft.clip)).toEqual({ n: 24000, d: 1001 });
    const video = await bench.open(tiny('native-29.97i.mpg'));
    expect(clockOf(video.clip)).toEqual({ n: 30000, d: 1001 });
  });

  function drawMixed(container: string): string {
    const out = path.join(bench.folder, `mixed.${container}`);
    const joined = path.join(bench.folder, 'mixed.m2v');
    const film = flagSoftTelecine(readFileSync(draw('film.m2v', '24000/1001', 48, [])));
    const video = readFileSync(draw('video.m2v', '30000/1001', 40, ['-flags', '+ildct+ilme']));
    writeFileSync(joined, Buffer.concat([film, video]));
    const disc = path.join(bench.folder, 'mixed.mpg');
    ffmpegOutput(build, ['-y', '-framerate', '30000/1001', '-i', joined, '-c', 'copy', disc]);
    // Coded anew, the pictures keep their times, rounded to milliseconds.
    const passed = ['-map', '0:v', '-vsync', 'passthrough', '-c:v', 'ffv1'];
    if (container === 'mkv') ffmpegOutput(build, ['-y', '-i', disc, ...passed, out]);
    return out;
  }

  function draw(name: string, rate: string, frames: number, flags: string[]): string {
    const out = path.join(bench.folder, name);
    const coded = ['-c:v', 'mpeg2video', '-g', '12', '-bf', '0', '-b:v', '1M', ...flags, '-f', 'mpeg2video'];
    const scene = ['-f', 'lavfi', '-i', `testsrc2=size=352x240:rate=${rate}`, '-frames:v', `${frames}`];
    ffmpegOutput(build, ['-y', ...scene, ...coded, out]);
    return out;
  }
});
