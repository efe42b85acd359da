/**
 * How far each block of a picture moved from one frame to the next: the older one is shifted until it fits the newer one (Lucas and Kanade 1981), from a
 * coarse scale to the finest. Good to a few hundredths of a sample. Costs a millisecond or two, so it is asked only where something is in doubt. Pure.
 */
import { type Pyramid, SCALES, type Scale } from './pyramid';

/** In samples of the finest scale, by block; Number.NaN where a block stands still or cannot be followed. */
export interface BlockSteps {
  x: Float32Array;
  y: Float32Array;
}

const [BLOCK_WIDTH, BLOCK_LINES] = [12, 10] as const;
const SAMPLES = BLOCK_WIDTH * BLOCK_LINES;
const ROUNDS = 3;
/** Samples that one round may correct, and below which no other is worth it. */
const [MOST_ROUND, LEAST_ROUND] = [1.5, 0.02] as const;
/** Root mean square in codes: a block that changes less stands still, or what moves in it is noise. */
const LEAST_CHANGE = 1.2;
/** Sum of the mean squared slopes along both axes, codes squared. */
const LEAST_TEXTURE = 8;
/** What the shift may leave of a change, root mean square. */
const MOST_LEFT = 0.7;
/** Keeps a block of nearly one colour, or of lines in one direction, from flying off: codes squared, over the block, and a share of its slopes. */
const [STIFF, STIFF_SHARE] = [30, 0.02] as const;

/** Blocks that were followed, of those looked at first; with fewer the others are looked at too. */
const ENOUGH = 24;

export class BlockFollower {
  private readonly slopesX = new Float32Array(SAMPLES);
  private readonly slopesY = new Float32Array(SAMPLES);
  private readonly errors = new Float32Array(SAMPLES);

  /** Both of one size. Looks at every second block as on a chessboard, and at half of those where a camera moves: neighbours move alike. */
  follow(older: Pyramid, newer: Pyramid): BlockSteps {
    const { width, height } = newer[0] as Scale;
    const [columns, rows] = [Math.floor(width / BLOCK_WIDTH), Math.floor(height / BLOCK_LINES)];
    const create = (): Float32Array => new Float32Array(columns * rows).fill(Number.NaN);
    const steps = { x: create(), y: create() };
    let followed = 0;
    for (const half of [0, 1]) {
      for (let row = 0; row < rows; row++) {
        for (let column = (row % 2) + 2 * ((half + (row >> 1)) % 2); column < columns; column += 4) {
          const step = this.followBlock(older, newer, { left: column * BLOCK_WIDTH, top: row * BLOCK_LINES });
          if (!step) continue;
          steps.x[row * columns + column] = step.x;
          steps.y[row * columns + column] = step.y;
          followed++;
        }
      }
      if (followed >= ENOUGH) break;
    }
    return steps;
  }

  private followBlock(older: Pyramid, newer: Pyramid, corner: Corner): Step | null {
    const [from, to] = [older[0] as Scale, newer[0] as Scale];
    const change = this.leftOver(from, to, corner, STILL);
    if (change < LEAST_CHANGE) return null;
    let step = STILL;
    for (let scale = SCALES - 1; scale >= 0; scale--) {
      const part = 2 ** scale;
      const scaled = newer[scale] as Scale;
      const at = cornerAt(corner, part, scaled);
      const isTextured = this.readSlopes(scaled, at) >= LEAST_TEXTURE;
      if (scale === 0 && !isTextured) return null;
      const guess = { x: step.x / part, y: step.y / part };
      const found = this.refine(older[scale] as Scale, scaled, at, guess);
      step = { x: found.x * part, y: found.y * part };
    }
    return this.leftOver(from, to, corner, step) < MOST_LEFT * change ? step : null;
  }

  /** Fills the slopes of the newer picture; returns their mean squares. */
  private readSlopes({ luma, width, height }: Scale, { left, top }: Corner): number {
    let [squares, i] = [0, 0];
    for (let y = top; y < top + BLOCK_LINES; y++) {
      const above = width * Math.max(0, y - 1);
      const below = width * Math.min(height - 1, y + 1);
      for (let x = left; x < left + BLOCK_WIDTH; x++, i++) {
        const before = luma[y * width + (x > 0 ? x - 1 : 0)] as number;
        const behind = luma[y * width + (x < width - 1 ? x + 1 : x)] as number;
        const across = (behind - before) / 2;
        const down = ((luma[below + x] as number) - (luma[above + x] as number)) / 2;
        this.slopesX[i] = across;
        this.slopesY[i] = down;
        squares += across * across + down * down;
      }
    }
    return squares / SAMPLES;
  }

