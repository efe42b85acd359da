/**
 * Which sizes the encoders take, so that a picture none of them could write is told before a render begins. Pure.
 *
 * Measured with ffmpeg 5.1 and 7.0, encoder by encoder, at the sizes around each limit (tests/engine/renderSizes.test.ts holds them against it).
 */
import type { Size } from '../../model/clip';
import { WorkbenchError } from '../../model/errors';
import { chromaShifts, parsePixelFormat } from '../recipes/pixelFormat';

/** What is asked of the pictures that an encoder is to write. */
export interface Written {
  size: Size;
  /** As the encoder gets them. */
  pixelFormat: string;
  /** Two fields kept two fields. */
  hasFields: boolean;
}

interface Limit {
  /** Fewest samples either way. */
  least: number;
  /** Most samples in all; a side is limited for every picture that can be opened or planned. */
  mostInAll?: number;
  /** Sides must be multiples of these. */
  multiples?(written: Written): Size;
}

/** x264 and x265 keep whole colour samples only; with two fields x264 wants them whole in each field. */
function wholeColours(lines: number) {
  return ({ pixelFormat, hasFields }: Written): Size => {
    const { x, y } = chromaShifts(parsePixelFormat(pixelFormat).subsampling);
    return { width: 1 << x, height: (1 << y) * (hasFields ? lines : 1) };
  };
}

const LIMITS: Readonly<Record<string, Limit>> = {
  // The slices of ffmpeg 5.1 need two whole samples of colour either way.
  ffv1: { least: 2 },
  libx264: { least: 1, multiples: wholeColours(2) },
  // Its documentation says 16, but it breaks its own memory at some sizes below its usual block of 64 (34 × 34, 48 × 48 in gray).
  libx265: { least: 64, multiples: wholeColours(1) },
  libopenh264: { least: 16, mostInAll: 36864 * 256 },
  libkvazaar: { least: 8, multiples: () => ({ width: 8, height: 8 }) },
  prores_ks: { least: 1 },
};

/** Throws recipe-unfit where the encoder does not take pictures of this size. `codec` is for the words. */
export function assertSize(encoder: string, codec: string, written: Written): void {
  const why = refusal(encoder, written);
  if (!why) return;
  const { width, height } = written.size;
  const [says, hint] = why;
  throw new WorkbenchError(
    'recipe-unfit',
    `The pictures would be ${width} × ${height}, but ${says.replace('%', `${codec} (${encoder})`)}.`,
    hint,
  );
}

function refusal(encoder: string, written: Written): [says: string, hint: string] | null {
  const { width, height } = written.size;
  const { least, mostInAll, multiples } = LIMITS[encoder] ?? { least: 1 };
  const few = leastOf(encoder, written, least);
  if (width < few.width || height < few.height)
    return [`% is written from ${few.width} × ${few.height} on`, LARGER];
  if (mostInAll !== undefined && width * height > mostInAll)
    return ['% takes no more than 4096 × 2304 samples in all', SMALLER];
  const whole = multiples?.(written) ?? { width: 1, height: 1 };
  if (width % whole.width === 0 && height % whole.height === 0) return null;
  return [
    `% takes ${wholeText(written, whole)}`,
    'Crop or enlarge to such a size, or choose ffv1 or prores, which take every one.',
  ];
}

const LARGER = 'Set a larger height in "Enlarge", or crop less.';
const SMALLER = 'Set a smaller height in "Enlarge".';

function leastOf(encoder: string, { pixelFormat }: Written, least: number): Size {
  if (encoder !== 'ffv1') return { width: least, height: least };
  const { x, y } = chromaShifts(parsePixelFormat(pixelFormat).subsampling);
  return { width: least << x, height: least << y };
}

function wholeText({ hasFields }: Written, whole: Size): string {
  const parts = [
    whole.width > 1 ? `widths that divide by ${whole.width}` : '',
    whole.height > 1 ? `heights that divide by ${whole.height}` : '',
  ].filter(Boolean);
  return `${parts.join(' and ')} here${hasFields && whole.height > 1 ? ', for it keeps the two fields' : ''}`;
}
