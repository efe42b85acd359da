/** PSNR of two 8-bit RGB pictures, as ffmpeg's `psnr` filter computes it on gbrp. Pure arithmetic; what it is worth is said elsewhere. */

export interface Psnr {
  /** dB; null where the pictures are identical (infinite). */
  average: number | null;
  r: number | null;
  g: number | null;
  b: number | null;
}

/** `a` and `b` are interleaved RGB of the same length. The average is taken over the squared errors, then turned into dB. */
export function measurePsnr(a: Uint8Array, b: Uint8Array): Psnr {
  // Sums stay whole below 2^53: 255² times 16384 × 16384 samples is 2^44.
  let [red, green, blue] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 3) {
    const dr = (a[i] as number) - (b[i] as number);
    const dg = (a[i + 1] as number) - (b[i + 1] as number);
    const db = (a[i + 2] as number) - (b[i + 2] as number);
    red += dr * dr;
    green += dg * dg;
    blue += db * db;
  }
  const pixels = a.length / 3;
  const average = decibels((red + green + blue) / (3 * pixels));
  return { average, r: decibels(red / pixels), g: decibels(green / pixels), b: decibels(blue / pixels) };
}

function decibels(meanSquaredError: number): number | null {
  return meanSquaredError === 0 ? null : 10 * Math.log10((255 * 255) / meanSquaredError);
}
