/** Long work: stills and renders are ordered from their dialogs, watched, cancelled; their ends are told once. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../model/errors';
import type { Recipe } from '../../model/recipe';
import { dispatch, workspace } from '../../renderer/state/store';
import { madeClip, madeJob, madePlan } from './made';
import { openWindow, settle } from './window';

const problem = {
  code: 'disk-full',
  title: 'The disk is full',
  detail: 'No room in /videos',
  hint: 'Make room.',
} as const;

describe('saving stills', () => {
  it('orders the layouts ticked, of the frames listed, into the folder named', async () => {
    const engine = await openWindow();
    fireEvent.keyDown(window, { code: 'KeyC' });
    const dialog = screen.getByRole('dialog', { name: 'Save stills' });
    fireEvent.click(within(dialog).getByRole('checkbox', { name: /Wipe/ }));
    fireEvent.click(within(dialog).getByRole('radio', { name: 'List' }));
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Frames or timecodes' }), {
      target: { value: '12, 00:00:01:00 12' },
    });
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Folder' }), { target: { value: '/out' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save stills of 2 frames' }));
    await settle();
    expect(engine.asked.find(({ name }) => name === 'startStills')?.input).toMatchObject({
      frames: [12, 30],
      layouts: ['separate', 'side-by-side', 'wipe'],
      folder: '/out',
      wipeAt: 0.5,
      a: { recipe: null },
      b: { recipe: { id: 'dvd-film' } },
    });
  });

  it('says which frame does not exist instead of ordering it', async () => {
    await openWindow();
    fireEvent.keyDown(window, { code: 'KeyC' });
    const dialog = screen.getByRole('dialog', { name: 'Save stills' });
    fireEvent.click(within(dialog).getByRole('radio', { name: 'List' }));
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Frames or timecodes' }), {
      target: { value: '300' },
    });
    expect(dialog.textContent).toContain('"300" is no frame of this clip: it has 300, counted from 0.');
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save stills' }).disabled).toBe(
      true,
    );
  });
});

describe('rendering', () => {
  it('orders the variant, or only its span, with a name beside the clip', async () => {
    const engine = await openWindow((fake) =>
      fake.answer('getStart', () => ({ paths: ['/v/ep.vob'], reference: null, samplePath: null })),
    );
    act(() => dispatch({ type: 'span/marked', span: { from: 10, to: 20 } }));
    fireEvent.keyDown(window, { code: 'KeyE', ctrlKey: true });
    const dialog = screen.getByRole('dialog', { name: 'Render movie' });
    fireEvent.change(within(dialog).getByRole('combobox', { name: 'Codec' }), {
      target: { value: 'prores' },
    });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Render' }));
    await settle();
    expect(engine.asked.find(({ name }) => name === 'startRender')?.input).toMatchObject({
      out: '/v/ep-dvd-film.mov',
      codec: 'prores',
      span: { from: 10, to: 20 },
    });
    expect(screen.queryByRole('dialog')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /^Jobs: render/ }));
    expect(screen.getByRole('dialog', { name: 'Jobs' }).textContent).toContain(
      'frame 30 of 300, 24.5 fps, 11 s left',
    );
    engine.tell({ type: 'job', job: madeJob({ state: 'failed', problem }) });
    await settle();
    // The popover hides the rest of the window from screen readers while it is open.
    expect(screen.getByRole('article', { name: 'The disk is full', hidden: true })).toBeTruthy();
  });

  it('writes the source fields of every picture beside a movie that follows the analysis, where that is ticked', async () => {
    const relation = { kind: 'map', isConstantRate: true, pictures: 240, sourceFrames: 300 } as const;
    const engine = await openWindow((fake) => {
      fake.answer('planRecipe', ({ recipe }) => madePlan(recipe as Recipe | null, { relation }));
      fake.answer('startRender', ({ isOverwriting }) => {
        if (isOverwriting) return madeJob();
        throw new WorkbenchError('output-exists', 'It is there already', '');
      });
    });
    const asked = (wanted: string) => engine.asked.filter(({ name }) => name === wanted);
    const span = { from: 10, to: 20 };
    act(() => dispatch({ type: 'span/marked', span }));
    fireEvent.keyDown(window, { code: 'KeyE', ctrlKey: true });
    const dialog = within(screen.getByRole('dialog', { name: 'Render movie' }));
    fireEvent.change(dialog.getByRole('textbox', { name: 'File' }), { target: { value: '/out/a.mkv' } });
    fireEvent.click(dialog.getByRole('checkbox', { name: /^Write three tables beside it/ }));
    fireEvent.click(dialog.getByRole('button', { name: 'Render' }));
    await settle();
    fireEvent.click(dialog.getByRole('checkbox', { name: /^Replace/ }));
    fireEvent.click(dialog.getByRole('button', { name: 'Render' }));
    await settle();
    expect(asked('startRender').at(-1)?.input).toMatchObject({
      ...{ out: '/out/a.mkv', map: '/out/a.map.csv' },
      ...{ span, isOverwriting: true },
    });
  });

  it('shows running work in the status line and cancels it there', async () => {
    const engine = await openWindow();
    engine.tell({ type: 'job', job: madeJob() });
    await settle();
    fireEvent.click(screen.getByRole('button', { name: /^Jobs: render/ }));
    fireEvent.click(
      within(screen.getByRole('dialog', { name: 'Jobs' })).getByRole('button', { name: 'Cancel' }),
    );
    await settle();
    expect(engine.asked.at(-1)).toMatchObject({ name: 'cancelJob', input: { jobId: 'job-1' } });
  });

  const long = { done: 1230, total: 5000, fps: 24.5, secsLeft: 154 };
  const openJobs = async (part: Parameters<typeof madeJob>[0]) => {
    const engine = await openWindow();
    engine.tell({ type: 'job', job: madeJob(part) });
    await settle();
    fireEvent.click(screen.getByRole('button', { name: /^Jobs: / }));
    const jobs = within(screen.getByRole('dialog', { name: 'Jobs' }));
    const cancels = () => engine.asked.filter(({ name }) => name === 'cancelJob').map(({ input }) => input);
    return { engine, jobs, cancels };
  };

  it('asks before it cancels what took long, and offers to keep what is finished', async () => {
    const { engine, jobs, cancels } = await openJobs({ progress: { ...long, kept: 1200 } });
    const cancel = jobs.getByRole('button', { name: 'Cancel' });
    fireEvent.click(cancel);
    const question = within(jobs.getByRole('region', { name: 'Cancel: Render dvd.vob' }));
    expect(question.getByRole('alert').textContent).toMatch(/What is finished can stay/);
    fireEvent.click(question.getByRole('button', { name: 'Don’t cancel' }));
    expect([cancels(), document.activeElement]).toEqual([[], cancel]);
    fireEvent.click(cancel);
    fireEvent.click(jobs.getByRole('button', { name: 'Cancel, keep 1\u202f200 frames' }));
    expect(jobs.queryByRole('alert')).toBeNull();
    await settle();
    expect(cancels()).toEqual([{ jobId: 'job-1', isKeeping: true }]);
    engine.tell({ type: 'job', job: madeJob({ id: 'job-2', progress: { ...long, kept: 1200 } }) });
    await settle();
    fireEvent.click(jobs.getByRole('button', { name: 'Cancel' }));
    fireEvent.click(jobs.getByRole('button', { name: 'Cancel and delete' }));
    await settle();
    expect(cancels().at(-1)).toEqual({ jobId: 'job-2', isKeeping: false });
  });

  it('asks as well where nothing can be kept, and says what is lost', async () => {
    const { jobs, cancels } = await openJobs({ progress: long });
    fireEvent.click(jobs.getByRole('button', { name: 'Cancel' }));
    expect(jobs.getByRole('alert').textContent).toMatch(
      /^The work on 1\u202f230 frames will be lost. No part/,
    );
    expect(jobs.queryByRole('button', { name: /keep/ })).toBeNull();
    fireEvent.click(
      within(jobs.getByRole('region', { name: /^Cancel:/ })).getByRole('button', { name: 'Cancel' }),
    );
    await settle();
    expect(cancels()).toEqual([{ jobId: 'job-1', isKeeping: false }]);
  });

  it('says of a cancelled job what was kept and how to go on, and shows no progress of one that waits', async () => {
    const { engine, jobs } = await openJobs({ state: 'cancelled', progress: { ...long, kept: 1200 } });
    expect(jobs.getByRole('listitem').textContent).toContain('cancelled, 1\u202f200 frames kept');
    const progress = { done: 0, total: null, fps: null, secsLeft: null };
    engine.tell({
      type: 'job',
      job: madeJob({ id: 'job-2', state: 'queued', turn: 0, hasBegun: false, progress }),
    });
    await settle();
    const bar = jobs.getByRole('progressbar');
    expect([bar.getAttribute('aria-valuenow'), bar.className]).toEqual(['0', 'progress']);
  });

  it('continues a cancelled job from its row, until nothing is kept of it any more', async () => {
    const { engine, jobs } = await openJobs({ state: 'cancelled', progress: { ...long, kept: 1200 } });
    fireEvent.click(jobs.getByRole('button', { name: 'Continue' }));
    await settle();
    const asked = engine.asked.filter(({ name }) => name === 'continueJob');
    expect(asked.map(({ input }) => input)).toEqual([{ jobId: 'job-1' }]);
    engine.tell({ type: 'job', job: madeJob({ state: 'cancelled', progress: long }) });
    await settle();
    expect(jobs.queryByRole('button', { name: 'Continue' })).toBeNull();
    expect(jobs.queryByText(/kept/)).toBeNull();
  });

  it('says of several jobs whose share it shows', async () => {
    const engine = await openWindow();
    for (const id of ['job-1', 'job-2']) engine.tell({ type: 'job', job: madeJob({ id }) });
    await settle();
    expect(screen.getByRole('button', { name: /^Jobs: 2 jobs, first 10 %/ })).toBeTruthy();
  });

  it('halts a running job and lets it go on', async () => {
    const engine = await openWindow();
    engine.tell({ type: 'job', job: madeJob() });
    await settle();
    fireEvent.click(screen.getByRole('button', { name: /^Jobs: render/ }));
    const jobs = screen.getByRole('dialog', { name: 'Jobs' });
    fireEvent.click(within(jobs).getByRole('button', { name: 'Pause' }));
    await settle();
    expect(engine.asked.some(({ name }) => name === 'pauseJob')).toBe(true);
    expect(jobs.textContent).toContain('paused at frame 30 of 300, others may run');
    fireEvent.click(within(jobs).getByRole('button', { name: 'Go on' }));
    await settle();
    expect(engine.asked.at(-1)).toMatchObject({ name: 'resumeJob', input: { jobId: 'job-1' } });
    expect(within(jobs).getByRole('button', { name: 'Pause' })).toBeDefined();
  });

  it('says why a job cannot be halted once it runs', async () => {
    const engine = await openWindow();
    engine.tell({ type: 'job', job: madeJob({ cannotPause: 'On Windows a render cannot be halted.' }) });
    await settle();
    fireEvent.click(screen.getByRole('button', { name: /^Jobs: render/ }));
    const pause = screen.getByRole<HTMLButtonElement>('button', { name: 'Pause' });
    expect(pause.disabled).toBe(true);
    expect(pause.title).toContain('Windows');
  });

  it('changes the order of what waits, and how many renders run at once', async () => {
    const engine = await openWindow();
    const waiting = [0, 1].map((turn) =>
      madeJob({ id: `job-${turn + 2}`, title: `Render ${turn}`, state: 'queued', turn }),
    );
    engine.answer('moveJob', () => [madeJob(), { ...waiting[1], turn: 0 }, { ...waiting[0], turn: 1 }]);
    for (const job of [madeJob(), ...waiting]) engine.tell({ type: 'job', job });
    await settle();
    fireEvent.click(screen.getByRole('button', { name: /^Jobs:/ }));
    await settle();
    const titles = () =>
      screen.getAllByRole('listitem').map((row) => row.querySelector('.job-title')?.textContent);
    expect(titles()).toEqual(['Render dvd.vob', 'Render 0', 'Render 1']);
    const isOff = (name: string) =>
      screen.getByRole('button', { name }).getAttribute('aria-disabled') === 'true';
    expect(
      ['Earlier: Render 0', 'Later: Render 0', 'Earlier: Render 1', 'Later: Render 1'].map(isOff),
    ).toEqual([true, false, false, true]);
    fireEvent.click(screen.getByRole('button', { name: 'Later: Render 1' }));
    expect(engine.asked.some(({ name }) => name === 'moveJob')).toBe(false);
    const earlier = screen.getByRole('button', { name: 'Earlier: Render 1' });
    earlier.focus();
    fireEvent.click(earlier);
    await settle();
    expect(document.activeElement).toBe(earlier);
    expect(isOff('Earlier: Render 1')).toBe(true);
    expect(engine.asked.at(-1)).toMatchObject({ name: 'moveJob', input: { jobId: 'job-3', by: -1 } });
    expect(titles()).toEqual(['Render dvd.vob', 'Render 1', 'Render 0']);
    fireEvent.change(screen.getByRole('combobox', { name: 'Renders at once' }), { target: { value: '2' } });
    await settle();
    expect(engine.asked.at(-1)).toMatchObject({ name: 'setRenderPlaces', input: { places: 2 } });
  });

  it('keeps the focus on the button that moved its row', async () => {
    const engine = await openWindow();
    const waiting = [0, 1].map((turn) =>
      madeJob({ id: `job-${turn + 2}`, title: `Render ${turn}`, state: 'queued', turn }),
    );
    engine.answer('moveJob', () => [
      { ...waiting[1], turn: 0 },
      { ...waiting[0], turn: 1 },
    ]);
    for (const job of waiting) engine.tell({ type: 'job', job });
    await settle();
    fireEvent.click(screen.getByRole('button', { name: /^Jobs:/ }));
    const later = screen.getByRole('button', { name: 'Later: Render 0' });
    later.focus();
    fireEvent.click(later);
    await settle();
    expect(document.activeElement).toBe(later);
  });

  it('is ordered by Enter in its field, and puts a bare name beside what was proposed', async () => {
    const engine = await openWindow((fake) =>
      fake.answer('getStart', () => ({ paths: ['/v/ep.vob'], reference: null, samplePath: null })),
    );
    fireEvent.keyDown(window, { code: 'KeyE', ctrlKey: true });
    const field = within(screen.getByRole('dialog')).getByRole('textbox', { name: 'File' });
    const type = (value: string) => {
      fireEvent.change(field, { target: { value } });
      fireEvent.keyDown(field, { key: 'Enter' });
    };
    type(' ');
    expect(screen.getByRole('dialog')).toBeTruthy();
    type('mine.mkv');
    await settle();
    const ordered = engine.asked.filter(({ name }) => name === 'startRender').map(({ input }) => input.out);
    expect(ordered).toEqual(['/v/mine.mkv']);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says why it was refused between form and buttons, marks the path it is of, and takes it back when the form changes', async () => {
    const engine = await openWindow();
    engine.answer('startRender', () => {
      throw new WorkbenchError('output-unwritable', 'There is no such folder: /none', 'Make it first.');
    });
    fireEvent.keyDown(window, { code: 'KeyE', ctrlKey: true });
    const dialog = screen.getByRole('dialog', { name: 'Render movie' });
    const field = within(dialog).getByRole('textbox', { name: 'File' });
    fireEvent.change(field, { target: { value: '/none/x.mkv' } });
    const button = within(dialog).getByRole('button', { name: 'Render' });
    button.focus();
    fireEvent.click(button);
    await settle();
    const said = within(dialog).getByRole('alert');
    expect(said.textContent).toContain('There is no such folder: /noneMake it first.');
    // What scrolls cannot hide it.
    expect(said.closest('.dialog-content')).toBeNull();
    expect(said.compareDocumentPosition(button)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.contains(said)).toBe(true);
    fireEvent.change(field, { target: { value: '/some/x.mkv' } });
    expect(within(dialog).queryByRole('alert')).toBeNull();
    expect(field.getAttribute('aria-invalid')).toBe('false');
  });

  it('offers to continue an interrupted render, or to start again', async () => {
    const engine = await openWindow((fake) =>
      fake.answer('getStart', () => ({ paths: ['/v/ep.vob'], reference: null, samplePath: null })),
    );
    engine.answer('startRender', ({ isResuming }) => {
      if (isResuming) return madeJob();
      throw new WorkbenchError('render-interrupted', '300 of its pictures are finished', 'Continue it.');
    });
    fireEvent.keyDown(window, { code: 'KeyE', ctrlKey: true });
    const dialog = screen.getByRole('dialog', { name: 'Render movie' });
    fireEvent.click(within(dialog).getByRole('radio', { name: '10' }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Render' }));
    await settle();
    expect(dialog.textContent).toContain('300 of its pictures are finished');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Continue it' }));
    await settle();
    expect(engine.asked.findLast(({ name }) => name === 'startRender')?.input).toMatchObject({
      isResuming: true,
      isOverwriting: false,
      bits: 10,
    });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('button', { name: /^Jobs: render/ })).toBeTruthy();
  });

  it.each([
    ['render-other', 'Continue it with its own recipe', { isResuming: true, isAsOrdered: true }],
    ['render-changed', null, null],
  ] as const)(
    'offers of one that is no more the same (%s) only what would succeed',
    async (code, way, how) => {
      const engine = await openWindow((fake) =>
        fake.answer('getStart', () => ({ paths: ['/v/ep.vob'], reference: null, samplePath: null })),
      );
      engine.answer('startRender', ({ isAsOrdered }) => {
        if (isAsOrdered) return madeJob();
        throw new WorkbenchError(code, '300 of its pictures are finished, but the recipe is another', '');
      });
      fireEvent.keyDown(window, { code: 'KeyE', ctrlKey: true });
      const dialog = screen.getByRole('dialog', { name: 'Render movie' });
      fireEvent.click(within(dialog).getByRole('button', { name: 'Render' }));
      await settle();
      const names = within(dialog)
        .getAllByRole('button')
        .map(({ textContent }) => textContent ?? '');
      expect(names.filter((name) => /Continue/.test(name))).toEqual(way ? [way] : []);
      expect(names).toContain('Delete it and start again');
      if (!way) return;
      fireEvent.click(within(dialog).getByRole('button', { name: way }));
      await settle();
      expect(engine.asked.findLast(({ name }) => name === 'startRender')?.input).toMatchObject(how);
      expect(screen.queryByRole('dialog')).toBeNull();
    },
  );

  it('shows a render that an earlier engine left, to be continued or removed', async () => {
    const progress = { done: 1200, total: 1500, fps: null, secsLeft: null };
    const job = madeJob({ state: 'cancelled', wasInterrupted: true, progress: { ...progress, kept: 1200 } });
    const engine = await openWindow((fake) => fake.answer('listJobs', () => [job]));
    engine.answer('dropKept', () => [{ ...job, progress }]);
    fireEvent.click(screen.getByRole('button', { name: 'Jobs: 1 interrupted' }));
    const row = within(screen.getByRole('dialog', { name: 'Jobs' })).getByRole('listitem');
    expect(row.textContent).toMatch(/interrupted, 1\u202f200 frames of 1\u202f500 kept/);
    expect(within(row).getByRole('button', { name: 'Continue' })).toBeTruthy();
    fireEvent.click(within(row).getByRole('button', { name: 'Remove' }));
    expect(within(row).getByRole('alert').textContent).toMatch(/1\u202f200 finished frames would be deleted/);
    fireEvent.click(within(row).getByRole('button', { name: 'Keep them' }));
    expect(document.activeElement).toBe(within(row).getByRole('button', { name: 'Remove' }));
    expect(engine.asked.some(({ name }) => name === 'dropKept')).toBe(false);
    fireEvent.click(within(row).getByRole('button', { name: 'Remove' }));
    fireEvent.click(within(row).getByRole('button', { name: 'Delete them' }));
    await settle();
    expect(engine.asked.findLast(({ name }) => name === 'dropKept')?.input).toEqual({ jobId: job.id });
    expect(row.textContent).toMatch(/interrupted$/);
    expect(within(row).queryByRole('button', { name: 'Continue' })).toBeNull();
  });

  it('tells a failed job once, however often it is reported', async () => {
    const engine = await openWindow();
    for (let times = 0; times < 3; times++) {
      engine.tell({ type: 'job', job: madeJob({ state: 'failed', problem }) });
    }
    await settle();
    expect(screen.getAllByRole('article', { name: 'The disk is full' })).toHaveLength(1);
  });
});

describe('what a dialog ordered', () => {
  const openStills = () => {
    fireEvent.keyDown(window, { code: 'KeyC' });
    return screen.getByRole('dialog', { name: 'Save stills' });
  };
  const save = (dialog: HTMLElement) =>
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save stills' }));

  it('tells in the dialog why it cannot be started: what, why and what to try', async () => {
    await openWindow((engine) =>
      engine.answer('startStills', () => {
        throw new WorkbenchError('output-unwritable', 'The system says EACCES: /root', 'Choose another.');
      }),
    );
    const dialog = openStills();
    save(dialog);
    await settle();
    const alert = within(dialog).getByRole('alert');
    expect(alert.textContent).toContain('The output cannot be written');
    expect(alert.textContent).toContain('The system says EACCES: /root');
    expect(alert.textContent).toContain('Choose another.');
    expect(workspace.getState().engine.problems.filter(({ code }) => code === 'output-unwritable')).toEqual(
      [],
    );
  });

  it('tells in the dialog why a job failed, and by a notice once the dialog is closed', async () => {
    const engine = await openWindow((fake) =>
      fake.answer('startStills', () => madeJob({ kind: 'stills', id: 'one' })),
    );
    const dialog = openStills();
    save(dialog);
    await settle();
    engine.tell({ type: 'job', job: madeJob({ id: 'one', state: 'failed', problem }) });
    await settle();
    expect(within(dialog).getByRole('alert').textContent).toContain(
      'The disk is fullNo room in /videosMake room.',
    );
    expect(screen.queryByRole('article', { name: 'The disk is full' })).toBeNull();
    act(() => dispatch({ type: 'dialog/closed' }));
    engine.tell({ type: 'job', job: madeJob({ id: 'two', state: 'failed', problem }) });
    await settle();
    expect(screen.getByRole('article', { name: 'The disk is full' })).toBeTruthy();
  });

  it('is proposed beside the clip, and for a dropped clip in a folder that the user knows', async () => {
    await openWindow((engine) =>
      engine.answer('openClip', ({ path }) =>
        madeClip({ path: String(path).replace('/samples', '/state/uploads/17') }),
      ),
    );
    const field = (dialog: HTMLElement) =>
      within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Folder' });
    const dialog = openStills();
    expect(field(dialog).value).toBe('/videos/stills');
    fireEvent.change(field(dialog), { target: { value: '/out' } });
    save(dialog);
    await settle();
    act(() => dispatch({ type: 'dialog/closed' }));
    expect(field(openStills()).value).toBe('/out');
    act(() => dispatch({ type: 'dialog/opened', dialog: 'render' }));
    const movie = within(screen.getByRole('dialog', { name: 'Render movie' }));
    expect(movie.getByRole<HTMLInputElement>('textbox', { name: 'File' }).value).toBe(
      '/out/station-sd-dvd-film.mkv',
    );
  });
});

describe('notices', () => {
  it('go with the clip they speak of; those of work stay', async () => {
    const engine = await openWindow();
    act(() => dispatch({ type: 'problem/raised', problem: { ...problem, detail: 'of the clip' } }));
    engine.tell({ type: 'job', job: madeJob({ state: 'failed', problem }) });
    await settle();
    engine.deliver(['/v/next.vob']);
    await settle();
    // jsdom draws nothing: that is said all the time.
    const told = workspace.getState().engine.problems.filter(({ place }) => place !== 'Viewer');
    expect(told.map(({ detail }) => detail)).toEqual(['No room in /videos']);
  });
});

describe('recent ffmpeg commands', () => {
  it('say which of them cannot be run alone', async () => {
    const ran = { purpose: 'Variant', startedAt: '', millis: 5, exitCode: 0, tail: '' };
    await openWindow((engine) =>
      engine.answer('listCommands', () => [
        { id: 1, line: 'ffmpeg -i file:/v/a.vob -f null -', ...ran },
        { id: 2, line: 'ffmpeg -f rawvideo -i pipe:0 -vf bwdif pipe:1', ...ran },
      ]),
    );
    act(() => dispatch({ type: 'dialog/opened', dialog: 'commands' }));
    await settle();
    const rows = within(screen.getByRole('dialog')).getAllByRole('listitem');
    expect(rows.map((row) => /cannot be run by itself/.test(row.textContent ?? ''))).toEqual([true, false]);
  });
});
