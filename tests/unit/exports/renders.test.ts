import { describe, expect, it } from 'vitest';
import type { AudioStream, SubtitleStream } from '../../../model/clip';
import type { FilterMemory } from '../../../model/recipe';
import { carryAudio, carrySubtitles, containerOf } from '../../../native-pipeline/exports/containers';
import { conversionFor, findEncoder } from '../../../native-pipeline/exports/encoders';
import {
  cutSpan,
  firstPicture,
  type Pacing,
  renderGraph,
  SAME_PACE,
  timingOptions,
} from '../../../native-pipeline/exports/renderGraph';

const NONE: FilterMemory = { behind: 0, ahead: 0, isExact: true, tolerance: '' };
const BOB: Pacing = { ...SAME_PACE, relation: { kind: 'multiply', by: 2 } };
const FILM: Pacing = { ...SAME_PACE, relation: { kind: 'drop-one-of', cycle: 5 } };
const NTSC = { n: 30000, d: 1001 };

describe('the cut of a span', () => {
  it('takes the frames alone where filters remember nothing', () => {
    expect(cutSpan({ from: 10, to: 20 }, SAME_PACE)).toEqual({
      source: { from: 10, to: 20 },
      kept: { from: 0, to: 10 },
      pictures: { from: 10, to: 20 },
    });
  });

  it('gives filters with memory their run-up, as far as there are frames', () => {
    const memory = { ...NONE, behind: 4, ahead: 1 };
    expect(cutSpan({ from: 10, to: 20 }, { ...BOB, memory })).toMatchObject({
      source: { from: 6, to: 21 },
      kept: { from: 8, to: 28 },
    });
    expect(cutSpan({ from: 2, to: 5 }, { ...SAME_PACE, memory })).toMatchObject({
      source: { from: 0, to: 6 },
      kept: { from: 2, to: 5 },
    });
  });

  it('starts on a cycle where frames are dropped, and ends behind a whole one', () => {
    const { source, kept, pictures } = cutSpan(
      { from: 13, to: 21 },
      { ...FILM, memory: { ...NONE, behind: 6, ahead: 1 } },
    );
    expect([source.from % 5, source.to % 5]).toEqual([0, 0]);
    expect(source.to).toBeGreaterThan(25);
    expect(pictures).toEqual({ from: 11, to: 17 });
    expect(kept.from).toBe(pictures.from - (source.from * 4) / 5);
  });

  it('joins spans without a gap: the pictures of neighbours follow each other', () => {
    for (const pacing of [BOB, FILM, SAME_PACE]) {
      for (let at = 0; at < 40; at++)
        expect(firstPicture(at + 1, pacing)).toBeGreaterThanOrEqual(firstPicture(at, pacing));
    }
    expect(firstPicture(5, FILM)).toBe(4);
  });
});

describe('the graph of a render', () => {
  const parts = {
    unpack: '',
    plan: { graph: 'bwdif=mode=send_frame', weave: null },
    convert: '',
    rate: NTSC,
    isConstantRate: true,
  };

  it('counts the times of a constant rate and leaves variable ones alone', () => {
    expect(renderGraph({ ...parts, cut: null })).toBe('bwdif=mode=send_frame,settb=1001/30000,setpts=N');
    expect(renderGraph({ ...parts, cut: null, isConstantRate: false })).toBe('bwdif=mode=send_frame');
    expect(timingOptions(NTSC, true)).toEqual(['-fps_mode', 'cfr', '-r', '30000/1001']);
    expect(timingOptions(NTSC, false)).toContain('passthrough');
  });

  it('cuts by frame numbers before and behind the filters', () => {
    const cut = cutSpan({ from: 10, to: 20 }, { ...SAME_PACE, memory: { ...NONE, behind: 2, ahead: 1 } });
    expect(renderGraph({ ...parts, cut })).toBe(
      'trim=start_frame=8:end_frame=21,bwdif=mode=send_frame,trim=start_frame=2:end_frame=12,settb=1001/30000,setpts=N',
    );
  });
});

