/**
 * The viewer's speed in the test browser, with pictures from memory: a moving wipe, a picture at rest, two sides playing.
 *
 * Not the speed on a graphics card: SwiftShader draws, on the same processor that everything else runs on. Rates are therefore told beside a
 * control of the same run (a canvas that is only cleared); where the control fails the machine is busy, and nothing is claimed.
 */
import os from 'node:os';
import type { CDPSession, Page } from 'playwright-core';
import type { Picture } from '../../model/picture';
import { madeClip } from '../../tests/e2e/harness/clip';
import { type MemoryEngine, openMemoryEngine } from '../../tests/e2e/harness/memoryEngine';
import type { Pace } from '../../tests/e2e/harness/paceResult';
import { pictureOf } from '../../tests/e2e/harness/zscale';
import { openBrowser, openContext } from '../../tests/helpers/browser';
import type { Row } from './rows';

const SIZE = { width: 1440, height: 1080 };
const LOOP_MS = 2500;
const PLAY_MS = 6000;
const RECIPE = { id: 'bench', title: 'Bench', says: '', interpret: {}, steps: [] };

export async function benchViewer(): Promise<Row[]> {
  const pictures = [createNoise(1), createNoise(2)];
  const engine = await openMemoryEngine(({ recipe, frame }) => {
    const { header, planes } = pictures[(recipe ? 1 : 0) ^ (frame & 1)] as Picture;
    return { header: { ...header, frame, sourceFrame: frame }, planes };
  });
  const browser = await openBrowser('swiftshader');
  try {
    const open = async (path: string, viewport: typeof SIZE): Promise<Page> => {
      const page = await (await openContext(browser, { viewport })).newPage();
      await openPictures(page, engine, path);
      return page;
    };
    const alone = await open('/', SIZE);
    const rows = [...(await benchWipe(alone)), ...(await benchRest(alone)), await benchPlaying(alone)];
    await alone.context().close();
    const whole = await open('/window.html', { width: 1440, height: 900 });
    return [...(await benchRenders(whole)), ...rows];
  } finally {
    await browser.close();
    await engine.close();
  }
}

function createNoise(seed: number): Picture {
  const noise = new Uint8Array(SIZE.width * SIZE.height * 1.5);
  for (let at = 0; at < noise.length; at++)
    noise[at] = 16 + ((Math.imul(at + seed, 2654435761) >>> 24) % 220);
  return pictureOf('yuv420p', SIZE, noise);
}

async function openPictures(page: Page, engine: MemoryEngine, path: string): Promise<void> {
  await page.goto(engine.origin + path);
  const clip = JSON.stringify(madeClip({ frames: 100_000, rate: { n: 24, d: 1 } }));
  await page.evaluate(`app.open(${clip}, ${JSON.stringify(RECIPE)})`);
  await page.waitForFunction('window.__viewer?.stats().isExact');
  await page.waitForTimeout(500);
}

interface Stats {
  draws: number;
  requests: number;
  starved: number;
}
const statsOf = (page: Page): Promise<Stats> => page.evaluate('window.__viewer.stats()');
const loop = (page: Page, call: string): Promise<Pace> => page.evaluate(`pace.${call}`);

