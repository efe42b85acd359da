/** Values in words: numbers of controls, sizes, times, scores, jobs. */
import { describe, expect, it } from 'vitest';
import { mapBeside, suggestedOut, withExtension } from '../../../renderer/dialogs/renderWords';
import { framesOf } from '../../../renderer/dialogs/stillsOrder';
import { countSections, shareText, transitionsText } from '../../../renderer/panels/analysisWords';
import { beliefsOf, withChoice } from '../../../renderer/panels/beliefs';
import { inOrder, jobFiles, jobText } from '../../../renderer/panels/jobWords';
import { framesText, scoreText, toolText } from '../../../renderer/panels/scoreWords';
import { formatNumber, parseNumber, snap } from '../../../renderer/ui/numbers';
import {
  bytesText,
  clipRateText,
  durationText,
  hintText,
  rateText,
  waitText,
} from '../../../renderer/ui/words';
import { madeClip, madeJob, madeMeasurement } from '../../ui/made';
import { madeSection, madeShot } from '../../ui/madeAnalysis';

describe('hints in the window', () => {
  it('leave out what only the command line has', () => {
    expect(hintText('Continue it (--resume), or start again (--force).')).toBe(
      'Continue it, or start again.',
    );
    expect(hintText('Make room (some GB).')).toBe('Make room (some GB).');
  });
});

describe('the table beside a movie', () => {
  it('is called as the movie is', () => {
    expect(mapBeside('/v/ep.1/dvd.true.mkv')).toBe('/v/ep.1/dvd.true.map.csv');
    expect(mapBeside('/v/ep.1/dvd')).toBe('/v/ep.1/dvd.map.csv');
  });
});

describe('numbers of a control', () => {
  const amount = { min: 0, max: 1, step: 0.05 };

  it('snap to the step without a tail of binary fractions', () => {
    expect(snap(0.1 + 0.2, amount)).toBe(0.3);
    expect(snap(7, amount)).toBe(1);
  });

  it('show the decimals of the step, and more only after a fine move', () => {
    expect(formatNumber(0.3, amount)).toBe('0.30');
    expect(formatNumber(0.305, amount)).toBe('0.305');
    expect(formatNumber(1080, { min: 2, max: 4320, step: 2 })).toBe('1080');
  });

  it('are read with a comma or a point, and are no number otherwise', () => {
    expect(['0,5', ' 12 ', '', 'ten', '1e999'].map(parseNumber)).toEqual([0.5, 12, null, null, null]);
  });
});

describe('words', () => {
  it('for what made a score', () => {
    expect(toolText({ name: 'pixelmatch', version: '7.2.0' })).toBe('pixelmatch 7.2.0');
    expect(toolText({ name: 'the formula', version: '1' })).toBe('the formula, version\u00a01');
  });

  it('for rates, sizes and times', () => {
    expect(rateText({ n: 24000, d: 1001 })).toBe('24000/1001');
    expect(rateText({ n: 25, d: 1 })).toBe('25');
    expect([0, 999, 1_310_720, 734_003_200].map(bytesText)).toEqual(['0 B', '999 B', '1.3 MB', '734 MB']);
    expect([9.31, 59.99, 3725].map(durationText)).toEqual(['0:09.3', '0:59.9', '1:02:05']);
    expect([4.4, 200, 7300].map(waitText)).toEqual(['4 s', '3 min 20 s', '2 h 1 min']);
  });

  it('for a variable rate: its mean, and that it is one', () => {
    const rate = { n: 26_061, d: 1000 };
    expect(clipRateText({ rate, isConstantRate: false })).toEqual({
      value: '26.061',
      unit: 'fps on average',
    });
  });

  it('for scores: identical pictures are infinitely alike', () => {
    const [pixels, psnr] = madeMeasurement().scores;
    expect(pixels && scoreText(pixels)).toEqual({ value: '1.23', unit: '%' });
    expect(psnr && scoreText({ ...psnr, value: null })).toEqual({ value: '∞', unit: 'dB' });
  });

  it('for the pictures that scores speak of: true source fields where a picture is woven', () => {
    const picture = (frame: number, sourceFrame = frame) => ({ frame, sourceFrame, fields: null });
    const [a, isSameClip] = [picture(93), true];
    const woven = { ...picture(74, 92), fields: { top: 93, bottom: 92 } };
    expect(framesText({ a, b: woven, isSameClip })).toBe('A 93, B 74 (source 92 bottom + 93 top)');
    expect(framesText({ a, b: picture(74, 92), isSameClip })).toBe('A 93, B 74 (source 92)');
    expect(framesText({ a, b: picture(74, 93), isSameClip })).toBe('source 93 → variant 74');
    const whole = { ...picture(93), fields: { top: 93, bottom: 93 } };
    expect(framesText({ a, b: whole, isSameClip })).toBe('frame 93');
    expect(framesText({ a, b: picture(74), isSameClip: false })).toBe('A 93, B 74');
  });

  it('for jobs: how far, how fast, how long still', () => {
    expect(jobText(madeJob())).toBe('frame 30 of 300, 24.5 fps, 11 s left');
    expect(jobText(madeJob({ state: 'cancelled' }))).toBe('cancelled');
  });
});

