/**
 * The filters of a render: the plan's graph, cut to a span by frame numbers, with times that keep sound and pictures together. Pure.
 *
 * Numbers and times here: a span counts source frames; a variant's pictures are counted from the first one that a full render writes.
 */
import type { FilterMemory, FrameRelation } from '../../model/recipe';
import type { Rational, Span } from '../../model/time';
import { graphAt } from '../ffmpeg/graph';
import type { FrameMap } from '../recipes/frameMap';
import type { WorkedPlan } from '../recipes/plan';
import { firstPictureOf } from '../recipes/relation';
import { firstPictureBehind } from '../recipes/weave';
import { lastFrameFor, pictureAt, startForPicture, type Weave, writtenGraph } from '../recipes/weavePlan';

/** The part of the source that is decoded for a span, and which of the resulting pictures are kept. */
export interface SpanCut {
  /** Source frames that go into the graph: the span with its run-up and run-out. */
  source: Span;
  /** Pictures kept, counted from the first one that comes out of the graph for `source`. */
  kept: Span;
  /** Pictures kept, counted as in a full render. */
  pictures: Span;
}

/** How pictures follow source frames: what a plan says of it. */
export interface Pacing {
  relation: FrameRelation;
  memory: FilterMemory;
  /** Where a frame map says it picture by picture. */
  weave: Weave | null;
}

export const SAME_PACE: Pacing = {
  relation: { kind: 'same' },
  memory: { behind: 0, ahead: 0, isExact: true, tolerance: '' },
  weave: null,
};

/**
 * Where filters have memory, they get the run-up and run-out that the plan asks for; where frames are dropped by cycles, the cut starts on a
 * cycle, for otherwise other frames would be dropped than in a full render (frames-notes.md section 6).
 */
export function cutSpan(span: Span, { relation, memory, weave }: Pacing): SpanCut {
  if (weave) return cutWoven(span, weave);
  const cycle = relation.kind === 'drop-one-of' ? relation.cycle : 1;
  const from = Math.floor(Math.max(0, span.from - memory.behind) / cycle) * cycle;
  // A cycle is judged as a whole, so the last one must be complete, and the next one begun.
  const to = Math.ceil((span.to + memory.ahead) / cycle) * cycle + (cycle > 1 ? cycle : 0);
  const pictureAt = (frame: number): number => firstPicture(frame, { relation, weave });
  const pictures = { from: pictureAt(span.from), to: pictureAt(span.to) };
  const before = pictureAt(from);
  return {
    source: { from, to },
    kept: { from: pictures.from - before, to: pictures.to - before },
    pictures,
  };
}

/** The span's first and last pictures, by the map; what is fed before them depends on the map too. */
function cutWoven(span: Span, weave: Weave): SpanCut {
  const { map } = weave;
  const pictures = { from: firstWoven(span.from, map), to: firstWoven(span.to, map) };
  const { sourceFrom, firstPicture: first } = startForPicture(weave, pictureAt(map, pictures.from));
  const last = pictureAt(map, Math.max(pictures.from, pictures.to - 1));
  const before = map.at[first] ?? 0;
  return {
    source: { from: sourceFrom, to: Math.min(map.frames, lastFrameFor(weave, last) + 1) },
    kept: { from: pictures.from - before, to: pictures.to - before },
    pictures,
  };
}

/** Number of the first written picture all of whose fields are in or behind a frame. */
function firstWoven(frame: number, map: FrameMap): number {
  return map.at[firstPictureBehind(map, frame - 1)] ?? map.length;
}

/** Number of the first picture that is shown at or after the start of a source frame. */
export function firstPicture(
  sourceFrame: number,
  { relation, weave }: Pick<Pacing, 'relation' | 'weave'>,
): number {
  return weave ? firstWoven(sourceFrame, weave.map) : firstPictureOf(sourceFrame, relation);
}

export interface GraphParts {
  /** Unpacks the decoder's samples as previews do; '' for none. */
  unpack: string;
  plan: Pick<WorkedPlan, 'graph' | 'weave'> | null;
  /** Brings the samples into the encoder's format; '' for none. */
  convert: string;
  /** Null: the whole clip. */
  cut: SpanCut | null;
  rate: Rational;
  isConstantRate: boolean;
}

export function renderGraph({ unpack, plan, convert, cut, rate, isConstantRate }: GraphParts): string {
  const head = cut ? `trim=start_frame=${cut.source.from}:end_frame=${cut.source.to}` : '';
  const tail = cut ? `trim=start_frame=${cut.kept.from}:end_frame=${cut.kept.to}` : '';
  // Counting makes even times of rough, missing or restarting ones.
  const counted = `settb=${rate.d}/${rate.n},setpts=N`;
  const times = isConstantRate ? counted : cut ? 'setpts=PTS-STARTPTS' : '';
  const graph = cut ? graphOfCut(plan, cut) : (plan?.graph ?? '');
  return [head, unpack, graph, tail, convert, times].filter((part) => part !== '').join(',');
}

/** What counts frames and pictures, as a frame map's lists do, is told how many went before. */
function graphOfCut(plan: GraphParts['plan'], { source, kept, pictures }: SpanCut): string {
  if (plan?.weave) return writtenGraph(plan.weave, source.from);
  return graphAt(plan?.graph ?? '', { frame: source.from, picture: pictures.from - kept.from });
}

/**
 * How the encoder keeps time. Counted pictures meet the clock of `cfr` exactly, so it neither drops nor doubles any and only writes the rate.
 * Variable rates keep their times, on the 90 kHz clock of MPEG, which is a multiple of nearly all others.
 */
export function timingOptions(
  { n, d }: Rational,
  isConstantRate: boolean,
  weave: Weave | null | undefined = null,
): string[] {
  if (isConstantRate) return ['-fps_mode', 'cfr', '-r', `${n}/${d}`];
  const tick = weave ? `${weave.map.tick.n}:${weave.map.tick.d}` : '1:90000';
  return ['-fps_mode', 'passthrough', '-enc_time_base:v', tick];
}
