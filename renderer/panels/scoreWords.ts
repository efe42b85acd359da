/** Scores as text: value and unit apart, parts named. Pure. */
import type { Measurement, Score } from '../../model/compare';
import { nameSource } from '../../model/picture';
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

/** 'pixelmatch 7.2.0'; a bare number says what it is, and is not left alone on a line. */
export function toolText({ name, version }: Score['tool']): string {
  return version.includes('.') ? `${name} ${version}` : `${name}, version\u00a0${version}`;
}

/** Which pictures the numbers speak of: 'frame 60', 'source 60 → variant 48', 'A 93, B 74 (source 92 bottom + 93 top)', 'A 60, B 72'. */
export function framesText({ a, b, isSameClip }: Measurement['frames']): string {
  if (!isSameClip) return `A ${a.sourceFrame}, B ${b.sourceFrame}`;
  const [ofA, ofB] = [nameSource(a), nameSource(b)];
  if (ofA !== ofB) return `A ${ofA}, B ${b.frame} (source ${ofB})`;
  if (ofB === String(b.frame)) return `frame ${b.frame}`;
  return `source ${ofB} → variant ${b.frame}`;
}

/** What all scores are worth alike, or null where they differ: one sentence is read once. */
export function sharedValidity(scores: readonly Score[]): Pick<Score, 'validity' | 'because'> | null {
  const [first, ...rest] = scores;
  const isShared = rest.every(
    ({ validity, because }) => validity === first?.validity && because === first.because,
  );
  return first && isShared ? first : null;
}
