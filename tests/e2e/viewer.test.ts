import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FrameRelation, Plan, Recipe } from '../../model/recipe';
import { openBrowser, openContext } from '../helpers/browser';
import { objectionsIn } from './harness/axe';
import { madeClip } from './harness/clip';
import { type MemoryEngine, openMemoryEngine } from './harness/memoryEngine';
import type { ViewerPage } from './harness/viewerPage';
import { pictureOf } from './harness/zscale';

declare global {
  var app: ViewerPage;
}

/** A is flat and says its frame by its brightness; B likewise, 100 codes brighter. */
const A_SIZE = { width: 72, height: 48 };
const B_SIZE = { width: 144, height: 108 };
const codeOf = (frame: number): number => 20 + (frame % 60);
const RECIPE: Recipe = {
  id: 'r',
  title: 'HD upscale',
  says: '',
  interpret: {},
  steps: [{ kind: 'enlarge', isOn: true, settings: {} }],
};

describe('the viewer on its own', () => {
  let browser: Browser;
  let engine: MemoryEngine;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    engine = await openMemoryEngine(({ recipe, size, frame }) => {
      const isB = recipe !== null;
      const shape = isB || size ? B_SIZE : A_SIZE;
      const planes = new Uint8Array(shape.width * shape.height).fill(codeOf(frame) + (isB ? 100 : 0));
      const sampleAspect = shape === A_SIZE ? { n: 8, d: 9 } : { n: 1, d: 1 };
      return pictureOf('gray', shape, planes, { range: 'full', frame, sourceFrame: frame, sampleAspect });
    });
  });
  afterAll(async () => {
    await browser?.close();
    await engine?.close();
  });
  beforeEach(async () => {
    engine.asked.length = 0;
    engine.delayMs = 0;
    const context = await openContext(browser, { viewport: { width: 400, height: 300 } });
    page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(engine.origin);
  });
  afterEach(async () => {
    expect(errors.splice(0)).toEqual([]);
    await page.context().close();
  });

  const open = async (): Promise<void> => {
    await page.evaluate(([clip, recipe]) => app.open(clip, recipe), [madeClip(), RECIPE] as const);
    await atRest();
  };
  const atRest = (): Promise<unknown> =>
    page.waitForFunction(
      () =>
        window.__viewer?.stats().isExact &&
        window.__viewer.stats().shownFrame === app.state().session.playhead,
    );
  const twoFrames = (): Promise<void> =>
    page.evaluate(
      () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
    );
  /** Gray codes of a row of the canvas. */
  const row = (y = 150): Promise<number[]> =>
    page.evaluate((top) => {
      const pixels = window.__viewer?.readPixels({ left: 0, top, width: 400, height: 1 }) ?? new Uint8Array();
      return Array.from({ length: 400 }, (_none, x) => pixels[x * 4] ?? -1);
    }, y);
  const stats = () => page.evaluate(() => window.__viewer?.stats());
  const dispatch = (action: Parameters<ViewerPage['dispatch']>[0]) =>
    page.evaluate((given) => app.dispatch(given), action).then(twoFrames);
  const plan = (relation: FrameRelation) => {
    const made = { graph: '', size: B_SIZE, sampleAspect: { n: 1, d: 1 }, relation, objections: [] };
    return dispatch({ type: 'plan/made', side: 'b', plan: made as unknown as Plan });
  };

  test('an empty viewer invites, with two ways to begin', async () => {
    expect(await page.getByText('Drop a clip, open one, or try the sample').isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Open the sample' }).isVisible()).toBe(true);
    expect(await page.getByTestId('wipe').isVisible()).toBe(false);
  });

  test('an opened clip stands left, its variant right, each under its label, on 18 % grey', async () => {
    await open();
    const found = await row();
    expect([found[10], found[390]]).toEqual([20, 120]);
    expect(await page.getByTestId('chip-a').textContent()).toBe('A SD source');
    expect(await page.getByTestId('chip-b').isVisible()).toBe(true);
    const a = await page.getByTestId('chip-a').boundingBox();
    const b = await page.getByTestId('chip-b').boundingBox();
    expect(a && b && a.x < 20 && b.x + b.width > 380).toBe(true);
  });

  test('the source is seen before its variant is there, and says so', async () => {
    engine.delayMs = 300;
    await page.route('**/picture*', async (route) => {
      if (!route.request().url().includes('enlarge')) return route.continue();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return route.continue();
    });
    await page.evaluate(([clip, recipe]) => app.open(clip, recipe), [madeClip(), RECIPE] as const);
    await page.waitForFunction(() => window.__viewer?.stats().shownFrame === 0);
    expect(await page.evaluate(() => window.__viewer?.stats().isExact)).toBe(false);
    expect(await page.getByTestId('wipe').isVisible()).toBe(false);
    await atRest();
    await twoFrames();
    expect(await page.getByTestId('wipe').isVisible()).toBe(true);
  });

  test('the line stands where the picture changes', async () => {
    await open();
    for (const at of [0, 0.123, 0.5, 0.9]) {
      await dispatch({ type: 'wipe/moved', at });
      const edge = (await row()).indexOf(120);
      const line = await page.locator('.wipe-line').boundingBox();
      expect(line?.x).toBe(edge);
    }
  });

  test('dragging the wipe moves the edge, asks for nothing, and renders nothing else of the window', async () => {
    await open();
    await twoFrames();
    const before = await stats();
    const rendersBefore = await page.evaluate(() => app.counts.rendersOutside);
    await page.mouse.move(200, 150);
    await page.mouse.down();
    for (let x = 200; x >= 100; x -= 5) await page.mouse.move(x, 150);
    await page.mouse.up();
    await twoFrames();
    expect((await row()).indexOf(120)).toBe(100);
    const after = await stats();
    expect(after?.requests).toBe(before?.requests);
    // Strips only: a hundred columns in all, each once.
    expect((after?.columnsDrawn ?? 0) - (before?.columnsDrawn ?? 0)).toBe(100);
    expect(await page.evaluate(() => app.counts.rendersOutside)).toBe(rendersBefore);
  });

  test('the wipe is a slider for the keyboard and says what it shows', async () => {
    await open();
    const slider = page.getByRole('slider', { name: 'Wipe position' });
    await slider.focus();
    const press = async (key: string): Promise<string | null> => {
      await page.keyboard.press(key);
      await twoFrames();
      return slider.getAttribute('aria-valuetext');
    };
    expect(await slider.getAttribute('aria-valuetext')).toBe('50 %: SD source left of column 72 of 144');
    expect(await press('ArrowRight')).toBe('51 %: SD source left of column 73 of 144');
    expect(await press('Shift+ArrowLeft')).toBe('44 %: SD source left of column 63 of 144');
    expect(await press('PageUp')).toContain('column 77 of');
    expect(await press('Home')).toContain('0 %: SD source left of column 0 ');
    expect(await press('End')).toContain('100 %');
    expect(await slider.inputValue()).toBe('144');
  });

  test('a double click centres the wipe', async () => {
    await open();
    await dispatch({ type: 'wipe/moved', at: 0.2 });
    await page.getByTestId('wipe').dblclick();
    await twoFrames();
    expect(await page.evaluate(() => app.state().session.wipeAt)).toBe(0.5);
  });

  test('a side that is wiped away takes its label along', async () => {
    await open();
    await dispatch({ type: 'wipe/moved', at: 0 });
    expect(await page.getByTestId('chip-a').isVisible()).toBe(false);
    await dispatch({ type: 'wipe/moved', at: 0.05 });
    expect(await page.getByTestId('chip-a').getAttribute('class')).toContain('is-covered');
    await dispatch({ type: 'peek/changed', side: 'a' });
    expect(await page.getByTestId('chip-b').isVisible()).toBe(false);
    expect(await page.getByTestId('wipe').isVisible()).toBe(false);
  });

  test('swapped sides carry their labels to the other corner', async () => {
    await open();
    await dispatch({ type: 'sides/swapped' });
    const a = await page.getByTestId('chip-a').boundingBox();
    expect(a && a.x > 200).toBe(true);
    expect((await row())[10]).toBe(120);
    const slider = page.getByRole('slider', { name: 'Wipe position' });
    expect(await slider.getAttribute('aria-valuetext')).toContain('HD upscale left of');
  });

  test('a peek comes and goes within one frame, without asking for anything', async () => {
    await open();
    const before = await stats();
    const blinks = await page.evaluate(async () => {
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const left = () => window.__viewer?.readPixels({ left: 10, top: 150, width: 1, height: 1 })[0];
      const seen: unknown[] = [];
      for (const side of ['b', null, 'b', null] as const) {
        app.dispatch({ type: 'peek/changed', side });
        await frame();
        seen.push(left());
      }
      return seen;
    });
    expect(blinks).toEqual([120, 20, 120, 20]);
    expect((await stats())?.requests).toBe(before?.requests);
  });

  test('the wheel zooms at the cursor, a drag pans, and both sides go along', async () => {
    await open();
    await page.mouse.move(100, 80);
    await page.mouse.wheel(0, -400);
    await twoFrames();
    const zoomed = await page.evaluate(() => app.state().session.camera);
    expect(zoomed.isFit).toBe(false);
    expect(zoomed.zoom).toBeGreaterThan(5);
    await page.mouse.down();
    await page.mouse.move(160, 120, { steps: 4 });
    await page.mouse.up();
    await twoFrames();
    const panned = await page.evaluate(() => app.state().session.camera);
    expect((zoomed.centreX - panned.centreX) * 144 * panned.zoom).toBeCloseTo(60, 3);
    expect((zoomed.centreY - panned.centreY) * 108 * panned.zoom).toBeCloseTo(40, 3);
  });

  test('pressing the picture takes the keys away from a slider', async () => {
    await open();
    const slider = page.getByRole('slider', { name: 'Wipe position' });
    await slider.focus();
    await page.mouse.click(40, 120);
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  test('nothing is drawn at rest', async () => {
    await open();
    await page.waitForTimeout(300);
    const before = await stats();
    await page.waitForTimeout(700);
    expect(await stats()).toEqual(before);
  });

  test('the next frame is there before it is asked for', async () => {
    await open();
    await expect.poll(() => engine.asked.filter((entry) => entry.endsWith('@1')).length).toBe(2);
    await dispatch({ type: 'playhead/moved', frame: 1 });
    await atRest();
    expect((await row())[10]).toBe(codeOf(1));
    expect(engine.asked.filter((entry) => entry.endsWith('@1'))).toHaveLength(2);
  });

  test('scrubbing faster than the engine ends on the last frame, and never shows two different ones', async () => {
    await open();
    engine.delayMs = 60;
    const gaps = await page.evaluate(async () => {
      const seen = new Set<number>();
      for (let frame = 5; frame < 35; frame++) {
        app.dispatch({ type: 'playhead/moved', frame });
        await new Promise((done) => setTimeout(done, 20));
        const pixels = window.__viewer?.readPixels({ left: 10, top: 150, width: 380, height: 1 });
        seen.add((pixels?.[379 * 4] ?? 0) - (pixels?.[0] ?? 0));
      }
      return [...seen];
    });
    await atRest();
    expect(gaps).toEqual([100]);
    expect((await row())[10]).toBe(codeOf(34));
    expect(engine.asked.length).toBeLessThan(2 * 30);
  });

  test('labels name the frames that are on the picture, not those on their way, and none while playing', async () => {
    await open();
    expect(await page.getByTestId('chip-b').textContent()).not.toContain('frame');
    await plan({ kind: 'drop-one-of', cycle: 5 });
    engine.delayMs = 60;
    const seen = await page.evaluate(async () => {
      const read: [string, number][] = [];
      for (let frame = 5; frame < 35; frame++) {
        app.dispatch({ type: 'playhead/moved', frame });
        await new Promise((done) => setTimeout(done, 20));
        const text = document.querySelector('[data-part=frame-b]')?.textContent ?? '';
        read.push([text, window.__viewer?.readPixels({ left: 10, top: 150, width: 1, height: 1 })[0] ?? 0]);
      }
      return read;
    });
    // Before the first draw of the plan nothing is named yet.
    const named = seen.filter(([text]) => text !== '');
    expect(named.length).toBeGreaterThan(20);
    expect(new Set(named.map(([text]) => text)).size).toBeGreaterThan(1);
    expect(named.filter(([text, code]) => codeOf(Number(text.replace('frame ', ''))) !== code)).toEqual([]);
    await atRest();
    engine.delayMs = 0;
    await page.evaluate(() => app.dispatch({ type: 'play/started' }));
    await page.waitForFunction(() => app.state().session.playhead > 40);
    expect(await page.getByTestId('chip-b').textContent()).toBe('B HD upscale');
    await page.evaluate(() => app.dispatch({ type: 'play/stopped' }));
    await atRest();
    const shownFrame = (await stats())?.shownFrame;
    await expect.poll(() => page.getByTestId('chip-b').innerText()).toMatch(`frame ${shownFrame}`);
  });

  test('while the pictures of a step alone are made, its labels say that others stand in', async () => {
    const steps = ['enlarge', 'sharpen'].map((kind) => ({ kind, isOn: true, settings: {} }));
    await page.evaluate(([clip, recipe]) => app.open(clip, recipe), [
      madeClip(),
      { ...RECIPE, steps },
    ] as const);
    await atRest();
    engine.delayMs = 400;
    const judgedStep = { side: 'b', index: 1, kind: 'sharpen' } as const;
    const said = async () => {
      await twoFrames();
      return page.getByTestId('chip-a').textContent();
    };
    await dispatch({ type: 'preference/changed', preference: { judgedStep } });
    expect(await said()).toBe('A Before “Sharpen”not shown yet');
    await atRest();
    expect(await said()).toBe('A Before “Sharpen”');
    await dispatch({ type: 'preference/changed', preference: { judgedStep: null } });
    await atRest();
    expect(await said()).toBe('A SD source');
  });

  test('the difference shows both at one size, exactly', async () => {
    await open();
    await plan({ kind: 'same' });
    await dispatch({ type: 'preference/changed', preference: { differenceGain: 2 } });
    await dispatch({ type: 'view/chosen', view: 'difference' });
    await atRest();
    await twoFrames();
    expect((await row())[200]).toBe(200);
    expect(await page.getByTestId('chip-difference').textContent()).toContain('× 2');
  });

  test('playing shows every frame in turn on both sides and stops on the last', async () => {
    await open();
    await dispatch({ type: 'playhead/moved', frame: 200 });
    await atRest();
    await page.evaluate(() => app.dispatch({ type: 'play/started' }));
    await page.waitForFunction(() => !app.state().session.isPlaying, null, { timeout: 20_000 });
    await atRest();
    expect(await page.evaluate(() => app.state().session.playhead)).toBe(239);
    const found = await row();
    expect([found[10], found[390]]).toEqual([codeOf(239), codeOf(239) + 100]);
    // One long reply per side, and no picture asked for twice.
    expect(engine.asked.filter((entry) => entry.startsWith('stream'))).toHaveLength(2);
    expect(engine.asked.filter((entry) => entry.endsWith('picture clip@239'))).toHaveLength(0);
  });

  test('a marked span is played round and round', async () => {
    await open();
    await dispatch({ type: 'span/marked', span: { from: 10, to: 16 } });
    await dispatch({ type: 'playhead/moved', frame: 12 });
    await page.evaluate(() => app.dispatch({ type: 'play/started' }));
    await expect
      .poll(() => engine.asked.filter((entry) => entry === 'stream clip@10').length, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(4);
    await dispatch({ type: 'play/stopped' });
    const playhead = await page.evaluate(() => app.state().session.playhead);
    expect(playhead >= 10 && playhead < 16).toBe(true);
  });

  test('moving the playhead while playing goes on from there', async () => {
    await open();
    await page.evaluate(() => app.dispatch({ type: 'play/started' }));
    await page.waitForFunction(() => app.state().session.playhead > 3);
    await dispatch({ type: 'playhead/moved', frame: 100 });
    await page.waitForFunction(() => app.state().session.playhead > 103);
    expect(engine.asked).toContain('stream clip@100');
    await dispatch({ type: 'play/stopped' });
    await atRest();
  });

  test('a lost graphics context comes back with the same picture', async () => {
    await open();
    const before = await row();
    await page.evaluate(async () => {
      const gl = document.querySelector('canvas')?.getContext('webgl2');
      const extension = gl?.getExtension('WEBGL_lose_context');
      extension?.loseContext();
      await new Promise((done) => setTimeout(done, 200));
      extension?.restoreContext();
      await new Promise((done) => setTimeout(done, 300));
    });
    await twoFrames();
    expect(await row()).toEqual(before);
  });

  test('a refused picture leaves the other side standing and is told once', async () => {
    await page.route('**/api/clips/*/picture*', async (route) => {
      if (!route.request().url().includes('enlarge')) return route.continue();
      const problem = { code: 'recipe-unfit', title: '', detail: 'It does not fit.', hint: 'Try another.' };
      return route.fulfill({ status: 422, contentType: 'application/json', body: JSON.stringify(problem) });
    });
    await open();
    await dispatch({ type: 'playhead/moved', frame: 1 });
    await atRest();
    await twoFrames();
    const problems = await page.evaluate(() => app.state().engine.problems.map(({ detail }) => detail));
    expect(problems).toEqual(['It does not fit.']);
    expect((await row())[200]).toBe(codeOf(1));
    expect(await page.getByTestId('chip-b').isVisible()).toBe(false);
  });

  test('axe finds nothing to complain about, empty or with a clip', async () => {
    expect(await objectionsIn(page, '.viewer')).toEqual([]);
    await open();
    expect(await objectionsIn(page, '.viewer')).toEqual([]);
  });

  test('labels go with one wish', async () => {
    await open();
    await dispatch({ type: 'preference/changed', preference: { areLabelsShown: false } });
    expect(await page.getByTestId('chip-a').isVisible()).toBe(false);
  });

  test('on a screen of two device pixels the canvas of a processor keeps one', async () => {
    const context = await openContext(browser, {
      viewport: { width: 400, height: 300 },
      deviceScaleFactor: 2,
    });
    const fine = await context.newPage();
    await fine.goto(engine.origin);
    await fine.waitForFunction(() => document.querySelector('canvas')?.width === 400);
    await context.close();
  });
});
