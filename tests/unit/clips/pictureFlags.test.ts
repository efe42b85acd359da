import { describe, expect, it } from 'vitest';
import { countPictureFlags } from '../../../native-pipeline/clips/pictureFlags';

/** A picture coding extension (13818-2, 6.2.3.1): frame picture unless told otherwise. */
function extension({ structure = 3, topFirst = false, repeat = false, progressive = false }): number[] {
  return [
    0,
    0,
    1,
    0xb5,
    0x8f,
    0xff,
    0xf0 | structure,
    (topFirst ? 0x80 : 0) | (repeat ? 2 : 0),
    progressive ? 0x80 : 0,
  ];
}
const packet = (bits: number) => [0, 0, 1, 0xe0, 0, 20, 0x80 | bits, 0, 0, 1, 2, 3];
const bytes = (...parts: number[][]) => Uint8Array.from([...parts.flat(), ...new Array(16).fill(0xff)]);

describe('the flags of MPEG-2 pictures', () => {
  it('are counted wherever they lie between other bytes', () => {
    const flags = countPictureFlags(
      bytes(
        [9, 8, 7],
        extension({ topFirst: true, repeat: true, progressive: true }),
        [0, 0, 0],
        extension({ structure: 1, topFirst: true }),
        extension({ progressive: true }),
      ),
    );
    expect(flags).toMatchObject({ pictures: 3, topFirst: 1, repeating: 1, progressive: 2, fields: 1 });
  });

  it('know a sequence that rules fields out', () => {
    expect(countPictureFlags(bytes([0, 0, 1, 0xb5, 0x14, 0x8a, 0, 1, 0])).isProgressiveSequence).toBe(true);
    expect(countPictureFlags(bytes([0, 0, 1, 0xb5, 0x14, 0x82, 0, 1, 0])).isProgressiveSequence).toBe(false);
  });

  it('count scrambled packets of a protected disc', () => {
    expect(countPictureFlags(bytes(packet(0), packet(0x10), packet(0x20)))).toMatchObject({
      packets: 3,
      scrambledPackets: 2,
    });
  });

  it('are none in bytes that are no video', () => {
    expect(countPictureFlags(new Uint8Array(1000)).pictures).toBe(0);
    expect(countPictureFlags(new Uint8Array(0)).pictures).toBe(0);
  });
});