describe('containers', () => {
  const sound = (index: number, codec: string): AudioStream => ({
    ...{ index, codec, channels: 2, sampleRate: 48000, language: null, title: null },
  });
  const text = (index: number, codec: string): SubtitleStream => ({
    index,
    codec,
    language: null,
    title: null,
  });

  it('are told by the ending, in any case', () => {
    expect(['a.MKV', 'b.m4v', 'c.mov', 'd.avi', 'noending'].map(containerOf)).toEqual([
      'mkv',
      'mp4',
      'mov',
      null,
      null,
    ]);
  });

  it('copy the sound that they hold, and make of the rest what they can', () => {
    const whole = { input: 0, filter: null };
    expect(carryAudio([sound(1, 'ac3')], 'mp4', whole)).toEqual(['-map', '0:1', '-c:a:0', 'copy']);
    expect(carryAudio([sound(1, 'ac3'), sound(2, 'pcm_dvd')], 'mkv', whole).slice(4)).toEqual([
      '-map',
      '0:2',
      '-c:a:1',
      'flac',
      '-sample_fmt:a:1',
      's16',
    ]);
    expect(carryAudio([sound(3, 'pcm_s16le')], 'mp4', whole)).toEqual([
      '-map',
      '0:3',
      '-c:a:0',
      'aac',
      '-b:a:0',
      '256k',
    ]);
    expect(carryAudio([sound(3, 'aac')], 'mov', { input: 1, filter: 'atrim=start=0' })).toEqual([
      '-map',
      '1:3',
      '-c:a:0',
      'pcm_s16le',
      '-filter:a:0',
      'atrim=start=0',
    ]);
  });

  it('rewrite text subtitles where needed and say which ones made of pictures are lost', () => {
    const streams = [text(3, 'dvd_subtitle'), text(4, 'subrip')];
    expect(carrySubtitles(streams, 'mkv', 0)).toEqual({
      options: ['-map', '0:3', '-c:s:0', 'copy', '-map', '0:4', '-c:s:1', 'copy'],
      notices: [],
    });
    const { options, notices } = carrySubtitles(streams, 'mp4', 0);
    expect(options).toEqual(['-map', '0:4', '-c:s:0', 'mov_text']);
    expect(notices.join()).toMatch(/dvd_subtitle .*stream 3.* mp4/);
  });
});

describe('encoders', () => {
  const build = (...names: string[]) => ({ encoders: new Set(names) });
  const x264 = findEncoder('h264', build('libx264'));
  const ffv1 = findEncoder('ffv1', build('ffv1'));
  if (!x264 || !ffv1) throw new Error('no encoder');

  it('are taken in order of preference, and missing ones are missed', () => {
    expect(findEncoder('h264', build('libopenh264', 'libx264'))?.name).toBe('libx264');
    expect(findEncoder('h264', build('libopenh264'))?.name).toBe('libopenh264');
    expect(findEncoder('hevc', build('libx264', 'hevc_nvenc'))).toBeNull();
  });

  it('get the samples as they are where they take them', () => {
    expect(conversionFor(x264, 'yuv420p10le', null)).toEqual({
      graph: '',
      pixelFormat: 'yuv420p10le',
      colour: null,
    });
    expect(conversionFor(ffv1, 'yuv411p', null).graph).toBe('');
    expect(conversionFor(ffv1, 'gbrp10le', null).graph).toBe('');
  });

  it('get the nearest that they take, by explicit conversions that change nothing else', () => {
    expect(conversionFor(x264, 'yuvj420p', null).graph).toBe(
      'scale=in_range=full:out_range=full,format=yuv420p',
    );
    expect(conversionFor(x264, 'yuv422p12le', null).pixelFormat).toBe('yuv422p10le');
    expect(conversionFor(x264, 'yuv420p12le', 'top-first').graph).toMatch(/interl=1.*format=yuv420p10le$/);
    expect(conversionFor(ffv1, 'gbrp', null).pixelFormat).toBe('bgr0');
  });

  it('say which matrix and range RGB was given', () => {
    expect(conversionFor(x264, 'gbrp', null)).toMatchObject({
      pixelFormat: 'yuv444p',
      colour: { matrix: 'bt709', range: 'limited' },
    });
  });
});
