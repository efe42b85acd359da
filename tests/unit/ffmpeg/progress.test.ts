import { describe, expect, it } from 'vitest';
import { createProgressParser } from '../../../native-pipeline/ffmpeg/progress';

const BLOCK =
  'frame=100\nfps=23.98\nstream_0_0_q=-0.0\nout_time_us=4170833\nout_time=00:00:04.170833\nspeed=1.07x\nprogress=continue\n';

describe('progress', () => {
  it('is read from key=value lines', () => {
    const [progress] = createProgressParser()(BLOCK);
    expect(progress).toEqual({ frame: 100, fps: 23.98, outTimeSecs: 4.170833, speed: 1.07, isLast: false });
  });

  it('may come cut anywhere', () => {
    const parse = createProgressParser();
    const whole = BLOCK + BLOCK.replace('continue', 'end');
    const found = [...whole].flatMap((letter) => parse(letter));
    expect(found.map(({ frame, isLast }) => [frame, isLast])).toEqual([
      [100, false],
      [100, true],
    ]);
  });

  it('says nothing instead of guessing where ffmpeg does not know', () => {
    const [progress] = createProgressParser()(
      'frame=0\nfps=0.00\nout_time_us=N/A\nspeed=N/A\nprogress=continue\n',
    );
    expect(progress).toEqual({ frame: 0, fps: 0, outTimeSecs: null, speed: null, isLast: false });
  });
});