  private refine(older: Scale, newer: Scale, corner: Corner, guess: Step): Step {
    const { slopesX, slopesY, errors } = this;
    let [xx, yy, xy, sumX, sumY] = [0, 0, 0, 0, 0];
    for (let i = 0; i < SAMPLES; i++) {
      const [across, down] = [slopesX[i] as number, slopesY[i] as number];
      xx += across * across;
      yy += down * down;
      xy += across * down;
      sumX += across;
      sumY += down;
    }
    const stiff = STIFF_SHARE * (xx + yy) + STIFF;
    [xx, yy] = [xx + stiff, yy + stiff];
    const whole = xx * yy - xy * xy;
    let { x, y } = guess;
    for (let round = 0; round < ROUNDS; round++) {
      readErrors(older, newer, corner, { x, y }, errors);
      let [all, errorX, errorY] = [0, 0, 0];
      for (let i = 0; i < SAMPLES; i++) {
        const error = errors[i] as number;
        all += error;
        errorX += error * (slopesX[i] as number);
        errorY += error * (slopesY[i] as number);
      }
      // What all samples have in common is flicker.
      errorX -= (all * sumX) / SAMPLES;
      errorY -= (all * sumY) / SAMPLES;
      const addX = bounded((xy * errorY - yy * errorX) / whole);
      const addY = bounded((xy * errorX - xx * errorY) / whole);
      x += addX;
      y += addY;
      if (Math.abs(addX) + Math.abs(addY) < LEAST_ROUND) break;
    }
    return { x, y };
  }

  /** Root mean square of what the shifted older picture differs by, but for what all samples have in common. */
  private leftOver(older: Scale, newer: Scale, corner: Corner, step: Step): number {
    readErrors(older, newer, corner, step, this.errors);
    let [sum, squares] = [0, 0];
    for (let i = 0; i < SAMPLES; i++) {
      const error = this.errors[i] as number;
      sum += error;
      squares += error * error;
    }
    return Math.sqrt(Math.max(0, squares - (sum * sum) / SAMPLES) / SAMPLES);
  }
}

interface Step {
  x: number;
  y: number;
}

interface Corner {
  left: number;
  top: number;
}

const STILL: Step = { x: 0, y: 0 };

/** The block of the same size around the same middle, in a picture that is so many times as small. */
function cornerAt({ left, top }: Corner, part: number, { width, height }: Scale): Corner {
  const middle = (start: number, size: number, room: number): number =>
    Math.max(0, Math.min(room - size, Math.round((start + size / 2) / part - size / 2)));
  return { left: middle(left, BLOCK_WIDTH, width), top: middle(top, BLOCK_LINES, height) };
}

function bounded(add: number): number {
  return Math.max(-MOST_ROUND, Math.min(MOST_ROUND, add));
}

/** The newer picture's samples less the older one's, shifted; beyond an edge stands the edge. */
function readErrors(
  { luma: from, width, height }: Scale,
  { luma: to }: Scale,
  { left, top }: Corner,
  step: Step,
  errors: Float32Array,
): void {
  const [wholeX, wholeY] = [Math.floor(-step.x), Math.floor(-step.y)];
  const [partX, partY] = [-step.x - wholeX, -step.y - wholeY];
  const isInside = left + wholeX >= 0 && left + wholeX + BLOCK_WIDTH < width;
  let i = 0;
  for (let y = top; y < top + BLOCK_LINES; y++) {
    const above = width * clamp(y + wholeY, height - 1);
    const below = width * clamp(y + wholeY + 1, height - 1);
    for (let x = left; x < left + BLOCK_WIDTH; x++, i++) {
      const before = isInside ? x + wholeX : clamp(x + wholeX, width - 1);
      const behind = isInside ? before + 1 : clamp(x + wholeX + 1, width - 1);
      const upper = (1 - partX) * (from[above + before] as number) + partX * (from[above + behind] as number);
      const lower = (1 - partX) * (from[below + before] as number) + partX * (from[below + behind] as number);
      errors[i] = (to[y * width + x] as number) - (1 - partY) * upper - partY * lower;
    }
  }
}

function clamp(at: number, most: number): number {
  return at < 0 ? 0 : at > most ? most : at;
}
