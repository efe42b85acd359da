import { describe, expect, it } from 'vitest';
import { judgePair } from '../../../native-pipeline/compare/validity';

const side = (clipId: string, sourceFrame: number) => ({ clipId, recipe: null, header: { sourceFrame } });

describe('the validity of a number', () => {
  it('is relative between two versions of one frame: neither is an original', () => {
    expect(judgePair(side('a', 1), side('a', 1), false)).toMatchObject({
      validity: 'relative',
      because: expect.stringMatching('not how good'),
    });
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
