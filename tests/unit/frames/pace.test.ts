/** Where feeding begins, which frame a picture shows, and how a graph is tapped. */
import { describe, expect, test } from 'vitest';
import { DroppedFrames } from '../../../native-pipeline/frames/droppedFrames';
import { wakeBwdif, watchedGraph } from '../../../native-pipeline/frames/filters';
import { createDroppingPace, createSteadyPace } from '../../../native-pipeline/frames/pace';

const memory = { behind: 3, ahead: 1, isExact: true, tolerance: '' };

describe('where feeding begins', () => {
  test('a bob starts its run-up in source frames and skips two pictures for each', () => {
    const pace = createSteadyPace({ kind: 'multiply', by: 2 }, memory);
    expect(pace.startFor(41)).toEqual({ sourceFrom: 17, firstPicture: 40, skip: 6 });
    expect(pace.lastNeeded(41)).toBe(21);
  });

  test('near the head everything is fed, and everything counts', () => {
    const pace = createSteadyPace({ kind: 'same' }, memory);
    expect(pace.startFor(3)).toEqual({ sourceFrom: 0, firstPicture: 0, skip: 0 });
  });

  test('decimate starts on a whole cycle with at least one cycle before', () => {
    const pace = createDroppingPace(5, memory);
    expect(pace.startFor(42)).toEqual({ sourceFrom: 45, firstPicture: 40, skip: 4 });
    expect(pace.lastNeeded(42)).toBe(55);
  });
});

describe('which frame was dropped', () => {
  function heard(before: string[], after: string[]): DroppedFrames {
    const dropped = new DroppedFrames(5);
    const listener = dropped.listen(0, 0);
    for (const checksum of before) listener.take('before', `0, 0, 0, 1, 9, ${checksum}`);
    for (const checksum of after) listener.take('after', `0, 0, 0, 1, 9, ${checksum}`);
    listener.end();
    return dropped;
  }

  test('frames and pictures find each other across the dropped one', () => {
    const dropped = heard([...'abcdefghij'], [...'abdefghj']);
    expect([0, 1, 2, 3, 4, 5].map((frame) => dropped.pictureOfFrame(frame))).toEqual([0, 1, 1, 2, 3, 4]);
    expect([0, 1, 2, 3, 4, 7].map((picture) => dropped.frameOfPicture(picture))).toEqual([0, 1, 3, 4, 5, 9]);
  });

  test('a dropped first frame is shown by the last picture of the cycle before', () => {
    const dropped = heard([...'abcdefghij'], [...'abcdghij']);
    expect(dropped.pictureOfFrame(5)).toBe(3);
    expect(dropped.frameOfPicture(4)).toBe(6);
  });

  test('of a short last cycle nothing is dropped', () => {
    const dropped = heard([...'abcdefg'], [...'abcdfg']);
    expect([dropped.frameOfPicture(4), dropped.frameOfPicture(5)]).toEqual([5, 6]);
  });
});

describe('graphs', () => {
  test('taps go before and behind decimate, at unescaped commas only', () => {
    expect(watchedGraph('a=b\\,c,fieldmatch=order=tff,decimate=cycle=5,scale=w=4')).toBe(
      '[0:v:0]a=b\\,c,fieldmatch=order=tff,split[kept][before];[kept]decimate=cycle=5,split[rest][after];[rest]scale=w=4[out]',
    );
    expect(watchedGraph('decimate')).toContain('[rest]null[out]');
  });

  test('only a bwdif that waits for combed frames is woken', () => {
    expect(wakeBwdif('bwdif=mode=send_frame:deint=all')).toBe('bwdif=mode=send_frame:deint=all');
    expect(wakeBwdif('null,bwdif=mode=send_frame:deint=interlaced')).toMatch(/^null,split.*concat,bwdif=/);
  });
});
