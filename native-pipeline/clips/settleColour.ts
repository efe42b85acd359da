/**
 * Decides which matrix, primaries, transfer, range and chroma siting a clip is taken to have, and says why.
 *
 * What is tagged is believed, and doubted aloud where it is odd. What is not tagged is assumed from size and codec: untagged SD is not BT.709.
 * Pure.
 */
import type { ClipColour, Finding, Matrix, Range, Siting, Size } from '../../model/clip';
import { MATRICES, SITINGS } from '../../model/clip';
import { framesPerSecond, type Rational } from '../../model/time';
import type { VideoClaims } from './claims';
import { hasVerticalChroma, isGray, isRgb } from './pixelFormat';

type Claimed = Pick<
  VideoClaims,
  'codec' | 'pixelFormat' | 'matrix' | 'primaries' | 'transfer' | 'range' | 'siting'
>;

/** One of the three standards that untagged video is measured by. */
interface Standard {
  matrix: Matrix;
  primaries: string;
  transfer: string;
  /** As "480 lines are NTSC video". */
  why: string;
}

export function settleColour(claims: Claimed, size: Size, rate: Rational): ClipColour {
  const standard = standardOf(size, rate);
  const pixelFormat = claims.pixelFormat ?? '';
  if (isRgb(pixelFormat)) return settleRgb(claims);
  const matrix = settleMatrix(claims, standard, size);
  return {
    matrix,
    primaries: settlePrimaries(claims, standard, matrix),
    transfer: settleTransfer(claims, standard),
    range: settleRange(claims),
    siting: settleSiting(claims),
  };
}

/** By lines; where those fit neither 480 nor 576, by the rate of the country. Wide pictures with few lines are cut HD. */
export function standardOf({ width, height }: Size, rate: Rational): Standard {
  if (height >= 720 || width >= 1280) {
    return {
      matrix: 'bt709',
      primaries: 'bt709',
      transfer: 'bt709',
      why: `${width}×${height} is HD, made to BT.709`,
    };
  }
  const isPalRate = [25, 50].includes(framesPerSecond(rate));
  const isPal = height === 576 || height === 288 || (isPalRate && ![480, 486, 240, 243].includes(height));
  const transfer = 'smpte170m';
  return isPal
    ? {
        matrix: 'bt470bg',
        primaries: 'bt470bg',
        transfer,
        why: `${height} lines at this rate are PAL video, made to BT.601`,
      }
    : {
        matrix: 'smpte170m',
        primaries: 'smpte170m',
        transfer,
        why: `${height} lines are NTSC-like SD video, made to BT.601`,
      };
}

function settleMatrix(claims: Claimed, standard: Standard, size: Size): Finding<Matrix> {
  const tag = claims.matrix;
  if (tag === null) return assumed(standard.matrix, `No matrix is tagged. ${standard.why}.`);
  if (tag === 'gbr')
    return assumed(standard.matrix, `Tagged RGB, but the samples are luma and chroma. ${standard.why}.`);
  const known = MATRICES.find((matrix) => matrix === tag) ?? COUSINS[tag];
  if (!known)
    return assumed(standard.matrix, `Tagged "${tag}", which cannot be converted here. ${standard.why}.`);
  if (claims.codec === 'mjpeg' || claims.codec === 'jpegls') {
    return {
      value: known,
      source: 'tagged',
      because: 'JPEG pictures use the BT.601 matrix by their standard.',
    };
  }
  return { value: known, source: 'tagged', because: doubtMatrix(tag, standard, size) };
}

/** Names for the same numbers, or for what our conversions treat alike. */
const COUSINS: Readonly<Record<string, Matrix>> = { bt2020c: 'bt2020nc', bt2020_ncl: 'bt2020nc' };

function doubtMatrix(tag: string, standard: Standard, { height }: Size): string {
  const isHdTag = tag === 'bt709';
  const isHd = standard.matrix === 'bt709';
  if (isHdTag && !isHd) {
    return `Tagged ${tag}, which is unusual for ${height} lines: if the colours look off, try BT.601.`;
  }
  if (isHd && (tag === 'smpte170m' || tag === 'bt470bg')) {
    return `Tagged ${tag}, which is unusual for HD: if the colours look off, try BT.709.`;
  }
  return `Tagged ${tag}.`;
}

