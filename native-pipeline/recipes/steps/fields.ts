/** What the two steps that work on fields share. */
import type { PictureState } from '../pictureState';

export const ORDER_HINT =
  'If motion shows combing, choose "Field order" among the findings of the clip ("interpret" in a recipe file); else leave this step out.';

/** ffmpeg's word for which field is shown first. Where nobody knows, top first: right for DVDs and HD, wrong for DV. */
export function parityOf({ fields }: Pick<PictureState, 'fields'>): 'tff' | 'bff' {
  return fields === 'bottom-first' ? 'bff' : 'tff';
}
