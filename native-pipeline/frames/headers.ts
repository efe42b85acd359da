/** What a picture says about itself: from the clip's findings, or from the plan that made it. */
import { uprightAspect } from '../../model/clip';
import type { PictureHeader } from '../../model/picture';
import type { OpenClip } from '../clips/catalog';
import { FROM_BOTTOM, FROM_TOP } from '../recipes/pictureList';
import type { WorkedPlan } from '../recipes/plan';
import { pictureAt, type Weave } from '../recipes/weavePlan';
import type { DeliveredFormat } from './formats';

/** Header of a source frame. A plan without filters may still have chosen what the samples mean. */
export function sourceHeader(
  open: OpenClip,
  format: DeliveredFormat,
  frame: number,
  plan: WorkedPlan | null,
): PictureHeader {
  const { clip } = open;
  const { matrix, range, siting, primaries, transfer } = clip.colour;
  const found = {
    sampleAspect: uprightAspect(clip),
    matrix: matrix.value,
    range: range.value,
    siting: siting.value,
    primaries: primaries.value,
    transfer: transfer.value,
  };
  return { ...placeOf(open, frame, frame), ...layoutOf(format), ...(plan ? meaningOf(plan) : found) };
}

/** Header of a variant's picture; `frame` counts pictures, `sourceFrame` the clip's own. */
export function variantHeader(
  open: OpenClip,
  format: DeliveredFormat,
  plan: WorkedPlan,
  { frame, sourceFrame }: { frame: number; sourceFrame: number },
): PictureHeader {
  const place = placeOf(open, frame, sourceFrame);
  const { relation, weave } = plan;
  if (weave) return { ...place, ...placeInMap(weave, frame), ...layoutOf(format), ...meaningOf(plan) };
  // Of a frame that becomes several pictures, the later ones are shown later.
  const part = relation.kind === 'multiply' ? (frame % relation.by) / relation.by : 0;
  const timeSecs = place.timeSecs + (part * open.clip.rate.d) / open.clip.rate.n;
  return { ...place, timeSecs, ...layoutOf(format), ...meaningOf(plan) };
}

function placeOf({ clip, index }: OpenClip, frame: number, sourceFrame: number) {
  const isKnown = index !== null && sourceFrame < index.table.count;
  const timeSecs = isKnown ? index.table.secsAt(sourceFrame) : (sourceFrame * clip.rate.d) / clip.rate.n;
  const pictureType = isKnown ? index.table.typeAt(sourceFrame) : null;
  return { clipId: clip.id, frame, sourceFrame, timeSecs, pictureType, fields: null };
}

/** Which source fields a woven picture shows, and when. */
function placeInMap({ map }: Weave, frame: number) {
  const picture = pictureAt(map, frame);
  const [top, bottom, how] = [map.top[picture] ?? 0, map.bottom[picture] ?? 0, map.how[picture]];
  const fields = { top: how === FROM_BOTTOM ? null : top, bottom: how === FROM_TOP ? null : bottom };
  const timeSecs = ((map.ticks[picture] ?? 0) * map.tick.n) / map.tick.d;
  return { fields, timeSecs };
}

/**
 * Chroma is always to be raised as in a progressive picture: zscale, against which every conversion to RGB is held, takes no notice of a frame's
 * interlaced flag (measured with ffmpeg 5.1 and 7.0: the same bytes for setfield=prog, tff and bff).
 */
function layoutOf({ size, layout }: DeliveredFormat) {
  return { ...size, ...layout, chromaFields: null };
}

function meaningOf({ sampleAspect, matrix, range, siting, primaries, transfer }: WorkedPlan) {
  return { sampleAspect, matrix, range, siting, primaries, transfer };
}
