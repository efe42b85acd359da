/** A plain way of looking at two pictures, to be changed in one point by a test. */
import { squareSize } from '../../../model/clip';
import type { Picture } from '../../../model/picture';
import type { SideShape, ViewInput } from '../../../renderer/viewer/viewPlan';

export function shapeOf({ header }: Picture): SideShape {
  const stored = { width: header.width, height: header.height };
  return { stored, square: squareSize(stored, header.sampleAspect) };
}

/** Wipe in the middle, at 1:1 of B (or of A where there is no B) on a canvas of the same size. */
export function lookAt(a: Picture | null, b: Picture | null, changes: Partial<ViewInput> = {}): ViewInput {
  const shapes = { a: a && shapeOf(a), b: b && shapeOf(b) };
  const reference = shapes.b?.square ?? shapes.a?.square ?? { width: 1, height: 1 };
  return {
    canvas: reference,
    reference,
    ...shapes,
    view: 'wipe',
    camera: { isFit: false, zoom: 1, centreX: 0.5, centreY: 0.5 },
    session: {
      peek: null,
      isSwapped: false,
      wipeAt: 0.5,
      magnify: 'pixels',
      surround: 'grey18',
      differenceGain: 1,
      isMaskShown: false,
    },
    ...changes,
  };
}
