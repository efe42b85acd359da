import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { boundsOnScreen, openMemory, parseRemembered } from '../../../electron/memory';

const LEFT = { x: 0, y: 0, width: 1920, height: 1080 };
const ABOVE = { x: 0, y: -1080, width: 1920, height: 1080 };
const window = { x: 100, y: 100, width: 1200, height: 800 };

describe('where the window stood', () => {
  it('is kept while a screen shows it', () => {
    expect(boundsOnScreen(window, [LEFT])).toEqual(window);
    expect(boundsOnScreen({ ...window, y: -900 }, [LEFT, ABOVE])).not.toBeNull();
  });

  it('is forgotten where its screen is gone, or only a sliver would show', () => {
    expect(boundsOnScreen({ ...window, x: 2500 }, [LEFT])).toBeNull();
    expect(boundsOnScreen({ ...window, x: -1150 }, [LEFT])).toBeNull();
    expect(boundsOnScreen({ ...window, y: -400 }, [LEFT])).toBeNull();
    expect(boundsOnScreen({ ...window, y: 1070 }, [LEFT])).toBeNull();
    expect(boundsOnScreen(window, [])).toBeNull();
    expect(boundsOnScreen(null, [LEFT])).toBeNull();
  });
});

describe("the shell's memory", () => {
  it('is what was written, by the next start', () => {
    const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'memory-')), 'not', 'yet');
    const folders = { video: path.resolve('/films') };
    openMemory(folder).remember({ bounds: window, isMaximized: true, folders });
    expect(openMemory(folder).now).toEqual({ bounds: window, isMaximized: true, folders });
    expect(readdirSync(folder)).toEqual(['window.json']);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '7',
    '"x"',
    '{"bounds":{"x":"0"},"folders":[1],"isMaximized":"yes"}',
    '{"bounds":{"x":0,"y":0,"width":5,"height":5}}',
  ])('is empty where the file holds %s', (text) =>
    expect(parseRemembered(text)).toEqual({ bounds: null, isMaximized: false, folders: {} }),
  );

  it('does not break the closing of the window where it cannot be written', () => {
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'memory-')), 'file');
    writeFileSync(file, '');
    expect(() => openMemory(file).remember({ isMaximized: true })).not.toThrow();
  });
});
