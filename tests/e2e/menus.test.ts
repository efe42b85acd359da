/** Menus by a plain press of the mouse, in windows of two sizes: what opens must not lie over the button, or letting go chooses what lies there. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHands, openWorkbench, type Workbench } from './harness/workbench';

const WAIT = { timeout: 10_000 };
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 640 },
] as const;

describe('a menu', () => {
  let workbench: Workbench;
  let page: Page;
  const { look, shows } = createHands(() => page, WAIT);

  beforeAll(async () => {
    workbench = await openWorkbench();
    page = workbench.page;
    await shows(0);
  });
  afterAll(() => workbench?.close());

  const steps = () => page.locator('.steps > .step .step-title').allTextContents();

  for (const size of SIZES) {
    const name = `${size.width} × ${size.height}`;

    it.each(['end', 'center', 'start'] as const)(
      `at ${name}, scrolled to the %s, adds no step that nobody chose`,
      async (block) => {
        await page.setViewportSize(size);
        const before = await steps();
        const button = page.getByRole('button', { name: 'Add a step' });
        await button.evaluate((element, where) => element.scrollIntoView({ block: where }), block);
        await press(button);
        const menu = page.getByRole('menu');
        await menu.waitFor(WAIT);
        await look(`menus-${size.width}-${block}`);
        expect(await overlap(menu, button)).toBe(0);
        expect(await steps()).toEqual(before);
        // All of it can be reached: what has no room is scrolled to.
        await page.keyboard.press('End');
        await expect.poll(() => menu.getByRole('menuitem').last().evaluate(isInside), WAIT).toBe(true);
        await page.keyboard.press('Escape');
        await menu.waitFor({ ...WAIT, state: 'detached' });
        expect(await steps()).toEqual(before);
      },
    );

    it.each(['Override', 'More'])(`at ${name}, leaves the button "%s" free`, async (label) => {
      await page.setViewportSize(size);
      const button = page.getByRole('button', { name: label, exact: true });
      await press(button);
      const menu = page.getByRole('menu');
      await menu.waitFor(WAIT);
      expect(await overlap(menu, button)).toBe(0);
      expect(await isWithin(menu, size)).toBe(true);
      await page.keyboard.press('Escape');
      await menu.waitFor({ ...WAIT, state: 'detached' });
    });
  }

  /** A press as a hand makes it: long enough for the menu to be there before the button is let go. */
  async function press(button: Locator): Promise<void> {
    await button.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await boxOf(button);
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.waitForTimeout(120);
    await page.mouse.up();
  }
});

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not to be seen.');
  return box;
}

/** Square CSS pixels that two elements have in common. */
async function overlap(one: Locator, other: Locator): Promise<number> {
  const [a, b] = [await boxOf(one), await boxOf(other)];
  const shared = (from: number, to: number, start: number, end: number) =>
    Math.max(0, Math.min(to, end) - Math.max(from, start));
  return shared(a.x, a.x + a.width, b.x, b.x + b.width) * shared(a.y, a.y + a.height, b.y, b.y + b.height);
}

async function isWithin(element: Locator, { width, height }: { width: number; height: number }) {
  const box = await boxOf(element);
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
}

/** Whether an entry is where it can be pressed. Runs in the page. */
function isInside(element: Element): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const found = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return found !== null && element.contains(found);
}
