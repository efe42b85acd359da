/** Match letters: what each frame of a pulldown is completed by, from the phase alone. */
import { describe, expect, it } from 'vitest';
import type { Section } from '../../../model/analysis';
import { matchLetter, sayMatch } from '../../../renderer/timeline/letters';
import { madeSection } from '../../ui/madeAnalysis';

function lettersOf(part: Partial<Section>, count: number): string {
  const section = madeSection(part);
  return Array.from({ length: count }, (_none, at) => matchLetter(section, section.from + at) ?? '-').join(
    '',
  );
}

describe('the letters of a section', () => {
  it('follow 3:2 from its phase: two whole frames, two that lend each other a field, one whole', () => {
    expect(lettersOf({ phase: 0 }, 10)).toBe('ccnpcccnpc');
    expect(lettersOf({ phase: 3, from: 17 }, 7)).toBe('pcccnpc');
  });

  it('drop the one mixed frame of 2:3:3:2, whose moments are whole on both sides', () => {
    expect(lettersOf({ pulldown: '2:3:3:2', phase: 0 }, 5)).toBe('ccxcc');
  });

  it('leave 2:2 alone, unless its fields are shifted by one', () => {
    expect(lettersOf({ pulldown: '2:2', phase: 0 }, 3)).toBe('ccc');
    expect(lettersOf({ pulldown: '2:2', phase: 1 }, 3)).toBe('nnn');
  });

  it('turn from whole to mixed frames and back within one cycle of Euro pulldown', () => {
    expect(lettersOf({ pulldown: 'euro', phase: 0 }, 25)).toBe('ccccccccccccnnnnnnnnnnnpc');
  });

  it('are c throughout for whole frames, and none where every field is a moment or nothing moves', () => {
    expect(lettersOf({ pulldown: 'soft', phase: null }, 2)).toBe('cc');
    expect(lettersOf({ cadence: 'video-progressive', pulldown: null, phase: null }, 2)).toBe('cc');
    expect(lettersOf({ cadence: 'video-interlaced', pulldown: null, phase: null }, 2)).toBe('--');
    expect(lettersOf({ cadence: 'static', pulldown: null, phase: null }, 2)).toBe('--');
  });
});

describe('a letter in words', () => {
  it('names the fields as the notes on cadence do: C is the top of m+3 with the bottom of m+2, top first', () => {
    const section = madeSection({ phase: 0, from: 0 });
    expect(sayMatch(section, 2)).toBe('n: the bottom field of frame 2 with the top field of frame 3');
    expect(sayMatch(section, 3)).toBe('p: the bottom field of frame 2 with the top field of frame 3');
  });

  it('exchanges the fields where the bottom one is shown first', () => {
    const section = madeSection({ phase: 0, from: 0, fieldOrder: 'bottom-first' });
    expect(sayMatch(section, 3)).toBe('p: the top field of frame 2 with the bottom field of frame 3');
  });
});
