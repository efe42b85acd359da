/** What a user does not lose: by a reload of the page, by an engine that goes away and comes back, in a real browser. */
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveWeb, type WebShell } from '../../web/serve';
import { openBrowser, openContext } from '../helpers/browser';
import { createPlace, type Place } from '../helpers/place';
import { createHands } from './harness/workbench';

const PAGE = path.resolve(import.meta.dirname, '../../out/page');
const WAIT = { timeout: 30_000 };
const TOKEN = 'the-token-of-this-test';

describe('the window', () => {
  let place: Place;
  let shell: WebShell;
  let browser: Browser;
  let page: Page;
  const { look, shows, goTo } = createHands(() => page, WAIT);

  beforeAll(async () => {
    place = await createPlace({ pageDir: PAGE });
    shell = await serveWeb({ engine: place.engine, token: TOKEN });
    browser = await openBrowser();
    page = await (await openContext(browser)).newPage();
    await page.goto(shell.url);
  });
  afterAll(async () => {
    await browser?.close();
    await shell?.close();
    await place?.close();
  });

  it('goes on after a reload with the frame, the span, the view and the recipe', async () => {
    await shows(0);
    await goTo(50);
    await shows(50);
    await page.keyboard.press('i');
    await page.getByRole('radio', { name: 'Side by side' }).click();
    await page.getByRole('combobox', { name: 'Preset' }).selectOption('plain');
    await shows(50);
    await page.reload();
    await shows(50);
    expect(await page.getByRole('combobox', { name: 'Preset' }).inputValue()).toBe('plain');
    expect(await page.getByRole('radio', { name: 'Side by side' }).isChecked()).toBe(true);
    expect(await page.locator('.span-mark').count()).toBe(1);
    await look('10-reloaded');
  });

  it('says that the engine is away, keeps the picture, and goes on by itself when it is back', async () => {
    const port = Number(new URL(shell.origin).port);
    await shell.close();
    await page.locator('.middle').click({ position: { x: 400, y: 5 } });
    await goTo(200);
    const notice = page.getByRole('article', { name: 'The engine does not answer' });
    await notice.waitFor(WAIT);
    await look('11-engine-away');
    expect(await page.getByRole('article').count()).toBe(1);
    expect(await page.evaluate(() => window.__viewer?.stats().shownFrame)).toBe(50);
    expect(await page.getByRole('button', { name: 'Open', exact: true }).isDisabled()).toBe(true);
    shell = await serveWeb({ engine: place.engine, token: TOKEN, port });
    await shows(200);
    await notice.waitFor({ state: 'detached', ...WAIT });
  });

  it('says which address to open where it has no key', async () => {
    const other = await (await openContext(browser)).newPage();
    await other.goto(shell.origin);
    await other.getByText('This page has no key to the workbench').waitFor(WAIT);
    await createHands(() => other, WAIT).look('12-no-key');
    expect(await other.getByRole('article').count()).toBe(0);
    await other.close();
  });
});
