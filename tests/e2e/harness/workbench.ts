/** The built page on the real web shell in a real browser, as a user has it: started, watched, looked at. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser, openContext } from '../../helpers/browser';
import { type Result, startRemaster } from '../../helpers/remaster';

export interface Workbench {
  page: Page;
  /** A folder of its own, in which the shell was started; removed at the end. */
  folder: string;
  /** What the console took for errors, and what nobody caught. */
  complaints: string[];
  /** Resolves with how the shell ended. */
  close(): Promise<Result>;
}

/** Starts `remaster open --web` and opens the address that it prints. */
export async function openWorkbench(): Promise<Workbench> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'remaster-e2e-'));
  const env = { REMASTER_STATE: path.join(folder, 'state'), CI: '1' };
  const running = startRemaster(['open', '--web', folder], { env });
  const endShell = async () => {
    running.child.kill('SIGINT');
    const result = await running.ended;
    await rm(folder, { recursive: true, force: true });
    return result;
  };
  try {
    const [url = ''] = await running.saw(/http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/);
    const browser = await openBrowser();
    const page = await (await openContext(browser)).newPage();
    const complaints = listenTo(page);
    await page.goto(url);
    return { page, folder, complaints, close: () => browser.close().then(endShell) };
  } catch (error) {
    await endShell();
    throw error;
  }
}

function listenTo(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

const OUT = path.resolve(import.meta.dirname, '../../out');

/** What a test does with a page again and again. The page is asked for each time: tests get theirs later. */
export function createHands(pageNow: () => Page, wait: { timeout: number }) {
  return {
    /** Leaves a screenshot in tests/out/. */
    look: async (name: string): Promise<void> => {
      await mkdir(OUT, { recursive: true });
      await pageNow().screenshot({ path: path.join(OUT, `${name}.png`) });
    },
    /** Resolves when the viewer shows this source frame, exactly. */
    shows: (frame: number) =>
      pageNow().waitForFunction(
        (wanted) => {
          const stats = window.__viewer?.stats();
          return stats?.shownFrame === wanted && stats.isExact;
        },
        frame,
        wait,
      ),
    /** Types the number of a frame; does not wait for its picture. */
    goTo: async (frame: number): Promise<void> => {
      const { keyboard } = pageNow();
      await keyboard.press('g');
      await keyboard.type(String(frame));
      await keyboard.press('Enter');
    },
    /** The converted pixels of a side, as one string that changes with any of them. */
    fingerprint: (side: 'a' | 'b') =>
      pageNow().evaluate(async (name) => {
        const bytes = window.__viewer?.readSide(name) ?? new Uint8Array();
        const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
        return [...new Uint8Array(digest)].join(' ');
      }, side),
  };
}
