import { describe, expect, it } from 'vitest';
import type { Shot } from '../../../model/analysis';
import { formatShots, type ShotList, shotFormatOf } from '../../../native-pipeline/analysis/shots/shotLists';

const shot = (from: number, to: number, changes: Partial<Shot> = {}): Shot => ({
  ...{ from, to, start: 'cut', isMidFrame: false, transition: null },
  ...changes,
});
const SHOTS: Shot[] = [
  shot(0, 92, { start: 'clip' }),
  shot(92, 1800, { isMidFrame: true }),
  shot(1800, 1860, { start: 'dissolve', transition: { from: 1793, to: 1808 } }),
];
const list = (changes: Partial<ShotList['clip']> = {}, shots = SHOTS): ShotList => ({
  clip: {
    name: 'Épisode 1 "pilot".vob',
    path: '/films/Épisode 1.vob',
    rate: { n: 30000, d: 1001 },
    frames: 1860,
    displayClock: null,
    ...changes,
  },
  shots,
});

/** 1000 film frames stored once each, then video. */
const displayClock = {
  rate: { n: 30000, d: 1001 },
  runs: [
    { from: 0, field: 0, stays: [3, 2] as const },
    { from: 1000, field: 2500, stays: [2, 2] as const },
  ],
};
const mixed = list({ rate: { n: 26061, d: 1000 }, displayClock });

type Range = Record<'start_time' | 'duration', { value: number }>;

describe('a shot list of film stored as whole frames and video in one clip', () => {
  it('counts what the display shows, at its rate', () => {
    expect(formatShots(mixed, 'csv')).toContain('2,92,1800,1708,00:00:03;25,00:01:08;12,3.837,68.402,cut');
    const edl = formatShots(mixed, 'edl');
    expect(edl).toContain('FCM: DROP FRAME');
    expect(edl).toContain('* RATE: 30000/1001');
    expect(edl).toContain('00:00:03;25 00:01:08;12 00:00:03;25 00:01:08;12');
  });

  it('has no gap and no overlap in OpenTimelineIO', () => {
    const { tracks } = JSON.parse(formatShots(mixed, 'otio'));
    const ranges = tracks.children[0].children.map(({ source_range }: { source_range: Range }) => [
      source_range.start_time.value,
      source_range.duration.value,
    ]);
    expect(ranges).toEqual([
      [0, 115],
      [115, 1935],
      [2050, 60],
    ]);
  });
});

describe('a shot list as CSV', () => {
  const rows = formatShots(list(), 'csv').split('\r\n');

  it('has a row for each shot with frame and timecode, as RFC 4180 has it', () => {
    expect(rows).toHaveLength(5);
    expect(rows.at(-1)).toBe('');
    const columns = rows[0]?.split(',') ?? [];
    for (const row of rows.slice(0, -1)) expect(row.split(',')).toHaveLength(columns.length);
    expect(rows[2]).toBe('2,92,1800,1708,00:00:03;02,00:01:00;02,3.070,60.060,cut,,,true');
    expect(rows[3]).toContain('dissolve,1793,1808');
  });

  it('tells seconds by the frames’ own times where the rate varies', () => {
    const text = formatShots({ ...list(), secsOf: (frame) => frame / 10 }, 'csv');
    expect(text).toContain('9.200,180.000');
  });
});

