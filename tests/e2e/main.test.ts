/**
 * The main job as a newcomer does it, in a real browser on the real web shell: open the sample, compare, change the recipe, scrub, measure,
 * save stills, render. Screenshots are left in tests/out/.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlace, type Place, SAMPLES } from '../helpers/place';
import { createHands, openWorkbench, type Workbench } from './harness/workbench';

const SAMPLE = path.join(SAMPLES, 'station-sd.mpg');
const WAIT = { timeout: 30_000 };

describe('the main job', () => {
  let workbench: Workbench;
  let page: Page;
  let place: Place;
  const { look, shows, goTo, fingerprint } = createHands(() => page, WAIT);

  beforeAll(async () => {
    workbench = await openWorkbench();
    page = workbench.page;
    place = await createPlace();
  });
  afterAll(async () => {
    await place?.close();
    // tsx answers an interrupt with 130, whatever we end with.
    expect([0, 130]).toContain((await workbench?.close())?.code);
  });

  /** RGBA of a side as converted by the viewer; as text over the wire, because an array of numbers takes ten seconds. */
  const readSide = async (side: 'a' | 'b') => {
    const text = await page.evaluate(async (name) => {
      const bytes = new Uint8Array(window.__viewer?.readSide(name) ?? new Uint8Array());
      const reader = new FileReader();
      const read = new Promise((resolve) => reader.addEventListener('load', resolve));
      reader.readAsDataURL(new Blob([bytes]));
      await read;
      return String(reader.result).split(',')[1] ?? '';
    }, side);
    return Buffer.from(text, 'base64');
  };
  /** What the engine makes of a frame of the sample. */
  const readStill = async (frame: number, format: 'png' | 'rgb24' = 'png') => {
    const opened = await place.client.openClip({ path: SAMPLE });
    const { id, revision } = await place.client.settleClip({ clipId: opened.id });
    const source = { clipId: id, revision, frame, clock: 'source', recipe: null, size: null } as const;
    const reply = await place.client.getStill({ ...source, format });
    return new Uint8Array(await reply.arrayBuffer());
  };

  it('opens with the sample loaded: SD on the left, its upscale on the right', async () => {
    await shows(0);
    await look('1-open');
    expect(await page.getByTestId('chip-a').textContent()).toMatch(/A\s*SD source/);
    expect(await page.getByTestId('chip-b').textContent()).toMatch(/^B/);
    expect(await page.evaluate(() => document.title)).toContain('station-sd.mpg');
  });

  it('shows on the canvas what the engine decodes, within 1 code value', async () => {
    await goTo(50);
    await shows(50);
    const pixels = await readSide('a');
    const expected = await readStill(50, 'rgb24');
    expect(pixels.length / 4).toBe(expected.length / 3);
    let worst = 0;
    for (let at = 0; at < expected.length; at++) {
      const shown = pixels[Math.floor(at / 3) * 4 + (at % 3)] ?? -1;
      worst = Math.max(worst, Math.abs(shown - (expected[at] ?? 999)));
    }
    expect(worst).toBeLessThanOrEqual(1);
  });

  it('wipes by mouse and keyboard, with a spoken value', async () => {
    const slider = page.getByRole('slider', { name: /wipe/i });
    const says = (pattern: RegExp) =>
      expect.poll(() => slider.getAttribute('aria-valuetext'), WAIT).toMatch(pattern);
    await slider.focus();
    await page.keyboard.press('Home');
    await says(/^0 %/);
    await page.keyboard.press('PageUp');
    await says(/^10 %/);
    await page.keyboard.press('End');
    await says(/^100 %/);
    await page.keyboard.press('Backslash');
    await says(/^50 %/);
    const box = await page.getByTestId('viewer-canvas').boundingBox();
    if (!box) throw new Error('no canvas');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2, { steps: 8 });
    await page.mouse.up();
    await says(/^(2\d|3\d) %/);
    await look('2-wipe');
  });

  it('names the codes under the pointer, without a render of React, and marks the frames in memory', async () => {
    const box = await page.getByTestId('viewer-canvas').boundingBox();
    if (!box) throw new Error('no canvas');
    await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2);
    const readout = page.locator('[data-part="readout"]');
    expect(await readout.textContent()).toMatch(/^A \d+ \d+ \d+ {3}B \d+ \d+ \d+ {3}Y Cb Cr at \d+, \d+$/);
    await page.mouse.move(5, 5);
    expect(await readout.textContent()).toBe('');
    expect(await page.locator('.lane-kept').count()).toBeGreaterThan(0);
  });

  it('changes the picture when a setting of the recipe moves, and undoes it', async () => {
    const before = await fingerprint('b');
    await page.getByRole('button', { name: /^Sharpen/ }).click();
    const amount = page.getByRole('slider', { name: /amount|strength/i }).first();
    await amount.focus();
    await page.keyboard.press('End');
    await page
      .waitForFunction(() => window.__viewer?.stats().isExact === false, undefined, WAIT)
      .catch(() => undefined);
    await shows(50);
    const after = await fingerprint('b');
    expect(after).not.toBe(before);
    await look('3-recipe');
    await page.getByTestId('viewer').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Control+z');
    const settled = async () => {
      await shows(50);
      return fingerprint('b');
    };
    await expect.poll(settled, WAIT).toBe(before);
  });

  it('scrubs, steps and plays', async () => {
    const scrubber = page.getByRole('slider', { name: 'Playhead' });
    const box = await scrubber.boundingBox();
    if (!box) throw new Error('no timeline');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const frame = await page.waitForFunction(
      () => {
        const stats = window.__viewer?.stats();
        return stats?.isExact && stats.shownFrame && stats.shownFrame > 100 ? stats.shownFrame : null;
      },
      undefined,
      WAIT,
    );
    const middle = (await frame.jsonValue()) ?? 0;
    await page.keyboard.press('ArrowRight');
    await shows(middle + 1);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await shows(middle - 1);
    await page.keyboard.press('Space');
    await page.waitForFunction((from) => (window.__viewer?.stats().shownFrame ?? 0) > from + 5, middle, WAIT);
    await page.keyboard.press('Space');
    await page.keyboard.press('Home');
    await shows(0);
  });

  it('compares side by side and by difference, zoomed and fitted', async () => {
    await goTo(60);
    await shows(60);
    await page.getByRole('radio', { name: 'Side by side' }).click();
    await look('4-side-by-side');
    await page.keyboard.press('Control+Digit1');
    await look('5-one-to-one');
    await page.getByRole('radio', { name: 'Difference' }).click();
    await shows(60);
    await look('6-difference');
    await page.keyboard.press('Control+Digit0');
    await page.getByRole('radio', { name: 'Wipe' }).click();
    await shows(60);
  });

  it('measures the pair on screen and says what the numbers are worth', async () => {
    await page.getByRole('tab', { name: 'Numbers' }).click();
    await page.getByRole('button', { name: /measure this pair/i }).click();
    await page.getByText('pixelmatch 7.2.0').waitFor(WAIT);
    const text = await page.getByRole('tabpanel').textContent();
    expect(text).toMatch(/PSNR/);
    expect(text).toMatch(/SSIM/);
    expect(text).toMatch(/Relative only/);
    await look('7-numbers');
  });

  it('saves stills that are the frames of the engine', async () => {
    const target = path.join(workbench.folder, 'stills');
    await page.getByTestId('viewer').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('c');
    await page.getByRole('textbox', { name: /folder/i }).fill(target);
    await look('8-stills');
    await page.getByRole('button', { name: 'Save stills' }).click();
    await expect
      .poll(async () => (await readdir(target).catch(() => [])).some((name) => name.endsWith('.json')), WAIT)
      .toBe(true);
    const names = await readdir(target);
    const manifest = JSON.parse(
      await readFile(path.join(target, names.find((name) => name.endsWith('.json')) ?? ''), 'utf8'),
    );
    expect(JSON.stringify(manifest)).toContain('dvd-film');
    const native = names.find((name) => /60.*(a|sd)[^/]*\.png$/.test(name) && !/side-by-side/.test(name));
    expect(native, names.join(', ')).toBeTruthy();
    const engine = PNG.sync.read(Buffer.from(await readStill(60)));
    const pictures = await Promise.all(
      names.filter((name) => name.endsWith('.png')).map((name) => readFile(path.join(target, name))),
    );
    const same = pictures.map((bytes) => PNG.sync.read(bytes)).filter((png) => png.data.equals(engine.data));
    expect(same).toHaveLength(1);
    await page.keyboard.press('Escape');
  });

  it('tells what is wrong with a file and goes on', async () => {
    await page.keyboard.press('Control+o');
    const field = page.getByRole('textbox', { name: /path/i });
    await field.fill(path.join(SAMPLES, 'tiny/text.mkv'));
    await page.keyboard.press('Enter');
    await page.getByText('This is not a file that ffmpeg can open').first().waitFor(WAIT);
    await look('9-problem');
    await page.keyboard.press('Escape');
  });

  it('runs without an error in the console', () => {
    // The file that could not be opened is the one refusal of this run: scrubbing leaves none.
    expect(workbench.complaints.filter((text) => !/status of 422/.test(text))).toEqual([]);
  });
});
