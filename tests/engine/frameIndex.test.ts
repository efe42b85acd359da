/** Every clip's index says how many frames there are and how they are reached, and is confirmed by a whole decode. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUILDS, ffmpegOutput } from '../helpers/ffmpegBuilds';
import { HAS_MEDIA, hashOf, MEDIA, openFor, sequentialHashes } from '../helpers/frameTruth';
import { createPlace, type Place, tiny } from '../helpers/place';

let place: Place;
beforeAll(async () => {
  place = await createPlace();
});
afterAll(() => place.close());

describe.each(BUILDS)('ffmpeg $version', (build) => {
  test.each([
    ['mpeg2-open-gop.mpg', 'exact', 'bytes'],
    ['joined.vob', 'exact', 'bytes'],
    ['soft-telecine.mpg', 'exact', 'bytes'],
    ['h264-open-gop.mp4', 'exact', 'time'],
    ['mpeg2.ts', 'exact', 'time'],
    ['vfr.mkv', 'exact', 'time'],
    ['mpeg4-b-frames.avi', 'exact', 'time'],
    ['still.png', 'sequential', 'count'],
  ])('%s is %s, reached by %s', async (name, kind, method) => {
    const { open, close } = await openFor(build, tiny(name));
    expect(open.index).toMatchObject({ method, access: { kind, isConfirmed: true, progress: 1 } });
    expect(open.index?.access.because).toMatch(/\.$/);
    expect(open.clip.frames).toBe(sequentialHashes(build, tiny(name), open).length);
    await close();
  });

  test.each(['negative_start.mkv', 'raw_es.h264'])(
    '%s says that it is read from the head, and why (skipped where the shared media are not there)',
    { skip: !HAS_MEDIA },
    async (name) => {
      const { open, close } = await openFor(build, path.join(MEDIA, 'inputs/timing', name));
      expect(open.clip.access).toMatchObject({ kind: 'sequential', isConfirmed: true });
      expect(open.clip.access.because).toMatch(
        /packets carry no presentation time\. Frames are counted from the head\./,
      );
      expect(open.clip.frames).toBe(72);
      await close();
    },
  );

  test('a stream that changes its picture size says where, and is shown at the rate of its frames', async () => {
    const file = await concatenate(build, [
      ['320x240', '24000/1001', 48, 0],
      ['480x272', '25/2', 16, 0],
    ]);
    const { open, close } = await openFor(build, file);
    expect(open.clip.notices[0]).toBe(
      'The picture size changes from 320×240 to 480×272 at frame 48; frames are shown at 320×240.',
    );
    expect(open.clip).toMatchObject({ frames: 64, rate: { n: 24000, d: 1001 } });
    expect(open.clip.durationSecs).toBeCloseTo((64 * 1001) / 24000, 3);
    await close();
  });

  test('a change of the picture size is found where the times of the packets are right', async () => {
    const file = await concatenate(build, [
      ['320x240', '25', 25, 0],
      ['480x272', '25', 25, 1],
    ]);
    const { open, close } = await openFor(build, file);
    expect(open.index).toMatchObject({ method: 'time', access: { kind: 'exact', isConfirmed: true } });
    expect(open.clip.notices).toEqual([
      'The picture size changes from 320×240 to 480×272 at frame 25; frames are shown at 320×240.',
    ]);
    await close();
  });

  test('picture types are known without asking ffprobe for frames', async () => {
    const { open, close } = await openFor(build, tiny('h264-open-gop.mp4'));
    const types = Array.from({ length: 6 }, (_, frame) => open.index?.table.typeAt(frame));
    expect(types[0]).toBe('I');
    expect(types).toContain('B');
    expect(types).toContain('P');
    await close();
  });

  test('frames of two field pictures each are counted and read as whole frames', async () => {
    const fields = ffmpegOutput(build, [
      ...['-f', 'lavfi', '-i', 'testsrc2=size=352x128:rate=60000/1001', '-frames:v', '24', '-g', '1'],
      ...['-c:v', 'mpeg2video', '-q:v', '3', '-f', 'mpeg2video', '-'],
    ]);
    const stream = path.join(place.folder, `fields-${build.version}.m2v`);
    const file = stream.replace('.m2v', '.vob');
    await writeFile(stream, weaveFieldPictures(fields));
    ffmpegOutput(build, [
      '-y',
      '-f',
      'mpegvideo',
      '-framerate',
      '30000/1001',
      '-i',
      stream,
      '-c',
      'copy',
      '-f',
      'vob',
      file,
    ]);
    const { open, pictures, close } = await openFor(build, file);
    const truth = sequentialHashes(build, file, open);
    expect(truth).toHaveLength(12);
    expect(open.index).toMatchObject({ method: 'bytes', access: { kind: 'exact', isConfirmed: true } });
    expect(open.clip.frames).toBe(12);
    for (const frame of [11, 0, 7, 3])
      expect(hashOf(await pictures.readSource(open, frame))).toBe(truth[frame]);
    await close();
  });
});

/** A transport stream of several, one after the other: size, rate, number of frames, time of the first in seconds. */
async function concatenate(
  build: { path: string; version: string },
  parts: [size: string, rate: string, frames: number, late: number][],
): Promise<string> {
  const streams = parts.map(([size, rate, frames, late]) =>
    ffmpegOutput(build, [
      ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}`, '-frames:v', String(frames), '-g', '12'],
      ...['-c:v', 'libx264', '-bf', '0', '-pix_fmt', 'yuv420p', '-output_ts_offset', String(late)],
      ...['-f', 'mpegts', '-'],
    ]),
  );
  const file = path.join(
    place.folder,
    `sizes-${build.version}-${parts.map(([, rate]) => rate.length).join('')}.ts`,
  );
  await writeFile(file, Buffer.concat(streams));
  return file;
}

/**
 * Makes a stream of field pictures out of one of intra frames of half the height: what a macroblock looks like is the same, only the headers say
 * otherwise (ISO/IEC 13818-2, 6.2.2.3 and 6.3.10).
 */
function weaveFieldPictures(frames: Buffer): Buffer {
  const parts = splitAtStartCodes(frames);
  let picture = -1;
  const woven = parts.filter((part) => {
    const code = part[3] ?? 0;
    const isHeader = code === 0xb3 || code === 0xb8 || (code === 0xb5 && (part[4] ?? 0) >> 4 !== 8);
    if (code === 0) picture++;
    // Sequence and group headers stand before a frame, not between its fields.
    return !(isHeader && picture >= 0 && picture % 2 === 0);
  });
  picture = -1;
  for (const part of woven) {
    if (part[3] === 0xb3) part.writeUInt16BE((part.readUInt16BE(5) & 0xf000) | 256, 5);
    if (part[3] === 0xb5 && (part[4] ?? 0) >> 4 === 1) part[5] = (part[5] ?? 0) & ~8;
    if (part[3] === 0) picture++;
    if (part[3] === 0xb5 && (part[4] ?? 0) >> 4 === 8) makeField(part, picture % 2 === 0);
  }
  return Buffer.concat(woven);
}

function makeField(extension: Buffer, isTop: boolean): void {
  extension[6] = ((extension[6] ?? 0) & ~3) | (isTop ? 1 : 2);
  // top_field_first and frame_pred_frame_dct must be 0 in field pictures, progressive_frame too.
  extension[7] = (extension[7] ?? 0) & ~0xc0;
  extension[8] = (extension[8] ?? 0) & ~0x80;
}

function splitAtStartCodes(bytes: Buffer): Buffer[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf('000001', 0, 'hex'); at >= 0; at = bytes.indexOf('000001', at + 3, 'hex'))
    starts.push(at);
  return starts.map((start, i) => Buffer.from(bytes.subarray(start, starts[i + 1] ?? bytes.length)));
}
