/**
 * Into which segments a long render is written, so that what is finished survives a crash. Pure.
 *
 * Segments start at source frames; which pictures that gives follows from the plan, as for any span (renderGraph.ts).
 */
import type { Rational, Span } from '../../model/time';
import { cutSpan, firstPicture, type Pacing, type SpanCut } from './renderGraph';

/** Where a segment starts. */
export interface SegmentStart {
  /** Frame of the source. */
  source: number;
  /** Number of its first picture, counted from the render's first one. */
  picture: number;
  /** When that picture is shown, in seconds from the render's first one. */
  secs: number;
}

export interface Segmenting {
  /** What is rendered, in source frames. */
  span: Span;
  rate: Rational;
  pacing: Pacing;
  /** When a picture is shown, by its number in the render and the source frame it starts with; seconds from the first one. */
  secsAt(picture: number, source: number): number;
}

/**
 * Ten seconds of source: what a power cut costs at most. One process writes all segments in a row, so short ones are not slower; an encoder sets a
 * key frame about as often by itself.
 */
const SEGMENT_SECS = 10;
/** Shorter renders are written in one piece: there is little to lose, and no joining. */
const FEWEST_SEGMENTS = 2;
/** Their list is part of the command, and Windows takes no more than 32 kB. */
const MOST_SEGMENTS = 1000;

/** Null where the render is too short to be worth it. */
export function planSegments({ span, rate, pacing, secsAt }: Segmenting): SegmentStart[] | null {
  const frames = span.to - span.from;
  const usual = Math.max(1, Math.round((SEGMENT_SECS * rate.n) / rate.d));
  const length = Math.max(usual, Math.ceil(frames / MOST_SEGMENTS));
  if (frames < FEWEST_SEGMENTS * length) return null;
  const first = firstPicture(span.from, pacing);
  const starts: SegmentStart[] = [];
  // The last one takes the rest, so that none is shorter than a segment.
  for (let source = span.from; source + length <= span.to; source += length) {
    const picture = firstPicture(source, pacing) - first;
    starts.push({ source, picture, secs: secsAt(picture, source) });
  }
  return starts;
}

/**
 * The cut that makes the pictures of a render from one of its segments on, exactly as the whole render makes them.
 *
 * Filters get the run-up that the plan asks for. Where no run-up makes them exact (hqdn3d remembers everything), they run from the render's own
 * beginning again: only the encoding is saved then.
 */
export function cutFromSegment(
  start: SegmentStart,
  to: number,
  pacing: Pacing,
  whole: SpanCut | null,
): SpanCut {
  const cut = cutSpan({ from: start.source, to }, pacing);
  if (pacing.memory.isExact) return cut;
  const from = whole?.source.from ?? 0;
  const before = whole ? whole.pictures.from - whole.kept.from : 0;
  const kept = { from: cut.pictures.from - before, to: cut.pictures.to - before };
  return { ...cut, source: { ...cut.source, from }, kept };
}
