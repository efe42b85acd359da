/** Program streams made byte by byte: what the indexer must read, and what it must not trip over. */
import { describe, expect, test } from 'vitest';
import { FrameTable } from '../../../native-pipeline/clips/frameTable';
import { ProgramStreamIndexer } from '../../../native-pipeline/clips/programStream';

type Letter = 'I' | 'P' | 'B';

const TYPES = { I: 1, P: 2, B: 3 } as const;
const SLICE = [0, 0, 1, 1, 0x12, 0x34, 0x56];

function sequence(width = 720, height = 480): number[] {
  const size = [width >> 4, ((width & 15) << 4) | (height >> 8), height & 255];
  // Rate code 4 is 30000/1001.
  const header = [0, 0, 1, 0xb3, ...size, 0x34, 0xff, 0xff, 0xe0, 0x18];
  return [...header, 0, 0, 1, 0xb5, 0x14, 0x82, 0, 1, 0, 0];
}

function group(isClosed: boolean): number[] {
  return [0, 0, 1, 0xb8, 0, 8, 0, isClosed ? 0x40 : 0];
}

function picture(type: Letter, { structure = 3, isRepeating = false } = {}): number[] {
  const header = [0, 0, 1, 0, 0, TYPES[type] << 3, 0, 0];
  const extension = [0, 0, 1, 0xb5, 0x8f, 0xff, 0xf0 | structure, 0x80 | (isRepeating ? 2 : 0), 0x80];
  return [...header, ...extension, ...SLICE];
}

function pictures(letters: string): number[] {
  return [...letters].flatMap((letter) => picture(letter as Letter));
}

/** One pack with one packet per part of the video stream. */
function packs(...parts: number[][]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => [
      ...[0, 0, 1, 0xba, 0x44, 0, 4, 0, 4, 1, 0, 0, 3, 0xf8],
      ...[0, 0, 1, 0xe0, (part.length + 3) >> 8, (part.length + 3) & 255, 0x80, 0, 0],
      ...part,
    ]),
  );
}

/** MPEG-1: a pack header of 12 bytes, stuffing and a time stamp instead of MPEG-2's flags. */
function packsOfMpeg1(part: number[]): Uint8Array {
  const header = [0xff, 0xff, 0x40, 0x20, 0x21, 0, 1, 0, 1];
  const length = part.length + header.length;
  const pack = [0, 0, 1, 0xba, 0x21, 0, 1, 0, 1, 0x80, 0, 1];
  return Uint8Array.from([...pack, 0, 0, 1, 0xe0, length >> 8, length & 255, ...header, ...part]);
}

function index(bytes: Uint8Array, chunkBytes = bytes.length) {
  const table = new FrameTable();
  const indexer = new ProgramStreamIndexer(table);
  for (let at = 0; at < bytes.length; at += chunkBytes) indexer.push(bytes.subarray(at, at + chunkBytes));
  indexer.end();
  return { table, sizes: indexer.sizes };
}

function letters(table: FrameTable): string {
  return Array.from({ length: table.count }, (_, frame) => table.typeAt(frame)).join('');
}

describe('the order of pictures', () => {
  test('references come out one later than B pictures, as the decoder hands them out', () => {
    const { table } = index(packs([...sequence(), ...group(true), ...pictures('IPBBPBB')]));
    expect(letters(table)).toBe('IBBPBBP');
  });

  test('leading B pictures of an open GOP at the head are not decoded, so they are not counted', () => {
    const { table } = index(packs([...sequence(), ...group(false), ...pictures('IBBPBB')]));
    expect(letters(table)).toBe('IBBP');
  });

  test('a P picture before the first I picture is not counted', () => {
    const { table } = index(packs([...sequence(), ...pictures('PIP')]));
    expect(letters(table)).toBe('IP');
  });

  test('a picture without slices is not counted', () => {
    const cut = picture('P').slice(0, -SLICE.length);
    const { table } = index(packs([...sequence(), ...group(true), ...pictures('IP'), ...cut]));
    expect(letters(table)).toBe('IP');
  });

  test('two field pictures are one frame', () => {
    const top = { structure: 1 };
    const bottom = { structure: 2 };
    const fields = [
      ...picture('I', top),
      ...picture('P', bottom),
      ...picture('P', top),
      ...picture('P', bottom),
    ];
    const interlaced = sequence();
    interlaced[interlaced.length - 5] = 0x82 & ~8;
    const { table } = index(packs([...interlaced, ...group(true), ...fields, ...picture('B')]));
    expect(letters(table)).toBe('IBP');
  });

  test('repeated fields keep a frame on screen longer', () => {
    const soft = [
      ...picture('I', { isRepeating: true }),
      ...picture('P'),
      ...picture('P', { isRepeating: true }),
    ];
    const { table } = index(packs([...sequence(), ...group(true), ...soft]));
    expect([0, 1, 2].map((frame) => table.ticksAt(frame))).toEqual([0, 3, 5]);
    expect(table.secsAt(1)).toBeCloseTo((3 * 1001) / 60000, 9);
  });
});

