/**
 * Decides the shape of a clip's pictures: sample aspect and rotation. Pure.
 *
 * Non-square samples are believed where tagged; where nothing usable is tagged, the usual ones of the picture's size are assumed.
 */
import type { Finding, Size } from '../../model/clip';
import { formatRational, type Rational } from '../../model/time';
import type { VideoClaims } from './claims';

type Turn = 0 | 90 | 180 | 270;

/** Beyond this a sample aspect is damage, not a format: the widest in use is 2.1 (352×480 at 16:9 is 80:33). */
const WIDEST = 8;

/** Sizes whose samples are not square where nothing is tagged, all at 4:3 except HDV and DVCPRO HD. */
const USUAL: Readonly<Record<string, { aspect: Rational; what: string }>> = {
  '720x480': { aspect: { n: 8, d: 9 }, what: '4:3 NTSC' },
  '720x486': { aspect: { n: 10, d: 11 }, what: '4:3 NTSC' },
  '704x480': { aspect: { n: 10, d: 11 }, what: '4:3 NTSC' },
  '352x480': { aspect: { n: 20, d: 11 }, what: '4:3 NTSC of half width' },
  '480x480': { aspect: { n: 4, d: 3 }, what: '4:3 NTSC (SVCD)' },
  '352x240': { aspect: { n: 10, d: 11 }, what: '4:3 NTSC (VCD)' },
  '720x576': { aspect: { n: 16, d: 15 }, what: '4:3 PAL' },
  '704x576': { aspect: { n: 12, d: 11 }, what: '4:3 PAL' },
  '352x576': { aspect: { n: 24, d: 11 }, what: '4:3 PAL of half width' },
  '480x576': { aspect: { n: 8, d: 5 }, what: '4:3 PAL (SVCD)' },
  '352x288': { aspect: { n: 12, d: 11 }, what: '4:3 PAL (VCD)' },
  '1440x1080': { aspect: { n: 1, d: 1 }, what: '4:3 HD' },
};

export function settleSampleAspect(
  tagged: Rational | null,
  size: Size,
  isPicture: boolean,
): Finding<Rational> {
  const isSane = tagged !== null && tagged.n / tagged.d <= WIDEST && tagged.d / tagged.n <= WIDEST;
  if (isSane) return { value: tagged, source: 'tagged', because: doubtAspect(tagged, size) };
  const why = tagged
    ? `Tagged ${formatRational(tagged, ':')}, which no format uses: taken as damage.`
    : 'No sample aspect is tagged.';
  const usual = USUAL[`${size.width}x${size.height}`];
  if (!usual || isPicture)
    return { value: { n: 1, d: 1 }, source: 'assumed', because: `${why} Square samples are assumed.` };
  const because = `${why} ${size.width}×${size.height} is assumed to be ${usual.what}, samples ${formatRational(usual.aspect, ':')}.`;
  return { value: usual.aspect, source: 'assumed', because };
}

function doubtAspect(tagged: Rational, { width, height }: Size): string {
  const text = `Tagged ${formatRational(tagged, ':')}`;
  const usual = USUAL[`${width}x${height}`]?.aspect;
  const isOddSquare = tagged.n === tagged.d && usual !== undefined && usual.n !== usual.d;
  return isOddSquare
    ? `${text}, which is unusual for ${width}×${height}: usual are ${formatRational(usual, ':')}.`
    : `${text}.`;
}

/** The display matrix as a clockwise quarter turn. ffprobe counts counter-clockwise; ffmpeg has already turned the pictures it hands out. */
export function settleRotation({
  turn,
  isMirrored,
}: Pick<VideoClaims, 'turn' | 'isMirrored'>): Finding<Turn> {
  if (turn === null) return { value: 0, source: 'assumed', because: 'No rotation is tagged.' };
  const clockwise = (((-turn % 360) + 360) % 360) as number;
  const value = ([0, 90, 180, 270] as const).find((quarter) => Math.abs(quarter - clockwise) < 1);
  const mirrored = isMirrored ? ' and mirrored' : '';
  if (value !== undefined) {
    return {
      value,
      source: 'tagged',
      because: `The display matrix asks for ${value}° clockwise${mirrored}.`,
    };
  }
  const because = `The display matrix asks for ${Math.round(clockwise)}°, which is no quarter turn; the frame keeps its shape.`;
  return { value: 0, source: 'tagged', because };
}