const PRIMARIES_OF: Partial<Record<Matrix, string>> = {
  smpte170m: 'smpte170m',
  bt470bg: 'bt470bg',
  bt709: 'bt709',
  bt2020nc: 'bt2020',
  smpte240m: 'smpte240m',
};

function settlePrimaries(
  { primaries }: Claimed,
  standard: Standard,
  matrix: Finding<Matrix>,
): Finding<string> {
  if (primaries !== null) return { value: primaries, source: 'tagged', because: `Tagged ${primaries}.` };
  const ofMatrix = matrix.source === 'tagged' ? PRIMARIES_OF[matrix.value] : undefined;
  // PAL and NTSC share a matrix, so its tag cannot tell which of the two primaries are meant.
  if (ofMatrix && !(matrix.value === 'smpte170m' && standard.primaries === 'bt470bg')) {
    return assumed(
      ofMatrix,
      `No primaries are tagged; those that go with the tagged matrix ${matrix.value}.`,
    );
  }
  return assumed(standard.primaries, `No primaries are tagged. ${standard.why}.`);
}

function settleTransfer({ transfer, matrix }: Claimed, standard: Standard): Finding<string> {
  if (transfer !== null) return { value: transfer, source: 'tagged', because: `Tagged ${transfer}.` };
  const value = matrix === 'bt709' ? 'bt709' : standard.transfer;
  return assumed(value, 'No transfer is tagged; the curves of SD and HD video are the same.');
}

function settleRange({ range, pixelFormat, codec }: Claimed): Finding<Range> {
  if (pixelFormat?.startsWith('yuvj')) {
    return {
      value: 'full',
      source: 'tagged',
      because: 'Stored as JPEG-like video (yuvj), which is full range.',
    };
  }
  if (codec === 'mpeg1video' || codec === 'mpeg2video') {
    return assumed(
      'limited',
      'MPEG-1 and MPEG-2 have no tag for it; video made to their standard is limited.',
    );
  }
  if (range === 'pc') return { value: 'full', source: 'tagged', because: 'Tagged as full range.' };
  if (range === 'tv') return { value: 'limited', source: 'tagged', because: 'Tagged as limited range.' };
  if (isGray(pixelFormat ?? '')) return assumed('full', 'Untagged gray pictures are taken as full range.');
  return assumed('limited', 'No range is tagged; video is limited unless measured otherwise.');
}

function settleSiting({ siting, pixelFormat, codec }: Claimed): Finding<Siting> {
  const isVertical = hasVerticalChroma(pixelFormat ?? '');
  const known = SITINGS.find((name) => name === siting);
  if (known) return { value: known, source: 'tagged', because: `The codec or a tag says ${known}.` };
  if (codec === 'mjpeg' || codec === 'mpeg1video')
    return assumed('center', 'JPEG and MPEG-1 put chroma between luma samples.');
  return assumed(
    'left',
    isVertical
      ? 'No siting is tagged; MPEG-2, H.264 and HEVC mean left.'
      : 'Chroma is not halved in height, so only left or right matters.',
  );
}

/** Samples that are RGB already: no matrix to choose, sRGB where nothing is said. */
function settleRgb({ primaries, transfer, range }: Claimed): ClipColour {
  const isLimited = range === 'tv';
  return {
    matrix: { value: 'gbr', source: 'tagged', because: 'The samples are stored as RGB.' },
    primaries: primaries
      ? { value: primaries, source: 'tagged', because: `Tagged ${primaries}.` }
      : assumed('bt709', 'RGB without tags is taken as sRGB.'),
    transfer: transfer
      ? { value: transfer, source: 'tagged', because: `Tagged ${transfer}.` }
      : assumed('iec61966-2-1', 'RGB without tags is taken as sRGB.'),
    range: isLimited
      ? { value: 'limited', source: 'tagged', because: 'Tagged as limited range.' }
      : { value: 'full', source: range ? 'tagged' : 'assumed', because: 'RGB uses all code values.' },
    siting: assumed('left', 'RGB has no chroma samples to place.'),
  };
}

function assumed<Value>(value: Value, because: string): Finding<Value> {
  return { value, source: 'assumed', because };
}
