/**
 * Combing left in a picture, measured without anything to compare it with: do its two fields show the same moment?
 *
 * In a whole picture the lines between two lines of a field are best foretold from right above and below. Where the fields are of two moments, they are
 * foretold better from a place beside: that displacement is motion between the fields, which no vertical detail, noise or grain imitates. Pure.
 */

export interface LumaPlane {
  width: number;
  height: number;
  /** Rows without padding. */
  data: Uint8Array | Uint16Array;
}

export interface FieldMotion {
  /** Share of the textured blocks whose fields are displaced, 0 to 1; 0 where nothing has texture. */
  share: number;
  /** Textured blocks, and those displaced. */
  textured: number;
  displaced: number;
  /** Median of the horizontal displacements of the odd lines against the even ones, in samples, rightwards positive. */
  shift: number;
}

const BLOCK_WIDTH = 32;
/** Lines of the frame; half of them of each field. */
const BLOCK_LINES = 16;
const REACH = 10;
/** Lines of the frame, even numbers only: a prediction from one line instead of two would be of another kind. */
const RISES = [0, -2, 2];
/** How much worse the straight prediction must be than one from beside: twice, on natural pictures, is motion. */
const WORSE = 1.8;
/** Mean squared error in codes² that motion must explain at least: below it nobody sees a comb. */
const VISIBLE = 12;
/** Variance along the lines below which a displacement could not be told. */
const TEXTURE = 30;

/**
 * Costs about 40 ms for a picture of 720×480. `unit`: sample steps in one code of 8 bits. `every`: looks at one block of so many, for when time counts.
 */
export function measureFieldMotion(plane: LumaPlane, unit = 1, every = 1): FieldMotion {
  const shifts: number[] = [];
  let textured = 0;
  let block = 0;
  for (let y = 2; y + BLOCK_LINES + 2 <= plane.height; y += BLOCK_LINES) {
    for (let x = REACH; x + BLOCK_WIDTH + REACH <= plane.width; x += BLOCK_WIDTH) {
      if (block++ % every !== 0) continue;
      if (textureOf(plane, x, y) < TEXTURE * unit * unit) continue;
      textured++;
      const shift = displacementOf(plane, x, y, VISIBLE * unit * unit);
      if (shift !== 0) shifts.push(shift);
    }
  }
  shifts.sort((a, b) => a - b);
  const displaced = shifts.length;
  return {
    share: textured === 0 ? 0 : displaced / textured,
    ...{ textured, displaced, shift: shifts[displaced >> 1] ?? 0 },
  };
}

/** 0 where the second field belongs where it stands. */
function displacementOf(plane: LumaPlane, x: number, y: number, visible: number): number {
  const straight = errorAt(plane, x, y, 0, 0);
  if (straight < visible) return 0;
  let best = 0;
  let least = straight;
  for (const rise of RISES) {
    for (let shift = -REACH; shift <= REACH; shift++) {
      const error = errorAt(plane, x, y, shift, rise);
      if (error >= least) continue;
      least = error;
      // A displacement upwards or downwards alone counts as one sample.
      best = -shift || 1;
    }
  }
  return straight > WORSE * least && straight - least > visible ? best : 0;
}

/** Mean squared error of the block's odd lines, foretold from the even ones `shift` samples beside and `rise` lines below. */
function errorAt({ width, data }: LumaPlane, x: number, y: number, shift: number, rise: number): number {
  let sum = 0;
  for (let line = 1; line < BLOCK_LINES; line += 2) {
    const at = (y + line) * width + x;
    const above = at + (rise - 1) * width + shift;
    const below = at + (rise + 1) * width + shift;
    for (let i = 0; i < BLOCK_WIDTH; i++) {
      const error = (data[at + i] ?? 0) - ((data[above + i] ?? 0) + (data[below + i] ?? 0)) / 2;
      sum += error * error;
    }
  }
  return sum / ((BLOCK_LINES / 2) * BLOCK_WIDTH);
}

/** Variance of the differences of neighbours along the block's even lines. */
function textureOf({ width, data }: LumaPlane, x: number, y: number): number {
  let sum = 0;
  for (let line = 0; line < BLOCK_LINES; line += 2) {
    const at = (y + line) * width + x;
    for (let i = 0; i < BLOCK_WIDTH; i++) {
      const step = (data[at + i + 2] ?? 0) - (data[at + i] ?? 0);
      sum += step * step;
    }
  }
  return sum / ((BLOCK_LINES / 2) * BLOCK_WIDTH);
}
