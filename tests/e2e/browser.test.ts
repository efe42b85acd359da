import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BROWSER_MODES, openBrowser, openContext } from '../helpers/browser';

test.each(BROWSER_MODES)('the %s browser starts, draws with WebGL2 and speaks English', async (mode) => {
  const browser = await openBrowser(mode);
  try {
    const page = await (await openContext(browser)).newPage();
    const pixel = await page.evaluate(() => {
      const gl = document.createElement('canvas').getContext('webgl2');
      if (!gl) return null;
      gl.clearColor(1, 0, 1, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      const bytes = new Uint8Array(4);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
      return [...bytes];
    });
    expect(pixel).toEqual([255, 0, 255, 255]);
    expect(await page.evaluate(() => navigator.language)).toBe('en-US');
  } finally {
    await browser.close();
  }
});

test('two that start together on a fresh machine both get a whole browser', async () => {
  const before = process.env.TMPDIR;
  const fresh = await mkdtemp(path.join(os.tmpdir(), 'remaster-test-'));
  process.env.TMPDIR = fresh;
  try {
    const browsers = await Promise.all([openBrowser(), openBrowser()]);
    expect(browsers.every((browser) => browser.isConnected())).toBe(true);
    await Promise.all(browsers.map((browser) => browser.close()));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    await rm(fresh, { recursive: true, force: true });
  }
});
