/** What axe-core objects to in a part of a page, contrast included. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface AxeWindow {
  axe: { run(place: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}

const SCRIPT = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** `place` is a selector. Each rule that is broken, with the elements that break it. */
export async function objectionsIn(page: Page, place: string): Promise<string[]> {
  // Not as a script tag: the page's policy refuses it.
  await page.evaluate(await readFile(SCRIPT, 'utf8'));
  return page.evaluate(async (where) => {
    const { violations } = await (globalThis as unknown as AxeWindow).axe.run(where);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }, place);
}
