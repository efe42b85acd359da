/**
 * The ffmpeg commands of a render: in one piece, as segments of pictures alone, and the one that joins these and adds the rest. Pure.
 *
 * The same options say the same thing in each, so that a joined movie is the one that would have been written in one piece.
 */
import path from 'node:path';
import type { Clip, FieldOrder } from '../../model/clip';
import type { Plan } from '../../model/recipe';
import { type Command, createCommand } from '../ffmpeg/command';
import { escapePattern, fileUrl, type Input, sourceInput } from '../ffmpeg/source';
import { deliveredFormat } from '../frames/formats';
import { CONTAINERS, carryAudio, carrySubtitles, keptSubtitles } from './containers';
import { type Conversion, conversionFor, tagOptions } from './encoders';
import type { Setup } from './movieSetup';
import type { CheckedRender } from './renderCheck';
import { renderGraph, type SpanCut, timingOptions } from './renderGraph';
import type { SegmentStart } from './segments';

/** The render in one piece. */
export function wholeCommand(work: CheckedRender, setup: Setup, part: string): Command {
  const { container } = work;
  const carried = carryOptions(work, setup, 0);
  const command = createCommand().input(sourceInput(work.open.source));
  if (carried.input) command.input(carried.input);
  command.fileOutput(part, [
    ...['-map', `0:${work.open.clip.videoStream}`, ...pictureOptions(work, setup, setup.cut)],
    ...tagOptions(work.codec, container),
    ...carried.options,
    ...['-f', CONTAINERS[container].muxer],
  ]);
  return keepClocks(command, work, setup, carried.input ? [1] : []);
}

export interface SegmentRun {
  folder: string;
  /** Counts the starts of this render; part of the files' names. */
  run: number;
  /** Number of the first segment to be written. */
  first: number;
  starts: readonly SegmentStart[];
  cut: SpanCut | null;
}

/** The pictures from segment `first` on, all by one process; `RUN.csv` gets a line for each segment that is complete. */
export function segmentsCommand(work: CheckedRender, setup: Setup, segmenting: SegmentRun): Command {
  const { folder, run, first, starts, cut } = segmenting;
  const begin = starts[first] ?? { picture: 0, secs: 0 };
  const later = starts.slice(first + 1);
  // A cut starts at 0; a whole render of variable rate keeps the source's own times.
  const startSecs = cut || setup.isFromZero ? 0 : setup.times.startSecs;
  const keyFrames =
    work.encoder.keyFrames === 'forced' && later.length > 0
      ? ['-forced-idr', '1', '-force_key_frames', keyTimes(later, startSecs - begin.secs)]
      : [];
  const frames = later.map(({ picture }) => picture - begin.picture).join(',');
  return createCommand()
    .input(sourceInput(work.open.source))
    .fileOutput(path.join(escapePattern(folder), `${run}-%05d.mov`), [
      ...['-map', `0:${work.open.clip.videoStream}`, ...pictureOptions(work, setup, cut), ...keyFrames],
      // QuickTime keeps the times of every rate exactly, and of reordered pictures both times.
      ...['-f', 'segment', '-segment_format', 'mov', '-reset_timestamps', '1'],
      // An edit list would end a segment before a last picture whose length nobody knows; only reordered pictures need one.
      ...(work.encoder.keyFrames === 'all' ? ['-segment_format_options', 'use_editlist=0'] : []),
      ...['-segment_frames', frames || NEVER, '-segment_start_number', String(first)],
      ...['-segment_list_type', 'csv', '-segment_list', fileUrl(path.join(folder, `${run}.csv`))],
    ]);
}

/** No render has so many pictures; the largest number that is taken. */
const NEVER = '2147483646';

/** Just below the time: some versions of ffmpeg round it to the nearest picture, others take the first that is not before it. */
function keyTimes(starts: readonly SegmentStart[], shift: number): string {
  return starts.map(({ secs }) => (Math.floor((secs + shift) * 1e6 - 1) / 1e6).toFixed(6)).join(',');
}

