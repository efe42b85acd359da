/** The numbers tab: each score with unit, tool, validity and reason; old numbers stay in their place, marked as old. */
import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../model/errors';
import { dispatch, workspace } from '../../renderer/state/store';
import { madeMeasurement } from './made';
import { openWindow, settle } from './window';

async function openNumbers(...args: Parameters<typeof openWindow>) {
  const engine = await openWindow(...args);
  act(() => dispatch({ type: 'preference/changed', preference: { rightTab: 'numbers' } }));
  return engine;
}

const measure = async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Measure this pair' }));
  await settle();
};
const scores = () => screen.getByRole('region', { name: 'Scores' });

describe('the status line', () => {
  it('says how the picture of B stands to that of A, and the whole of it in a title', async () => {
    await openWindow();
    const { viewer } = workspace.getState().engine;
    const [pair, pairSays] = ['B’s nearest picture, 1 frame earlier', 'A: frame 150. B: frame 119.'];
    const report = { ...viewer, shownFrame: 150, isExact: true, pair, pairSays };
    act(() => dispatch({ type: 'viewer/reported', report }));
    const status = screen.getByText(pair);
    expect(status.title).toBe(pairSays);
    act(() => dispatch({ type: 'viewer/reported', report: { ...report, pair: '', pairSays: '' } }));
    expect([status.textContent, status.title]).toEqual(['', '']);
  });
});

describe('measuring the pair on screen', () => {
  it('compares A enlarged to the size of B with B, on the same frame', async () => {
    const engine = await openNumbers();
    act(() => dispatch({ type: 'playhead/moved', frame: 12 }));
    await measure();
    const size = { width: 1440, height: 1080 };
    expect(engine.asked.find(({ name }) => name === 'measure')?.input).toMatchObject({
      a: { frame: 12, recipe: null, size },
      b: { frame: 12, recipe: { id: 'dvd-film' }, size },
    });
  });

  it('shows value, unit, tool, validity and what was compared', async () => {
    await openNumbers();
    await measure();
    const text = scores().textContent ?? '';
    expect(text).toContain('1.23 %');
    expect(text).toContain('31.42 dB');
    expect(text).toContain('0.9123');
    expect(text).toContain('pixelmatch 7.2.0');
    expect(text.match(/Relative only\./g)).toHaveLength(1);
    expect(text).toContain('source 60 → variant 48');
    expect(text).toContain('B against a plain bicubic enlargement');
  });

  it('leaves the settings of the picture above the scores, which grow', async () => {
    await openNumbers();
    await measure();
    const settings = screen.getByRole('region', { name: 'On the picture' });
    expect(settings.compareDocumentPosition(scores())).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('is seen when asked by key: the numbers come to the front, the panel unfolds', async () => {
    await openWindow((engine) => engine.answer('measure', () => new Promise(() => {})));
    act(() => dispatch({ type: 'panel/toggled', panel: 'right' }));
    fireEvent.keyDown(window, { code: 'KeyP' });
    await settle();
    expect(screen.getByRole('tab', { name: 'Numbers' }).getAttribute('aria-selected')).toBe('true');
    expect(screen.getByRole('progressbar', { name: 'measuring' })).toBeTruthy();
  });

  it('keeps the numbers and marks them as old when another frame is on screen', async () => {
    await openNumbers();
    await measure();
    act(() => dispatch({ type: 'playhead/moved', frame: 5 }));
    expect(scores().dataset.state).toBe('stale');
    expect(scores().textContent).toContain('31.42 dB');
    expect(scores().textContent).toContain('another picture is on screen');
  });

  it('takes the answer to the latest question only', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    await openNumbers((engine) =>
      engine.answer('measure', () => new Promise((resolve) => waiting.push(resolve))),
    );
    await measure();
    act(() => dispatch({ type: 'playhead/moved', frame: 9 }));
    fireEvent.keyDown(window, { code: 'KeyP' });
    await settle();
    waiting[1]?.({ ...madeMeasurement(), frame: 9 });
    waiting[0]?.({ ...madeMeasurement(), frame: 0 });
    await settle();
    expect(workspace.getState().engine.measurement).toMatchObject({ state: 'fresh', value: { frame: 9 } });
  });

  it('says once what went wrong, and stays ready', async () => {
    await openNumbers((engine) =>
      engine.answer('measure', () => {
        throw new WorkbenchError('sizes-differ', 'One is larger.', 'Enlarge both.');
      }),
    );
    await measure();
    expect(screen.getByRole('article', { name: 'The two pictures differ in size' }).textContent).toContain(
      'Measuring',
    );
    expect(workspace.getState().engine.measurement.state).toBe('none');
  });
});
