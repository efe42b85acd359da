import { describe, expect, it } from 'vitest';
import { formatTimecode, parseRational, parseTimecode, reduce, secsFromFrame } from '../../../model/time';

const NTSC = { n: 30000, d: 1001 };
const FILM = { n: 24000, d: 1001 };
const PAL = { n: 25, d: 1 };

describe('timecode', () => {
  it('drops two labels a minute at 29.97, but not each tenth minute (SMPTE ST 12-1)', () => {
    expect(formatTimecode(1799, NTSC)).toBe('00:00:59;29');
    expect(formatTimecode(1800, NTSC)).toBe('00:01:00;02');
    expect(formatTimecode(17981, NTSC)).toBe('00:09:59;29');
    expect(formatTimecode(17982, NTSC)).toBe('00:10:00;00');
    expect(formatTimecode(107892, NTSC)).toBe('01:00:00;00');
  });

  it('drops four labels a minute at 59.94', () => {
    expect(formatTimecode(3600, { n: 60000, d: 1001 })).toBe('00:01:00;04');
  });

  it('drops none at film and PAL rate', () => {
    expect(formatTimecode(24 * 60, FILM)).toBe('00:01:00:00');
    expect(formatTimecode(25 * 3600 + 24, PAL)).toBe('01:00:00:24');
  });

  it('is read back to the frame it came from', () => {
    for (const rate of [NTSC, FILM, PAL, { n: 60000, d: 1001 }]) {
      for (const frame of [0, 1, 29, 1799, 1800, 1801, 17981, 17982, 17983, 53946, 107891, 107892, 200000]) {
        expect(parseTimecode(formatTimecode(frame, rate), rate)).toBe(frame);
      }
    }
  });

  it('is understood as a bare frame number, and as minutes and seconds without hours', () => {
    expect(parseTimecode('1234', PAL)).toBe(1234);
    expect(parseTimecode('01:02:03', PAL)).toBe((1 * 60 + 2) * 25 + 3);
    expect(parseTimecode('2:03', PAL)).toBe(2 * 25 + 3);
    // A point is one more way to write the colon, never a fraction.
    expect(parseTimecode('3.5', PAL)).toBe(3 * 25 + 5);
    expect(parseTimecode('soon', PAL)).toBeNull();
    expect(parseTimecode('00:00:01:99', PAL)).toBeNull();
    expect(parseTimecode('00:61:00:00', PAL)).toBeNull();
  });
});

describe('rates', () => {
  it('stay rationals', () => {
    expect(parseRational('30000/1001')).toEqual(NTSC);
    expect(parseRational('8:9')).toEqual({ n: 8, d: 9 });
    expect(parseRational('0/0')).toBeNull();
    expect(parseRational('N/A')).toBeNull();
    expect(reduce({ n: 60, d: 2 })).toEqual({ n: 30, d: 1 });
    expect(secsFromFrame(30000, NTSC)).toBe(1001);
  });
});