describe('a belief with a choice', () => {
  it('shows the choice as chosen, and still says what was found', () => {
    const matrix = beliefsOf(madeClip(), { matrix: 'bt709' }).find(({ label }) => label === 'Matrix');
    expect(matrix).toMatchObject({ value: 'BT.709', source: 'chosen' });
    expect(matrix?.because).toContain('As found: BT.601 525 (assumed)');
  });

  it('is made and taken back by the select’s value', () => {
    expect(withChoice({}, 'sampleAspect', '32:27')).toEqual({ sampleAspect: { n: 32, d: 27 } });
    expect(withChoice({ range: 'full', matrix: 'bt709' }, 'range', '')).toEqual({ matrix: 'bt709' });
  });
});

describe('what is ordered', () => {
  const clock = { playhead: 7, span: { from: 10, to: 13 }, clock: { n: 25, d: 1 }, count: 100 };

  it('names each frame once, in order', () => {
    expect(framesOf({ frames: 'list', list: '50 12,00:00:02:00' }, clock)).toEqual([12, 50]);
    expect(framesOf({ frames: 'span', list: '' }, clock)).toEqual([10, 11, 12]);
    expect(framesOf({ frames: 'current', list: '' }, clock)).toEqual([7]);
  });

  it('says what is wrong instead', () => {
    expect(framesOf({ frames: 'list', list: '100' }, clock)).toContain('it has 100, counted from 0');
    expect(framesOf({ frames: 'list', list: 'x' }, clock)).toContain('"x" is no frame');
    expect(framesOf({ frames: 'span', list: '' }, { ...clock, span: null })).toContain('no span');
  });

  it('gets a name beside the clip, whatever the system writes between folders', () => {
    expect(suggestedOut('/v/a.b.vob', 'dvd-film', 'ffv1')).toBe('/v/a.b-dvd-film.mkv');
    expect(suggestedOut('C:\\v\\a.vob', '', 'h264')).toBe('C:\\v\\a-own.mp4');
    expect(withExtension('/v/a.mkv', 'ffv1', 'prores')).toBe('/v/a.mov');
    expect(withExtension('/v/a.avi', 'ffv1', 'prores')).toBe('/v/a.avi');
  });
});

describe('a job in words', () => {
  it('lets others run while it is halted, and says from where it will go on', () => {
    expect(jobText(madeJob({ state: 'paused' }))).toBe('paused at frame 30 of 300, others may run');
    expect(jobText(madeJob({ state: 'queued', turn: 0 }))).toBe(
      'waiting to go on from frame 30 of 300, next in turn',
    );
    expect(jobText(madeJob({ state: 'queued', turn: 2, hasBegun: false }))).toBe('waiting, behind 2 more');
    const jobs = [madeJob({ id: 'halted', state: 'paused' }), madeJob({ id: 'runs' })];
    expect(inOrder(jobs).map(({ id }) => id)).toEqual(['runs', 'halted']);
  });
});

describe('the analysis in words', () => {
  it('counts what is most of the clip first, pulldowns apart, and never rounds away what is there', () => {
    const sections = [
      madeSection({ from: 0, to: 5 }),
      madeSection({ from: 5, to: 900, pulldown: '2:2', phase: 0 }),
      madeSection({ from: 900, to: 1000 }),
    ];
    const counts = countSections(sections, { n: 25, d: 1 });
    expect(counts.map(({ name, sections, frames }) => [name, sections, frames])).toEqual([
      ['Film 2:2', 1, 895],
      ['Film 3:2', 2, 105],
    ]);
    expect([0, 0.004, 0.775, 1].map(shareText)).toEqual(['0 %', '< 1 %', '78 %', '100 %']);
  });

  it('measures shares in time where film stays longer than video', () => {
    const sections = [
      madeSection({ from: 0, to: 48, pulldown: 'soft' }),
      madeSection({ from: 48, to: 88, cadence: 'video-interlaced', pulldown: null }),
    ];
    const runs = [
      { from: 0, field: 0, stays: [3, 2] as const },
      { from: 48, field: 120, stays: [2, 2] as const },
    ];
    const counts = countSections(sections, { rate: { n: 30000, d: 1001 }, runs });
    expect(counts.map(({ frames, share }) => [frames, share])).toEqual([
      [48, 0.6],
      [40, 0.4],
    ]);
  });

  it('counts cuts and what is none', () => {
    const shots = [madeShot({ start: 'clip' }), madeShot({}), madeShot({}), madeShot({ start: 'fade' })];
    expect(transitionsText(shots)).toBe('2 cuts, 1 fade');
  });

  it('leaves no files and is counted in frames', () => {
    const progress = { done: 7, total: 9, fps: null, secsLeft: null };
    expect(jobText(madeJob({ kind: 'analysis', progress }))).toBe('frame 7 of 9');
    expect(
      jobFiles(madeJob({ kind: 'analysis', state: 'done', result: { clipId: 'clip', seconds: 1 } })),
    ).toEqual([]);
  });
});
