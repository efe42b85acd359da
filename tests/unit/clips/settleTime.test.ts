import { describe, expect, it } from 'vitest';
import { parseClaims } from '../../../native-pipeline/clips/claims';
import type { PictureFlags } from '../../../native-pipeline/clips/pictureFlags';
import { settleDuration, settleRate, snapRate } from '../../../native-pipeline/clips/settleTime';
import { claimed, probed } from './fixtures';

const size = { width: 720, height: 480 };
const rate = (
  tickRate: [number, number] | null,
  meanRate: [number, number] | null,
  changes = {},
  format = 'mov,mp4',
) => {
  const rational = (pair: [number, number] | null) => (pair ? { n: pair[0], d: pair[1] } : null);
  const video = claimed(size, { tickRate: rational(tickRate), meanRate: rational(meanRate), ...changes });
  return settleRate(video, format, null);
};

describe('the rate of a clip', () => {
  it('is what both of its claims say', () => {
    expect(rate([24000, 1001], [24000, 1001]).rate).toEqual({ n: 24000, d: 1001 });
  });

  it('is the standard one where an odd last frame spoils the mean', () => {
    expect(rate([30000, 1001], [300000, 10201]).rate).toEqual({ n: 30000, d: 1001 });
  });

  it('is the mean where the first one counts fields', () => {
    expect(rate([60000, 1001], [30000, 1001]).rate).toEqual({ n: 30000, d: 1001 });
  });

  it('of MPEG-2 is that of the sequence header', () => {
    expect(rate([60000, 1001], [30000, 1001], { codec: 'mpeg2video' }, 'mpeg').rate).toEqual({
      n: 30000,
      d: 1001,
    });
  });

  it('of a raw stream is not the default that ffmpeg invents', () => {
    expect(rate([48000, 1001], [25, 1], {}, 'h264').rate).toEqual({ n: 24000, d: 1001 });
  });

  it('that nobody uses is kept', () => {
    expect(rate([179, 6], [179, 6]).rate).toEqual({ n: 179, d: 6 });
  });

  it('is assumed, and said to be, where none is usable', () => {
    const { rate: assumed, notices } = rate([90000, 1], null);
    expect(assumed).toEqual({ n: 25, d: 1 });
    expect(notices[0]).toContain('assumed');
  });

  it('of soft telecine is that of the pictures, not of the frames they are shown as', () => {
    const flags = {
      pictures: 48,
      progressive: 48,
      repeating: 23,
      isProgressiveSequence: false,
    } as PictureFlags;
    const { videos, format } = parseClaims(probed('soft-telecine.mpg'));
    const [video] = videos;
    if (!video) throw new Error('no video');
    const { rate: film, notices } = settleRate(video, format, flags);
    expect(film).toEqual({ n: 24000, d: 1001 });
    expect(notices[0]).toContain('23.976');
  });
});

describe('a measured rate', () => {
  it('is the standard one that it stands for', () => {
    expect(snapRate(23.9762)).toEqual({ n: 24000, d: 1001 });
    expect(snapRate(24.0003)).toEqual({ n: 24, d: 1 });
    expect(snapRate(18.5)).toEqual({ n: 37, d: 2 });
  });
});

describe('the length of a clip', () => {
  const claims = (format: object, stream: object = {}) => {
    const parsed = parseClaims(JSON.stringify({ format, streams: [{ codec_type: 'video', ...stream }] }));
    const [video] = parsed.videos;
    if (!video) throw new Error('no video');
    return settleDuration(parsed, video);
  };

  it('is that of the stream, whatever days the container claims', () => {
    expect(claims({ duration: '2147483.6' }, { duration: '3.003' })).toBeCloseTo(3.003);
  });

  it('of a Matroska file that starts late does not count the silence before', () => {
    expect(claims({ format_name: 'matroska,webm', duration: '12.002' }, { start_time: '10.0' })).toBeCloseTo(
      2.002,
    );
  });

  it('is null where nothing is claimed', () => {
    expect(claims({})).toBeNull();
  });
});
