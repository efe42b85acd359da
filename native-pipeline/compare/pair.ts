/**
 * All numbers of one pair of pictures, and the mask of where they differ. Pure and slow (a few hundred milliseconds for 1440×1080): runs in
 * the measuring thread, through measure.ts.
 */
import { WorkbenchError } from '../../model/errors';
import type { RgbPicture } from '../frames/rgb';
import { eightBitRgb } from '../frames/rgb';
import { measurePixels, type PixelDifference } from './pixelDifference';
import { measurePsnr, type Psnr } from './psnr';
import { measureSsim, type Ssim } from './ssim';

export interface PairNumbers {
  pixels: number;
  antialiased: number;
  psnr: Psnr;
  ssim: Ssim;
  /** Equal in every sample, at the depth measured. */
  isIdentical: boolean;
}

/** Measures in 8 bits, as all three metrics are defined; deeper pictures are rounded first. Throws sizes-differ. */
export function measurePair(a: RgbPicture, b: RgbPicture, threshold: number): PairNumbers {
  assertSameSize(a, b);
  const [first, second] = [eightBitRgb(a).data, eightBitRgb(b).data];
  const { pixels, antialiased } = measurePixels(first, second, a, threshold);
  const psnr = measurePsnr(first, second);
  return {
    pixels,
    antialiased,
    psnr,
    ssim: measureSsim(first, second, a),
    isIdentical: psnr.average === null,
  };
}

/** Only the mask and its counts. Throws sizes-differ. */
export function measureMask(a: RgbPicture, b: RgbPicture, threshold: number): PixelDifference {
  assertSameSize(a, b);
  return measurePixels(eightBitRgb(a).data, eightBitRgb(b).data, a, threshold);
}

function assertSameSize(a: RgbPicture, b: RgbPicture): void {
  if (a.width === b.width && a.height === b.height) return;
  throw new WorkbenchError(
    'sizes-differ',
    `Side A is ${a.width}×${a.height} and side B ${b.width}×${b.height}; only pictures of one size can be compared pixel by pixel.`,
    'Ask for both at the same size, as by a plain enlargement of the smaller one.',
  );
}
