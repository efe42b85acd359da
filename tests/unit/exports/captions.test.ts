import { describe, expect, it } from 'vitest';
import { createCanvas, placePicture } from '../../../native-pipeline/exports/canvas';
import { addCaption, wrapText } from '../../../native-pipeline/exports/caption';
import { layoutSideBySide, layoutWipe, wipeColumn } from '../../../native-pipeline/exports/layouts';
import {
  drawText,
  fitText,
  LETTER_HEIGHT,
  plainText,
  textWidth,
} from '../../../native-pipeline/exports/letters';

describe('captions', () => {
  it('know every letter that a keyboard writes, take accents off and own up to the rest', () => {
    const typed = Array.from({ length: 95 }, (_none, n) => String.fromCharCode(32 + n)).join('');
    expect(plainText(typed)).toBe(typed);
    expect(plainText('Tür – 1440×1080 … 映')).toBe('Tur - 1440×1080 … ?');
  });

  it('draw each letter differently', () => {
    const drawn = Array.from({ length: 94 }, (_none, n) => {
      const canvas = createCanvas(5, LETTER_HEIGHT, 8);
      drawText(canvas, String.fromCharCode(33 + n), { x: 0, y: 0 }, 1, 255);
      return canvas.data.join('');
    });
    expect(new Set(drawn).size).toBe(94);
  });

  it('are cut with … where they are too wide', () => {
    expect(textWidth('abc', 2)).toBe((3 * 6 - 1) * 2);
    expect(fitText('abcdef', textWidth('abcdef', 2), 2)).toBe('abcdef');
    expect(fitText('abcdef', textWidth('abcdef', 2) - 1, 2)).toBe('abcd…');
    expect(fitText('abcdef', 0, 2)).toBe('');
  });

  it('go on below where a column is too narrow, so that no number is cut', () => {
    const text = '1440×1080  frame 48 (source 60)  00:00:02;00  P';
    // A wipe of 1440 columns: two columns of 720, letters three pixels a dot.
    const lines = wrapText(text, 720 - 30, 3);
    expect(lines).toEqual(['1440×1080  frame 48 (source 60)', '00:00:02;00  P']);
    expect(wrapText(text, 10_000, 3)).toEqual([text]);
    expect(wrapText('A  station-sd.mpg, source, shown by "Plain enlargement"', 690, 3)).toEqual([
      'A  station-sd.mpg, source,',
      'shown by "Plain enlargement"',
    ]);
    expect(wrapText('A  a label far too long', textWidth('a label', 1), 1)).toEqual(['A', 'a labe…']);
  });

  it('leave the picture untouched, at both depths and in the narrowest of pictures', () => {
    for (const depth of [8, 16] as const) {
      const picture = createCanvas(3, 4, depth, 200);
      const captioned = addCaption(picture, [['A  a long label'], ['B']]);
      expect(captioned.data.subarray(0, picture.data.length)).toEqual(picture.data);
    }
  });
});

describe('layouts', () => {
  it('bring both sides to the deeper depth without a rounding', () => {
    const [shallow, deep] = [createCanvas(2, 1, 8, 100), createCanvas(2, 1, 16, 50)];
    const both = layoutSideBySide(shallow, deep);
    expect(both.bitDepth).toBe(16);
    expect([both.data[0], both.data.at(-1)]).toEqual([100 * 257, 50 * 257]);
  });

  it('put the edge of a wipe where the window has it: 0 shows all of B, 1 all of A', () => {
    const [a, b] = [createCanvas(4, 1, 8, 1), createCanvas(4, 1, 8, 2)];
    const levels = (at: number) => [...layoutWipe(a, b, at).data].filter((_value, n) => n % 3 === 0);
    expect([levels(0), levels(0.5), levels(1)]).toEqual([
      [2, 2, 2, 2],
      [1, 1, 2, 2],
      [1, 1, 1, 1],
    ]);
    expect([wipeColumn(1440, 1 / 3), wipeColumn(3, 0.5)]).toEqual([480, 2]);
  });

  it('place a part of a picture', () => {
    const canvas = createCanvas(3, 2, 8);
    const picture = createCanvas(2, 2, 8, 9);
    placePicture(canvas, picture, { x: 1, y: 1 }, { x: 0, y: 0, width: 2, height: 1 });
    expect([...canvas.data].map((value) => (value === 9 ? 1 : 0)).join('')).toBe('000000000000111111');
  });
});
