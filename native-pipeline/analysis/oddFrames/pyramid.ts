/** A plane of luma at three scales, each half the one before and softened, so that a shift of many samples is a small one at the coarsest. Pure. */

export interface Scale {
  width: number;
  height: number;
  luma: Float32Array;
}

/** The finest scale first. */
export type Pyramid = readonly Scale[];

export const SCALES = 3;

export function createPyramid(width: number, height: number, luma: Uint8Array): Pyramid {
  const scales: Scale[] = [softened({ width, height, luma: Float32Array.from(luma) })];
  while (scales.length < SCALES) scales.push(halved(scales[scales.length - 1] as Scale));
  return scales;
}

/** 1-2-1 along both axes; beyond an edge stands the edge. */
function softened({ width, height, luma }: Scale): Scale {
  const across = new Float32Array(luma.length);
  for (let line = 0; line < luma.length; line += width) {
    let before = luma[line] as number;
    let here = before;
    for (let x = 0; x < width; x++) {
      const behind = x < width - 1 ? (luma[line + x + 1] as number) : here;
      across[line + x] = before + 2 * here + behind;
      [before, here] = [here, behind];
    }
  }
  const soft = new Float32Array(luma.length);
  for (let y = 0; y < height; y++) {
    const [above, here, below] = [Math.max(0, y - 1), y, Math.min(height - 1, y + 1)].map(
      (row) => row * width,
    ) as [number, number, number];
    for (let x = 0; x < width; x++) {
      soft[here + x] =
        ((across[above + x] as number) + 2 * (across[here + x] as number) + (across[below + x] as number)) /
        16;
    }
  }
  return { width, height, luma: soft };
}

function halved(scale: Scale): Scale {
  const { luma, width: wide } = softened(scale);
  const [width, height] = [scale.width >> 1, scale.height >> 1];
  const half = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 2 * y * wide + 2 * x;
      const sum =
        (luma[at] as number) +
        (luma[at + 1] as number) +
        (luma[at + wide] as number) +
        (luma[at + wide + 1] as number);
      half[y * width + x] = sum / 4;
    }
  }
  return { width, height, luma: half };
}
