/** A crop beside the bare source, in a real browser: both sides show the same part, whatever the crop counts. */
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveWeb, type WebShell } from '../../web/serve';
import { openBrowser, openContext } from '../helpers/browser';
import { createPlace, type Place } from '../helpers/place';
import { createHands } from './harness/workbench';

const PAGE = path.resolve(import.meta.dirname, '../../out/page');
const WAIT = { timeout: 30_000 };

describe('the window', () => {
  let place: Place;
  let shell: WebShell;
  let browser: Browser;
  let page: Page;
  const { look, shows, goTo, fingerprint } = createHands(() => page, WAIT);

  beforeAll(async () => {
    place = await createPlace({ pageDir: PAGE });
    shell = await serveWeb({ engine: place.engine });
    browser = await openBrowser();
    page = await (await openContext(browser)).newPage();
    await page.goto(shell.url);
    await shows(0);
  });
  afterAll(async () => {
    await browser?.close();
    await shell?.close();
    await place?.close();
  });

  const load = (crop: Record<string, number>) => {
    const enlarge = { kind: 'enlarge', isOn: true, settings: { lines: 1080 } };
    const steps = [enlarge, { kind: 'crop', isOn: true, settings: crop }];
    const recipe = JSON.stringify({ title: 'My crop', steps });
    const file = { name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(recipe) };
    return page.getByLabel('Recipe file').setInputFiles(file);
  };
  const label = (text: RegExp) => page.getByText(text).first().waitFor(WAIT);

  it('shows the same part on both sides where the crop stands behind the enlargement', async () => {
    await page.getByRole('radio', { name: 'Side by side' }).click();
    await load({ left: 300 });
    await label(/, plainly enlarged and cropped alike/);
    await goTo(20);
    await shows(20);
    await look('cropped-1-alike');
    // The kernel is the plain one, too: whatever differed would lie elsewhere.
    expect(await fingerprint('a')).toBe(await fingerprint('b'));
  });

  it('has no notice of a crop that takes more than half of the stored picture, but not all of the enlarged one', async () => {
    await load({ left: 400, right: 400 });
    await goTo(21);
    await shows(21);
    expect(await page.getByRole('article').count()).toBe(0);
    expect(await fingerprint('a')).toBe(await fingerprint('b'));
  });

  it('shows the whole source beside a crop that leaves nothing, and says why at the step alone', async () => {
    await load({ left: 800, right: 700 });
    await page.getByText('The crop leaves nothing of the picture.').first().waitFor(WAIT);
    await page
      .getByText(/cropped alike/)
      .first()
      .waitFor({ state: 'detached', ...WAIT });
    await look('cropped-2-refused');
    // One of a picture that was asked for before the plan was there goes with the next that comes.
    await expect.poll(() => page.getByRole('article').count(), WAIT).toBe(0);
  });
});
