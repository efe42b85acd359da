import { describe, expect, it } from 'vitest';
import { countPictureFlags, type PictureFlags } from '../../../native-pipeline/clips/pictureFlags';
import { settleScan } from '../../../native-pipeline/clips/settleScan';

const nothing = { flags: null, picture: null, isStill: false };
const tagged = (fieldOrder: string) => settleScan({ codec: 'h264', fieldOrder }, nothing);
const none: PictureFlags = { ...countPictureFlags(new Uint8Array()), pictures: 48 };
const flagged = (flags: Partial<PictureFlags>) =>
  settleScan(
    { codec: 'mpeg2video', fieldOrder: 'progressive' },
    { ...nothing, flags: { ...none, ...flags } },
  );

describe('field order', () => {
  it.each([
    ['tt', 'top-first'],
    ['bb', 'bottom-first'],
    ['tb', 'top-first'],
    ['bt', 'bottom-first'],
  ])(
    '"%s" is %s: the first letter is the field shown first, as ffmpeg writes and reads it',
    (letters, order) => {
      expect(tagged(letters).scan.value).toBe('interlaced');
      expect(tagged(letters).fieldOrder).toMatchObject({ value: order, source: 'tagged' });
    },
  );

  it('of a progressive clip is none', () => {
    expect(tagged('progressive').fieldOrder.value).toBeNull();
  });
});

describe('the flags of MPEG-2 pictures', () => {
  it('outweigh the stream, which speaks for its first picture only', () => {
    const { scan, fieldOrder } = flagged({ topFirst: 48 });
    expect([scan.value, fieldOrder.value]).toEqual(['interlaced', 'top-first']);
    expect(flagged({ topFirst: 2 }).fieldOrder.value).toBe('bottom-first');
  });

  it('show soft telecine as progressive frames that repeat fields', () => {
    const { scan } = flagged({ progressive: 48, repeating: 24, topFirst: 24 });
    expect(scan.value).toBe('progressive');
    expect(scan.because).toContain('soft telecine');
  });

  it('of both kinds make a mixed clip', () => {
    const { scan, fieldOrder } = flagged({ progressive: 20, topFirst: 28 });
    expect([scan.value, fieldOrder.value]).toEqual(['mixed', 'top-first']);
    expect(scan.because).toContain('20');
  });

  it('warn that telecined film looks interlaced to them', () => {
    expect(flagged({ topFirst: 48 }).scan.because).toContain('analysis');
  });

  it('are ruled out by a progressive sequence', () => {
    expect(flagged({ isProgressiveSequence: true }).scan.value).toBe('progressive');
  });
});

describe('a clip whose stream says nothing', () => {
  it('is asked for its first picture', () => {
    const picture = { isInterlaced: true, isTopFirst: false, turn: null, isMirrored: false };
    const { scan, fieldOrder } = settleScan({ codec: 'dvvideo', fieldOrder: null }, { ...nothing, picture });
    expect([scan.value, fieldOrder.value, scan.source]).toEqual(['interlaced', 'bottom-first', 'tagged']);
  });

  it('is settled by the standard of its codec where that leaves no choice', () => {
    expect(settleScan({ codec: 'dvvideo', fieldOrder: null }, nothing).fieldOrder).toMatchObject({
      value: 'bottom-first',
      source: 'assumed',
    });
    expect(settleScan({ codec: 'vp9', fieldOrder: null }, nothing).scan.value).toBe('progressive');
  });

  it('is else unknown, with the reason', () => {
    const { scan } = settleScan({ codec: 'huffyuv', fieldOrder: null }, nothing);
    expect(scan.value).toBe('unknown');
    expect(scan.because).toContain('huffyuv');
  });
});
