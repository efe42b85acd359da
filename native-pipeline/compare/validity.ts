/**
 * Says what a number is worth. Pure: knows which pictures were compared, not what they look like.
 *
 * A full-reference metric judges a copy against its original. An upscale has no original here, so its number against an enlargement of its
 * own source only tells how far the recipe moved the picture.
 */
import type { Validity } from '../../model/compare';
import type { PictureHeader } from '../../model/picture';
import type { Recipe } from '../../model/recipe';

/** One side of a comparison: which picture it is and how it was made. */
export interface ComparedSide {
  clipId: string;
  /** Null: the source itself. */
  recipe: Recipe | null;
  header: Pick<PictureHeader, 'sourceFrame' | 'primaries'>;
  /** The source frame that was asked for; null where the picture was asked for by its own number. */
  asked?: number | null;
}

export interface Judgement {
  validity: Validity;
  because: string;
}

export function judgePair(a: ComparedSide, b: ComparedSide, isIdentical: boolean): Judgement {
  if (a.clipId !== b.clipId) {
    return {
      validity: 'not-valid',
      because:
        'The sides come from two clips that nobody has aligned and registered, so shifts, crop and grade count as errors.',
    };
  }
  const [frameA, frameB] = [a.header.sourceFrame, b.header.sourceFrame];
  const isTwin = frameA !== frameB && a.asked != null && a.asked === b.asked;
  if (frameA !== frameB && !isTwin) {
    return {
      validity: 'not-valid',
      because: `The sides show different frames of the clip (${frameA} and ${frameB}).`,
    };
  }
  if (isIdentical) return { validity: 'valid', because: 'Both pictures are equal in every sample.' };
  // A telecine repeats frames and a recipe drops the repeats: at such a moment one side shows the frame's twin.
  const same = isTwin ? `the same moment (frame ${frameA}, and its twin ${frameB})` : 'the same frame';
  const [from, to] = [a.header.primaries, b.header.primaries];
  const colour =
    from === to
      ? ''
      : ` A's codes are for ${from} primaries and B's for ${to}, and are compared as they stand: what the change of primaries did to them counts as well.`;
  return {
    validity: 'relative',
    because: `Both sides come from ${same} and neither is an original: the number says how far the recipe moved the picture, not how good it is.${colour}`,
  };
}
