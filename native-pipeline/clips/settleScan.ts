/**
 * Decides whether a clip's frames hold fields, and which of the two is shown first, from what codec, container and picture flags claim.
 *
 * Claims only: hard telecine is in the pictures, not in any flag, and is found by analysis. Pure.
 */
import type { FieldOrder, Finding, Scan } from '../../model/clip';
import type { PictureClaims, VideoClaims } from './claims';
import type { PictureFlags } from './pictureFlags';

export interface SettledScan {
  scan: Finding<Scan>;
  fieldOrder: Finding<FieldOrder | null>;
}

type Claimed = Pick<VideoClaims, 'codec' | 'fieldOrder'>;

/** Codecs whose standards know no fields. */
const FRAMES_ONLY =
  /^(png|apng|gif|bmp|tiff|webp|dpx|exr|targa|ppm|pgm|jpeg2000|jpegxl|qoi|vp8|vp9|av1|theora|flv1|h263|cinepak)$/;

export function settleScan(
  claims: Claimed,
  {
    flags,
    picture,
    isStill,
  }: { flags: PictureFlags | null; picture: PictureClaims | null; isStill: boolean },
): SettledScan {
  if (isStill) return progressive('assumed', 'A single picture has no fields to show one after the other.');
  if (flags && flags.pictures >= 3) return scanFromFlags(flags);
  if (claims.fieldOrder) return scanFromTag(claims.fieldOrder);
  if (picture) return scanFromPicture(picture);
  return scanFromCodec(claims.codec ?? '');
}

function scanFromPicture({ isInterlaced, isTopFirst }: PictureClaims): SettledScan {
  if (!isInterlaced) return progressive('tagged', 'The first picture is marked as a whole frame.');
  const order: FieldOrder = isTopFirst ? 'top-first' : 'bottom-first';
  return {
    scan: { value: 'interlaced', source: 'tagged', because: 'The first picture is marked as two fields.' },
    fieldOrder: {
      value: order,
      source: 'tagged',
      because: `The first picture is marked to show ${said(order)} first.`,
    },
  };
}

function scanFromTag(tag: string): SettledScan {
  if (tag === 'progressive') return progressive('tagged', 'The stream says that its frames are progressive.');
  // The first letter counts. libavcodec/defs.h calls "tb" stored top first but shown bottom first, yet ffmpeg itself writes it for frames
  // that show the top field first (FFV1, ProRes, in MKV and MOV), its decoders read it so (rawdec.c, v210dec.c), DV in MOV, always bottom
  // first, carries "bt", and Matroska's value 9 (RFC 9559) means it too.
  const order: FieldOrder = tag[0] === 't' ? 'top-first' : 'bottom-first';
  return {
    scan: {
      value: 'interlaced',
      source: 'tagged',
      because: `The stream says that its frames hold two fields ("${tag}").`,
    },
    fieldOrder: {
      value: order,
      source: 'tagged',
      because: `The stream says ${said(order)} is shown first.`,
    },
  };
}

function scanFromFlags(flags: PictureFlags): SettledScan {
  const { pictures, progressive: frames, repeating, isProgressiveSequence } = flags;
  const sample = `the first ${pictures} pictures`;
  if (isProgressiveSequence) return progressive('tagged', 'The sequence header rules fields out.');
  if (frames === pictures && repeating > 0) {
    const because = `${cap(sample)} are marked as whole frames, ${repeating} of them to repeat a field: film with soft telecine.`;
    return progressive('tagged', because);
  }
  if (frames === pictures) return progressive('tagged', `${cap(sample)} are all marked as whole frames.`);
  const order = orderFromFlags(flags, sample);
  if (frames > 0) {
    const because = `Of ${sample} ${frames} are marked as whole frames and ${pictures - frames} as two fields.`;
    return { scan: { value: 'mixed', source: 'tagged', because }, fieldOrder: order };
  }
  const because = `${cap(sample)} are all marked as two fields. Telecined film is marked so too: only analysis can tell.`;
  return { scan: { value: 'interlaced', source: 'tagged', because }, fieldOrder: order };
}

function orderFromFlags(
  { pictures, progressive: whole, topFirst, fields }: PictureFlags,
  sample: string,
): Finding<FieldOrder | null> {
  // The flag has no meaning for pictures coded as single fields; there the order of coding is that of showing, nearly always top first.
  if (fields > pictures / 2) {
    return {
      value: 'top-first',
      source: 'assumed',
      because: 'Pictures are coded as single fields, mostly the top one first.',
    };
  }
  const marked = pictures - whole;
  const value: FieldOrder = topFirst * 2 >= marked ? 'top-first' : 'bottom-first';
  const share = value === 'top-first' ? topFirst : marked - topFirst;
  const which = whole > 0 ? `the ${marked} of them that are marked as two fields` : sample;
  return { value, source: 'tagged', because: `${share} of ${which} show ${said(value)} first.` };
}

function scanFromCodec(codec: string): SettledScan {
  if (codec === 'dvvideo') {
    return {
      scan: {
        value: 'interlaced',
        source: 'assumed',
        because: 'DV stores two fields a frame and hardly ever anything else.',
      },
      fieldOrder: {
        value: 'bottom-first',
        source: 'assumed',
        because: 'DV shows the bottom field first, by its standard.',
      },
    };
  }
  if (FRAMES_ONLY.test(codec)) return progressive('assumed', `The codec ${codec} knows no fields.`);
  if (codec === 'hevc' || codec === 'vvc') {
    return progressive('assumed', 'HEVC marks pictures that are fields, and this stream marks none.');
  }
  const because = `Neither the container nor the codec ${codec} says whether its frames hold fields.`;
  return {
    scan: { value: 'unknown', source: 'assumed', because },
    fieldOrder: {
      value: null,
      source: 'assumed',
      because: 'It is not known whether there are fields at all.',
    },
  };
}

function progressive(source: 'tagged' | 'assumed', because: string): SettledScan {
  return {
    scan: { value: 'progressive', source, because },
    fieldOrder: { value: null, source, because: 'Progressive frames hold no fields.' },
  };
}

function said(order: FieldOrder): string {
  return order === 'top-first' ? 'the top field' : 'the bottom field';
}

function cap(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
