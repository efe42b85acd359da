/** What labels and status line say of the two pictures on screen. */
import { describe, expect, it } from 'vitest';
import { matchSources, nameSource, type PictureHeader } from '../../../model/picture';
import { findPreset } from '../../../model/presets';
import type { Plan, Recipe } from '../../../model/recipe';
import { reduce } from '../../../renderer/state/reduce';
import { EMPTY_WORKSPACE } from '../../../renderer/state/workspace';
import { namePair, pairingOf, pairWords, playingWords } from '../../../renderer/viewer/pairWords';
import { madeClip, madePlan } from '../../ui/made';

type Fields = PictureHeader['fields'];
const picture = (frame: number, sourceFrame = frame, fields: Fields = null, clipId = 'clip') => {
  return { clipId, frame, sourceFrame, fields, timeSecs: sourceFrame / 25 };
};
const SAME = { isCountedAlike: true, isFieldMatched: false };
const MAPPED = { isCountedAlike: false, isFieldMatched: false };
const WOVEN = picture(74, 92, { top: 93, bottom: 92 });

describe('labels', () => {
  it('name the fields that a picture of a map is woven of, and the frame of A', () => {
    expect(namePair({ a: picture(93), b: WOVEN }, MAPPED)).toEqual({
      a: { frame: 'frame 93', source: '' },
      b: { frame: 'frame 74', source: 'source 92 bottom + 93 top' },
    });
    const rebuilt = picture(120, 150, { top: 150, bottom: null });
    expect(namePair({ a: picture(150), b: rebuilt }, MAPPED)?.b.source).toBe('source 150 top field');
  });

  it('do not come and go with the frame where the rate changes, nor stand where it does not', () => {
    expect(namePair({ a: picture(0), b: picture(0) }, MAPPED)?.b).toEqual({ frame: 'frame 0', source: '' });
    expect(namePair({ a: picture(7), b: picture(7) }, SAME)).toBeNull();
    expect(namePair({ a: picture(7), b: null }, MAPPED)).toBeNull();
  });

  it('name both where B is another clip, or its plan is not there yet', () => {
    expect(namePair({ a: picture(5), b: picture(4, 4, null, 'hd') }, SAME)?.b.frame).toBe('frame 4');
    expect(namePair({ a: picture(93), b: WOVEN }, SAME)?.b.frame).toBe('frame 74');
  });
});

describe('the status line', () => {
  const short = (b: ReturnType<typeof picture>, a = picture(150), pairing = MAPPED) =>
    pairWords({ a, b }, pairing).short;

  it('says "exact" only where both pictures are of one source frame', () => {
    expect(short(picture(150), picture(150), SAME)).toBe('exact');
    expect(short(picture(300, 150))).toBe('exact');
    expect(short(picture(120, 150, { top: 150, bottom: null }))).toBe('exact');
    expect(pairWords({ a: picture(3), b: null }, SAME).short).toBe('exact');
  });

  it('counts the frames to the nearest picture of a frame that B has not', () => {
    expect(short(picture(119, 149))).toBe('B’s nearest picture, 1 frame earlier');
    expect(short(picture(121, 152))).toBe('B’s nearest picture, 2 frames later');
    expect(pairWords({ a: picture(150), b: picture(119, 149) }, MAPPED).says).toMatch(
      /^A: frame 150, at 6\.000 s\. B: frame 119 \(source 149\), at 5\.960 s\. B has no picture of that frame/,
    );
  });

  it('tells woven pictures, matched fields and two clips', () => {
    expect([92, 93].map((frame) => short(WOVEN, picture(frame)))).toEqual(
      Array(2).fill('B woven of two source frames'),
    );
    const matched = { isCountedAlike: false, isFieldMatched: true };
    expect(short(picture(75, 94), picture(94), matched)).toBe('same frame, fields matched');
    expect(short(picture(94, 94, null, 'hd'), picture(94), SAME)).toBe('B matched by time');
  });

  it('says at play only what holds for every frame', () => {
    const pair = { a: picture(150), b: picture(150) };
    expect(playingWords(pair, SAME)).toEqual({ short: 'exact', says: '' });
    expect(playingWords(pair, MAPPED).short).toBe('');
  });
});

describe('the source frames of two pictures', () => {
  it('are counted from the nearest ones', () => {
    expect(matchSources(picture(95), WOVEN)).toEqual({ kind: 'apart', by: -2 });
    expect(matchSources(picture(90), WOVEN)).toEqual({ kind: 'apart', by: 2 });
    expect(matchSources(WOVEN, WOVEN)).toEqual({ kind: 'same' });
  });

  it('have one name for people', () => {
    expect(nameSource(picture(0, 12, { top: 12, bottom: 12 }))).toBe('12');
    expect(nameSource(picture(0, 12, { top: null, bottom: 12 }))).toBe('12 bottom field');
  });
});

describe('what a plan says of all pictures', () => {
  const FILM = findPreset('dvd-film') as Recipe;
  const opened = reduce(EMPTY_WORKSPACE, { type: 'clip/opened', clip: madeClip(), recipe: FILM });
  const planned = (part: Partial<Plan>) =>
    pairingOf(reduce(opened, { type: 'plan/made', side: 'b', plan: madePlan(FILM, part) }));

  it('follows its relation and its filters', () => {
    expect(pairingOf(opened)).toEqual(SAME);
    const film = {
      graph: 'fieldmatch=order=tff,decimate=cycle=5',
      relation: { kind: 'drop-one-of', cycle: 5 },
    };
    expect(planned(film as Partial<Plan>)).toEqual({ isCountedAlike: false, isFieldMatched: true });
    // Whole film frames pass the step as they are.
    expect(planned({ graph: 'zscale=w=1440' })).toEqual(SAME);
  });
});
