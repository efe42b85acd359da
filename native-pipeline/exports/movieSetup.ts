/** What of a render is known once the clip's index is made: rate, times, the cut of a span, how many pictures, in which segments. */
import type { Clip } from '../../model/clip';
import type { Rational } from '../../model/time';
import type { OpenClip } from '../clips/catalog';
import { runFfprobe } from '../ffmpeg/run';
import { sourceInput } from '../ffmpeg/source';
import type { Tools } from '../ffmpeg/tools';
import type { FrameMap } from '../recipes/frameMap';
import type { CheckedRender } from './renderCheck';
import { cutSpan, firstPicture, type Pacing, SAME_PACE, type SpanCut } from './renderGraph';
import { planSegments, type SegmentStart } from './segments';

export interface Setup {
  rate: Rational;
  isConstantRate: boolean;
  /** Whether the first picture written is at 0: unless it keeps the source's own times. */
  isFromZero: boolean;
  /** Null: the whole clip. */
  cut: SpanCut | null;
  /**
   * When the first picture is shown and when the last one ends, on the clock that ffmpeg gives an input: the earliest stream starts it.
   * `endSecs` is null for a whole render, which ends where the clip ends.
   */
  times: { startSecs: number; endSecs: number | null };
  /** Pictures that should come out; null where nobody can know. */
  total: number | null;
  pacing: Pacing;
  /** Null where the render is written in one piece. */
  segments: SegmentStart[] | null;
}

export async function setUp(
  work: CheckedRender,
  tools: Pick<Tools, 'ffprobe'>,
  signal: AbortSignal,
): Promise<Setup> {
  const { open, plan, span } = work;
  const { clip } = open;
  const pacing: Pacing = plan ?? SAME_PACE;
  const map = plan?.weave?.map ?? null;
  const isConstantRate = map ? map.rate !== null : hasConstantRate(open);
  const clock: Clock = { open, rate: plan?.rate ?? clip.rate, isConstantRate, map };
  const offsetSecs =
    clip.kind === 'movie' ? clip.startSecs - (await readContainerStart(open, tools, signal)) : 0;
  const cut = span ? cutSpan(span, pacing) : null;
  const total = cut
    ? cut.pictures.to - cut.pictures.from
    : clip.frames === null
      ? null
      : firstPicture(clip.frames, pacing);
  const isFromZero = isConstantRate || cut !== null || map !== null;
  const setup = { rate: clock.rate, isConstantRate, isFromZero, cut, total, pacing };
  const times = { startSecs: offsetSecs, endSecs: null };
  const segments = segmentsOf(work, clock, pacing);
  if (!span || !cut) return { ...setup, times, segments };
  const startSecs = offsetSecs + secsAt(clock, span.from, cut.pictures.from);
  const endSecs = Math.max(startSecs, offsetSecs + lastSecs(clock, span.to, cut.pictures.to));
  return { ...setup, times: { startSecs, endSecs }, segments };
}

/** What tells when a picture is shown. */
interface Clock {
  open: OpenClip;
  /** Of the pictures that come out. */
  rate: Rational;
  isConstantRate: boolean;
  map: FrameMap | null;
}

/** When a picture is shown, counted from the clip's first one: at constant rates by its number, else by its source frame. */
function secsAt({ open, rate, isConstantRate, map }: Clock, frame: number, picture: number): number {
  const { clip, index } = open;
  if (isConstantRate) return (picture * rate.d) / rate.n;
  const ticks = map?.ticks[picture];
  if (map && ticks !== undefined) return (ticks * map.tick.n) / map.tick.d;
  return index?.table.secsAt(frame) ?? (frame * clip.rate.d) / clip.rate.n;
}

/** A span up to the clip's end has no next frame whose time could end it; counted pictures need none. */
function lastSecs(clock: Clock, to: number, picture: number): number {
  const { frames, rate }: Clip = clock.open.clip;
  const isEnd = !clock.isConstantRate && frames !== null && to >= frames;
  return isEnd ? secsAt(clock, to - 1, picture) + rate.d / rate.n : secsAt(clock, to, picture);
}

function segmentsOf(
  { span, open, encoder }: CheckedRender,
  clock: Clock,
  pacing: Pacing,
): SegmentStart[] | null {
  const whole = span ?? (open.clip.frames === null ? null : { from: 0, to: open.clip.frames });
  if (!whole || encoder.keyFrames === null || open.clip.kind === 'still') return null;
  const first = firstPicture(whole.from, pacing);
  const firstSecs = secsAt(clock, whole.from, first);
  const at = (picture: number, source: number): number => secsAt(clock, source, first + picture) - firstSecs;
  return planSegments({ span: whole, rate: open.clip.rate, pacing, secsAt: at });
}

/** Whether pictures may be timed by counting them: stills and sequences always, movies where that agrees with the times in the file. */
function hasConstantRate({ clip, index }: OpenClip): boolean {
  if (clip.kind !== 'movie') return true;
  if (clip.isConstantRate !== true) return false;
  const last = (clip.frames ?? 1) - 1;
  const secs = index?.table.secsAt(last);
  // A drift of more than two frames over the whole clip would be heard.
  return secs === undefined || Math.abs((secs * clip.rate.n) / clip.rate.d - last) < 2;
}

/** The container's own start: that of its earliest stream. */
async function readContainerStart(
  { source, clip }: OpenClip,
  tools: Pick<Tools, 'ffprobe'>,
  signal: AbortSignal,
): Promise<number> {
  const { options, url } = sourceInput(source);
  const args = [...options, '-show_entries', 'format=start_time', '-of', 'csv=p=0', url];
  const said = Number.parseFloat(
    await runFfprobe(tools, args, { purpose: 'reading the start time', signal }),
  );
  return Number.isFinite(said) ? said : clip.startSecs;
}
