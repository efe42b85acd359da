import { describe, expect, it } from 'vitest';
import { createLanes } from '../../../native-pipeline/api/lanes';

const never = new AbortController().signal;
const untilAborted = (signal: AbortSignal) =>
  new Promise<string>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('lanes', () => {
  it('lets a newer request replace the older, which answers superseded', async () => {
    const lanes = createLanes();
    const older = lanes.run('viewer-a', never, untilAborted);
    const newer = lanes.run('viewer-a', never, async () => 'picture');
    await expect(older).rejects.toMatchObject({ code: 'superseded' });
    await expect(newer).resolves.toBe('picture');
  });

  it('answers superseded at once even where the work is slow to stop', async () => {
    const lanes = createLanes();
    const deaf = lanes.run('viewer-a', never, () => new Promise<string>(() => undefined));
    lanes.leave('viewer-a');
    await expect(deaf).rejects.toMatchObject({ code: 'superseded' });
  });

  it('leaves other lanes and work without a lane alone', async () => {
    const lanes = createLanes();
    const a = lanes.run('viewer-a', never, async () => 'a');
    const b = lanes.run('viewer-b', never, async () => 'b');
    const none = lanes.run(undefined, never, async () => 'none');
    expect(await Promise.all([a, b, none])).toEqual(['a', 'b', 'none']);
    expect(lanes.leave('viewer-a')).toBe(false);
  });

  it('passes on that the caller itself has gone', async () => {
    const lanes = createLanes();
    const caller = new AbortController();
    const work = lanes.run('viewer-a', caller.signal, untilAborted);
    caller.abort(new Error('gone'));
    await expect(work).rejects.toThrow('gone');
  });
});
