/** Scores as text: value and unit apart, parts named. Pure. */
import type { Score } from '../../model/compare';
import { countText } from '../ui/words';

export function scoreText({ metric, value }: Score): { value: string; unit: string } {
  if (metric === 'psnr') return { value: value === null ? '∞' : value.toFixed(2), unit: 'dB' };
  if (value === null) return { value: '–', unit: '' };
  if (metric === 'ssim') return { value: value.toFixed(4), unit: '' };
  return { value: (value * 100).toFixed(2), unit: '%' };
}

/** Per channel for PSNR and SSIM, counts for pixelmatch. */
export function partTexts({ metric, parts }: Score): string[] {
  if (metric === 'pixelmatch') {
    const { pixels, of } = parts;
    return [`${countText(pixels ?? 0, 'pixel')} of ${countText(of ?? 0, 'pixel')}`];
  }
  const digits = metric === 'psnr' ? 2 : 4;
  return Object.entries(parts).map(
    ([name, value]) => `${name.toUpperCase()} ${value === null ? '∞' : value.toFixed(digits)}`,
  );
}
