import { describe, expect, it } from 'vitest';
import { settleRotation, settleSampleAspect } from '../../../native-pipeline/clips/settleShape';

const size = (width: number, height: number) => ({ width, height });

describe('sample aspect', () => {
  it('is believed where tagged', () => {
    expect(settleSampleAspect({ n: 32, d: 27 }, size(720, 480), false)).toMatchObject({
      value: { n: 32, d: 27 },
      source: 'tagged',
    });
  });

  it.each([
    [720, 480, 8, 9],
    [704, 480, 10, 11],
    [720, 576, 16, 15],
    [352, 576, 24, 11],
    [640, 480, 1, 1],
    [1920, 1080, 1, 1],
    [1440, 1080, 1, 1],
  ])('of an untagged %i×%i is assumed to be %i:%i', (width, height, n, d) => {
    const finding = settleSampleAspect(null, size(width, height), false);
    expect(finding).toMatchObject({ value: { n, d }, source: 'assumed' });
    expect(finding.because).toContain('No sample aspect');
  });

  it('of a picture file is square where untagged', () => {
    expect(settleSampleAspect(null, size(720, 480), true).value).toEqual({ n: 1, d: 1 });
  });

  it('is doubted aloud where DVD pictures claim square samples', () => {
    const finding = settleSampleAspect({ n: 1, d: 1 }, size(720, 480), false);
    expect(finding).toMatchObject({ value: { n: 1, d: 1 }, source: 'tagged' });
    expect(finding.because).toContain('8:9');
  });

  it('is not believed where no format has it', () => {
    const finding = settleSampleAspect({ n: 1, d: 60000 }, size(720, 480), false);
    expect(finding).toMatchObject({ value: { n: 8, d: 9 }, source: 'assumed' });
    expect(finding.because).toContain('1:60000');
  });
});

describe('rotation', () => {
  it.each([
    [-90, 90],
    [90, 270],
    [180, 180],
    [-180, 180],
    [0, 0],
    [270, 90],
  ])('that ffprobe gives as %i° counter-clockwise is %i° clockwise', (turn, value) => {
    expect(settleRotation({ turn, isMirrored: false })).toMatchObject({ value, source: 'tagged' });
  });

  it('says where the picture is mirrored too', () => {
    expect(settleRotation({ turn: -90, isMirrored: true }).because).toContain('mirrored');
  });

  it('that is no quarter turn leaves the frame its shape', () => {
    expect(settleRotation({ turn: 45, isMirrored: false })).toMatchObject({ value: 0, source: 'tagged' });
  });
});
