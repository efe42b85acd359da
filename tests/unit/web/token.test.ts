import { describe, expect, it } from 'vitest';
import { findHost } from '../../../renderer/shell';
import { takeToken, webShell } from '../../../renderer/webShell';

function page(hash: string, kept: Record<string, string> = {}) {
  const shown: string[] = [];
  return {
    shown,
    kept,
    location: { hash, pathname: '/', search: '?x=1' },
    history: { replaceState: (_data: unknown, _unused: string, url: string) => void shown.push(url) },
    sessionStorage: {
      getItem: (key: string) => kept[key] ?? null,
      setItem: (key: string, value: string) => {
        kept[key] = value;
      },
    },
  };
}

describe("the page's token", () => {
  it('is taken from the address and no longer stands there', () => {
    const place = page('#token=abc-_1');
    expect(takeToken(place)).toBe('abc-_1');
    expect(place.shown).toEqual(['/?x=1']);
  });

  it('outlives a reload of the tab', () => {
    const first = page('#token=abc');
    takeToken(first);
    expect(takeToken(page('', first.kept))).toBe('abc');
  });

  it('goes with every request of the browser, and is not needed in the desktop window', () => {
    expect(findHost(page('#token=abc'))).toEqual({
      shell: webShell,
      headers: { authorization: 'Bearer abc' },
    });
    const remaster = { ...webShell, kind: 'electron' as const };
    expect(findHost({ ...page(''), remaster })).toEqual({ shell: remaster, headers: {} });
  });
});
