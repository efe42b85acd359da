/** Fine detail that rolls by whole lines: combing alone says the opposite of what is true. */
import { describe, expect, test } from 'vitest';
import { createGrid } from '../../../native-pipeline/analysis/fields/blockGrid';
import {
  type BlockMeasures,
  createMeasures,
  measureBlocks,
} from '../../../native-pipeline/analysis/fields/blockMeasures';
import { createPlanes, fillPlanes } from '../../../native-pipeline/analysis/fields/fieldPlanes';
import { BOTTOM_BEFORE, OWN, TOP, TOP_BEFORE } from '../../../native-pipeline/analysis/fields/frameRecords';
import { createRollingBlocks } from '../../../native-pipeline/analysis/fields/rollingBlocks';
import { openRandom } from '../../../scripts/samples/noise';

const [WIDTH, HEIGHT] = [180, 192];
const GRID = createGrid({ width: WIDTH, height: HEIGHT });
const PAGE = drawPage();

/** Strokes two lines high wherever chance puts them, as letters have them: finer than a field can hold. */
function drawPage(): Uint8Array {
  const random = openRandom(5);
  const page = new Uint8Array(WIDTH * 3 * HEIGHT).fill(60);
  for (let stroke = 0; stroke < 1500; stroke++) {
    const at = Math.floor(random() * (3 * HEIGHT - 2)) * WIDTH + Math.floor(random() * (WIDTH - 8));
    for (const line of [at, at + WIDTH]) page.fill(200, line, line + 8);
  }
  return page;
}

/** A frame whose top and bottom lines show the page from these lines on. */
function frameAt(top: number, bottom: number): Uint8Array {
  const frame = new Uint8Array(WIDTH * HEIGHT);
  for (let line = 0; line < HEIGHT; line++) {
    const from = (line + (line % 2 === 0 ? top : bottom)) * WIDTH;
    frame.set(PAGE.subarray(from, from + WIDTH), line * WIDTH);
  }
  return frame;
}

function measured(before: Uint8Array, now: Uint8Array, isCorrected: boolean): BlockMeasures {
  const measures = createMeasures(GRID);
  const [old, planes] = [createPlanes(GRID), createPlanes(GRID)];
  fillPlanes(old, before, GRID);
  fillPlanes(planes, now, GRID);
  measureBlocks(measures, planes, old, GRID);
  if (!isCorrected) return measures;
  const rolling = createRollingBlocks(GRID);
  rolling.correct(before, createMeasures(GRID));
  rolling.correct(now, measures);
  return measures;
}

/** Means over all blocks, in the mean motion of the top field. */
function numbersOf({ differences }: BlockMeasures): { own: number; topBefore: number; bottomBefore: number } {
  const sum = (i: number): number => {
    let all = 0;
    for (const value of differences[i] ?? []) all += value;
    return all;
  };
  const mean = (i: number): number => sum(i) / sum(TOP);
  return { own: mean(OWN), topBefore: mean(TOP_BEFORE), bottomBefore: mean(BOTTOM_BEFORE) };
}

describe('letters that roll in whole frames', () => {
  test.each([1, -1, 2, -2, 3, 4, -6])('by %i lines are of one moment, and not combed', (step) => {
    const [before, now] = [frameAt(100, 100), frameAt(100 + step, 100 + step)];
    const plain = numbersOf(measured(before, now, false));
    expect(plain.own).toBeGreaterThan(0.2);
    const { own, topBefore, bottomBefore } = numbersOf(measured(before, now, true));
    expect(own).toBeLessThan(plain.own / 2);
    expect(topBefore).toBeGreaterThan(0.5);
    expect(topBefore / bottomBefore).toBeCloseTo(1, 1);
  });
});

describe('letters that roll in shifted fields', () => {
  test.each([1, -1, 3])('by %i lines are of one moment with the other field of the frame before', (step) => {
    // Each bottom field is one film frame ahead of its top field.
    const [before, now] = [frameAt(100, 100 + step), frameAt(100 + step, 100 + 2 * step)];
    const plain = numbersOf(measured(before, now, false));
    const { own, topBefore } = numbersOf(measured(before, now, true));
    expect(topBefore).toBeLessThan(plain.topBefore / 2);
    expect(own).toBeGreaterThan(0.6);
  });
});

describe('letters that roll in every field', () => {
  test.each([2, -2, 4, 6])('by %i lines a frame are left as they were measured', (step) => {
    const [before, now] = [frameAt(100, 100 + step / 2), frameAt(100 + step, 100 + 1.5 * step)];
    const differences = (isCorrected: boolean): unknown => measured(before, now, isCorrected).differences;
    expect(differences(true)).toEqual(differences(false));
  });
});

test('where a pulldown repeats a field and the other one has moved, nothing is changed', () => {
  const differences = (isCorrected: boolean): unknown =>
    measured(frameAt(101, 101), frameAt(101, 102), isCorrected).differences;
  expect(differences(true)).toEqual(differences(false));
});
