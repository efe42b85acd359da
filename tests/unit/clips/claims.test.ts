import { describe, expect, it } from 'vitest';
import { parseClaims, parsePictureClaims } from '../../../native-pipeline/clips/claims';
import { probed } from './fixtures';

describe("ffprobe's report", () => {
  it('gives every stream its place, the DVD navigation packets none', () => {
    const { videos, audio, format } = parseClaims(probed('dvd.vob'));
    expect(format).toBe('mpeg');
    expect(videos.map(({ index, codec }) => [index, codec])).toEqual([[1, 'mpeg2video']]);
    expect(audio.map(({ index, codec, channels }) => [index, codec, channels])).toEqual([[2, 'ac3', 1]]);
  });

  it('gives languages, titles and chapters', () => {
    const { audio, subtitles, chapters } = parseClaims(probed('sound-subtitles-chapters.mkv'));
    expect(audio).toHaveLength(2);
    expect(subtitles[0]?.codec).toBe('subrip');
    expect(chapters.length).toBeGreaterThan(0);
    expect(chapters[0]?.startSecs).toBe(0);
  });

  it('takes "unknown", "0/0" and absent fields for nothing', () => {
    const [video] = parseClaims(
      JSON.stringify({
        streams: [
          {
            codec_type: 'video',
            codec_name: 'unknown',
            pix_fmt: 'unknown',
            avg_frame_rate: '0/0',
            sample_aspect_ratio: '0:1',
          },
        ],
      }),
    ).videos;
    expect(video).toMatchObject({
      codec: null,
      pixelFormat: null,
      meanRate: null,
      sampleAspect: null,
      fieldOrder: null,
    });
  });

  it("reads a Matroska stream's length from its tag", () => {
    const stream = { codec_type: 'video', tags: { DURATION: '00:01:03.003000000' } };
    expect(parseClaims(JSON.stringify({ streams: [stream] })).videos[0]?.durationSecs).toBeCloseTo(63.003);
  });

  it('tells a mirrored display matrix from a turned one', () => {
    const matrix = (a: number, b: number, c: number, d: number) => ({
      codec_type: 'video',
      side_data_list: [
        {
          side_data_type: 'Display Matrix',
          displaymatrix: `\n00000000: ${a} ${b} 0\n00000001: ${c} ${d} 0\n00000002: 0 0 1073741824\n`,
          rotation: -90,
        },
      ],
    });
    const claim = (stream: object) => parseClaims(JSON.stringify({ streams: [stream] })).videos[0];
    expect(claim(matrix(0, 65536, -65536, 0))).toMatchObject({ turn: -90, isMirrored: false });
    expect(claim(matrix(0, 65536, 65536, 0))).toMatchObject({ turn: -90, isMirrored: true });
  });

  it('keeps tags as text, and not megabytes of them', () => {
    const tags = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`t${at}`, '<b>'.repeat(5000)]));
    const claims = parseClaims(JSON.stringify({ format: { tags } }));
    expect(Object.keys(claims.tags).length).toBeLessThanOrEqual(64);
    expect(claims.tags.t0?.startsWith('<b>')).toBe(true);
    expect(claims.tags.t0?.length).toBe(2000);
  });

  it('does not stumble over a report of another shape', () => {
    expect(parseClaims('{"streams":"none","chapters":[null,3]}')).toMatchObject({ videos: [], audio: [] });
  });
});

describe('the first picture', () => {
  it('of a DV tape says that the bottom field comes first', () => {
    expect(parsePictureClaims(probed('dv-pal.avi.picture'))).toMatchObject({
      isInterlaced: true,
      isTopFirst: false,
    });
  });

  it('is null where none came out', () => {
    expect(parsePictureClaims('{"frames":[]}')).toBeNull();
  });
});
