/**
 * Tells whether a frame is missing before another one: does the picture go as far in one step there as in two steps beside it? Looks at the top field alone.
 *
 * How much a block differs does not grow evenly with how far it moves, and grows otherwise in every block; so each block's step is held against its own steps
 * of one and of two frames just before and just behind. A thing that speeds up or comes from behind another moves some blocks so, a missing frame all. Pure.
 */
import type { NarrowFrame } from '../pass';

const [BLOCK_WIDTH, BLOCK_LINES] = [12, 10] as const;
/** Every second line of the top field. */
const FIELD_STEP = 4;
/** What a block differs from frame to frame, squared codes: more than noise. */
const LEAST_CHANGE = 8;
/** Log2 by which two steps must differ more than one: where motion is too fast or too small they are alike. */
const LEAST_GROWTH = 0.35;
/** Fewer blocks are a single thing that moves as it likes. */
const LEAST_BLOCKS = 6;
/** Steps that are looked at together. */
const REACH = 5;
/** Log2 of squared codes by which a block that moves before and behind comes to rest: a quarter of the usual. */
const RESTS = 1.5;
/** Squared codes that such a block differs by at least, and the share of such blocks. */
const [LEAST_MOVING, RESTING_SHARE] = [2, 0.5] as const;

interface Steps {
  /** Of each block, log2 of the variance of its difference to the frame before, and to the one before that. */
  one: Float32Array;
  two: Float32Array;
}

export class JumpFinder {
  private readonly fields: Uint8Array[] = [];
  private readonly steps: Steps[] = [];

  /** Takes the newest frame; what follows is then told of the step into the frame two before it. */
  push(frame: NarrowFrame): void {
    const field = this.keep(frame);
    const [last, before] = [this.fields.at(-2), this.fields.at(-3)];
    const { width } = frame;
    const make = (other: Uint8Array | undefined): Float32Array =>
      other?.length === field.length ? stepOf(field, other, width) : new Float32Array(0);
    this.steps.push({ one: make(last), two: make(before) });
    if (this.steps.length > REACH) this.steps.shift();
  }

  /** How far the step is on the way from one frame's motion (0) to two frames' (1); 0 where nobody can tell. */
  jump(): number {
    return jumpOf(this.steps);
  }

  /** Whether what moves in the frames before and behind rests in this one. */
  isRest(): boolean {
    return isRest(this.steps);
  }

  /** The field of the newest frame, in memory that is used again. */
  private keep({ luma, width, height }: NarrowFrame): Uint8Array {
    const lines = Math.ceil(height / FIELD_STEP);
    const oldest = this.fields.length >= 3 ? this.fields.shift() : undefined;
    const field = oldest?.length === lines * width ? oldest : new Uint8Array(lines * width);
    for (let line = 0; line < lines; line++) {
      const from = line * FIELD_STEP * width;
      field.set(luma.subarray(from, from + width), line * width);
    }
    this.fields.push(field);
    return field;
  }
}

/** What all samples of a block have in common (flicker, fades) does not count. */
function stepOf(field: Uint8Array, other: Uint8Array, width: number): Float32Array {
  const columns = Math.floor(width / BLOCK_WIDTH);
  const rows = Math.floor(field.length / width / BLOCK_LINES);
  const count = BLOCK_WIDTH * BLOCK_LINES;
  const steps = new Float32Array(columns * rows);
  for (let block = 0; block < steps.length; block++) {
    const corner = Math.floor(block / columns) * BLOCK_LINES * width + (block % columns) * BLOCK_WIDTH;
    let [sum, squares] = [0, 0];
    for (let line = corner; line < corner + BLOCK_LINES * width; line += width) {
      for (let at = line; at < line + BLOCK_WIDTH; at++) {
        const difference = (field[at] as number) - (other[at] as number);
        sum += difference;
        squares += difference * difference;
      }
    }
    steps[block] = Math.log2(Math.max(0.5, (squares - (sum * sum) / count) / count));
  }
  return steps;
}

/** Steps into five frames in a row; the middle one is judged. */
function jumpOf(steps: readonly Steps[]): number {
  const [, before, here, behind, last] = steps;
  if (!before || !here || !behind || !last || before.two.length === 0) return 0;
  const least = Math.log2(LEAST_CHANGE);
  let [blocks, both, squares] = [0, 0, 0];
  for (let block = 0; block < here.one.length; block++) {
    const [earlier, later] = [before.one[block] as number, behind.one[block] as number];
    if (earlier < least || later < least) continue;
    const usual = (earlier + later) / 2;
    const growth = ((before.two[block] as number) + (last.two[block] as number)) / 2 - usual;
    if (growth < LEAST_GROWTH) continue;
    blocks++;
    both += ((here.one[block] as number) - usual) * growth;
    squares += growth * growth;
  }
  return blocks < LEAST_BLOCKS ? 0 : Math.max(0, both / squares);
}

function isRest(steps: readonly Steps[]): boolean {
  const [, before, here, behind] = steps;
  if (!before || !here || !behind || before.one.length === 0) return false;
  const least = Math.log2(LEAST_MOVING);
  let [moving, resting] = [0, 0];
  for (let block = 0; block < here.one.length; block++) {
    const [earlier, later] = [before.one[block] as number, behind.one[block] as number];
    if (earlier < least || later < least) continue;
    moving++;
    if ((here.one[block] as number) < (earlier + later) / 2 - RESTS) resting++;
  }
  return moving > 0 && resting >= RESTING_SHARE * moving;
}
