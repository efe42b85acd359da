/**
 * The analysis as a newcomer meets it, in a real browser on the real web shell: analyse the sample, read the lanes, jump by shots, override a
 * section, undo, follow the proposal, give a section other settings, sample recipes. Screenshots are left in tests/out/.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectionsIn } from './harness/axe';
import { createHands, openWorkbench, type Workbench } from './harness/workbench';

const WAIT = { timeout: 60_000 };

describe('the analysis of the sample', () => {
  let workbench: Workbench;
  let page: Page;
  const { look, shows, fingerprint } = createHands(() => page, WAIT);

  beforeAll(async () => {
    workbench = await openWorkbench();
    page = workbench.page;
    await shows(0);
  });
  afterAll(() => workbench?.close());

  const here = () => page.getByRole('button', { name: /^Override the section at the playhead/ });
  const says = (pattern: RegExp) =>
    expect.poll(() => here().getAttribute('aria-label'), WAIT).toMatch(pattern);
  /** How many colours a lane's canvas holds: an empty one has one. */
  const coloursOf = (lane: string) =>
    page.locator(`${lane} canvas`).evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const bytes = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      const colours = new Set<string>();
      for (let at = 0; at < bytes.length; at += 4)
        colours.add(`${bytes[at]} ${bytes[at + 1]} ${bytes[at + 2]}`);
      return colours.size;
    });

  it('is made by one press, and its sections and shots stand in the timeline', async () => {
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    await here().waitFor(WAIT);
    await says(/Film 3:2\. Frames 0 to 149,/);
    await expect.poll(() => coloursOf('.cadence-lane'), WAIT).toBeGreaterThan(5);
    expect(await coloursOf('.shot-lane')).toBeGreaterThan(2);
    const counts = await page.getByRole('list', { name: 'Sections by class' }).textContent();
    expect(counts).toMatch(/Film 3:2.*Native video, interlaced/);
    await look('analysis-1-lanes');
  });

  it('has made the findings measured ones', async () => {
    const findings = page.getByRole('list', { name: 'Findings' });
    expect(await findings.locator('.finding', { hasText: 'Scan' }).textContent()).toMatch(/mixed.*measured/);
  });

  it('shows its proposal without scrolling in small windows', async () => {
    const before = page.viewportSize();
    for (const size of [
      { width: 1280, height: 800 },
      { width: 1024, height: 640 },
    ]) {
      await page.setViewportSize(size);
      await page.locator('.panel.left').evaluate((panel) => panel.scrollTo(0, 0));
      const shown = () => isInside(page.getByRole('button', { name: 'Use the proposed recipe' }));
      await expect.poll(shown, WAIT).toBe(true);
      await look(`analysis-1-${size.width}`);
    }
    if (before) await page.setViewportSize(before);

    /** True where the whole of it is in sight within the clip panel. */
    async function isInside(button: Locator): Promise<boolean> {
      const [inner, outer] = [await button.boundingBox(), await page.locator('.panel.left').boundingBox()];
      if (!inner || !outer) return false;
      return inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
    }
  });

  it('gives shots to the arrows: down to the next, up to the one before', async () => {
    await page.getByTestId('viewer').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('ArrowDown');
    await shows(92);
    await page.keyboard.press('ArrowDown');
    await shows(150);
    await says(/Native video, interlaced/);
    await page.keyboard.press('ArrowUp');
    await shows(92);
    await page.keyboard.press('Control+ArrowDown');
    await shows(150);
  });

  it('tells the section under the pointer, and when zoomed in how a frame is matched', async () => {
    await page.keyboard.press('Home');
    for (const _press of [1, 2]) await page.keyboard.press('Shift+ArrowUp');
    const box = await page.locator('.cadence-lane').boundingBox();
    if (!box) throw new Error('no lane');
    const width = box.width / 60;
    await page.mouse.move(box.x + width * 2.5, box.y + box.height / 2);
    const tip = page.getByRole('tooltip');
    await tip.waitFor(WAIT);
    expect(await tip.textContent()).toMatch(/Film 3:2.*phase 0.*Frame \d+, [pcnx]: /);
    await look('analysis-2-zoomed');
    await page.keyboard.press('Shift+Home');
  });

  it('is overridden by hand, seen at once, undone in one step', async () => {
    await page.keyboard.press('Control+ArrowDown');
    await shows(150);
    const lane = await page.locator('.cadence-lane').boundingBox();
    if (!lane) throw new Error('no lane');
    await page.mouse.click(lane.x + lane.width * (180 / 279), lane.y + lane.height / 2);
    const editor = page.getByRole('dialog', { name: 'Override this section' });
    await editor.waitFor(WAIT);
    await editor.getByRole('combobox', { name: 'What it is' }).selectOption('film');
    await editor.getByRole('button', { name: 'Phase one more' }).click();
    await look('analysis-3-override');
    await editor.getByRole('button', { name: 'Done' }).click();
    await says(/Film 3:2\..*phase 1, .*chosen by you/);
    await page.keyboard.press('Control+z');
    await says(/Native video, interlaced/);
  });

  it('is undone in the editor too, which one Escape closes, also from the field that was typed into', async () => {
    await page.keyboard.press('e');
    const editor = page.getByRole('dialog', { name: 'Override this section' });
    const last = editor.getByRole('textbox', { name: 'Last frame' });
    await last.fill('170');
    await page.keyboard.press('Enter');
    await says(/Frames 150 to 170,.*chosen by you/);
    await page.keyboard.press('Control+z');
    await says(/Frames 150 to 209,/);
    expect(await last.inputValue()).toBe('209');
    await page.keyboard.press('Escape');
    await expect.poll(() => editor.count(), WAIT).toBe(0);
  });

  it('proposes a recipe that one press puts into use', async () => {
    const use = page.getByRole('button', { name: 'Use the proposed recipe' });
    await use.click();
    await page.getByRole('button', { name: 'The proposed recipe is in use' }).waitFor(WAIT);
    await shows(150);
    await expect
      .poll(() => page.getByTestId('chip-b').innerText(), WAIT)
      .toMatch(/frame 120\s+source 150 top field/);
    expect(workbench.complaints.filter((text) => !/Failed to load resource/.test(text))).toEqual([]);
  });

  it('names the source fields of a picture beside the picture, and says that it is woven of two frames', async () => {
    await page.getByTestId('viewer').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Control+ArrowUp');
    await shows(0);
    for (const _press of [1, 2]) await page.keyboard.press('ArrowRight');
    await shows(2);
    const named = () => Promise.all(['chip-a', 'chip-b'].map((chip) => page.getByTestId(chip).innerText()));
    await expect
      .poll(named, WAIT)
      .toEqual([
        expect.stringMatching(/frame 2$/),
        expect.stringMatching(/frame 2\s+source 2 bottom \+ 3 top$/),
      ]);
    await page.getByText('B woven of two source frames').waitFor(WAIT);
    await page.keyboard.press('Control+ArrowDown');
    await shows(150);
  });

  it('cuts no step title and lets no graph stick out of the clip panel when the window gets smaller', async () => {
    const before = page.viewportSize();
    for (const size of [
      { width: 1280, height: 800 },
      { width: 1024, height: 640 },
    ]) {
      await page.setViewportSize(size);
      const isCut = (element: Element) => element.scrollWidth > element.clientWidth;
      const titles = page.locator('.step-title > span');
      expect(
        await titles.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length),
      ).toBe(0);
      const faces = page.locator('.select.faced > span:first-child');
      expect(
        await faces.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length),
      ).toBe(0);
      await expect.poll(() => page.locator('.panel.left').evaluate(isCut), WAIT).toBe(false);
      // Else the page scrolls away under the window when something in it takes the focus.
      const sticksOut = () => document.documentElement.scrollHeight - window.innerHeight;
      expect(await page.evaluate(sticksOut)).toBe(0);
      await look(`analysis-3-${size.width}`);
    }
    if (before) await page.setViewportSize(before);
  });

  it('gives fault graphs a foot and a top in their unit, and reads time, frame and value under the pointer', async () => {
    const figure = page.locator('.fault-figure').first();
    await figure.scrollIntoViewIfNeeded();
    expect(await figure.locator('.fault-scale').innerText()).toMatch(/^0 to [\d.]+ \S+$/);
    const box = await figure.locator('.fault-graph').boundingBox();
    if (!box) throw new Error('no graph');
    await page.mouse.move(box.x + box.width / 2, box.y + 10);
    const readout = figure.locator('.fault-readout');
    await expect
      .poll(() => readout.textContent(), WAIT)
      .toMatch(/^00:00:0[3-6][:;]\d\d frame 1[2-5]\d: [\d.]+ \S+/);
    await look('analysis-3-faults');
    await page.mouse.move(5, 5);
    await expect.poll(() => readout.textContent(), WAIT).toBe('');
  });

  it('shows every choice of a step whole in a small window, whichever is chosen', async () => {
    const before = page.viewportSize();
    await page.setViewportSize({ width: 1024, height: 640 });
    const folded = page.locator('.step-title[aria-expanded=false]');
    const opened = await folded.evaluateAll((all) => {
      for (const one of all) (one as HTMLElement).click();
      return all.length;
    });
    expect(opened).toBeGreaterThan(2);
    await look('analysis-3-choices');
    const cut = await page.locator('.step-body select').evaluateAll((selects) => {
      const pen = document.createElement('canvas').getContext('2d');
      return (selects as HTMLSelectElement[]).flatMap((select) => {
        const { font, paddingLeft, paddingRight } = getComputedStyle(select);
        if (pen) pen.font = font;
        const room = select.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
        const words = [...select.options].map(({ text }) => text);
        return words.filter((text) => (pen?.measureText(text).width ?? 0) > room);
      });
    });
    expect(cut).toEqual([]);
    // The ring is drawn about what has the focus, not about the panel that it is in.
    await page.locator('.step-body select').first().focus();
    await page.keyboard.press('Tab');
    const outlineOf = (where: string) =>
      page.locator(where).evaluate((element) => getComputedStyle(element).outlineStyle);
    expect([await outlineOf('.panel.right :focus'), await outlineOf('.panel.right .tabs')]).toEqual([
      'solid',
      'none',
    ]);
    await page.locator('.step-title[aria-expanded=true]').evaluateAll((all) => {
      for (const one of all) (one as HTMLElement).click();
    });
    if (before) await page.setViewportSize(before);
  });

  it('shows what a phase does at once, through the recipe that follows the sections', async () => {
    await page.getByTestId('viewer').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Control+ArrowUp');
    await shows(0);
    for (const _press of [1, 2]) await page.keyboard.press('ArrowRight');
    await shows(2);
    const before = await fingerprint('b');
    await page.keyboard.press('e');
    const editor = page.getByRole('dialog', { name: 'Override this section' });
    await editor.getByRole('button', { name: 'Phase one more' }).click();
    await expect.poll(settled, WAIT).not.toBe(before);
    await look('analysis-4-phase');
    await editor.getByRole('button', { name: 'As measured' }).click();
    await expect.poll(settled, WAIT).toBe(before);

    async function settled(): Promise<string> {
      await shows(2);
      return fingerprint('b');
    }
  });

  it('gives a section other settings, which are seen in its frames only, and undone', async () => {
    await page.getByTestId('viewer').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Control+ArrowDown');
    const usual = await settled(150);
    await page.keyboard.press('ArrowLeft');
    const before = await settled(149);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Override', exact: true }).click();
    await page.getByRole('menuitem', { name: 'For this section' }).click();
    await page.getByRole('button', { name: 'Sharpen', exact: true }).click();
    await page.getByRole('slider', { name: 'Amount' }).focus();
    for (const _press of [1, 2, 3, 4]) await page.keyboard.press('ArrowRight');
    await expect.poll(() => settled(150), WAIT).not.toBe(usual);
    await look('analysis-5-settings');
    for (const place of ['.overrides', '.override-scope', '.steps', '.timeline'])
      expect(await objectionsIn(page, place)).toEqual([]);
    // Out of the slider, whose arrows are its own.
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowLeft');
    await page.getByText('The playhead is outside').waitFor(WAIT);
    expect(await settled(149)).toBe(before);
    for (const _press of [1, 2]) await page.keyboard.press('Control+z');
    await page.locator('.override-lane').waitFor({ ...WAIT, state: 'detached' });
    await page.getByRole('button', { name: 'The proposed recipe is in use' }).waitFor(WAIT);

    async function settled(frame: number): Promise<string> {
      await shows(frame);
      return fingerprint('b');
    }
  });

  it('leads to the sampler, whose pictures are the engine’s and whose press is undoable', async () => {
    await page.getByTestId('viewer').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: 'Recipe sampler' });
    await dialog.getByText(/^3 pictures$/).waitFor(WAIT);
    const colours = await dialog
      .locator('.picture-tile')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const bytes = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        return new Set(bytes).size;
      });
    expect(colours).toBeGreaterThan(50);
    await look('analysis-6-sampler');
    await dialog.getByRole('button', { name: /^Plain enlargement/ }).click();
    await expect.poll(() => page.getByRole('combobox', { name: 'Preset' }).inputValue(), WAIT).toBe('plain');
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'The proposed recipe is in use' }).waitFor(WAIT);
  });

  it('has room for six recipes in the smallest window, at one frame and at three, without scrolling sideways', async () => {
    const before = page.viewportSize();
    await page.setViewportSize({ width: 1024, height: 640 });
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: 'Recipe sampler' });
    const cells = dialog.locator('.sampler-cell');
    for (let more = 4; more <= 6; more++) {
      await dialog.getByRole('checkbox', { checked: false, disabled: false }).first().check({ force: true });
      await expect.poll(() => cells.count(), WAIT).toBe(more);
    }
    const grid = dialog.locator('.sampler-grid');
    const sticksOut = () => grid.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(await sticksOut()).toBe(0);
    await look('analysis-6-one-frame');
    await dialog.getByText('Spread', { exact: true }).click();
    await expect.poll(() => cells.count(), WAIT).toBe(18);
    expect(await sticksOut()).toBe(0);
    const tops = await cells.evaluateAll((all) =>
      all.map((cell) => Math.round(cell.getBoundingClientRect().top)),
    );
    // Three frames are three rows, straight across all recipes.
    expect(new Set(tops).size).toBe(3);
    await look('analysis-6-three-frames');
    await page.keyboard.press('Escape');
    if (before) await page.setViewportSize(before);
  });

  it('shows A, B and X of a blind test by keys', async () => {
    await page.keyboard.press('Shift+B');
    const dialog = page.getByRole('dialog', { name: /^Blind test/ });
    await dialog.getByRole('button', { name: 'Start' }).click();
    // Only then are both pictures drawn; what says that they are being made is not there from the start.
    await expect.poll(() => dialog.getByRole('button', { name: /^X is A/ }).isEnabled(), WAIT).toBe(true);
    const picture = () =>
      dialog.locator('.picture-tile').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const [x, a, b] = [await picture(), await press('1'), await press('2')];
    expect(a).not.toBe(b);
    expect([a, b]).toContain(x);
    await look('analysis-7-blind');
    await page.keyboard.press(x === a ? 'a' : 'b');
    expect(await dialog.textContent()).toMatch(/1 answer(?!s)/);
    expect(await dialog.textContent()).not.toMatch(/right/);
    await dialog.getByRole('button', { name: /^Finish/ }).click();
    await dialog.getByText(/^1 of 1$/).waitFor(WAIT);
    await look('analysis-7-tally');
    await page.keyboard.press('Escape');

    async function press(key: string): Promise<string> {
      await page.keyboard.press(key);
      return picture();
    }
  });

  it('has nothing that axe objects to, contrast included', async () => {
    expect(await objectionsIn(page, '.timeline')).toEqual([]);
    expect(await objectionsIn(page, '.analysis')).toEqual([]);
    await page.keyboard.press('e');
    await page.getByRole('dialog', { name: 'Override this section' }).waitFor(WAIT);
    expect(await objectionsIn(page, '.section-editor')).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('can be deleted, and the lanes go with it', async () => {
    await page.getByRole('button', { name: 'Delete the analysis' }).click();
    await page.locator('.cadence-lane').waitFor({ ...WAIT, state: 'detached' });
    await page.getByRole('button', { name: 'Analyse', exact: true }).waitFor(WAIT);
  });

  it('complains nowhere', () => {
    expect(workbench.complaints.filter((text) => !/Failed to load resource/.test(text))).toEqual([]);
  });
});
