/** Values as people read them. Pure. Units stand apart, so that they can be drawn in grey. */
import type { Clip } from '../../model/clip';
import type { Plan } from '../../model/recipe';
import { formatRational, framesPerSecond, type Rational } from '../../model/time';

export function sizeText({ width, height }: { width: number; height: number }): string {
  return `${width} × ${height}`;
}

/** '24000/1001' with the decimal that people know it by: '23.976'. Whole rates stay whole. */
export function rateText(rate: Rational): string {
  return rate.d === 1 ? String(rate.n) : `${formatRational(rate)}`;
}

/** A clip's own rate; of a variable one the mean, which is no fraction that means anything. `unit` is drawn in grey. */
export function clipRateText({ rate, isConstantRate }: ClipRate): { value: string; unit: string } {
  return isConstantRate === false
    ? { value: roundRateText(rate), unit: 'fps on average' }
    : { value: rateText(rate), unit: 'fps' };
}

/**
 * What comes out a second: the rate, or that it is variable, with the mean where the clip's own rate is known to be constant. `unit` is drawn
 * in grey.
 */
export function planRateText(plan: PlannedRate, clip: ClipRate | null): { value: string; unit: string } {
  const { rate, relation } = plan;
  const isListed = relation.kind === 'map';
  const isVariable = isListed ? !relation.isConstantRate : clip?.isConstantRate === false;
  if (!isVariable) return { value: rateText(rate), unit: 'fps' };
  if (!isListed || !clip?.isConstantRate) return { value: 'variable', unit: '' };
  const mean = (framesPerSecond(clip.rate) * relation.pictures) / relation.sourceFrames;
  return { value: 'variable', unit: `${mean.toFixed(2)} fps on average` };
}

type PlannedRate = Pick<Plan, 'rate' | 'relation'>;
type ClipRate = Pick<Clip, 'rate' | 'isConstantRate'>;

export function roundRateText(rate: Rational): string {
  return String(Number(framesPerSecond(rate).toFixed(3)));
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

export function bytesText(bytes: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${BYTE_UNITS[power]}`;
}

/** '1:02:03' or '0:42.5'; '' where nobody knows. */
export function durationText(secs: number | null): string {
  if (secs === null) return '';
  const whole = Math.floor(secs);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const pad = (value: number) => String(value).padStart(2, '0');
  if (h > 0) return `${h}:${pad(m)}:${pad(s)}`;
  return `${m}:${pad(s)}.${Math.floor((secs - whole) * 10)}`;
}

/** For time left: '3 min 20 s', '12 s'. */
export function waitText(secs: number): string {
  const whole = Math.max(0, Math.round(secs));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`;
}

/** A hint without what only the command line has: '(--resume)'. The window has buttons for it. */
export function hintText(hint: string): string {
  return hint.replace(/ \(--[\w-]+\)/g, '');
}

export function countText(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}

/** '12 000', with narrow spaces. */
export function numberText(count: number): string {
  return count.toLocaleString('en-US').replaceAll(',', '\u202f');
}
