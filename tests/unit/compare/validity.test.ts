import { describe, expect, it } from 'vitest';
import { judgePair } from '../../../native-pipeline/compare/validity';

const side = (clipId: string, sourceFrame: number, primaries = 'smpte170m') => ({
  clipId,
  recipe: null,
  header: { sourceFrame, primaries },
});

describe('the validity of a number', () => {
  it('is relative between two versions of one frame: neither is an original', () => {
    expect(judgePair(side('a', 1), side('a', 1), false)).toMatchObject({
      validity: 'relative',
      because: expect.stringMatching('not how good'),
    });
  });

  it('takes the twin of a repeated frame for the same moment, and says so', () => {
    const twin = judgePair({ ...side('a', 4), asked: 4 }, { ...side('a', 5), asked: 4 }, false);
    expect(twin).toMatchObject({
      validity: 'relative',
      because: expect.stringMatching(/frame 4, and its twin 5/),
    });
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
