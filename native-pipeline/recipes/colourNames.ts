/** How ffmpeg's filters spell colour: setparams, zscale and colorspace each know another set of names. Pure. */
import type { Matrix, Primaries, Transfer } from '../../model/clip';

/** Names that setparams takes in ffmpeg 5.1 and later (libavfilter/vf_setparams.c). */
const PRIMARIES = new Set(
  'bt709 bt470m bt470bg smpte170m smpte240m film bt2020 smpte428 smpte431 smpte432 jedec-p22 ebu3213'.split(
    ' ',
  ),
);
const TRANSFERS = new Set(
  (
    'bt709 bt470m bt470bg smpte170m smpte240m linear log100 log316 iec61966-2-4 bt1361e iec61966-2-1 ' +
    'bt2020-10 bt2020-12 smpte2084 smpte428 arib-std-b67'
  ).split(' '),
);

/** Curves made for the display of standard video: BT.1886 shows all of them, whatever their camera side was. */
const VIDEO_CURVES = new Set(
  'bt709 bt470m bt470bg smpte170m smpte240m iec61966-2-4 bt1361e bt2020-10 bt2020-12'.split(' '),
);

export function paramFromPrimaries(primaries: Primaries): string {
  return PRIMARIES.has(primaries) ? primaries : 'unknown';
}

export function paramFromTransfer(transfer: Transfer): string {
  return TRANSFERS.has(transfer) ? transfer : 'unknown';
}

/** zscale misspells SMPTE 240M ("smpte2400m") in 5.1; its number is stable (ITU-T H.273). */
export function zscaleFromMatrix(matrix: Matrix): string {
  return matrix === 'smpte240m' ? '7' : matrix;
}

/** True for curves that a conversion between SD and HD leaves alone. */
export function isVideoCurve(transfer: Transfer): boolean {
  return VIDEO_CURVES.has(transfer) || !TRANSFERS.has(transfer);
}
