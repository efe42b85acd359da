import { describe, expect, it } from 'vitest';
import { baseName, manifestName, stillName } from '../../../native-pipeline/exports/stillNames';

describe('names of stills', () => {
  it('sort by frame, whatever the number of digits', () => {
    const names = [9, 10, 123_456, 2].map((frame) => stillName('a', 1, frame, 'wipe'));
    expect([...names].sort()).toEqual([2, 9, 10, 123_456].map((frame) => stillName('a', 1, frame, 'wipe')));
    expect(stillName('station-sd', 1, 123, 'side-by-side')).toBe('station-sd_000123_side-by-side.png');
    expect(stillName('station-sd', 2, 123, 'b')).toBe('station-sd-2_000123_b.png');
    expect(manifestName('station-sd', 3)).toBe('station-sd-3_stills.json');
  });

  it.each([
    ['station-sd.mpg', 'station-sd'],
    ['VTS_01_1.VOB', 'VTS_01_1'],
    ['con.mpg', 'con-clip'],
    ['LPT1.vob', 'LPT1-clip'],
    ['a:b*c?d"e<f>g|h.avi', 'a-b-c-d-e-f-g-h'],
    ['frame%03d.png', 'frame-03d'],
    ['-x.mpg', 'x'],
    ['..mpg', 'clip'],
    ['line\nbreak .. .mkv', 'line-break'],
    ['Büro ünd Tür.mov', 'Büro-ünd-Tür'],
    ['映画.ts', '映画'],
  ])('of %j begin with %j, which every system takes', (clip, base) => {
    expect(baseName(clip)).toBe(base);
  });

  it('stay short enough for every disk, cut between letters', () => {
    const base = baseName(`${'映'.repeat(200)}.mkv`);
    expect(base).toBe('映'.repeat(40));
    expect(Buffer.byteLength(stillName(base, 99, 1e7, 'side-by-side'))).toBeLessThan(200);
  });
});