/** Presses the mouse on the handle and keeps it there while `work` moves it. */
async function withHeldWipe<Result>(page: Page, work: () => Promise<Result>): Promise<Result> {
  const box = await page.getByTestId('wipe').boundingBox();
  if (!box) throw new Error('The wipe is not there.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
  await page.mouse.down();
  try {
    return await work();
  } finally {
    await page.mouse.up();
  }
}

async function benchRenders(page: Page): Promise<Row[]> {
  return withHeldWipe(page, async () => {
    const rendersOf = (): Promise<number> => page.evaluate('app.counts.rendersOutside');
    const [stats, renders] = [await statsOf(page), await rendersOf()];
    if (renders === 0)
      throw new Error('React does not count its renders: the page lacks the profiling build.');
    const { frames } = await loop(page, `wipe(${LOOP_MS})`);
    const note = `${frames} moves in the whole window`;
    return [
      countRow('moving the wipe: requests', (await statsOf(page)).requests - stats.requests, note),
      countRow('moving the wipe: React renders', (await rendersOf()) - renders, note),
    ];
  });
}

async function benchWipe(page: Page): Promise<Row[]> {
  const cdp = await page.context().newCDPSession(page);
  // Thread time, not wall time: on a busy machine the thread waits for the processor most of the time.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return withHeldWipe(page, async () => {
    await loop(page, 'wipe(500)');
    const idle = await mainThreadMillis(cdp, () => loop(page, `idle(${LOOP_MS})`));
    const moved = await mainThreadMillis(cdp, () => loop(page, `wipe(${LOOP_MS})`));
    const control = await loop(page, `clear(${LOOP_MS}, ${SIZE.width}, ${SIZE.height})`);
    const perMove = moved.millis / moved.pace.frames - idle.millis / idle.pace.frames;
    return [
      {
        work: 'moving the wipe: main thread',
        goal: '≤ 2 ms a move',
        ratio: perMove / 2,
        passes: perMove <= 2,
        ours: `${perMove.toFixed(2)} ms`,
        reference: '2 ms',
        note: 'tasks of the main thread less those of an empty loop',
      },
      paceRow(moved.pace, control),
    ];
  });
}

/** An empty clear must reach 57 for the wipe to be judged. */
function paceRow(wipe: Pace, control: Pace): Row {
  const isQuiet = control.fps >= 57;
  return {
    work: 'moving the wipe: frames a second, 1440×1080',
    goal: '≥ 55 where an empty clear reaches 57',
    ratio: isQuiet ? wipe.fps / 55 : null,
    passes: isQuiet ? wipe.fps >= 55 : null,
    ours: `${wipe.fps.toFixed(1)} fps, p95 ${wipe.p95.toFixed(0)} ms`,
    reference: `${control.fps.toFixed(1)} fps, p95 ${control.p95.toFixed(0)} ms`,
    note: isQuiet ? `load ${load()}` : `machine busy (load ${load()})`,
  };
}

async function benchRest(page: Page): Promise<Row[]> {
  await page.waitForTimeout(300);
  const before = await statsOf(page);
  await page.waitForTimeout(2000);
  const after = await statsOf(page);
  return [countRow('at rest: draws in 2 s', after.draws - before.draws, '')];
}

async function benchPlaying(page: Page): Promise<Row> {
  const control = await loop(page, `clear(${LOOP_MS}, ${SIZE.width}, ${SIZE.height})`);
  await page.evaluate(`app.dispatch({ type: 'play/started' })`);
  // The first second fills the queues and compiles the shaders.
  await page.waitForTimeout(1500);
  const [from, stats, start] = [await playheadOf(page), await statsOf(page), performance.now()];
  await page.waitForTimeout(PLAY_MS);
  const [to, after, end] = [await playheadOf(page), await statsOf(page), performance.now()];
  await page.evaluate(`app.dispatch({ type: 'play/stopped' })`);
  const fps = ((after.draws - stats.draws) * 1000) / (end - start);
  const starved = after.starved - stats.starved;
  const isQuiet = control.fps >= 57;
  const reached = fps >= 23 && starved === 0;
  return {
    work: 'two sides of 1440×1080 from memory to the screen',
    goal: '≥ 23 of 24 fps without starvation',
    ratio: fps / 24,
    passes: reached || isQuiet ? reached : null,
    ours: `${fps.toFixed(1)} fps, starved ${starved}`,
    reference: '24 fps',
    note: `${to - from} frames passed, control ${control.fps.toFixed(1)} fps, load ${load()}${isQuiet ? '' : ', machine busy'}`,
  };
}

const playheadOf = (page: Page): Promise<number> => page.evaluate('app.state().session.playhead');

async function mainThreadMillis(
  cdp: CDPSession,
  work: () => Promise<Pace>,
): Promise<{ millis: number; pace: Pace }> {
  const taskSecs = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const before = await taskSecs();
  const pace = await work();
  return { millis: ((await taskSecs()) - before) * 1000, pace };
}

function countRow(work: string, count: number, note: string): Row {
  return { work, goal: '0', ratio: count, passes: count === 0, ours: String(count), reference: '0', note };
}

function load(): string {
  return (os.loadavg()[0] ?? 0).toFixed(1);
}