/** Joins the segments that `list` names, without touching a picture, and adds sound, subtitles, chapters and tags of the source. */
export function joinCommand(
  work: CheckedRender,
  setup: Setup,
  { list, tags, part }: { list: string; tags: readonly string[]; part: string },
): Command {
  const { container, open } = work;
  const shift = setup.isFromZero ? 0 : setup.times.startSecs;
  const pictures: Input = {
    options: [
      ...(shift === 0 ? [] : ['-itsoffset', shift.toFixed(6)]),
      ...['-f', 'concat', '-safe', '1', '-protocol_whitelist', 'file'],
    ],
    url: fileUrl(list),
  };
  const carried = carryOptions(work, setup, 1);
  const command = createCommand().input(pictures).input(sourceInput(open.source));
  if (carried.input) command.input(carried.input);
  command.fileOutput(part, [
    ...['-map', '0:v:0', '-c:v', 'copy', ...tags],
    ...tagOptions(work.codec, container),
    ...carried.options,
    ...streamMetadata(work),
    ...['-f', CONTAINERS[container].muxer],
  ]);
  return keepClocks(command, work, setup, carried.input ? [1, 2] : [1]);
}

/**
 * Of MPEG streams of which the pictures are not taken, ffmpeg starts the clock with the first stream that is (AVFMT_TS_DISCONT): sound and subtitles that
 * begin late would come too early. So the pictures of such inputs are read along, for nothing.
 */
function keepClocks(
  command: Command,
  { open }: CheckedRender,
  setup: Setup,
  inputs: readonly number[],
): Command {
  const { clip } = open;
  if (!hasCompany(clip) || inputs.length === 0) return command;
  const { startSecs, endSecs } = setup.times;
  return command.nullOutput([
    ...inputs.flatMap((input) => ['-map', `${input}:${clip.videoStream}`]),
    ...['-c', 'copy'],
    ...(endSecs === null ? [] : ['-t', (Math.abs(startSecs) + endSecs + 1).toFixed(6)]),
  ]);
}

/** Languages and titles, also of the pictures: what a segment says of itself is nobody's business. */
function streamMetadata({ open, container }: CheckedRender): string[] {
  const { videoStream, audio, subtitles } = open.clip;
  const kept = keptSubtitles(subtitles, container);
  const from = (kind: string, index: number, n: number) => [`-map_metadata:s:${kind}:${n}`, `1:s:${index}`];
  return [
    ...from('v', videoStream, 0),
    // The source's, not ours.
    ...['-metadata:s:v:0', 'encoder='],
    ...audio.flatMap(({ index }, n) => from('a', index, n)),
    ...kept.flatMap(({ index }, n) => from('s', index, n)),
  ];
}

/** The list for joining. Times are said to the microsecond from the beginning, so that no rounding adds up. */
export function joinList(segments: readonly { name: string; secs: number }[]): string {
  const micros = segments.map(({ secs }) => Math.round(secs * 1e6));
  const lines = segments.map(({ name }, n) => {
    const next = micros[n + 1];
    const length = next === undefined ? '' : `duration ${((next - (micros[n] ?? 0)) / 1e6).toFixed(6)}\n`;
    return `file ${name}\n${length}`;
  });
  return `ffconcat version 1.0\n${lines.join('')}`;
}

/** What could not be carried over, in sentences. */
export function renderNotices(work: CheckedRender): string[] {
  const { clip } = work.open;
  const carried = carrySubtitles(clip.subtitles, work.container, 0).notices;
  return [...carried, ...cutNotices(work), ...rateNotices(work)];
}

/** Without a rate in the file ffmpeg guesses one from the first pictures, and leaves out what lies closer together. */
function rateNotices({ plan, container }: CheckedRender): string[] {
  const isVariable = plan?.relation.kind === 'map' && !plan.relation.isConstantRate;
  if (!isVariable || container !== 'mkv') return [];
  return [
    'Every picture stands at its own time. ffmpeg reads all of them with "-fps_mode passthrough"; by itself it would leave some out.',
  ];
}

/** A packet is copied whole or not at all. */
function cutNotices({ span, open }: CheckedRender): string[] {
  if (!span || span.from === 0 || open.clip.subtitles.length === 0) return [];
  return ['A subtitle that was already on screen where the span begins is left out.'];
}

/** What decides the pictures of a render, as text: filters and samples. */
export function pictureText(work: CheckedRender): string {
  const { conversion, unpack } = samplesOf(work);
  return [unpack, work.plan?.graph ?? '', conversion.graph, conversion.pixelFormat].join(' | ');
}

/** The samples as they are delivered, as the encoder gets them, and whether they are two fields. */
export function samplesOf({ open, plan, encoder, bits }: CheckedRender) {
  const fields = fieldsOf(plan, open.clip);
  const delivered = deliveredFormat(open.clip);
  const pixelFormat = plan?.graph ? plan.pixelFormat : delivered.pixelFormat;
  const conversion = conversionFor(encoder, pixelFormat, fields, bits);
  return { fields, conversion, unpack: delivered.conversion };
}

