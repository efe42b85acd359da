/**
 * Renders a variant, or a span of it, to a movie file: one plain ffmpeg run on the clip with the plan's graph.
 *
 * The file appears under its name when all of it is written; a cancelled or failed render leaves nothing.
 */
import path from 'node:path';
import type { Clip, FieldOrder } from '../../model/clip';
import type { JobTask, RenderResult } from '../../model/job';
import type { Plan } from '../../model/recipe';
import type { Rational } from '../../model/time';
import type { OpenClip } from '../clips/catalog';
import { type Command, createCommand } from '../ffmpeg/command';
import type { FfmpegProgress } from '../ffmpeg/progress';
import { runCommand, runFfprobe } from '../ffmpeg/run';
import { sourceInput } from '../ffmpeg/source';
import type { Tools } from '../ffmpeg/tools';
import { deliveredFormat } from '../frames/formats';
import { CONTAINERS, carryAudio, carrySubtitles } from './containers';
import { type Conversion, conversionFor, tagOptions } from './encoders';
import { openOutput } from './outputFiles';
import { assertSpan, type CheckedRender } from './renderCheck';
import { cutSpan, firstPicture, renderGraph, type SpanCut, timingOptions } from './renderGraph';

/** Throws cancelled, disk-full, and what ffmpeg's failure means; nothing is left behind then. */
export async function renderMovie(
  work: CheckedRender,
  tools: Pick<Tools, 'ffmpeg' | 'ffprobe'>,
  { signal, onProgress }: JobTask,
): Promise<RenderResult> {
  await untilIndexed(work.open, signal);
  assertSpan(work);
  const setup = await setUp(work, tools, signal);
  const output = await openOutput(path.dirname(work.out));
  const startedAt = performance.now();
  let frames = 0;
  const tell = (progress: FfmpegProgress): void => {
    frames = Math.max(frames, progress.frame);
    onProgress(progressFrom(frames, setup.total, progress.fps));
  };
  try {
    const part = output.partOf(path.basename(work.out));
    const { command, notices } = renderCommand(work, setup, part);
    onProgress({ done: 0, total: setup.total, fps: null, secsLeft: null });
    // Killed at once when cancelled: what it has written is thrown away.
    await runCommand(tools, command, {
      purpose: 'rendering a movie',
      signal,
      onProgress: tell,
      isPolite: false,
    });
    signal.throwIfAborted();
    await output.publish(work.isOverwriting);
    const seconds = (performance.now() - startedAt) / 1000;
    return { frames, rate: setup.rate, seconds, fps: frames / seconds, out: work.out, notices };
  } finally {
    await output.discard();
  }
}

/** What is known once the index is made. */
interface Setup {
  rate: Rational;
  isConstantRate: boolean;
  cut: SpanCut | null;
  /**
   * When the first picture is shown and when the last one ends, on the clock that ffmpeg gives an input: the earliest stream starts it.
   * `endSecs` is null for a whole render, which ends where the clip ends.
   */
  times: { startSecs: number; endSecs: number | null };
  /** Pictures that should come out; null where nobody can know. */
  total: number | null;
}

const NO_MEMORY = { behind: 0, ahead: 0, isExact: true, tolerance: '' };