describe('a shot list as EDL', () => {
  const text = formatShots(list(), 'edl');
  const lines = text.split('\r\n');
  /** Event, reel, channel, transition and four times, in CMX 3600's columns. */
  const EVENT = /^(\d{3}) {2}([A-Z0-9]{1,8}) +V {5}C {8}(\d\d:\d\d:\d\d[:;]\d\d) (\S{11}) (\S{11}) (\S{11})$/;
  const events = lines.flatMap((line) => {
    const match = EVENT.exec(line);
    return match ? [match] : [];
  });

  it('begins with title and frame code mode, and is plain ASCII', () => {
    expect(lines[0]).toBe('TITLE: _pisode 1 "pilot".vob');
    expect(lines[1]).toBe('FCM: DROP FRAME');
    expect(text).toMatch(/^[\x20-\x7e\r\n]*$/);
  });

  it('holds an event for each shot, numbered from 001, each beginning where the last one ended', () => {
    expect(events.map((event) => event[1])).toEqual(['001', '002', '003']);
    for (const [index, event] of events.entries()) {
      expect(event[3]).toBe(event[5]);
      expect(event[4]).toBe(event[6]);
      if (index > 0) expect(event[5]).toBe(events[index - 1]?.[6]);
    }
    // Drop-frame skips two labels at the minute: frame 1800 is one minute and two frames.
    expect(events[2]?.[3]).toBe('00:01:00;02');
  });

  it('names nothing but comments besides', () => {
    const others = lines.slice(2).filter((line) => line !== '' && !EVENT.test(line));
    expect(others.every((line) => line.startsWith('* '))).toBe(true);
    expect(text).toContain('* COMMENT: DISSOLVE 00:00:59;23 TO 00:01:00;10, IN THE PICTURES ALREADY');
    expect(text).toContain('* COMMENT: CUT BETWEEN THE FIELDS OF 00:00:03;02');
  });

  it('has no remark before the first event, where readers give up', () => {
    const first = lines.findIndex((line) => EVENT.test(line));
    expect(lines.slice(0, first).filter((line) => line.startsWith('*'))).toEqual([]);
    expect(lines.slice(first)).toContain('* RATE: 30000/1001');
  });

  it.each(['BL.vob', 'black.mpg', 'bars.avi'])('takes %s for no black and no bars', (name) => {
    expect(formatShots(list({ name }), 'edl')).toMatch(/^001 {2}AX {6} V/m);
  });

  it('counts without drop at 25 frames, and finds a name for any reel', () => {
    const pal = formatShots(list({ rate: { n: 25, d: 1 }, name: '…' }), 'edl');
    expect(pal).toContain('FCM: NON-DROP FRAME');
    expect(pal).toMatch(/^001 {2}AX {6} V/m);
  });
});

describe('a shot list as OpenTimelineIO', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the document is looked into as any reader would.
  const timeline = JSON.parse(formatShots(list(), 'otio')) as any;
  const [track] = timeline.tracks.children;

  it('is a timeline of one video track with a clip for each shot', () => {
    expect(timeline.OTIO_SCHEMA).toBe('Timeline.1');
    expect(timeline.tracks.OTIO_SCHEMA).toBe('Stack.1');
    expect(track).toMatchObject({ OTIO_SCHEMA: 'Track.1', kind: 'Video', source_range: null });
    expect(track.children).toHaveLength(3);
    for (const clip of track.children) {
      expect(clip).toMatchObject({ OTIO_SCHEMA: 'Clip.1', effects: [], enabled: true });
      expect(clip.media_reference).toMatchObject({
        OTIO_SCHEMA: 'ExternalReference.1',
        target_url: 'file:///films/%C3%89pisode%201.vob',
      });
    }
  });

  it('cuts the clip up without gap or overlap, within what the media holds', () => {
    let at = 0;
    for (const { source_range: range, media_reference: media } of track.children) {
      expect(range.OTIO_SCHEMA).toBe('TimeRange.1');
      expect(range.start_time).toMatchObject({ OTIO_SCHEMA: 'RationalTime.1', value: at });
      expect(range.start_time.rate).toBeCloseTo(29.97003, 5);
      at += range.duration.value;
      expect(at).toBeLessThanOrEqual(media.available_range.duration.value);
    }
    expect(at).toBe(1860);
  });

  it('marks a dissolve instead of making one', () => {
    const [marker] = track.children[2].markers;
    expect(marker).toMatchObject({ OTIO_SCHEMA: 'Marker.2', name: 'dissolve', color: 'YELLOW' });
    expect(marker.marked_range.start_time.value).toBe(1793);
    expect(JSON.stringify(timeline)).not.toContain('Transition.1');
  });
});

describe('the name of a shot list', () => {
  it.each([
    ['a/shots.csv', 'csv'],
    ['shots.EDL', 'edl'],
    ['x.otio', 'otio'],
    ['x.json', null],
    ['csv', null],
  ])('%s tells %s', (file, format) => {
    expect(shotFormatOf(file)).toBe(format);
  });
});
