/**
 * Says what a number is worth. Pure: knows which pictures were compared, not what they look like.
 *
 * A full-reference metric judges a copy against its original. An upscale has no original here, so its number against an enlargement of its
 * own source only tells how far the recipe moved the picture.
 */
import type { Validity } from '../../model/compare';
import { matchSources, nameSource, type PictureHeader } from '../../model/picture';
import type { Recipe } from '../../model/recipe';

/** One side of a comparison: which picture it is and how it was made. */
export interface ComparedSide {
  clipId: string;
  /** Null: the source itself. */
  recipe: Recipe | null;
  header: Pick<PictureHeader, 'sourceFrame' | 'fields' | 'primaries'>;
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
  const match = matchSources(a.header, b.header);
  const isAskedAlike = a.asked != null && a.asked === b.asked;
  if (match.kind === 'apart' && !isAskedAlike) {
    const [ofA, ofB] = [nameSource(a.header), nameSource(b.header)];
    return {
      validity: 'not-valid',
      because: `The sides show different frames of the clip (${ofA} and ${ofB}).`,
    };
  }
  if (isIdentical) return { validity: 'valid', because: 'Both pictures are equal in every sample.' };
  const same = sayMoment(a.header, b.header);
  const [from, to] = [a.header.primaries, b.header.primaries];
  const colour =
    from === to
      ? ''
      : ` A's codes are for ${from} primaries and B's for ${to}, and are compared as they stand: what the change of primaries did to them counts as well.`;
  return {
    validity: 'relative',
    because: `${same} Neither is an original: the number says how far the recipe moved the picture, not how good it is.${colour}`,
  };
}

/** From what both sides come: a recipe pairs fields anew, and drops frames, so that at a moment they need not be of one frame. A sentence. */
function sayMoment(a: ComparedSide['header'], b: ComparedSide['header']): string {
  const [ofA, ofB] = [nameSource(a), nameSource(b)];
  switch (matchSources(a, b).kind) {
    case 'same':
      return ofA === ofB
        ? 'Both sides come from the same frame.'
        : `Both sides come from one frame (A ${ofA}, B ${ofB}).`;
    case 'shared':
      return `Both sides show the same moment by different fields: A source frame ${ofA}, B ${ofB}. What the fields that are not in both show counts as well.`;
    case 'apart':
      return `Both sides belong to the same moment, but B has no picture of frame ${ofA}: its nearest is of ${ofB}. Where that is no repeat, what moved counts as well.`;
  }
}
