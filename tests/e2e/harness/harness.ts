/** Opens the harness page in a browser and speaks to it in bytes. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { type Picture, packetHead } from '../../../model/picture';
import type { Conversion } from '../../../renderer/viewer/planes';
import type { ViewInput } from '../../../renderer/viewer/viewPlan';
import { openContext } from '../../helpers/browser';
import type { Harness } from './page';

declare global {
  var harness: Harness;
}

export interface HarnessPage {
  page: Page;
  open(width: number, height: number): Promise<boolean>;
  show(side: 'a' | 'b', picture: Picture | null, conversion?: Conversion): Promise<void>;
  mask(picture: Picture | null): Promise<void>;
  draw(input: ViewInput, onlyChanged?: boolean): Promise<number>;
  readCanvas(): Promise<Buffer>;
  readSide(side: 'a' | 'b'): Promise<Buffer>;
  timeConversions(picture: Picture, conversion: Conversion, count: number): Promise<number>;
}

export async function openHarness(browser: Browser): Promise<HarnessPage> {
  const page = await (await openContext(browser)).newPage();
  await page.addScriptTag({ content: await harnessScript() });
  return {
    page,
    open: (width, height) => page.evaluate(([w, h]) => harness.open(w, h), [width, height] as const),
    show: (side, picture, conversion) =>
      page.evaluate(([s, p, c]) => harness.show(s, p, c), [side, textOf(picture), conversion] as const),
    mask: (picture) => page.evaluate((p) => harness.mask(p), textOf(picture)),
    draw: (input, onlyChanged) =>
      page.evaluate(([i, o]) => harness.draw(i, o), [input, onlyChanged] as const),
    readCanvas: async () => Buffer.from(await page.evaluate(() => harness.readCanvas()), 'base64'),
    readSide: async (side) => Buffer.from(await page.evaluate((s) => harness.readSide(s), side), 'base64'),
    timeConversions: (picture, conversion, count) =>
      page.evaluate(([p, c, n]) => harness.timeConversions(p, c, n), [
        textOf(picture) ?? '',
        conversion,
        count,
      ] as const),
  };
}

function textOf(picture: Picture | null): string | null {
  return picture && Buffer.concat([packetHead(picture.header), picture.planes]).toString('base64');
}

let script: Promise<string> | null = null;
function harnessScript(): Promise<string> {
  script ??= buildScript();
  return script;
}

async function buildScript(): Promise<string> {
  const entry = fileURLToPath(new URL('./page.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    root: path.dirname(entry),
    build: { write: false, lib: { entry, formats: ['iife'], name: 'page' } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('Vite built nothing.');
  return output.output[0].code;
}
