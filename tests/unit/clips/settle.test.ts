import { describe, expect, it } from 'vitest';
import { parseClaims, type VideoClaims } from '../../../native-pipeline/clips/claims';
import { chooseVideo } from '../../../native-pipeline/clips/probe';
import { claimed, probed, settled } from './fixtures';

const changedVideo = (changes: Partial<VideoClaims>) => {
  const claims = parseClaims(probed('untagged.mkv'));
  const [video] = claims.videos;
  if (!video) throw new Error('no video');
  return settled(claims, { ...video, ...changes });
};

describe('a settled clip', () => {
  it('of a 4:3 DVD is 640×480 on square samples, never 720×480', () => {
    const clip = settled(parseClaims(probed('dvd.vob')));
    expect(clip.codedSize).toEqual({ width: 720, height: 480 });
    expect(clip.displaySize).toEqual({ width: 640, height: 480 });
  });

  it('of a turned phone video is upright', () => {
    const clip = settled(parseClaims(probed('rotated.mp4')));
    expect(clip.rotation.value).toBe(90);
    expect(clip.displaySize).toEqual({ width: 180, height: 320 });
  });

  it('carries one sentence for every finding', () => {
    const clip = settled(parseClaims(probed('dvd.vob')));
    const findings = [
      clip.scan,
      clip.fieldOrder,
      clip.sampleAspect,
      clip.rotation,
      ...Object.values(clip.colour),
    ];
    for (const { because } of findings) expect(because).toMatch(/^[A-Z0-9].*\.$/);
  });

  it('says that HDR is HDR', () => {
    const clip = changedVideo({ transfer: 'arib-std-b67', matrix: 'bt2020nc' });
    expect(clip.notices.join(' ')).toContain('HLG');
  });

  it('says that transparency is left out, and that an odd size has half a chroma sample', () => {
    expect(changedVideo({ pixelFormat: 'yuva444p' }).notices.join(' ')).toContain('transparency');
    expect(changedVideo({ codedSize: { width: 719, height: 479 } }).notices.join(' ')).toContain('odd');
  });

  it('knows the depth of its samples', () => {
    const depth = (pixelFormat: string) => changedVideo({ pixelFormat, bitsPerSample: null }).bitDepth;
    expect(
      ['yuv420p', 'yuv422p10le', 'gbrp12le', 'p010le', 'rgb48be', 'gray16le', 'bgr565le'].map(depth),
    ).toEqual([8, 10, 12, 10, 16, 16, 8]);
  });
});

describe('the stream in use', () => {
  const size = { width: 320, height: 240 };
  const claims = (videos: VideoClaims[]) => ({ ...parseClaims('{}'), videos });

  it('is never a cover picture', () => {
    const videos = [claimed(size, { index: 0, isCover: true }), claimed(size, { index: 1 })];
    expect(chooseVideo(claims(videos), '/x').index).toBe(1);
    expect(() => chooseVideo(claims(videos.slice(0, 1)), '/x')).toThrow('cover');
  });

  it('is the first of several, and the clip says which, and which the file itself prefers', () => {
    const videos = [
      claimed(size, { index: 0 }),
      claimed({ width: 192, height: 108 }, { index: 1, isDefault: true }),
    ];
    const [notice] = settled(claims(videos)).notices;
    expect(notice).toContain('stream 0, h264, 320×240');
    expect(notice).toContain('stream 1, h264, 192×108');
  });
});
