/**
 * How a variant's pictures stand to the source's frames: which frames must be fed for a picture, and where feeding may begin so that the picture comes
 * out as in a full render. Pure but for what it learns while pictures pass (decimate).
 */
import type { FilterMemory, FrameRelation } from '../../model/recipe';
import { lastFrameFor, startForPicture, type Weave } from '../recipes/weavePlan';

/** Where a filter process starts. */
export interface PaceStart {
  /** First source frame that is fed. */
  sourceFrom: number;
  /** Number of the first picture that is as in a full render. */
  firstPicture: number;
  /** Pictures that come out before it, and are not. */
  skip: number;
}

export interface Pace {
  startFor(picture: number): PaceStart;
  /** Last source frame that has to be fed for `picture` to come out. */
  lastNeeded(picture: number): number;
}

/** One picture for each frame, or `by` of them. */
export function createSteadyPace(relation: FrameRelation, { behind, ahead }: FilterMemory): Pace {
  const by = relation.kind === 'multiply' ? relation.by : 1;
  return {
    startFor: (picture) => {
      const frame = Math.floor(picture / by);
      const sourceFrom = Math.max(0, frame - behind);
      // From the head on everything is as in a full render.
      const firstFrame = sourceFrom === 0 ? 0 : frame;
      return { sourceFrom, firstPicture: firstFrame * by, skip: (firstFrame - sourceFrom) * by };
    },
    lastNeeded: (picture) => Math.floor(picture / by) + ahead,
  };
}

/**
 * Of every `cycle` frames one is dropped. What decimate drops depends only on its cycle and the picture before, so a start is exact if cycles fall as in
 * a full render, and at least one whole cycle is fed before (frames-notes.md section 6).
 */
export function createDroppingPace(cycle: number, { behind, ahead }: FilterMemory): Pace {
  const kept = cycle - 1;
  const cyclesBehind = Math.max(1, Math.ceil(behind / cycle));
  return {
    startFor: (picture) => {
      const wanted = Math.floor(picture / kept);
      const from = Math.max(0, wanted - cyclesBehind);
      const first = from === 0 ? 0 : wanted;
      return { sourceFrom: from * cycle, firstPicture: first * kept, skip: (first - from) * kept };
    },
    lastNeeded: (picture) => (Math.floor(picture / kept) + 1) * cycle - 1 + ahead,
  };
}

/** Pictures by a frame map, counted without repeats. */
export function createMapPace(weave: Weave): Pace {
  return {
    startFor: (picture) => {
      const { sourceFrom, firstPicture } = startForPicture(weave, picture);
      const first = sourceFrom === 0 ? 0 : picture;
      return { sourceFrom, firstPicture: first, skip: first - firstPicture };
    },
    lastNeeded: (picture) => lastFrameFor(weave, picture),
  };
}