async function setUp(
  { open, plan, span }: CheckedRender,
  tools: Pick<Tools, 'ffprobe'>,
  signal: AbortSignal,
): Promise<Setup> {
  const { clip } = open;
  const rate = plan?.rate ?? clip.rate;
  const relation = plan?.relation ?? { kind: 'same' };
  const isConstantRate = hasConstantRate(open);
  const offsetSecs =
    clip.kind === 'movie' ? clip.startSecs - (await readContainerStart(open, tools, signal)) : 0;
  const setup = { rate, isConstantRate, times: { startSecs: offsetSecs, endSecs: null } };
  if (!span) {
    const total = clip.frames === null ? null : firstPicture(clip.frames, relation);
    return { ...setup, cut: null, total };
  }
  const cut = cutSpan(span, relation, plan?.memory ?? NO_MEMORY);
  const secsAt = (frame: number, picture: number): number =>
    isConstantRate
      ? (picture * rate.d) / rate.n
      : (open.index?.table.secsAt(frame) ?? (frame * clip.rate.d) / clip.rate.n);
  const startSecs = offsetSecs + secsAt(span.from, cut.pictures.from);
  const endSecs = Math.max(startSecs, offsetSecs + lastSecs(span.to, cut.pictures.to, clip, secsAt));
  return { ...setup, cut, times: { startSecs, endSecs }, total: cut.pictures.to - cut.pictures.from };
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

/** A span up to the clip's end has no next frame whose time could end it. */
function lastSecs(
  to: number,
  picture: number,
  { frames, rate }: Clip,
  secsAt: (frame: number, picture: number) => number,
): number {
  return frames !== null && to >= frames ? secsAt(to - 1, picture) + rate.d / rate.n : secsAt(to, picture);
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

function renderCommand(
  work: CheckedRender,
  { rate, isConstantRate, cut, times }: Setup,
  part: string,
): { command: Command; notices: string[] } {
  const { open, plan, codec, container, encoder } = work;
  const { clip, source } = open;
  const fields = fieldsOf(plan, clip);
  const delivered = deliveredFormat(clip);
  const conversion = conversionFor(encoder, plan?.graph ? plan.pixelFormat : delivered.pixelFormat, fields);
  const unpack = delivered.conversion;
  const graph = renderGraph({ unpack, plan, convert: conversion.graph, cut, rate, isConstantRate });
  const input = sourceInput(source);
  const command = createCommand().input(input);
  const others = isShifted(work, times.startSecs, isConstantRate) ? 1 : 0;
  if (others === 1) {
    // Pictures are counted from 0, so everything else comes from a second look at the file, whose clock starts with the first picture.
    command.input({ ...input, options: [...input.options, '-itsoffset', (-times.startSecs).toFixed(6)] });
  }
  const lengthSecs = times.endSecs === null ? null : times.endSecs - times.startSecs;
  const filter = lengthSecs === null ? null : `atrim=start=0:end=${lengthSecs.toFixed(6)}`;
  const subtitles = carrySubtitles(clip.subtitles, container, others);
  const { muxer, options } = CONTAINERS[container];
  const output = [
    ...['-map', `0:${clip.videoStream}`, '-vf', graph, '-c:v', encoder.name, ...encoder.options],
    ...timingOptions(rate, isConstantRate),
    ...['-pix_fmt', conversion.pixelFormat, ...(fields ? encoder.interlaced : [])],
    ...[...tagOptions(codec, container), ...colourOptions(plan, conversion)],
    ...[...carryAudio(clip.audio, container, { input: others, filter }), ...subtitles.options],
    ...['-map_metadata', '0', '-map_chapters', String(others)],
    // Pictures come late out of filters with memory, and the other streams must wait for them.
    ...['-max_muxing_queue_size', '9999', ...options],
    ...(lengthSecs === null ? [] : ['-ss', '0', '-t', (lengthSecs + SLACK_SECS).toFixed(6)]),
    ...['-f', muxer],
  ];
  return {
    command: command.fileOutput(part, output),
    notices: [...subtitles.notices, ...cutNotices(work)],
  };
}

/** Variable rates keep their own times in a whole render; under a millisecond no container can tell. */
function isShifted({ span }: CheckedRender, startSecs: number, isConstantRate: boolean): boolean {
  return (isConstantRate || span !== null) && Math.abs(startSecs) >= 0.001;
}

/** A packet is copied whole or not at all. */
function cutNotices({ span, open }: CheckedRender): string[] {
  if (!span || span.from === 0 || open.clip.subtitles.length === 0) return [];
  return ['A subtitle that was already on screen where the span begins is left out.'];
}

/** So that rounding never ends a span before its last picture; pictures and sound are cut exactly by their own filters. */
const SLACK_SECS = 0.008;

/**
 * Said to the encoder as well as on the frames: some builds listen to one, some to the other. The bare source keeps what it says itself.
 * The filters call the matrix of RGB "gbr", the encoders' option calls it "rgb" (libavcodec/options_table.h).
 */
function colourOptions(plan: Plan | null, { pixelFormat, colour }: Conversion): string[] {
  if (!plan?.graph && !colour) return [];
  const { matrix, range } = colour ?? plan ?? {};
  const tags = plan?.graph ? ['-color_primaries', plan.primaries, '-color_trc', plan.transfer] : [];
  const hasSiting = plan?.graph && /^yuv42[02]/.test(pixelFormat);
  return [
    ...[
      '-color_range',
      range === 'full' ? 'pc' : 'tv',
      '-colorspace',
      matrix === 'gbr' ? 'rgb' : String(matrix),
      ...tags,
    ],
    ...(hasSiting ? ['-chroma_sample_location', plan.siting] : []),
  ];
}

/** Which field is shown first in the pictures that are written; null for whole frames. */
function fieldsOf(plan: Plan | null, clip: Clip): FieldOrder | null {
  if (!plan?.graph) return clip.fieldOrder.value;
  // The plan ends by saying it on the frames.
  const last = [...plan.graph.matchAll(/setfield=mode=(prog|tff|bff)/g)].at(-1)?.[1];
  if (last === 'tff') return 'top-first';
  return last === 'bff' ? 'bottom-first' : null;
}

/** The index tells how many frames there are, and whether they come at a constant rate. */
async function untilIndexed(open: OpenClip, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([open.whenIndexed, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function progressFrom(done: number, total: number | null, fps: number) {
  const isKnown = total !== null && fps > 0;
  return {
    done,
    total,
    fps: fps > 0 ? fps : null,
    secsLeft: isKnown ? Math.max(0, total - done) / fps : null,
  };
}
