import { expect, it } from 'vitest';
import { formatProgress } from '../../../cli/progress';
import type { Job } from '../../../model/job';
import { madeJob } from '../../ui/made';

const job = (progress: Partial<Job['progress']>, state: Job['state'] = 'running'): Job =>
  madeJob({
    title: 'Render a.mkv',
    state,
    progress: { done: 0, total: null, fps: null, secsLeft: null, ...progress },
  });

it('the line of progress says that work starts while nothing is known', () => {
  expect(formatProgress(job({}))).toBe('Render a.mkv: starting');
  expect(formatProgress(job({}, 'queued'))).toBe('Render a.mkv: queued');
  expect(formatProgress(job({ phase: 'joining' }))).toBe('Render a.mkv: joining');
});

it('the line of progress tells share, frames, speed and time left', () => {
  expect(formatProgress(job({ done: 7 }))).toBe('Render a.mkv: 7');
  expect(formatProgress(job({ done: 420, total: 1000, fps: 51.2, secsLeft: 11 }))).toBe(
    'Render a.mkv: 42 %  420 of 1000  51.2 fps  0:11 left',
  );
});
