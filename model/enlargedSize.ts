/** How large a picture is behind the step "Enlarge". Pure: the engine makes that size, and the window knows by it which part of the picture a crop leaves. */
import type { Size } from './clip';
import type { Settings } from './settings';
import type { Rational } from './time';

/** What of a picture decides its size behind an enlargement. */
export interface Sizing {
  size: Size;
  sampleAspect: Rational;
  /** Lines that the whole picture would have at this scale: more than `size.height` where it was cropped. */
  wholeLines: number;
}

/** `settings`: settled. */
export function enlargedSize(settings: Settings, picture: Sizing): Pick<Sizing, 'size' | 'wholeLines'> {
  const { size, wholeLines } = picture;
  const lines = Number(settings.lines);
  const isWhole = settings.isFilling === true || size.height === wholeLines;
  if (settings.isSquareOnly === true || isWhole) {
    const whole = squareSizeAt(picture, settings.isSquareOnly === true ? size.height : lines);
    return { size: whole, wholeLines: whole.height };
  }
  // At the scale of the whole picture: what was cut off is missing, and nothing else differs.
  return { size: squareSizeAt(picture, (lines * size.height) / wholeLines), wholeLines: lines };
}

/** Size with square samples at a height: 720 × 480 of 8:9 at 1080 lines is 1440 × 1080. Even numbers, as 4:2:0 and encoders want them. */
export function squareSizeAt({ size, sampleAspect }: Omit<Sizing, 'wholeLines'>, lines: number): Size {
  const width = (size.width * sampleAspect.n * lines) / (sampleAspect.d * size.height);
  return { width: evenFrom(width), height: evenFrom(lines) };
}

function evenFrom(value: number): number {
  return Math.max(2, Math.round(value / 2) * 2);
}
