/** Arithmetic of a number control: limits, steps, fine steps, text. Pure. */
export interface NumberScale {
  min: number;
  max: number;
  step: number;
}

/** With Shift a step is a tenth, but whole numbers stay whole. */
export function fineStep({ step }: NumberScale): number {
  return Number.isInteger(step) ? step : step / 10;
}

/** The nearest value that the control can hold, without the tail of binary fractions (0.30000000000000004). */
export function snap(value: number, scale: NumberScale, step: number = scale.step): number {
  const steps = Math.round((value - scale.min) / step);
  const snapped = scale.min + steps * step;
  return Number(clamp(snapped, scale).toFixed(decimals(step) + 1));
}

export function clamp(value: number, { min, max }: NumberScale): number {
  return Math.min(max, Math.max(min, value));
}

/** 0 to 1 along the control. */
export function shareOf(value: number, { min, max }: NumberScale): number {
  return max > min ? (clamp(value, { min, max, step: 1 }) - min) / (max - min) : 0;
}

/** As many decimals as the step shows, more only where the value has them (after a fine move). */
export function formatNumber(value: number, scale: NumberScale): string {
  const fixed = value.toFixed(decimals(scale.step));
  return Number(fixed) === value ? fixed : String(value);
}

/** What a typed text becomes: a value that the control can hold, and what had to be changed for it, in a few words. */
export interface Taken {
  /** Null where the text is no number: the value stays as it was. */
  value: number | null;
  /** '' where it could be taken as it is. */
  says: string;
}

/** Whole numbers stay whole where the steps are; else any number within the limits can be typed. */
export function takeTyped(text: string, scale: NumberScale, unit: string): Taken {
  const parsed = parseNumber(text);
  if (parsed === null) return { value: null, says: 'not a number' };
  const { min, max, step } = scale;
  if (parsed > max) return { value: max, says: `at most ${formatNumber(max, scale)} ${unit}`.trim() };
  if (parsed < min) return { value: min, says: `at least ${formatNumber(min, scale)} ${unit}`.trim() };
  const isWhole = Number.isInteger(parsed) || !Number.isInteger(step);
  return isWhole ? { value: parsed, says: '' } : { value: Math.round(parsed), says: 'whole numbers only' };
}

/** Null where the text is no number. Comma and point both separate decimals. */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  const value = Number(trimmed);
  return trimmed === '' || !Number.isFinite(value) ? null : value;
}

function decimals(step: number): number {
  const text = String(step);
  return text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
}
