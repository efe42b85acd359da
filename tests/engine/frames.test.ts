/** Frame n by random access is bit-identical to the n-th frame of a sequential decode, whatever was read before. */
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { countProcesses } from '../../native-pipeline/ffmpeg/run';
import { BUILDS } from '../helpers/ffmpegBuilds';
import {
  groupStarts,
  HAS_MEDIA,
  hashOf,
  MEDIA,
  type Opened,
  openFor,
  sequentialHashes,
  targetsOf,
} from '../helpers/frameTruth';
import { tiny } from '../helpers/place';

const OURS = [
  ...[
    'mpeg2-open-gop.mpg',
    'mpeg2-closed-gop.mpg',
    'dvd.vob',
    'joined.vob',
    'soft-telecine.mpg',
    'aspect-pal-25i.mpg',
  ],
  ...[
    'truncated.mpg',
    'mpeg2.ts',
    'h264-open-gop.mp4',
    'h264-long-gop.mp4',
    'hevc-open-gop.mp4',
    'edit-list.mp4',
  ],
  ...[
    'vfr.mkv',
    'vfr.mp4',
    'late-start.mkv',
    'mpeg4-b-frames.avi',
    'dv-ntsc.avi',
    'prores.mov',
    'ten-bit.mkv',
  ],
  ...['rotated.mp4', 'full-range.mp4', 'still.png'],
].map(tiny);

const SHARED = [
  ...[
    'two_vobs_joined.vob',
    'start_10h.ts',
    'mpeg4_packed.avi',
    'negative_start.mkv',
    'raw_es.h264',
    'vfr_jitter.mkv',
  ].map((name) => `inputs/timing/${name}`),
  ...['trunc_10pct.vob', 'trunc_50pct.vob', 'trunc_60pct.mkv', 'trunc_faststart_50pct.mp4'].map(
    (name) => `inputs/truncated/${name}`,
  ),
  ...['inputs/resolution_change/320_then_480.ts', 'inputs/bitflip/burst_40k.vob'],
  ...[
    'inputs/rotation/rotate_90.mp4',
    'inputs/dimensions/odd_719x479_yuv420p.mkv',
    'inputs/dimensions/one_by_one.mkv',
  ],
  ...['inputs/streams/two_videos.mkv', 'inputs/streams/cover_art.mp4', 'inputs/duration/one_frame.mp4'],
  ...[
    'real/live_640x480_fullrange.mkv',
    'real/hlg_1080p_10bit.mp4',
    'real/bt601_tagged.mov',
    'pairs/juggle_sd.mpg',
  ],
].map((name) => path.join(MEDIA, name));

const DAMAGED = ['flip.vob', 'burst_40k.vob', 'flip_mdat.mp4', 'flip.mkv', 'flip_header.mp4'];

async function misses({ open, pictures }: Opened, truth: string[], frames: number[]): Promise<string[]> {
  const found: string[] = [];
  for (const frame of frames) {
    const picture = await pictures.readSource(open, frame);
    const hash = hashOf(picture);
    if (hash !== truth[frame]) found.push(`${frame} is ${truth.indexOf(hash)}`);
    expect(picture.header.frame).toBe(frame);
  }
  return found;
}