/** Filters, encoder, times and tags of the pictures. */
function pictureOptions(work: CheckedRender, { rate, isConstantRate }: Setup, cut: SpanCut | null): string[] {
  const { plan, encoder } = work;
  const { fields, conversion, unpack } = samplesOf(work);
  const graph = renderGraph({ unpack, plan, convert: conversion.graph, cut, rate, isConstantRate });
  return [
    ...(graph === '' ? [] : ['-vf', graph]),
    ...['-c:v', encoder.name, ...encoder.options],
    ...timingOptions(rate, isConstantRate, plan?.weave),
    ...['-pix_fmt', conversion.pixelFormat, ...(fields ? encoder.interlaced : [])],
    ...colourOptions(plan, conversion),
  ];
}

interface Carried {
  /** A further look at the file, or null. */
  input: Input | null;
  options: string[];
}

/** Sound, subtitles, chapters and what the file says of itself. `beside` is the number of the input that is the source. */
function carryOptions(work: CheckedRender, { times, isFromZero }: Setup, beside: number): Carried {
  const { open, container, span } = work;
  const { clip } = open;
  const isShifted = isFromZero && Math.abs(times.startSecs) >= SHIFT_SECS;
  // Where pictures are counted from 0, what is copied comes from a look at the file whose clock starts with the first picture.
  // A span may begin late, and ffmpeg takes a large shift of an MPEG stream for a mistake in it and takes it back, if it decodes from there. So
  // the sound of a span is cut and shifted by its own filter.
  const isUsed = isShifted && (!span || clip.subtitles.length + clip.chapters.length > 0);
  const copied = isUsed ? beside + 1 : beside;
  const source = sourceInput(open.source);
  // Matroska holds no time before 0, so its muxer moves all streams by what comes before the first picture, but not the chapters. All of it by the
  // source's own clock is the same, and there the chapters are right as they are.
  const isOnSourceClock = isUsed && !span && container === 'mkv' && hasCompany(clip);
  const options = [
    ...carryAudio(clip.audio, container, { input: span ? beside : copied, filter: soundFilter(times) }),
    ...carrySubtitles(clip.subtitles, container, copied).options,
    ...['-map_metadata', String(beside), '-map_chapters', String(isOnSourceClock ? beside : copied)],
    ...(isOnSourceClock ? ['-output_ts_offset', times.startSecs.toFixed(6)] : []),
    // Pictures come late out of filters with memory, and the other streams must wait for them.
    ...['-max_muxing_queue_size', '9999', ...CONTAINERS[container].options],
    ...(times.endSecs === null ? [] : ['-t', (times.endSecs - times.startSecs + SLACK_SECS).toFixed(6)]),
    // Not by `-ss 0`: where pictures are copied and reordered, the first is decoded before 0, and all up to the next key frame would go with it.
    ...(span ? ['-bsf:s', 'noise=drop=lt(pts\\,0)'] : []),
  ];
  const input = isUsed
    ? { ...source, options: [...source.options, '-itsoffset', (-times.startSecs).toFixed(6)] }
    : null;
  return { input, options };
}

/** Something besides the pictures that may come before them. */
function hasCompany({ audio, subtitles }: Clip): boolean {
  return audio.length + subtitles.length > 0;
}

/** The sound of a span, from its first picture on; null where it is carried over whole. */
function soundFilter({ startSecs, endSecs }: Setup['times']): string | null {
  if (endSecs === null) return null;
  const [start, end] = [startSecs, endSecs].map((secs) => secs.toFixed(6));
  return `atrim=start=${start}:end=${end},asetpts=PTS-${start}/TB`;
}

/** Less no container can tell. */
const SHIFT_SECS = 0.001;

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

/** What the plan says of the colours of the pictures written; null where the source's own tags hold. */
export function plannedTags(work: CheckedRender): string[] | null {
  const said = colourOptions(work.plan, samplesOf(work).conversion);
  return said.length > 0 ? said : null;
}

/** Which field is shown first in the pictures that are written; null for whole frames. */
function fieldsOf(plan: Plan | null, clip: Clip): FieldOrder | null {
  if (!plan?.graph) return clip.fieldOrder.value;
  // The plan ends by saying it on the frames.
  const last = [...plan.graph.matchAll(/setfield=mode=(prog|tff|bff)/g)].at(-1)?.[1];
  if (last === 'tff') return 'top-first';
  return last === 'bff' ? 'bottom-first' : null;
}
