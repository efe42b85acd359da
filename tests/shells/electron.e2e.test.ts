/**
 * The desktop program in the real Electron, wherever its binary is found; elsewhere the title says why it was skipped.
 *
 * Only what the stand-in cannot prove: that Electron itself agrees. Screenshots go to tests/out.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronBinary, electronObstacle, thisMachine } from '../../electron/binary';
import { buildParts, staleParts } from '../../scripts/build';

const ROOT = path.join(import.meta.dirname, '../..');
const SAMPLE = path.join(ROOT, 'samples/station-sd.mpg');
const binary = electronBinary();
// Playwright switches the sandbox off on Linux by itself, so that root may run the test.
const obstacle =
  binary === null
    ? "Electron's binary is not installed"
    : electronObstacle({ ...thisMachine(), userId: null });

describe.skipIf(obstacle)(
  `the desktop program in Electron${obstacle ? ` (skipped: ${obstacle})` : ''}`,
  () => {
    const data = mkdtempSync(path.join(os.tmpdir(), 'electron-e2e-'));
    let app: ElectronApplication;
    let page: Page;
    const errors: string[] = [];

    beforeAll(async () => {
      await buildParts(staleParts(['page', 'main', 'preload']));
      app = await _electron.launch({
        executablePath: binary ?? '',
        args: [`--user-data-dir=${data}`, ROOT, SAMPLE],
      });
      page = await app.firstWindow();
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    });
    afterAll(async () => {
      await app?.close();
      rmSync(data, { recursive: true, force: true });
    });

    it('shows the page from its own origin, with the bridge and without Node', async () => {
      const seen = await page.evaluate(() => ({
        origin: location.origin,
        kind: (window as unknown as { remaster?: { kind: string } }).remaster?.kind,
        node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in window),
      }));
      expect(seen).toEqual({ origin: 'workbench://app', kind: 'electron', node: [] });
    });

    it('answers its page through the scheme, with length and type', async () => {
      const doctor = await page.evaluate(async () => {
        const reply = await fetch('/api/doctor');
        return {
          status: reply.status,
          type: reply.headers.get('content-type'),
          ffmpeg: (await reply.json()).ffmpeg.path,
        };
      });
      expect(doctor).toEqual({ status: 200, type: 'application/json', ffmpeg: expect.any(String) });
    });

    it('delivers the lines of the events as they come, and hears when nobody reads any more', async () => {
      const first = await page.evaluate(async () => {
        const controller = new AbortController();
        const reply = await fetch('/api/events', { signal: controller.signal });
        const text = new TextDecoder().decode((await reply.body?.getReader().read())?.value);
        controller.abort();
        return text;
      });
      expect(() => JSON.parse(first.split('\n')[0] ?? '')).not.toThrow();
    });

    it('lets nothing out and nobody in', async () => {
      const outcome = await page.evaluate(async () => {
        const fails = (url: string) =>
          fetch(url).then(
            () => false,
            () => true,
          );
        return [
          await fails('https://example.com/'),
          await fails('file:///etc/hostname'),
          window.open('https://example.com/') === null,
        ];
      });
      expect(outcome).toEqual([true, true, true]);
      expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
      errors.length = 0; // the refused requests are logged as errors, as they should be
    });

    it('opens the clip of the command line and shows its picture', async () => {
      await page.locator('canvas').first().waitFor();
      await page.waitForTimeout(2000);
      mkdirSync(path.join(ROOT, 'tests/out'), { recursive: true });
      await page.screenshot({ path: path.join(ROOT, 'tests/out/electron.png') });
      expect(errors).toEqual([]);
    });

    it('has a native menu whose commands reach the page', async () => {
      const heard = page.evaluate(
        () =>
          new Promise((resolve) =>
            (
              window as unknown as { remaster: { onCommand(listener: (id: string) => void): void } }
            ).remaster.onCommand(resolve),
          ),
      );
      await app.evaluate(({ Menu, BrowserWindow }) => {
        const item = Menu.getApplicationMenu()?.getMenuItemById('help.keys');
        item?.click({}, BrowserWindow.getAllWindows()[0]);
      });
      expect(await heard).toBe('help.keys');
    });

    it('asks with the system dialog', async () => {
      await app.evaluate(({ dialog }) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/films/a.vob'] });
      });
      const chosen = await page.evaluate(() =>
        (
          window as unknown as { remaster: { chooseFiles(options: object): Promise<string[]> } }
        ).remaster.chooseFiles({
          title: 'Open',
          kind: 'video',
          isMultiple: false,
        }),
      );
      expect(chosen).toEqual(['/films/a.vob']);
    });
  },
);