describe.each(BUILDS)('ffmpeg $version', (build) => {
  afterAll(() => vi.waitFor(() => expect(countProcesses()).toBe(0)));

  const exact = async (file: string): Promise<void> => {
    const opened = await openFor(build, file);
    try {
      const { open } = opened;
      const truth = sequentialHashes(build, file, open);
      expect(open.clip.frames).toBe(truth.length);
      const targets = targetsOf(truth.length, groupStarts(open));
      const middle = Math.max(0, Math.floor(truth.length / 2) - 6);
      const run =
        targets.length < 12
          ? targets
          : Array.from({ length: 12 }, (_, i) => middle + i).filter((frame) => frame < truth.length);
      expect(await misses(opened, truth, targets), 'jumping about').toEqual([]);
      expect(await misses(opened, truth, run), 'forwards').toEqual([]);
      expect(await misses(opened, truth, [...run].reverse()), 'backwards').toEqual([]);
      const together = await Promise.all(targets.slice(0, 6).map((frame) => misses(opened, truth, [frame])));
      expect(together.flat(), 'all at once').toEqual([]);
    } finally {
      await opened.close();
    }
  };

  test.each(OURS.map((file) => [path.basename(file), file]))(
    'every frame asked for of %s is exact',
    (_name, file) => exact(file),
  );

  test.each(SHARED.map((file) => [path.relative(MEDIA, file), file]))(
    'every frame asked for of %s is exact (skipped where the shared media are not there)',
    { skip: !HAS_MEDIA },
    (_name, file) => exact(file),
  );

  test.each(['mpeg2-open-gop.mpg', 'mpeg2.ts', 'h264-open-gop.mp4'])(
    '%s is exact before its index is confirmed',
    async (name) => {
      const opened = await openFor(build, tiny(name), { isConfirmed: false });
      const truth = sequentialHashes(build, tiny(name), opened.open);
      expect(await misses(opened, truth, targetsOf(truth.length, groupStarts(opened.open)))).toEqual([]);
      await opened.close();
    },
  );

  // ffmpeg hides damage differently from run to run (frame threads), so its pictures cannot be held against another decode.
  test.each(DAMAGED)(
    'every decoded frame of %s can be read (skipped where the shared media are not there)',
    { skip: !HAS_MEDIA },
    async (name) => {
      const file = path.join(MEDIA, 'inputs/bitflip', name);
      const { open, pictures, close } = await openFor(build, file);
      expect(open.clip.frames).toBe(sequentialHashes(build, file, open).length);
      for (let frame = 0; frame < (open.clip.frames ?? 0); frame += 5) {
        expect((await pictures.readSource(open, frame)).header.frame).toBe(frame);
      }
      await close();
    },
  );

  test('a cache that holds hardly a GOP changes nothing but speed', async () => {
    const file = tiny('h264-long-gop.mp4');
    const opened = await openFor(build, file, { cacheBytes: 1 << 20 });
    const truth = sequentialHashes(build, file, opened.open);
    const backwards = Array.from({ length: 40 }, (_, i) => 120 - i);
    expect(await misses(opened, truth, [...backwards, 7, 260, 8])).toEqual([]);
    await opened.close();
  });

  test('a whole clip streamed is the sequential decode, and stops where it is told to', async () => {
    const file = tiny('dvd.vob');
    const { open, pictures, close } = await openFor(build, file);
    const truth = sequentialHashes(build, file, open);
    const seen: string[] = [];
    for await (const picture of pictures.stream(open, null, { from: 0, to: 10_000, step: 1 }))
      seen.push(hashOf(picture));
    expect(seen).toEqual(truth);
    const everyThird: number[] = [];
    for await (const { header } of pictures.stream(open, null, { from: 1, to: 9, step: 3 }))
      everyThird.push(header.frame);
    expect(everyThird).toEqual([1, 4, 7]);
    await close();
  });
});

describe('who waits and who does not', () => {
  const [build] = BUILDS;

  test.skipIf(!build)('a frame that two wait for comes to the one who stays', async () => {
    const { open, pictures, close } = await openFor(build ?? { path: '' }, tiny('h264-long-gop.mp4'));
    const gone = new AbortController();
    const left = pictures.readSource(open, 200, gone.signal);
    const stayed = pictures.readSource(open, 200);
    gone.abort();
    await expect(left).rejects.toMatchObject({ code: 'cancelled' });
    expect((await stayed).header.frame).toBe(200);
    await close();
  });

  test.skipIf(!build)('a frame beyond the end is refused in words', async () => {
    const { open, pictures, close } = await openFor(build ?? { path: '' }, tiny('dvd.vob'));
    const { frames } = open.clip;
    await expect(pictures.readSource(open, frames ?? 0)).rejects.toMatchObject({
      code: 'frame-out-of-range',
    });
    await expect(pictures.readSource(open, 1_000_000)).rejects.toMatchObject({ code: 'frame-out-of-range' });
    await close();
  });

  test.skipIf(!build)('what was handed out stays as it is while others are read', async () => {
    const { open, pictures, close } = await openFor(build ?? { path: '' }, tiny('dvd.vob'), {
      cacheBytes: 2 << 20,
    });
    const first = await pictures.readSource(open, 0);
    const before = hashOf(first);
    for (let frame = 1; frame < 15; frame++) await pictures.readSource(open, frame);
    expect(hashOf(first)).toBe(before);
    await close();
  });
});
