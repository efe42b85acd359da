import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../model/errors';
import type { Job, JobTask } from '../../../model/job';
import { createQueue } from '../../../native-pipeline/jobs/queue';

const RENDER = { kind: 'render', title: 'Render a.mkv' } as const;
const progress = (done: number) => ({ done, total: 10, fps: 25, secsLeft: 1 });

/** Work that ends when it is told to, and stops when its signal fires. */
function openWork() {
  let finish = (_value: unknown): void => undefined;
  const started: JobTask[] = [];
  const work = (task: JobTask) => {
    started.push(task);
    return new Promise((resolve, reject) => {
      finish = resolve;
      task.signal.addEventListener('abort', () => reject(task.signal.reason));
    });
  };
  return { work, started, finish: (value: unknown) => finish(value) };
}

describe('the queue of jobs', () => {
  it('tells of a job from its waiting to its result', async () => {
    const queue = createQueue();
    const told: string[] = [];
    queue.subscribe((job) => told.push(`${job.state} ${job.progress.done}`));
    const { id } = queue.add(RENDER, async ({ onProgress }) => {
      onProgress(progress(5));
      return { frames: 10 };
    });
    const ended = await queue.whenEnded(id);
    expect(told).toEqual(['queued 0', 'running 0', 'running 5', 'done 5']);
    expect(ended.result).toEqual({ frames: 10 });
  });

  it('renders one movie at a time, and saves stills meanwhile', async () => {
    const queue = createQueue();
    const [first, second, stills] = [openWork(), openWork(), openWork()];
    const one = queue.add(RENDER, first.work);
    const two = queue.add(RENDER, second.work);
    queue.add({ kind: 'stills', title: 'Stills' }, stills.work);
    await Promise.resolve();
    expect([first.started.length, second.started.length, stills.started.length]).toEqual([1, 0, 1]);
    first.finish(null);
    await queue.whenEnded(one.id);
    await Promise.resolve();
    expect(second.started.length).toBe(1);
    expect(queue.list().map(({ state }) => state)).toEqual(['done', 'running', 'running']);
    expect(queue.cancel(two.id).state).toBe('running');
    await queue.close();
  });

  it('cancels a running job by its signal, and a waiting one before it starts', async () => {
    const queue = createQueue();
    const [running, waiting] = [openWork(), openWork()];
    const one = queue.add(RENDER, running.work);
    const two = queue.add(RENDER, waiting.work);
    await Promise.resolve();
    expect(queue.cancel(two.id).state).toBe('cancelled');
    queue.cancel(one.id);
    expect((await queue.whenEnded(one.id)).state).toBe('cancelled');
    await queue.whenEnded(two.id);
    expect(waiting.started).toEqual([]);
    expect(queue.list().every(({ problem }) => problem === null)).toBe(true);
  });

  it('leaves a job that has ended as it is when it is cancelled', async () => {
    const queue = createQueue();
    const { id } = queue.add(RENDER, async () => 'kept');
    await queue.whenEnded(id);
    expect(queue.cancel(id)).toMatchObject({ state: 'done', result: 'kept' });
  });

  it('keeps the problem of a failed job, and goes on with the next', async () => {
    const queue = createQueue();
    const failed = queue.add(RENDER, async () => {
      throw new WorkbenchError('disk-full', 'There is no room left.', 'Free some space.');
    });
    const next = queue.add(RENDER, async () => 'fine');
    expect((await queue.whenEnded(failed.id)).problem).toMatchObject({
      code: 'disk-full',
      hint: 'Free some space.',
    });
    expect((await queue.whenEnded(next.id)).state).toBe('done');
  });

  it('remembers the last 50 jobs, but never drops one that waits', async () => {
    const queue = createQueue();
    const long = openWork();
    const first = queue.add(RENDER, long.work);
    const stills: Job[] = [];
    for (let n = 0; n < 60; n++)
      stills.push(queue.add({ kind: 'stills', title: `Stills ${n}` }, async () => n));
    expect(queue.list()).toHaveLength(61);
    await queue.whenEnded(stills.at(-1)?.id ?? '');
    queue.add({ kind: 'stills', title: 'one more' }, async () => null);
    expect(queue.list()).toHaveLength(50);
    expect(queue.list()[0]?.id).toBe(first.id);
    await queue.close();
  });

  it('renders as many movies at once as it has places, and fills new places at once', async () => {
    const queue = createQueue();
    const works = [openWork(), openWork(), openWork()];
    queue.setPlaces('render', 2);
    for (const { work } of works) queue.add(RENDER, work);
    await Promise.resolve();
    expect(works.map(({ started }) => started.length)).toEqual([1, 1, 0]);
    queue.setPlaces('render', 3);
    expect(works.map(({ started }) => started.length)).toEqual([1, 1, 1]);
    await queue.close();
  });

  it('halts a running job, gives its place to the next, and lets it go on when a place is free again', async () => {
    const queue = createQueue();
    const [halted, next, last] = [openWork(), openWork(), openWork()];
    const one = queue.add({ ...RENDER, cannotPause: null }, halted.work);
    const two = queue.add(RENDER, next.work);
    const three = queue.add(RENDER, last.work);
    await Promise.resolve();
    const heard: boolean[] = [];
    halted.started[0]?.halt?.subscribe((isOn) => heard.push(isOn));
    expect(queue.pause(one.id)).toMatchObject({ state: 'paused', turn: null, hasBegun: true });
    await Promise.resolve();
    expect([next.started.length, last.started.length]).toEqual([1, 0]);
    // No place is free: it waits, before those that came later, and stays halted.
    expect(queue.resume(one.id)).toMatchObject({ state: 'queued', turn: 0, hasBegun: true });
    expect(queue.list().at(-1)).toMatchObject({ id: three.id, turn: 1 });
    expect(heard).toEqual([true]);
    next.finish('done');
    await queue.whenEnded(two.id);
    expect(heard).toEqual([true, false]);
    expect(queue.list().map(({ state }) => state)).toEqual(['running', 'done', 'queued']);
    expect(halted.started).toHaveLength(1);
    halted.finish('done');
    expect((await queue.whenEnded(one.id)).result).toBe('done');
    await queue.close();
  });

  it('lets a halted job go on at once where nothing else took its place', async () => {
    const queue = createQueue();
    const work = openWork();
    const { id } = queue.add({ ...RENDER, cannotPause: null }, work.work);
    await Promise.resolve();
    queue.pause(id);
    await Promise.resolve();
    expect(queue.resume(id)).toMatchObject({ state: 'running', turn: null });
    expect(work.started[0]?.halt?.isOn).toBe(false);
    await queue.close();
  });

  it('pauses again what waits to go on, and cancels what is halted or waits to go on', async () => {
    const queue = createQueue();
    const [first, second] = [openWork(), openWork()];
    const one = queue.add({ ...RENDER, cannotPause: null }, first.work);
    const two = queue.add({ ...RENDER, cannotPause: null }, second.work);
    await Promise.resolve();
    queue.pause(one.id);
    await Promise.resolve();
    queue.resume(one.id);
    expect(queue.pause(one.id)).toMatchObject({ state: 'paused', turn: null });
    queue.resume(one.id);
    queue.cancel(one.id);
    expect((await queue.whenEnded(one.id)).state).toBe('cancelled');
    queue.pause(two.id);
    queue.cancel(two.id);
    expect((await queue.whenEnded(two.id)).state).toBe('cancelled');
    expect([first.started.length, second.started.length]).toEqual([1, 1]);
    await queue.close();
  });

  it('does not pretend to halt work that listens to nothing', async () => {
    const queue = createQueue();
    const { id } = queue.add(RENDER, openWork().work);
    await Promise.resolve();
    expect(() => queue.pause(id)).toThrow(/cannot be halted/);
    await queue.close();
  });

  it('holds back a waiting job, and lets the next one go first', async () => {
    const queue = createQueue();
    const works = [openWork(), openWork(), openWork()];
    const [one, two, three] = works.map(({ work }) => queue.add(RENDER, work));
    await Promise.resolve();
    expect(queue.pause(two?.id ?? '').state).toBe('paused');
    works[0]?.finish(null);
    await queue.whenEnded(one?.id ?? '');
    expect(works.map(({ started }) => started.length)).toEqual([1, 0, 1]);
    expect(queue.resume(two?.id ?? '').state).toBe('queued');
    works[2]?.finish(null);
    await queue.whenEnded(three?.id ?? '');
    expect(works[1]?.started).toHaveLength(1);
    await queue.close();
  });

  it('changes the order of those that wait, and says who comes how many-th', async () => {
    const queue = createQueue();
    const works = [openWork(), openWork(), openWork(), openWork()];
    const ids = works.map(({ work }, n) => queue.add({ ...RENDER, title: `Render ${n}` }, work).id);
    await Promise.resolve();
    const turns = () => queue.list().map(({ title, turn }) => [title, turn]);
    queue.move(ids[3] ?? '', -1);
    expect(turns()).toEqual([
      ['Render 0', null],
      ['Render 1', 0],
      ['Render 3', 1],
      ['Render 2', 2],
    ]);
    // The first of those that wait cannot come before what runs, nor does a running one wait.
    queue.move(ids[1] ?? '', -1);
    queue.move(ids[0] ?? '', 1);
    expect(turns().map(([title]) => title)).toEqual(['Render 0', 'Render 1', 'Render 3', 'Render 2']);
    expect(queue.cancel(ids[1] ?? '').turn).toBe(null);
    expect(turns().slice(2)).toEqual([
      ['Render 3', 0],
      ['Render 2', 1],
    ]);
    await queue.close();
  });

  it('tells work whether it was cancelled or the engine ends', async () => {
    const queue = createQueue();
    const [cancelled, closed] = [openWork(), openWork()];
    queue.setPlaces('render', 2);
    const { id } = queue.add(RENDER, cancelled.work);
    queue.add(RENDER, closed.work);
    await Promise.resolve();
    queue.cancel(id);
    expect(cancelled.started[0]?.isKeeping?.()).toBe(false);
    await queue.close();
    expect(closed.started[0]?.isKeeping?.()).toBe(true);
  });

  it('tells work that what is finished is to stay, and says of a cancelled job what stayed', async () => {
    const queue = createQueue();
    const cancelled = async (how?: { isKeeping: boolean }) => {
      const work = openWork();
      const { id } = queue.add(RENDER, work.work);
      await Promise.resolve();
      const [task] = work.started;
      task?.onProgress({ done: 30, total: 90, fps: 10, secsLeft: 6, kept: 20 });
      queue.cancel(id, how);
      // The first word counts: what was to stay is not deleted by a second press.
      queue.cancel(id);
      const { state, progress } = await queue.whenEnded(id);
      return { isKeeping: task?.isKeeping?.(), state, done: progress.done, kept: progress.kept };
    };
    const ended = { state: 'cancelled', done: 30 };
    expect(await cancelled()).toEqual({ ...ended, isKeeping: false, kept: undefined });
    expect(await cancelled({ isKeeping: false })).toEqual({ ...ended, isKeeping: false, kept: undefined });
    expect(await cancelled({ isKeeping: true })).toEqual({ ...ended, isKeeping: true, kept: 20 });
  });

  it('says so when a job is not known', () => {
    expect(() => createQueue().cancel('job-9')).toThrow(/no job job-9/);
  });
});