describe('places to start', () => {
  const first = [...sequence(), ...group(true), ...pictures('IPBB')];
  const second = [...sequence(), ...group(false), ...pictures('IBBPBB')];

  test('leading B pictures of an open GOP are reached from the GOP before', () => {
    const bytes = packs(first, second);
    const { table } = index(bytes);
    expect(letters(table)).toBe('IBBPBBIBBP');
    const lengthOfFirst = packs(first).length;
    expect(table.startFor(5)).toEqual({ group: 0, firstFrame: 0, position: 0 });
    expect(table.startFor(6)).toEqual({ group: 1, firstFrame: 6, position: lengthOfFirst });
  });

  test('leading B pictures of a closed GOP need nothing before it', () => {
    const closed = [...sequence(), ...group(true), ...pictures('IBBPBB')];
    const { table } = index(packs(first, closed));
    expect(table.startFor(4)?.firstFrame).toBe(4);
  });

  test('a start code that straddles two packets belongs to the pack where it begins', () => {
    const bytes = packs([...first, ...second.slice(0, 2)], second.slice(2));
    const { table } = index(bytes);
    expect(table.startFor(9)?.position).toBe(0);
    expect(letters(table)).toBe('IBBPBBIBBP');
  });

  test('there is no start before the head', () => {
    const { table } = index(packs(first, second));
    expect(table.startFor(6, 1)?.group).toBe(0);
    expect(table.startFor(6, 2)).toBeNull();
  });
});

describe('bytes as they come', () => {
  const stream = packs([...sequence(), ...group(true), ...pictures('IPBB')], pictures('PBB'));

  test.each([1, 2, 3, 7, 64])('pieces of %i bytes give the same index as the whole', (chunkBytes) => {
    const { table } = index(stream, chunkBytes);
    expect(letters(table)).toBe(letters(index(stream).table));
    expect(table.groupCount).toBe(1);
  });

  test('MPEG-1 packs and packets are read', () => {
    const { table } = index(packsOfMpeg1([...sequence().slice(0, 12), ...group(true), ...pictures('IPBB')]));
    expect(letters(table)).toBe('IBBP');
  });

  test('other streams, padding and bytes between packs are passed over', () => {
    const sound = [0, 0, 1, 0xc0, 0, 12, 0x80, 0, 0, 0, 0, 1, 0xb3, 0, 0, 1, 0, 9];
    const padding = [0, 0, 1, 0xbe, 0, 4, 0, 0, 1, 0];
    const bytes = Uint8Array.from([7, 7, 7, ...sound, ...stream, 9, 9, ...padding]);
    expect(letters(index(bytes).table)).toBe(letters(index(stream).table));
  });

  test('a second video stream is left alone', () => {
    const other = packs([...sequence(), ...pictures('IIII')]);
    other[17] = 0xe1;
    expect(letters(index(Uint8Array.from([...stream, ...other])).table)).toBe('IBBPBBP');
  });

  test('a change of size is told', () => {
    const { sizes } = index(
      packs([...sequence(), ...pictures('I')], [...sequence(352, 288), ...pictures('I')]),
    );
    expect(sizes).toEqual([
      { width: 720, height: 480 },
      { width: 352, height: 288 },
    ]);
  });

  test('no bytes and no video give an empty index', () => {
    expect(index(new Uint8Array(0), 1).table.count).toBe(0);
    expect(index(Uint8Array.from({ length: 999 }, (_, i) => i & 255)).table.count).toBe(0);
  });
});

describe('the end of the file', () => {
  const whole = packs([...sequence(), ...group(true), ...pictures('IPP')]);
  const isCut = (bytes: Uint8Array) => {
    const indexer = new ProgramStreamIndexer(new FrameTable());
    indexer.push(bytes);
    indexer.end();
    return indexer.isWithinPacket;
  };

  test('is a cut within a packet, wherever that is, and none behind one', () => {
    expect(isCut(whole)).toBe(false);
    for (const missing of [1, 9, 40]) expect(isCut(whole.subarray(0, whole.length - missing))).toBe(true);
    expect(isCut(Uint8Array.from([...whole, 0, 0, 1, 0xb9]))).toBe(false);
  });
});
