import { describe, expect, it } from 'vitest';
import type { PictureHeader } from '../../../model/picture';
import { judgePair } from '../../../native-pipeline/compare/validity';

const side = (clipId: string, sourceFrame: number, primaries = 'smpte170m') => ({
  clipId,
  recipe: null,
  header: { sourceFrame, fields: null as PictureHeader['fields'], primaries },
});
const woven = (top: number | null, bottom: number | null) => ({
  ...side('a', Math.min(top ?? 1e9, bottom ?? 1e9)),
  header: { ...side('a', Math.min(top ?? 1e9, bottom ?? 1e9)).header, fields: { top, bottom } },
});

describe('the validity of a number', () => {
  it('is relative between two versions of one frame: neither is an original', () => {
    expect(judgePair(side('a', 1), side('a', 1), false)).toMatchObject({
      validity: 'relative',
      because: expect.stringMatching('not how good'),
    });
  });

  it('takes the nearest picture of a dropped frame for the same moment, and does not call it a repeat', () => {
    const nearest = judgePair({ ...side('a', 4), asked: 4 }, { ...side('a', 5), asked: 4 }, false);
    expect(nearest).toMatchObject({
      validity: 'relative',
      because: expect.stringMatching(
        /B has no picture of frame 4: its nearest is of 5. Where that is no repeat/,
      ),
    });
  });

  it('names both source frames of a woven picture, whichever of them A shows', () => {
    for (const frame of [92, 93]) {
      const { validity, because } = judgePair({ ...side('a', frame), asked: frame }, woven(93, 92), false);
      expect(validity).toBe('relative');
      expect(because).toContain(`A source frame ${frame}, B 92 bottom + 93 top`);
      expect(because).not.toContain('same frame');
    }
    expect(judgePair(side('a', 94), woven(93, 92), false).validity).toBe('not-valid');
  });

  it('knows a picture of one field, or of both fields of one frame, for that frame', () => {
    expect(judgePair(side('a', 150), woven(150, null), false).because).toContain('B 150 top field');
    expect(judgePair(side('a', 94), woven(94, 94), false).because).toContain('from the same frame.');
  });

  it('tells where a conversion of colours counts as well', () => {
    const { because } = judgePair(side('a', 1), side('a', 1, 'bt709'), false);
    expect(because).toMatch(/A's codes are for smpte170m primaries and B's for bt709/);
  });

  it('is not given to two clips that nobody has aligned, even where they happen to be equal', () => {
    expect(judgePair(side('a', 1), side('b', 1), true).validity).toBe('not-valid');
  });

  it('is not given to two different frames', () => {
    expect(judgePair(side('a', 1), side('a', 2), false).validity).toBe('not-valid');
  });

  it('is given to the finding that both are equal', () => {
    expect(judgePair(side('a', 1), side('a', 1), true).validity).toBe('valid');
  });
});
