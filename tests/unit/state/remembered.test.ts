/** What is remembered between two evenings, and what a broken memory does: nothing. */
import { describe, expect, it } from 'vitest';
import { parseSession, readSession } from '../../../renderer/state/remembered';

describe('a remembered session', () => {
  it('gives back what fits', () => {
    const text = JSON.stringify({ view: 'difference', wipeAt: 0.25, theme: 'light' });
    expect(parseSession(text)).toEqual({ view: 'difference', wipeAt: 0.25, theme: 'light' });
  });

  it.each([null, '', 'not json', '[]', '7', '{"view":"sideways","wipeAt":7,"panels":{"left":"yes"}}'])(
    'is empty where nothing fits: %s',
    (text) => expect(parseSession(text)).toEqual({}),
  );

  it('leaves out only the parts that do not fit', () => {
    expect(parseSession('{"view":"sideways","threshold":0.3,"playhead":12}')).toEqual({ threshold: 0.3 });
  });

  it('is empty in a browser that refuses its storage', () => {
    const storage = {
      getItem: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    };
    expect(readSession(storage)).toEqual({});
  });
});
