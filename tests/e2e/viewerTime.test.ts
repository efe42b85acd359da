import { test } from 'vitest';
import { openBrowser } from '../helpers/browser';
import { openHarness } from './harness/harness';
import { pictureOf } from './harness/zscale';

test('time', async () => {
  const browser = await openBrowser('swiftshader');
  const h = await openHarness(browser);
  await h.open(1440, 1080);
  const p = pictureOf('yuv420p', { width: 1440, height: 1080 }, null);
  for (const c of ['exact', 'fast', 'exact', 'fast'] as const) {
    await h.timeConversions(p, c, 2);
    console.log(c, await h.timeConversions(p, c, 10));
  }
  await browser.close();
});
