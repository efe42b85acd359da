/**
 * Shot lists for other programs: CSV, EDL (CMX 3600), OpenTimelineIO. Pure writers.
 *
 * Every shot is an event of the one clip it was found in. Dissolves are told in words and markers, never as transitions: they are in the pictures already, and
 * a program that conforms to the list would dissolve twice.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Shot } from '../../../model/analysis';
import { type Clip, clockOf } from '../../../model/clip';
import type { ShotFormat } from '../../../model/contract';
import { type Clock, countAt, rateOf, secsAtFrame } from '../../../model/displayClock';
import { formatTimecode, framesPerSecond } from '../../../model/time';

export interface ShotList {
  clip: Pick<Clip, 'name' | 'path' | 'rate' | 'displayClock' | 'frames'>;
  shots: readonly Shot[];
  /** When a frame is shown, counted from the first one; by the clip's clock unless said. */
  secsOf?: (frame: number) => number;
}

export function formatShots(list: ShotList, format: ShotFormat): string {
  if (format === 'edl') return formatEdl(list);
  return format === 'csv' ? formatCsv(list) : formatOtio(list);
}

/** What a shot list's file name tells: 'shots.edl' is an EDL. Null for any other ending. */
export function shotFormatOf(file: string): ShotFormat | null {
  const ending = path.extname(file).slice(1).toLowerCase();
  return ending === 'csv' || ending === 'edl' || ending === 'otio' ? ending : null;
}

const COLUMNS = [
  'shot',
  'from',
  'to',
  'frames',
  'fromTimecode',
  'toTimecode',
  'fromSecs',
  'toSecs',
  'start',
  'transitionFrom',
  'transitionTo',
  'isMidFrame',
];

/** RFC 4180: comma, CRLF. `to` is the first frame behind the shot; frames count from 0. */
export function formatCsv({ clip, shots, secsOf }: ShotList): string {
  const clock = clockOf(clip);
  const secs = secsOf ?? ((frame: number) => secsAtFrame(frame, clock));
  const rows = shots.map(({ from, to, start, transition, isMidFrame }, index) => [
    ...[index + 1, from, to, to - from],
    ...[formatTimecode(from, clock), formatTimecode(to, clock)],
    ...[secs(from).toFixed(3), secs(to).toFixed(3)],
    ...[start, transition?.from ?? '', transition?.to ?? '', isMidFrame],
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** A list holds as many events in the format's own time; programs of today read on. */
const EDL_EVENTS = 999;

/** Source and record times are equal: the list cuts the clip up, it moves nothing. */
export function formatEdl({ clip, shots }: ShotList): string {
  const clock = clockOf(clip);
  const { n, d } = rateOf(clock);
  const time = (frame: number): string => formatTimecode(frame, clock);
  const isDrop = time(0).includes(';');
  const reel = reelName(clip.name);
  const head = [`TITLE: ${plain(clip.name)}`, `FCM: ${isDrop ? 'DROP FRAME' : 'NON-DROP FRAME'}`];
  // Behind the first event: readers (OpenTimelineIO's) give up at a remark that belongs to none.
  const remarks = [
    // The format knows 24, 25 and 30 frames; others are written the same way and must be read at their own rate.
    `* RATE: ${n}/${d}`,
    ...(shots.length > EDL_EVENTS ? [`* MORE THAN ${EDL_EVENTS} EVENTS: CMX 3600 ITSELF READS NO MORE`] : []),
  ];
  const events = shots.flatMap((shot, index) => {
    const number = String(index + 1).padStart(3, '0');
    const times = [shot.from, shot.to, shot.from, shot.to].map(time).join(' ');
    return [
      `${number}  ${reel.padEnd(8)} V     C        ${times}`,
      `* FROM CLIP NAME: ${plain(clip.name)}`,
      ...(index === 0 ? remarks : []),
      ...edlRemarks(shot, time),
    ];
  });
  return [...head, '', ...events, ''].join('\r\n');
}

function edlRemarks(
  { start, transition, isMidFrame, from }: Shot,
  time: (frame: number) => string,
): string[] {
  const said = transition
    ? [
        `* COMMENT: ${start.toUpperCase()} ${time(transition.from)} TO ${time(transition.to)}, IN THE PICTURES ALREADY`,
      ]
    : [];
  return isMidFrame ? [...said, `* COMMENT: CUT BETWEEN THE FIELDS OF ${time(from)}`] : said;
}

/** What readers take for black and for colour bars, whatever clip has that name. */
const NO_REELS = /^(BL|BLACK|BARS?)$/;

/** Eight letters and digits at most; AX is what an EDL calls a source that is no tape. */
function reelName(name: string): string {
  const letters = path
    .parse(name)
    .name.toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  const reel = letters.slice(0, 8);
  return reel === '' || NO_REELS.test(reel) ? 'AX' : reel;
}

/** An EDL is ASCII, line by line. */
function plain(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '_');
}

/** The oldest schema of each kind that holds all of this: newer programs read older schemas, not the other way round. */
export function formatOtio({ clip, shots }: ShotList): string {
  const last = shots.at(-1)?.to ?? 0;
  const clock = clockOf(clip);
  const media = {
    OTIO_SCHEMA: 'ExternalReference.1',
    name: clip.name,
    target_url: pathToFileURL(clip.path).href,
    available_range: timeRange(0, Math.max(clip.frames ?? 0, last), clock),
    metadata: {},
  };
  const children = shots.map((shot, index) => ({
    OTIO_SCHEMA: 'Clip.1',
    name: `Shot ${index + 1}`,
    source_range: timeRange(shot.from, shot.to, clock),
    media_reference: media,
    effects: [],
    markers: shot.transition ? [marker(shot, clock)] : [],
    enabled: true,
    metadata: { remaster: { start: shot.start, isMidFrame: shot.isMidFrame, transition: shot.transition } },
  }));
  const track = { ...composition('Track.1', clip.name, children), kind: 'Video' };
  const timeline = {
    OTIO_SCHEMA: 'Timeline.1',
    name: clip.name,
    global_start_time: null,
    tracks: composition('Stack.1', 'tracks', [track]),
    metadata: {},
  };
  return `${JSON.stringify(timeline, null, 2)}\n`;
}

function composition(schema: string, name: string, children: object[]) {
  const empty = { source_range: null, effects: [], markers: [], enabled: true, metadata: {} };
  return { OTIO_SCHEMA: schema, name, ...empty, children };
}

/** A dissolve reaches into the shot before; a marker may leave its clip. */
function marker({ start, transition }: Shot, clock: Clock) {
  const { from, to } = transition ?? { from: 0, to: 0 };
  const marked = { marked_range: timeRange(from, to, clock), color: 'YELLOW', metadata: {} };
  return { OTIO_SCHEMA: 'Marker.2', name: start, ...marked };
}

/** Of the frames `[from, to)`, in what timecode counts. */
function timeRange(from: number, to: number, clock: Clock) {
  const rate = framesPerSecond(rateOf(clock));
  const time = (value: number) => ({ OTIO_SCHEMA: 'RationalTime.1', value, rate });
  const start = countAt(from, clock);
  return { OTIO_SCHEMA: 'TimeRange.1', start_time: time(start), duration: time(countAt(to, clock) - start) };
}
