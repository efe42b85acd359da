import { describe, expect, it } from 'vitest';
import { createGrid } from '../../../native-pipeline/analysis/fields/blockGrid';
import { litArea } from '../../../native-pipeline/analysis/shots/litBlocks';

const GRID = createGrid({ width: 180, height: 480 });
const { columns, rows, blocks } = GRID;
const WHOLE = { top: 0, bottom: rows, left: 0, right: columns };

function means(light: (row: number, column: number) => number): Float32Array {
  return Float32Array.from({ length: blocks }, (_, block) =>
    light(Math.floor(block / columns), block % columns),
  );
}

describe('the part of two pictures that is no bar', () => {
  const boxed = (light: number) => means((row) => (row < 4 || row >= rows - 4 ? 16.5 : light));

  it('is what bars leave of it, above and below and at the sides', () => {
    expect(litArea(boxed(90), boxed(60), GRID)).toEqual({ ...WHOLE, top: 4, bottom: rows - 4 });
    const pillars = means((_, column) => (column < 2 || column >= columns - 2 ? 16 : 80));
    expect(litArea(pillars, pillars, GRID)).toEqual({ ...WHOLE, left: 2, right: columns - 2 });
  });

  it('holds what only one of them lights, and black within', () => {
    expect(
      litArea(
        boxed(90),
        means(() => 90),
        GRID,
      ),
    ).toEqual(WHOLE);
    const hole = means((row) => (row === 10 ? 16 : 80));
    expect(litArea(hole, hole, GRID)).toEqual(WHOLE);
  });

  it('is all of it at night: a single light is no picture between bars', () => {
    const night = means((row, column) => (row === 10 && column === 7 ? 120 : 16));
    expect(litArea(night, night, GRID)).toEqual(WHOLE);
    expect(
      litArea(
        means(() => 16),
        means(() => 16),
        GRID,
      ),
    ).toEqual(WHOLE);
  });
});
